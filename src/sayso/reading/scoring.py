"""Weighs the clues of places: small decision trees, whose scores are added up.

The trees are data (``data/scenes.json``), grown on annotated articles by ``training/scenes.py``. A score says
nothing by itself; the place with the highest is the likeliest scene of the claim.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Node = tuple[int, float, int, int]
"""A question: is the clue of this number at most the value? Then the node to go on with: if so, if not.

A negative node is a leaf: ``~node`` is its number.
"""


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


@dataclass(frozen=True, slots=True)
class Forest:
    """All trees, and the names of the clues in the order of their numbers."""

    clues: tuple[str, ...]
    trees: tuple[Tree, ...]

    def score(self, described: Sequence[Mapping[str, float]]) -> list[float]:
        """The score of each description; higher is likelier. A clue that one lacks counts 0."""
        rows = [[told.get(clue, 0.0) for clue in self.clues] for told in described]
        return [sum(tree.score(row) for tree in self.trees) for row in rows]


@cache
def forest() -> Forest:
    """The trees that this installation carries."""
    made = json.loads((files("sayso.reading") / "data" / "scenes.json").read_text(encoding="utf-8"))
    trees = (
        Tree(tuple((int(c), float(v), int(a), int(b)) for c, v, a, b in tree["nodes"]), tuple(tree["leaves"]))
        for tree in made["trees"]
    )
    return Forest(tuple(made["clues"]), tuple(trees))
