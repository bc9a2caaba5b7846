"""The words about places of one language, as sets: see ``languages/<code>/places.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.languages import load, vocabulary
from sayso.reading.gazetteer import Entry, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The language data of places, as sets."""

    demonyms: Mapping[str, str]
    seconds: frozenset[str]
    signs: Mapping[str, re.Pattern[str]]
    signing: Mapping[str, tuple[str, ...]]
    named: Mapping[str, Entry]
    parts: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, str]
    kinds: Mapping[str, str]
    sorts: Mapping[str, int]
    quarters: frozenset[str]
    facilities: frozenset[str]
    joins: frozenset[str]
    locative: frozenset[str]
    strong: frozenset[str]
    called: frozenset[str]
    struck: frozenset[str]
    parties: frozenset[str]
    around: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    occasions: frozenset[str]
    seats: frozenset[str]
    holding: re.Pattern[str]
    capitals: frozenset[str]
    directions: frozenset[str]
    sides: frozenset[str]
    relations: Mapping[str, str]
    titles: frozenset[str]
    givens: frozenset[str]
    organisations: frozenset[str]
    speech: frozenset[str]
    plain: frozenset[str]
    openers: frozenset[str]
    heads: frozenset[str]
    families: frozenset[str]
    compounds: frozenset[str]
    bodies: frozenset[str]
    abbreviations: Mapping[str, str]
    aliases: Mapping[str, str]
    vocabulary: frozenset[str]
    endings: tuple[tuple[str, str], ...]
    unnamed: re.Pattern[str]
    office: re.Pattern[str]
    wide: re.Pattern[str]
    tells: frozenset[str]
    switches: frozenset[str]
    asides: Mapping[str, re.Pattern[str]]
    waged: re.Pattern[str]
    counting: re.Pattern[str]
    where: re.Pattern[str]
    world: re.Pattern[str]
    these: re.Pattern[str]


@cache
def words(language: str) -> Words:
    """The place words of one language."""
    data: dict[str, Any] = load(language, "places")
    before, after = data["before"], data["after"]
    return Words(
        demonyms=data["demonyms"],
        seconds=frozenset(name.partition(" ")[2] for name in data["demonyms"] if " " in name),
        signs={
            code: re.compile(rf"\b(?:{_any(listed)})\b", re.IGNORECASE)
            for code, listed in data["signs"].items()
        },
        signing={code: tuple(listed) for code, listed in data["signs"].items()},
        named={fold(name): _region(name, told) for name, told in data["regions"].items()},
        parts={fold(name): tuple(map(fold, told.get("of", ()))) for name, told in data["regions"].items()},
        countries={fold(name): code for name, code in data["countries"].items()},
        kinds={word: kind for kind, listed in data["kinds"].items() for word in listed},
        sorts={word: n for n, listed in enumerate(data["sorts"].values(), start=1) for word in listed},
        quarters=frozenset(data["quarters"]["words"]),
        facilities=frozenset(data["quarters"]["facilities"]),
        joins=frozenset(data["joins"]["words"]),
        locative=frozenset(before["locative"]),
        strong=frozenset(before["strong"]),
        called=frozenset(before["called"]),
        struck=frozenset(before["struck"]),
        parties=frozenset(load(language, "parties")["names"]),
        around=frozenset(before["around"]),
        articles=frozenset(before["articles"]),
        of=frozenset(before["of"]),
        occasions=frozenset(before["occasions"]),
        seats=frozenset(before["seats"]),
        holding=re.compile(before["holding"]),
        capitals=frozenset(data["plain"]["capitals"]),
        directions=frozenset(before["directions"]),
        sides=frozenset(before["sides"]),
        relations={word: tie for tie, listed in data["relations"].items() for word in listed},
        titles=frozenset(before["titles"]),
        givens=frozenset(before["givens"]),
        organisations=frozenset(after["organisations"]),
        speech=frozenset(after["speech"]),
        plain=frozenset(data["plain"]["words"]),
        openers=frozenset(data["joins"]["openers"]),
        heads=frozenset(data["joins"]["heads"]),
        families=frozenset(after["families"]),
        compounds=frozenset(data["plain"]["compounds"]),
        bodies=frozenset(after["bodies"]),
        abbreviations=data["abbreviations"],
        aliases=data["aliases"],
        vocabulary=vocabulary(language),
        endings=tuple((ending, told) for ending, all_told in data["endings"].items() for told in all_told),
        unnamed=re.compile(
            rf"\b(?:{_any(before['definite'])})\s(?:(?:{_any(before['directions'])})\s)?"
            rf"({_any(_single(data['kinds']))})\b(?!\s(?:{_any(before['of'])})\b)",
            re.IGNORECASE,
        ),
        wide=re.compile(rf"\b(?:{_any(data['wide']['words'])})\b", re.IGNORECASE),
        tells=frozenset(before["tells"]),
        switches=frozenset(data["wide"]["switches"]),
        counting=re.compile(
            rf"\s(?:{_any(data['counting']['verbs'])})\b(?!\s(?:{_any(data['counting']['speaking'])})\b)"
        ),
        where=re.compile(rf",?\s(?:{_any(data['counting']['where'])})\b[^,;.]*"),
        world=re.compile(rf"\b(?:{_any(data['world']['words'])})\b", re.IGNORECASE),
        these=re.compile(rf"(?:{_any(data['world']['parts'])})\b", re.IGNORECASE),
        asides=_asides(data["asides"], [*before["articles"], *before["directions"], *before["seats"]]),
        waged=re.compile(
            rf"['’]s?\s(?:[\w-]+\s)?(?:{_any(data['asides']['waging'])})\s(?:{_any(data['asides']['waging_on'])})\s"
        ),
        office=re.compile(
            rf"\b(?:{_any([*before['titles'], *before['offices']])})\s(?:{_any(before['of'])})\s"
            rf"(?:(?:{_any([*before['articles'], *before['directions']])})\s)*$",
            re.IGNORECASE,
        ),
    )


