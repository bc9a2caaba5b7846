"""Weighs the clues of places: small decision trees, whose scores are added up.

The trees are data (``data/scenes.json``), grown on annotated articles by ``training/scenes.py``. A score says
nothing by itself; the place with the highest is the likeliest scene of the claim.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any

import numpy as np

Node = tuple[int, float, int, int]
"""A question: is the clue of this number at most the value? Then the node to go on with: if so, if not.

A negative node is a leaf: ``~node`` is its number.
"""

LEAVES = 8
"""A tree has at most so many leaves, so that those that are left in question fit a byte."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Its questions, the first one first, and the scores of its leaves."""

    nodes: tuple[Node, ...]
    leaves: tuple[float, ...]

    def score(self, row: Sequence[float]) -> float:
        """The score of the leaf that the clues lead to."""
        at = 0 if self.nodes else ~0
        while at >= 0:
            clue, value, low, high = self.nodes[at]
            at = low if row[clue] <= value else high
        return self.leaves[~at]

    def below(self, at: int) -> int:
        """The leaves under a node, a bit each."""
        if at < 0:
            return 1 << ~at
        return self.below(self.nodes[at][2]) | self.below(self.nodes[at][3])


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees, and the names of the clues in the order of their numbers."""

    clues: tuple[str, ...]
    trees: tuple[Tree, ...]
    _asked: "tuple[_Asked, ...]" = field(init=False, repr=False, compare=False)
    _leaves: "np.ndarray[Any, Any]" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather the questions of all trees by clue, and their leaves in a row a tree."""
        leaves = np.zeros((len(self.trees), LEAVES))
        for number, tree in enumerate(self.trees):
            leaves[number, : len(tree.leaves)] = tree.leaves
        object.__setattr__(self, "_asked", _Asked.of(self.trees))
        object.__setattr__(self, "_leaves", leaves)

    def score(self, described: Sequence[Mapping[str, float]]) -> list[float]:
        """The score of each description; higher is likelier. A clue that one lacks counts 0."""
        if not described:
            return []
        rows = np.array([list(map(told.get, self.clues, repeat(0.0))) for told in described])
        left = np.full((len(rows), _padded(len(self.trees)) // 8), ~np.uint64(0))
        for asked in self._asked:
            left &= asked.kept[asked.values.searchsorted(rows[:, asked.number])]
        first = _LOWEST[left.view(np.uint8)[:, : len(self.trees)]]
        scores: list[float] = self._leaves[np.arange(len(self.trees)), first].sum(axis=1).tolist()
        return scores


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that the trees ask of one clue, answered at once: each "no" strikes out leaves of its tree.

    After Lucchese et al. 2015, "QuickScorer": of the leaves that no answer strikes out the first one counts.
    ``number`` is the clue's, ``values`` are those asked for, in order; ``kept`` has a row for each number of
    values that a clue may exceed, with the leaves of each tree that are then left, a byte a tree.
    """

    number: int
    values: "np.ndarray[Any, Any]"
    kept: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> "tuple[_Asked, ...]":
        """The questions of ``trees``, gathered by clue."""
        struck: dict[int, list[tuple[float, int, int]]] = {}
        for number, tree in enumerate(trees):
            for clue, value, low, _ in tree.nodes:
                struck.setdefault(clue, []).append((value, number, 0xFF & ~tree.below(low)))
        made = []
        for clue, questions in sorted(struck.items()):
            values = sorted({value for value, _, _ in questions})
            kept = np.full((len(values) + 1, _padded(len(trees))), 0xFF, dtype=np.uint8)
            for value, number, left in questions:
                kept[values.index(value) + 1 :, number] &= left
            made.append(cls(clue, np.array(values), kept.view(np.uint64)))
        return tuple(made)


def _padded(trees: int) -> int:
    """So many bytes that eight at a time can be looked at."""
    return -(-trees // 8) * 8


_LOWEST = np.array([(n & -n).bit_length() - 1 for n in range(256)], dtype=np.intp)
"""The lowest bit that is set."""


@cache
def forest() -> Forest:
    """The trees that this installation carries."""
    made = json.loads((files("sayso.reading") / "data" / "scenes.json").read_text(encoding="utf-8"))
    trees = (
        Tree(tuple((int(c), float(v), int(a), int(b)) for c, v, a, b in tree["nodes"]), tuple(tree["leaves"]))
        for tree in made["trees"]
    )
    return Forest(tuple(made["clues"]), tuple(trees))
