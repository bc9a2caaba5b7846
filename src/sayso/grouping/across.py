"""Across articles: sightings of the same incident find one another.

:class:`Index` keeps what has been grouped and takes further articles: each touches only its neighbourhood
(the blocks of :mod:`sayso.grouping.blocks`), and the outcome is that of grouping everything at once, in any
order: links between two sightings depend on these two alone, and what hangs together by links is divided by
linkage in an order fixed by score and claim, not by arrival.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from sayso.grouping.blocks import Key, filed_under, sought_under
from sayso.grouping.clues import Clue
from sayso.grouping.features import ACROSS, WITHIN, score, total
from sayso.model import Reason

LINK = 3.3  # score from which two sightings of different articles are taken for one incident
SAMPLE = 6  # sightings of each side that are compared when two sets join
FORCED = 1e6  # score of a link that a person has made


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two sightings (by their first claims) taken for one incident, with the reasons."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Index:
    """Sightings, their blocks and links; grows by :meth:`add`, forgets by :meth:`drop`."""

    sightings: dict[str, Clue] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    blocks: dict[Key, set[str]] = field(default_factory=dict)
    links: dict[str, dict[str, Link]] = field(default_factory=dict)

    def add(self, sightings: Iterable[Clue]) -> set[str]:
        """File sightings and link them; gives the names of all that now hang together with them."""
        names = []
        for clue in sightings:
            name = clue.claims[0]
            names.append(name)
            self.file(clue)
            for other in sorted(self._neighbours(clue)):
                self._compare(clue, self.sightings[other])
        return self.reach(names)

    def file(self, clue: Clue) -> None:
        """Put a sighting where others find it, and link it to nothing."""
        name = clue.claims[0]
        self.sightings[name] = clue
        self.links.setdefault(name, {})
        for claim in clue.claims:
            self.home[claim] = name
        for key in filed_under(clue):
            self.blocks.setdefault(key, set()).add(name)

    def drop(self, names: Iterable[str]) -> set[str]:
        """Take sightings out; gives the names of those that hung together with them."""
        gone = set(names)
        around = self.reach(gone) - gone
        for name in gone:
            clue = self.sightings.pop(name)
            for claim in clue.claims:
                self.home.pop(claim, None)
            for key in filed_under(clue):
                self.blocks[key].discard(name)
            for other in self.links.pop(name):
                self.links[other].pop(name, None) if other in self.links else None
        return around

    def _neighbours(self, clue: Clue) -> set[str]:
        found: set[str] = set()
        for key in sought_under(clue):
            found |= self.blocks.get(key, set())
        found.discard(clue.claims[0])
        return found

    def _compare(self, a: Clue, b: Clue) -> None:
        if a.article == b.article:
            return
        if b.claims[0] < a.claims[0]:
            a, b = b, a  # so that reasons read the same whichever came first
        if total(a, b, ACROSS) >= LINK:
            weight, reasons = score(a, b, ACROSS)
            self.join(a.claims[0], b.claims[0], weight, reasons)

    def join(self, a: str, b: str, weight: float, reasons: tuple[Reason, ...]) -> None:
        """Link two sightings."""
        left, right = sorted((a, b))
        link = Link(left=left, right=right, score=weight, reasons=reasons)
        self.links[left][right] = link
        self.links[right][left] = link

    def reach(self, names: Iterable[str]) -> set[str]:
        """All sightings that hang together with ``names`` by links, and these themselves."""
        found: set[str] = set()
        stack = [n for n in names if n in self.sightings]
        while stack:
            name = stack.pop()
            if name not in found:
                found.add(name)
                stack.extend(self.links[name].keys() - found)
        return found

    def components(self, names: Iterable[str] | None = None) -> list[list[str]]:
        """What hangs together by links, each part sorted by its claims' order."""
        left = set(self.sightings if names is None else names)
        parts = []
        while left:
            part = self.reach([next(iter(left))])
            left -= part
            parts.append(sorted(part, key=lambda n: (self.sightings[n].order, n)))
        return sorted(parts, key=lambda p: (self.sightings[p[0]].order, p[0]))


def divide(index: Index, names: Sequence[str], apart: frozenset[frozenset[str]]) -> list[list[str]]:
    """What hangs together, divided into incidents: strongest link first, joined while the sets fit as wholes.

    Two sets fit where the mean score between (a sample of) their sightings reaches ``LINK``; a person's link
    always joins, and sets that hold two sightings that a person keeps apart never do.
    """
    links = {(n, o): link for n in names for o, link in index.links[n].items() if n < o}
    order = sorted(links.values(), key=lambda k: (-k.score, k.left, k.right))
    sets: dict[str, list[str]] = {n: [n] for n in names}
    scores: dict[tuple[str, str], float] = {}  # sets grow at their ends, so the same pairs come again
    for link in order:
        a, b = sets[link.left], sets[link.right]
        if a is b or (apart and _kept_apart(a, b, apart)):
            continue
        if link.score >= FORCED or _fit(index, a, b, scores):
            joined = sorted(a + b, key=lambda n: (index.sightings[n].order, n))
            for name in joined:
                sets[name] = joined
    unique = {id(s): s for s in sets.values()}
    return sorted(unique.values(), key=lambda s: (index.sightings[s[0]].order, s[0]))


def _kept_apart(a: Sequence[str], b: Sequence[str], apart: frozenset[frozenset[str]]) -> bool:
    return any(frozenset((x, y)) in apart for x in a for y in b)


def _fit(index: Index, a: Sequence[str], b: Sequence[str], scores: dict[tuple[str, str], float]) -> bool:
    pairs = [(x, y) if x < y else (y, x) for x in a[:SAMPLE] for y in b[:SAMPLE]]
    for pair in pairs:
        if pair not in scores:
            scores[pair] = _score(index, *pair)
    return sum(scores[pair] for pair in pairs) / len(pairs) >= LINK


def _score(index: Index, a: str, b: str) -> float:
    link = index.links[a].get(b)
    if link is not None:
        return min(link.score, 2 * LINK + 4) if link.score < FORCED else LINK
    x, y = index.sightings[min(a, b)], index.sightings[max(a, b)]
    return total(x, y, WITHIN if x.article == y.article else ACROSS)


def spanning(index: Index, names: Sequence[str]) -> dict[str, Link]:
    """What ties each sighting of an incident to the first of ``names``: the strongest links that reach all.

    The first itself has no tie.
    """
    inside, reached = set(names), {names[0]}
    ties: dict[str, Link] = {}
    waiting = [(-k.score, o, k.left, k.right) for o, k in index.links[names[0]].items() if o in inside]
    heapify(waiting)
    while waiting:
        _, name, left, right = heappop(waiting)
        if name in reached:
            continue
        reached.add(name)
        ties[name] = index.links[left][right]
        for other, link in index.links[name].items():
            if other in inside and other not in reached:
                heappush(waiting, (-link.score, other, link.left, link.right))
    return ties
