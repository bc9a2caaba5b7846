"""Weighs the clues of places: small decision trees, whose scores are added up.

The trees are data (``data/scenes.json``), grown on annotated articles by ``training/scenes.py``. A score says
nothing by itself; the place with the highest is the likeliest scene of the claim.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
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
    _asked: "_Asked" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay all questions of all trees side by side."""
        object.__setattr__(self, "_asked", _Asked.of(self.trees))

    def score(self, described: Sequence[Mapping[str, float]]) -> list[float]:
        """The score of each description; higher is likelier. A clue that one lacks counts 0."""
        if not described:
            return []
        rows = np.array([[told.get(clue, 0.0) for clue in self.clues] for told in described])
        scores: list[float] = self._asked.scores(rows).tolist()
        return scores


@dataclass(frozen=True, slots=True)
class _Asked:
    """Every question of every tree at once: each answer strikes out leaves, the first left one counts.

    (Lucchese et al. 2015, "QuickScorer".) ``kept`` are the leaves that a "no" leaves in question, ``first``
    where each tree's questions begin, ``leaves`` a row a tree.
    """

    clues: "np.ndarray[Any, Any]"
    values: "np.ndarray[Any, Any]"
    kept: "np.ndarray[Any, Any]"
    first: "np.ndarray[Any, Any]"
    leaves: "np.ndarray[Any, Any]"

    @classmethod
    def of(cls, trees: Sequence[Tree]) -> "_Asked":
        asked: list[tuple[int, float, int]] = []
        first = []
        leaves = np.zeros((len(trees), LEAVES))
        for number, tree in enumerate(trees):
            first.append(len(asked))
            # A tree of one leaf asks what is always so, and strikes nothing out.
            asked += [(c, v, 0xFF & ~tree.below(low)) for c, v, low, _ in tree.nodes] or [(0, np.inf, 0xFF)]
            leaves[number, : len(tree.leaves)] = tree.leaves
        return cls(
            np.array([c for c, _, _ in asked], dtype=np.intp),
            np.array([v for _, v, _ in asked]),
            np.array([k for _, _, k in asked], dtype=np.uint8),
            np.array(first, dtype=np.intp),
            leaves,
        )

    def scores(self, rows: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        left = np.where(rows[:, self.clues] <= self.values, np.uint8(0xFF), self.kept)
        left = np.bitwise_and.reduceat(left, self.first, axis=1)
        found: np.ndarray[Any, Any] = self.leaves[np.arange(len(self.leaves)), _LOWEST[left]]
        total: np.ndarray[Any, Any] = found.sum(axis=1)
        return total


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
