"""How well figures are read, step by step, against annotated articles of our own.

The steps are the gold's: ``found`` (a quantity is a figure), ``measured`` (with the right measure),
``sourced`` (and the right speaker), ``claim`` (and object and kind of speaker), ``attributed`` (the claims
that have a speaker), all as F1 in percent; object, actor, speaker and place as F1 over what is said. Two
wordings are the same where they share most of the shorter one's words. What a quantity means is left to the
grammar's own tests.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.model import Figure, Reading

Json = Mapping[str, Any]

STEPS = ("found", "measured", "sourced", "claim", "attributed", "object", "actor", "speaker", "place")
_SMALL = frozenset(
    {"the", "a", "an", "of", "in", "on", "at", "to", "for", "by", "and", "its", "his", "their"}
)


def words(wording: str | None) -> frozenset[str]:
    """The words that count, in lower case, possessives and plural endings folded away."""
    plain = re.sub(r"[’']s?\b", "", (wording or "").casefold())
    found = {w for w in re.findall(r"\w+", plain) if w not in _SMALL}
    return frozenset(w[:-1] if len(w) > 4 and w.endswith("s") else w for w in found)


def same(one: str | None, other: str | None) -> bool:
    """True where both are not said, or share 0.6 of the shorter one's words and 0.2 of the longer one's."""
    a, b = words(one), words(other)
    if not a or not b:
        return not a and not b
    shared = len(a & b)
    return shared >= 0.6 * min(len(a), len(b)) and shared >= 0.2 * max(len(a), len(b))


def pairs(gold: Sequence[Json], figures: Sequence[Figure]) -> list[tuple[Json, Figure]]:
    """One-to-one pairs of annotated and read quantities that overlap, those with the same measure first."""
    rows = sorted(
        (g["measure"] != str(f.measure), abs(g["_s"][0] - f.quantity.span.start), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(figures)
        if g["_s"][0] < f.quantity.span.end and f.quantity.span.start < g["_s"][1]
    )
    left, right, found = set(), set(), []
    for _, _, i, j in rows:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((gold[i], figures[j]))
    return found


def score(rows: Iterable[tuple[Sequence[Json], Reading]]) -> dict[str, float]:
    """F1 in percent by step, over annotated figures and what was read of the same articles."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for gold, reading in rows:
        for figure in gold:
            told.update(_said(figure))
        for figure in reading.figures:
            told.update(_said(_plain(figure)))
        for g, f in pairs(gold, reading.figures):
            right.update(_right(g, _plain(f)))
    every = dict.fromkeys(("found", "measured", "sourced", "claim"), "found")
    return {step: _f1(right[step], told[every.get(step, step)]) for step in STEPS}


def _plain(figure: Figure) -> Json:
    """A read figure in the annotation's words."""
    speaker, place = figure.speaker, figure.place
    return {
        "measure": str(figure.measure),
        "object": figure.object.span.text if figure.object.span else None,
        "actor": figure.actor.text if figure.actor else None,
        "place": place.span.text if place and place.span else None,
        "source": speaker.span.text if speaker else None,
        "name": speaker.name if speaker else None,
        "source_kind": str(speaker.kind) if speaker else "author",
    }


_ROLES = {"object": "object", "actor": "actor", "speaker": "source", "place": "place"}


def _said(figure: Json) -> list[str]:
    """Which steps a figure, annotated or read, counts for."""
    found = ["found", *(step for step, field in _ROLES.items() if figure[field])]
    return [*found, "attributed"] if figure["source_kind"] != "author" else found


def _right(gold: Json, read: Json) -> list[str]:
    """The steps that a pair gets right."""
    if gold["measure"] != read["measure"]:
        return ["found"]
    alike = {step: same(gold[field], read[field]) for step, field in _ROLES.items()}
    alike["speaker"] = alike["speaker"] or same(gold["source"], read["name"])
    found = ["found", "measured", *(s for s, ok in alike.items() if ok and gold[_ROLES[s]])]
    if alike["speaker"]:
        found.append("sourced")
    if alike["speaker"] and alike["object"] and gold["source_kind"] == read["source_kind"]:
        found += ["claim", "attributed"] if gold["source_kind"] != "author" else ["claim"]
    return found


def _f1(right: int, told: int) -> float:
    return round(200 * right / told, 1) if told else 0.0
