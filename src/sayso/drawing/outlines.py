"""Country outlines behind the map: looked up by the part of the world that is shown, and cut to it.

Made by :mod:`sayso.drawing.outlinemaking` at packaging time. Where they were not, there are none, and the map
has its graticule alone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "outlines.json"
FINE_BELOW = 70.0  # degrees of width from which on the finer outlines are drawn

Point = tuple[float, float]
Rings = tuple[tuple[Point, ...], ...]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A closed outline in degrees with the box around it: west, south, east, north."""

    points: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's outlines; ``iso`` is None for what has no code of its own."""

    iso: str | None
    name: str
    rings: tuple[Ring, ...]


@cache
def known(data: Path = DATA) -> dict[str, tuple[Country, ...]]:
    """All countries by level, ``coarse`` and ``fine``; empty where no outlines were built."""
    if not data.exists():
        return {}
    whole = json.loads(data.read_text(encoding="ascii"))
    units = whole["units"]
    return {
        level: tuple(
            Country(iso=c["iso"], name=c["name"], rings=tuple(_ring(r, units) for r in c["rings"]))
            for c in countries
        )
        for level, countries in whole["levels"].items()
    }


def _ring(steps: Sequence[int], units: int) -> Ring:
    x, y = steps[0], steps[1]
    points = [(x / units, y / units)]
    for i in range(2, len(steps), 2):
        x, y = x + steps[i], y + steps[i + 1]
        points.append((x / units, y / units))
    east, north = (max(values) for values in zip(*points, strict=True))
    west, south = (min(values) for values in zip(*points, strict=True))
    return Ring(points=tuple(points), box=(west, south, east, north))


@lru_cache(maxsize=64)
def within(box: Box, data: Path = DATA) -> tuple[tuple[Country, Rings], ...]:
    """The countries in a box, each with those of its rings that reach into it, cut to it."""
    levels = known(data)
    if not levels:
        return ()
    level = levels["fine" if box[2] - box[0] < FINE_BELOW else "coarse"]
    found = ((country, tuple(_cut(country.rings, box))) for country in level)
    return tuple((country, rings) for country, rings in found if rings)


def country_box(iso: str, data: Path = DATA) -> Box | None:
    """The box around the largest outline of a country; None where it is not known."""
    for country in known(data).get("coarse", ()):
        if country.iso == iso and country.rings:
            return max((r.box for r in country.rings), key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
    return None


def _cut(rings: Sequence[Ring], box: Box) -> Iterator[tuple[Point, ...]]:
    west, south, east, north = box
    for ring in rings:
        a, b, c, d = ring.box
        if c < west or a > east or d < south or b > north:
            continue
        inside = a >= west and c <= east and b >= south and d <= north
        points = ring.points if inside else tuple(clipped(ring.points, box))
        if len(points) > 2:
            yield points


def clipped(points: Sequence[Point], box: Box) -> Sequence[Point]:
    """A polygon cut to a box, one side after the other (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        out: list[Point] = []
        before = points[-1] if points else (0.0, 0.0)
        for here in points:
            was_in, is_in = sign * (before[axis] - limit) >= 0, sign * (here[axis] - limit) >= 0
            if was_in != is_in:
                share = (limit - before[axis]) / (here[axis] - before[axis])
                out.append(
                    (
                        before[0] + share * (here[0] - before[0]),
                        before[1] + share * (here[1] - before[1]),
                    )
                )
            if is_in:
                out.append(here)
            before = here
        points = out
    return points
