"""Finds place names in a text, with the candidates of each: names only, no decision what they mean.

A name comes from the place index (strict or loose key), from the language data (countries, regions, seas),
or from the words around it alone ("the village of ...", "... neighbourhood", "in ..."): reporting names
many places that no gazetteer holds. Names of persons and bodies that look like places are passed over.
Texts all in capitals or all in lower case are read by index and by the words around a name only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sayso.model import Span
from sayso.reading.drafts import Document
from sayso.reading.gazetteer import TRANSLITERATED, Entry, Gazetteer, fold, loose
from sayso.reading.namecontext import (
    POSSESSIVE,
    Ground,
    Line,
    adjective,
    body,
    chained,
    flat,
    headed,
    inside_name,
    kind_before,
    kind_behind,
    speaks,
    strong_before,
)
from sayso.reading.placeindex import ARTICLES
from sayso.reading.placewords import Words, common, demonym, words
from sayso.reading.stretches import all_plain, stretches
from sayso.reading.unlisted import unlisted_at

_DATELINE = re.compile(r"\s?,(?!\s?[a-z])|\s?[(–—]|\)\s?[-–—]|\s-\s|:\s")
LISTED = re.compile(r"\s?,\s(?:and\s)?|\s(?:and|or)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name in the text.

    ``span`` holds the name with the words that belong to it ("eastern Aleppo"); ``key`` is the
    bare name's. ``kind`` is the level that those words tell (a key of ``[kinds]``), None where they tell
    none. ``locative`` is True where the text says that something is there; ``agent`` where the name acts or
    speaks ("Turkey said"). ``sounding`` are candidates by loose key only. ``blind`` where the letters' case
    tells nothing; ``dateline`` where it opens a sentence as agencies write it ("BEIRUT, ...").
    """

    span: Span
    key: str
    sentence: int
    candidates: tuple[Entry, ...]
    sounding: tuple[Entry, ...] = ()
    kind: str | None = None
    locative: bool = False
    agent: bool = False
    around: bool = False
    blind: bool = False
    dateline: bool = False


def find(
    document: Document, gazetteer: Gazetteer | None, *, ground: Ground | None = None, language: str = "en"
) -> tuple[Mention, ...]:
    """The place names of ``document`` in order, without overlaps; those that act or speak are marked.

    ``ground`` is the document's, where the caller has it.
    """
    known = words(language)
    ground = ground or Ground.of(document, known)
    read = ground.lines
    spans = [(line.index, i, j, key) for line in read for i, j, key in stretches(document, line, known)]
    strict, sounding = _looked_up(gazetteer, known, {key for *_, key in spans}, ground.told)
    names: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for index, i, j, key in spans:
        if key in strict and all_plain(read[index].low[i:j], known) and _rare(strict[key]):
            continue
        if key in strict or key in sounding:
            names.setdefault((index, i), []).append((j, key))
    found: list[Mention] = []
    refused: set[str] = set()
    for line in read:
        found.extend(_scan(document, line, known, names, strict, sounding, refused))
    kept = [m for m in found if m.key not in refused or m.kind is not None or not _small(m.candidates)]
    every = sorted((*kept, *_again(document, read, kept, known)), key=lambda m: m.span.start)
    return tuple(_shared(document, every, known))


def _shared(document: Document, found: list[Mention], known: Words) -> list[Mention]:
    """In "Becker, Clay and Grant counties" all are counties: a plural kind behind a list is of all of it."""
    done: list[Mention] = []
    last: Mention | None = None
    shared: set[str] = set()
    for mention in reversed(found):
        if (
            last is not None
            and last.kind is not None
            and mention.kind is None
            and mention.sentence == last.sentence
            and (last.kind in shared or _plural(last, known))
            and LISTED.fullmatch(document.article.text, mention.span.end, last.span.start)
        ):
            shared = {last.kind}
            mention = replace(mention, kind=last.kind, locative=mention.locative or last.locative)
        else:
            shared = set()
        last = mention
        done.append(mention)
    return done[::-1]


def _plural(mention: Mention, known: Words) -> bool:
    word = mention.span.text.rpartition(" ")[2].lower()
    return word.endswith("s") and known.kinds.get(word) == mention.kind


def _again(
    document: Document, read: tuple[Line, ...], found: list[Mention], known: Words
) -> Iterator[Mention]:
    """A name that only a kind word made a place ("the Qibla shrine") is that place where it stands alone
    too.
    """
    learned = {m.key: m for m in found if m.kind is not None and not m.candidates and not m.sounding}
    taken = {at for m in found for at in range(m.span.start, m.span.end)}
    wanted = [key for key in learned if len(key) >= 4 and not demonym(key, known)]
    if not wanted:
        return
    either = "|".join(r"[\W_]".join(key.split()) for key in wanted)
    pattern = re.compile(rf"\b(?:{either})\b", re.IGNORECASE)
    for line in read:
        starts = {token[0]: at for at, token in enumerate(line.tokens)}
        ends = {token[1]: at + 1 for at, token in enumerate(line.tokens)}
        for match in pattern.finditer(
            document.article.text, line.start, line.tokens[-1][1] if line.tokens else line.start
        ):
            i, j = starts.get(match.start()), ends.get(match.end())
            if i is None or j is None or match.start() in taken or not (line.upper[i] or flat(line)):
                continue
            mention = _mention(document, line, i, j, fold(match[0]), known, {}, {}, None)
            if mention is not None:
                yield replace(mention, kind=mention.kind or learned[mention.key].kind)


