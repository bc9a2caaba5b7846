"""The words that tell a measure, found in a sentence.

A cue is a phrase of ``languages/<code>/measures.toml`` with the form in which it stands to the counted:
``before`` it ("killing 12"), ``past`` (either side), ``after`` it ("12 died") or ``of`` ("deaths of 12").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.languages import load
from sayso.model import Measure
from sayso.reading.rules.tokens import Token

# What happens to shells and rockets that are not fired.
_LOST = (Measure.DESTROYED, Measure.SEIZED, Measure.NEUTRALISED)
# So many words of disease make an article one on a disease, within its first characters.
_SPREADING, _OPENING = 2, 4000
FORMS = ("before", "past", "after", "of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One phrase: its measures by what is counted, its form, and where in a sentence it stands (tokens)."""

    people: Measure | None
    thing: Measure | None
    form: str
    weak: bool
    only: str | None
    listed: bool
    things_first: bool
    start: int
    end: int

    def measure(self, group: str | None) -> Measure | None:
        """The measure of this cue for a noun group of ``reading.nouns``; None where they do not fit."""
        if self.only is not None and group != self.only:
            return None
        if group in ("civilian", "combatant", "unknown"):
            return self.people
        if group == "thing":
            return self.thing
        if group == "munitions":
            return self.thing if self.thing in _LOST else None
        if group is None:
            if self.things_first:
                return self.thing
            return None if self.listed else self.people or self.thing
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The measure words of a language: phrases by first word, heads, and the small words around them."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, int], ...]]
    entries: tuple[Mapping[str, Any], ...]
    heads: Mapping[str, Measure]
    bridge: frozenset[str]
    be: frozenset[str]
    blocks: frozenset[str]
    soft: frozenset[str]
    part_before: frozenset[str]
    part_after: tuple[tuple[str, ...], ...]
    hypothetical: frozenset[str]
    bars: frozenset[str]
    up_to: frozenset[str]
    finite: frozenset[str]
    clauses: frozenset[str]
    determiners: frozenset[str]
    joins: frozenset[str]
    describes: frozenset[str]
    except_after: frozenset[str]
    says: frozenset[str]
    thinks: frozenset[str]
    persons: frozenset[str]
    of: frozenset[str]
    together: frozenset[str]
    pairs: frozenset[str]
    totals: frozenset[str]
    reaches: frozenset[str]
    backgrounds: tuple[tuple[str, ...], ...]
    carries: frozenset[str]
    companions: frozenset[str]
    owners: frozenset[str]
    have: frozenset[str]
    repeats: frozenset[str]
    breaking: frozenset[str]
    diseases: frozenset[str]
    crowds: frozenset[str]
    relatives: frozenset[str]
    dying: frozenset[str]
    revised: frozenset[tuple[str, ...]]
    epistemic: frozenset[str]
    according: frozenset[tuple[str, ...]]
    inverted: frozenset[str]
    modals: frozenset[str]
    adding: frozenset[tuple[str, ...]]
    participle: tuple[str, ...]
    cases: frozenset[str]
    courts: frozenset[str]
    compounds: frozenset[str]
    stems: frozenset[str]
    attackers: frozenset[str]
    doing: frozenset[str]
    lists: frozenset[str]
    responders: frozenset[str]
    acts: frozenset[str]
    populations: frozenset[str]
    escapes: frozenset[tuple[str, ...]]
    arrivals: frozenset[tuple[str, ...]]
    hosted: frozenset[str]
    ranks: frozenset[tuple[str, ...]]
    ones: frozenset[str]
    efforts: frozenset[str]
    loose: frozenset[tuple[str, ...]]


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The compiled measure words of ``language``."""
    data = load(language, "measures")
    phrases: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    heads: dict[str, Measure] = {}
    for index, entry in enumerate(data["cue"]):
        for form in FORMS:
            for phrase in entry.get(form, ()):
                parts = tuple(phrase.split())
                phrases.setdefault(parts[0], []).append((parts, form, index))
        for head in entry.get("heads", ()):
            heads.setdefault(head, Measure(entry.get("people") or entry["thing"]))
    small = data["bridge"]
    return Lexicon(
        phrases={w: tuple(sorted(p, key=lambda t: -len(t[0]))) for w, p in phrases.items()},
        entries=tuple(data["cue"]),
        heads=heads,
        bridge=frozenset(small["words"]),
        be=frozenset(small["be"]),
        blocks=frozenset(small["blocks"]),
        soft=frozenset(small["soft"]),
        part_before=frozenset(small["part_before"]),
        part_after=tuple(tuple(p.split()) for p in small["part_after"]),
        hypothetical=frozenset(small["hypothetical"]),
        bars=frozenset(small["bars"]),
        up_to=frozenset(small["up_to"]),
        finite=frozenset(small["finite"]),
        clauses=frozenset(small["clauses"]),
        determiners=frozenset(small["determiners"]),
        joins=frozenset(small["joins"]),
        describes=frozenset(small["describes"]),
        except_after=frozenset(small["except_after"]),
        says=frozenset(small["says"]),
        thinks=frozenset(small["thinks"]),
        persons=frozenset(small["persons"]),
        of=frozenset(small["of"]),
        together=frozenset(small["together"]),
        pairs=frozenset(small["pairs"]),
        totals=frozenset(small["totals"]),
        reaches=frozenset(small["reaches"]),
        backgrounds=tuple(tuple(p.split()) for p in small["backgrounds"]),
        carries=frozenset(small["carries"]),
        companions=frozenset(small["with"]),
        owners=frozenset(small["owners"]),
        have=frozenset(small["have"]),
        repeats=frozenset(small["repeats"]),
        breaking=frozenset(small["breaking"]),
        diseases=frozenset(small["diseases"]),
        crowds=frozenset(small["crowds"]),
        relatives=frozenset(small["relatives"]),
        dying=frozenset(small["dying"]),
        revised=frozenset(tuple(p.split()) for p in small["revised"]),
        epistemic=frozenset(small["epistemic"]),
        according=frozenset(tuple(p.split()) for p in small["according"]),
        inverted=frozenset(small["inverted"]),
        modals=frozenset(small["modals"]),
        adding=frozenset(tuple(p.split()) for p in small["adding"]),
        participle=tuple(small["participle"]),
        cases=frozenset(small["cases"]),
        courts=frozenset(small["courts"]),
        compounds=frozenset(small["compounds"]),
        stems=frozenset(small["stems"]),
        attackers=frozenset(small["attackers"]),
        doing=frozenset(small["doing"]),
        lists=frozenset(small["lists"]),
        responders=frozenset(small["responders"]),
        acts=frozenset(small["acts"]),
        populations=frozenset(small["populations"]),
        escapes=frozenset(tuple(p.split()) for p in small["escapes"]),
        arrivals=frozenset(tuple(p.split()) for p in small["arrivals"]),
        hosted=frozenset(small["hosted"]),
        ranks=frozenset(tuple(p.split()) for p in small["ranks"]),
        ones=frozenset(small["ones"]),
        efforts=frozenset(small["efforts"]),
        loose=frozenset(tuple(p.split()) for p in small["loose"]),
    )


def tells_of_disease(text: str, language: str = "en") -> bool:
    """Whether a text tells of a disease that spreads: more than one of its words is one of those."""
    return len(_diseases(language).findall(text, 0, _OPENING)) >= _SPREADING


@cache
def _diseases(language: str) -> re.Pattern[str]:
    words = load(language, "measures")["bridge"]["diseases"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def find(words: Sequence[Token], lexicon: Lexicon) -> dict[int, tuple[Cue, ...]]:
    """The cues of a sentence by the token that they begin at; only the longest phrases at each place."""
    found: dict[int, tuple[Cue, ...]] = {}
    covered = 0
    spelt = [token.word for token in words]
    for index, word in enumerate(spelt):
        options = lexicon.phrases.get(word)
        if not options or index < covered:
            continue
        hits: list[Cue] = []
        longest = 0
        for parts, form, entry in options:
            if len(parts) < longest:
                break
            if len(parts) > 1 and tuple(spelt[index : index + len(parts)]) != parts:
                continue
            longest = len(parts)
            hits.append(_cue(lexicon.entries[entry], form, index, index + longest))
        if hits:
            found[index] = tuple(hits)
            covered = index + longest
    return found


def _cue(entry: Mapping[str, Any], form: str, start: int, end: int) -> Cue:
    people, thing = entry.get("people"), entry.get("thing")
    return Cue(
        people=Measure(people) if people else None,
        thing=Measure(thing) if thing else None,
        form=form,
        weak=entry.get("weak", False),
        only=entry.get("only"),
        listed=entry.get("listed", False),
        things_first=entry.get("things_first", False),
        start=start,
        end=end,
    )