def _asides(data: Mapping[str, list[str]], leading: list[str]) -> dict[str, re.Pattern[str]]:
    """What stands right before a name that is no scene, by kind; group ``begin`` is where that begins."""
    one = {kind: rf"(?:{_any(listed)})" for kind, listed in data.items()}
    lead, some = rf"(?:(?:{_any(leading)})\s)*", r"(?:[\w’'-]+\s){0,4}?"
    name = r"(?:\s(?-i:[A-Z])[\w’'-]*)"
    who = rf"{one['venues']}{name}{{0,3}}|{one['told']}{name}{{1,4}}"
    patterns = {
        "venue": rf"\b(?P<begin>{who})(?:\s{one['when']})*\s{one['venues_in']}\s{lead}$",
        "brought": rf"\b(?P<begin>{one['brought']})\b[^.;:]{{0,60}}?\b{one['brought_to']}\s{some}$",
        "compared": rf"\b{one['records']}\b[^.;]{{0,90}}\b(?P<begin>{one['since']})\b[^.;]{{0,100}}$",
        "route": rf"\b(?P<begin>{one['routes']})\b[^.;,]{{0,40}}?\b{one['routes_to']}\s{lead}$",
        "maker": rf"\b(?P<begin>{one['makers']})\s{one['makers_by']}\s{lead}$",
        "border": rf"\b(?P<begin>{one['borders']})\s{lead}$",
    }
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in patterns.items()}


def _any(entries: list[str]) -> str:
    return "|".join(re.escape(e) for e in sorted(entries, key=lambda e: (-len(e), e)))


def _single(kinds: Mapping[str, list[str]]) -> list[str]:
    return [word for listed in kinds.values() for word in listed]


def _region(name: str, told: Mapping[str, Any]) -> Entry:
    precision = int(told["precision"])
    kind = {7: "sea", 5: "region", 4: "admin1", 3: "admin2"}[precision]
    return Entry(
        id=f"sayso:{fold(name).replace(' ', '-')}",
        name=" ".join(w if w in {"of", "de"} else w.capitalize() for w in name.split()),
        kind=kind,
        country=told.get("country"),
        lat=told.get("lat"),
        lon=told.get("lon"),
        population=1_000_000,
    )


def demonym(word: str, known: Words) -> bool:
    """True for an adjective or people ("Syrian", "Turks", "Syrian-led")."""
    first = word.split("-")[0]
    return first in known.demonyms or (first.endswith("s") and first[:-1] in known.demonyms)


def common(word: str, known: Words) -> bool:
    """True for a common word of the language, inflected or not: alone it means no place."""
    if word in known.plain or word in known.vocabulary:
        return True
    for ending, told in known.endings:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if stem + told in known.vocabulary or (
                not told and stem[-1] == stem[-2] and stem[:-1] in known.vocabulary
            ):
                return True
    return False