Found = Mapping[str, tuple[Entry, ...]]
Names = Mapping[tuple[int, int], list[tuple[int, str]]]


def _looked_up(
    gazetteer: Gazetteer | None, known: Words, keys: set[str], adjectives: Mapping[str, int]
) -> tuple[Found, Found]:
    """The candidates of each key: of the index and of the language data, and by loose key.

    Loose keys are tried only where the article speaks of a country whose names vary in English.
    """
    strict: dict[str, tuple[Entry, ...]] = {}
    if gazetteer:
        # Stripped copies lose apostrophes: "Aleppos" is Aleppo's where no place is called so.
        bare = {key: key[:-1] for key in keys if key.endswith("s") and len(key) > 5}
        found = gazetteer.named(sorted({*keys, *bare.values()}))
        for key in keys:
            owned = found.get(bare.get(key, ""), ())
            if key in found:
                strict[key] = found[key]
            elif owned and owned[0].population >= 50_000:
                strict[key] = owned
    if gazetteer:
        other = gazetteer.named(sorted({known.aliases[k] for k in keys if k in known.aliases}))
        for key in keys:
            if known.aliases.get(key) in other:
                strict[key] = (*other[known.aliases[key]], *strict.get(key, ()))
    for key in keys:
        if key in known.named:
            strict[key] = (_feature(gazetteer, known, key), *strict.get(key, ()))
        if key in known.countries:
            strict[key] = (*_country(gazetteer, known.countries[key]), *strict.get(key, ()))
    about = {*adjectives, *(found[0].country for found in strict.values() if found[0].kind == "country")}
    if gazetteer is None or not about & TRANSLITERATED:
        return strict, {}
    squeezed = {key: loose(key) for key in sorted(keys) if len(key) >= 4 and not _opened_plainly(key, known)}
    heard = gazetteer.sounding(sorted({s for s in squeezed.values() if len(s) >= 3}))
    return strict, {key: heard[s] for key, s in squeezed.items() if s in heard}


def _opened_plainly(key: str, known: Words) -> bool:
    """ "In Syria" is no name, whatever it sounds like."""
    first, _, rest = key.partition(" ")
    return bool(rest) and first in known.plain and first not in known.openers and first not in ARTICLES


def _feature(gazetteer: Gazetteer | None, known: Words, key: str) -> Entry:
    """A large feature of the language data: where it names its parts, in the middle of what the index has."""
    entry, parts = known.named[key], known.parts.get(key, ())
    if gazetteer is None or not parts:
        return entry
    found = gazetteer.named(parts)
    inside = [_part(found.get(part, ()), entry.country) for part in parts]
    points = [(p.lat, p.lon) for p in inside if p is not None and p.lat is not None and p.lon is not None]
    if not points:
        return entry
    if len(parts) == 1 and inside[0] is not None and inside[0].kind == entry.kind:
        return replace(inside[0], name=entry.name, population=max(inside[0].population, entry.population))
    lat, lon = (round(sum(axis) / len(points), 2) for axis in zip(*points, strict=True))
    return replace(entry, lat=lat, lon=lon)


def _part(candidates: tuple[Entry, ...], country: str | None) -> Entry | None:
    home = [c for c in candidates if c.country == country and c.lat is not None]
    return next((c for c in home if c.kind == "admin1"), home[0] if home else None)


def _country(gazetteer: Gazetteer | None, code: str) -> tuple[Entry, ...]:
    if gazetteer is not None:
        found = gazetteer.country(code)
        if found is not None:
            return (found,)
    return (Entry(id=f"iso3166-1:{code}", name=code, kind="country", country=code),)


def _scan(
    document: Document,
    line: Line,
    known: Words,
    names: Names,
    strict: Found,
    sounding: Found,
    refused: set[str],
) -> Iterator[Mention]:
    """Left to right, the longest name first; ``refused`` gathers what is part of a person's name here."""
    i, last = 0, None
    while i < len(line.tokens):
        if not (line.upper[i] or line.blind or (line.index, i) in names):
            i += 1
            continue
        best = _name_at(names, line, i, strict, known)
        whole = unlisted_at(document, line, i, known)
        if (
            whole is not None
            and line.low[i] in known.directions
            and _name_at(names, line, i + 1, strict, known)
        ):
            whole = None
        if best is None or (
            whole is not None
            and whole[0] > best[0]
            and not _owner(best[1], strict)
            and (
                kind_behind(document, line, whole[0], known)
                or _longer(names, line, best[0], whole[0], strict)
                or _runs_on(line, i, best, whole[0], strict, known)
            )
        ):
            best = whole
        if best is None:
            i += 1
            continue
        j, key = best
        mention = _mention(document, line, i, j, key, known, strict, sounding, last)
        if mention is not None:
            last = mention
            yield mention
            j = max(
                j, next((k for k in range(j, len(line.tokens)) if line.tokens[k][0] >= mention.span.end), j)
            )
        else:
            refused.add(key)
        i = max(j, i + 1)


