"""The chain of origins as a small graph: each voice on one side, the outlets that carry it on the other.

A line says "this outlet carries this voice"; the heavy one leads to the outlet that had it first, a dashed
one to outlets that only cite one another. The page has the same, and the steps in words, as a list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.incidents import Told
from sayso.model import Incident, Origin, SpeakerKind

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 300, 460, 26, 16
MOST = 14  # voices, or outlets, in one picture; the list has the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A voice or an outlet at its height in the picture; ``kind`` is the voice's, None for an outlet."""

    name: str
    y: float
    kind: SpeakerKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line from a voice to an outlet, as path data."""

    path: str
    first: bool
    circle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The picture; ``left_out`` counts voices and outlets that it has no room for."""

    voices: tuple[Node, ...]
    outlets: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT


def graph(incident: Incident, told: Mapping[str, Told]) -> Graph | None:
    """The graph of an incident's origins; None where one voice stands in one outlet."""
    origins = incident.origins[:MOST]
    names = list(dict.fromkeys(name for o in origins for name in o.outlets))
    if len(origins) < 2 and len(names) < 2:
        return None
    outlets = _ordered(names, origins)[:MOST]
    rows = max(len(origins), len(outlets))
    from_ = {o.id: _at(i, len(origins), rows) for i, o in enumerate(origins)}
    to = {name: _at(i, len(outlets), rows) for i, name in enumerate(outlets)}
    outlet_of = {t.article.id: t.outlet for t in told.values()}
    return Graph(
        voices=tuple(Node(name=o.name, y=from_[o.id], kind=o.kind) for o in origins),
        outlets=tuple(Node(name=name, y=y) for name, y in to.items()),
        edges=tuple(
            Edge(
                path=_path(from_[o.id], to[name]),
                first=o.first is not None and outlet_of.get(o.first) == name,
                circle=o.first is None,
            )
            for o in origins
            for name in o.outlets
            if name in to
        ),
        left_out=len(incident.origins) - len(origins) + len(names) - len(outlets),
        height=2 * TOP + ROW * (rows - 1),
    )


def _ordered(names: Sequence[str], origins: Sequence[Origin]) -> list[str]:
    """Outlets at the height of their voices, so that fewer lines cross."""
    heights = {name: [i for i, o in enumerate(origins) if name in o.outlets] for name in names}
    return sorted(names, key=lambda n: (sum(heights[n]) / len(heights[n]), names.index(n)))


def _at(number: int, of: int, rows: int) -> float:
    """The height of one of ``of`` nodes, spread over all rows."""
    return TOP + ROW * (rows - 1) * ((number + 0.5) / of if of < rows else number / max(rows - 1, 1))


def _path(a: float, b: float) -> str:
    middle = (LEFT + RIGHT) / 2
    return f"M{LEFT + 8} {a:.1f}C{middle} {a:.1f} {middle} {b:.1f} {RIGHT - 8} {b:.1f}"