def _longer(names: Names, line: Line, end: int, j: int, strict: Found) -> bool:
    """Where case tells nothing, a strange word behind a known name is part of it, unless it is a country's or
    a large town's name itself.
    """
    behind = (key for at in range(end, j) for _, key in names.get((line.index, at), ()))
    return line.blind and all(_small(strict.get(key, ())) for key in behind)


def _runs_on(line: Line, i: int, best: tuple[int, str], j: int, strict: Found, known: Words) -> bool:
    """ "In Bani Suhaila": a strange word in capitals behind a small place's name belongs to a longer one,
    where something is said to be there and no person is named.
    """
    end, key = best
    return (
        not line.blind
        and line.low[i] not in known.givens
        and strong_before(line, i, known)
        and all(c.kind in {"city", "admin2"} and c.population < 300_000 for c in strict.get(key, ()))
        and all(
            not common(word, known) and word not in known.titles | known.organisations | known.bodies
            for word in line.low[end:j]
        )
    )


def _owner(key: str, strict: Found) -> bool:
    """ "Aleppos Marjeh district" in a stripped copy: the town owns the quarter, and is no part of it."""
    return key.endswith("s") and any(fold(c.name) == key[:-1] for c in strict.get(key, ())[:1])


def _name_at(names: Names, line: Line, i: int, strict: Found, known: Words) -> tuple[int, str] | None:
    """The longest name from token ``i`` on by strict key, else by loose key.

    Of "Kafr Nabuda" the first word alone is no name, whatever is called so.
    """
    here = names.get((line.index, i))
    if here is None:
        return None
    if headed(line, i, known):
        here = [n for n in here if n[0] > i + 1]
    by_strict = max((n for n in here if n[1] in strict), default=None)
    if by_strict is not None or flat(line):
        return by_strict
    return max(here, default=None)


def _mention(
    document: Document,
    line: Line,
    i: int,
    j: int,
    key: str,
    known: Words,
    strict: Found,
    sounding: Found,
    last: Mention | None,
) -> Mention | None:
    """The mention of tokens ``i:j``, or None where they name a person or a body."""
    article, tokens = document.article, line.tokens
    candidates = strict.get(key, ())
    country = any(c.kind in {"country", "sea"} for c in candidates)
    behind = kind_behind(document, line, j, known)
    if country and behind is not None and behind[1] != "country":
        behind = None
    if behind is None and inside_name(document, line, i, j, known, country=country):
        return None
    tied = tokens[behind[0]][2].lower() if behind and behind[0] < len(tokens) else ""
    if behind and behind[1] == "around" and POSSESSIVE.search(tokens[j - 1][2]) and tied in known.of:
        return None  # "the storm's area of destruction"
    if i > 1 and line.low[i - 1] in known.of and line.low[i - 2] in known.occasions and not country:
        return None
    first = i
    while first and line.low[first - 1] in known.directions:
        first -= 1
    end = tokens[j - 1][1]
    possessive = POSSESSIVE.search(tokens[j - 1][2])
    end -= len(possessive[0]) if possessive else 0
    kind = kind_before(line, i, known)
    if behind is not None:
        end, kind = tokens[behind[0] - 1][1], behind[1]
    k = first
    while k and (
        line.low[k - 1] in known.articles or (not line.upper[k - 1] and line.low[k - 1] in known.kinds)
    ):
        k -= 1
    before = line.low[k - 1] if k else ""
    if (
        k > 1
        and line.low[k - 2] in known.tells
        and before in known.relations
        and known.relations[before] == "to"
    ):
        before = ""
    listed = (
        last is not None
        and last.locative
        and last.sentence == line.index
        and chained(article.text, last.span.end, tokens[first][0])
    )
    dateline = i == 0 and bool(_DATELINE.match(article.text, end))
    apposed = i == 0 and article.text[end : end + 1] == ","  # "X, a village in the hills, was hit"
    return Mention(
        span=article.cut(tokens[first][0], end),
        key=key,
        sentence=line.index,
        candidates=candidates,
        sounding=() if candidates and not _rare(candidates) else sounding.get(key, ()),
        kind=kind,
        locative=before in known.locative or listed or dateline or apposed or kind is not None,
        agent=adjective(line, j, key, known)
        or body(document.article.text, line, j, known)
        or (before not in known.locative and (possessive is not None or speaks(line, j, known))),
        blind=line.blind,
        dateline=dateline,
        around=before in known.around or kind == "around",
    )


def _small(candidates: tuple[Entry, ...]) -> bool:
    """No country, no division, no large town: a name that a person of the same article may bear."""
    return all(c.kind == "city" and c.population < 300_000 for c in candidates)


def _rare(candidates: tuple[Entry, ...]) -> bool:
    return all(c.kind == "city" and c.population < 100_000 for c in candidates)
