"""The map: where incidents are reported, each place drawn as wide as it is known. Plain SVG, no tiles.

A place's area follows its precision (:mod:`sayso.drawing.areas`): an exact place is a dot, a town a circle of
25 km, a province one of 100 km, a country its outline hatched. Incidents of one place share one area. The
projection is equirectangular, true along the middle of the view. The page has the same as a table.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.drawing import areas, outlines
from sayso.model import Place

WIDTH, HEIGHT = 960, 480
WORLD: outlines.Box = (-180.0, -58.0, 180.0, 80.0)
LEAST = 0.4  # degrees of latitude that a view shows at least
DOT = 5.0  # the smallest radius that is drawn, in units of the picture
MOST = 400  # areas in one picture; nearer views show the rest
COUNTRY, CENTRE_KM = 6, 300.0

Box = outlines.Box


class Happening(Protocol):
    """What a map needs of an incident, in full or in a few words."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def place(self) -> Place | None:
        """Where it is told to have been; None where nobody says."""
        ...

    @property
    def contested(self) -> bool:
        """Whether its accounts contradict one another."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place and the incidents reported there. ``km`` is how far from its centre they may have been."""

    place: Place
    km: float
    incidents: tuple[Happening, ...]

    @property
    def name(self) -> str:
        """The place's name, else its wording."""
        return self.place.name or self.place.span.text

    @property
    def contested(self) -> int:
        """How many of its incidents are contested."""
        return sum(i.contested for i in self.incidents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A spot as drawn: a country's outline, an ellipse, or a dot where it is too small to see.

    ``radii`` are the ellipse's, across and up: what a circle of some hundred kilometres is in the picture.
    """

    spot: Spot
    x: float
    y: float
    radii: tuple[float, float] | None
    path: str | None
    hatched: bool
    label: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """The picture: land behind, areas before it (the widest first), and the boxes of nearer and wider views.

    ``left_out`` counts the places in view that are not drawn because there are too many.
    """

    box: Box
    land: str
    graticule: str
    areas: tuple[Area, ...]
    left_out: int
    outside: int
    moves: dict[str, str]
    width: int = WIDTH
    height: int = HEIGHT


class View:
    """A box of the world widened to the picture's shape, and where its points lie in the picture."""

    def __init__(self, box: Box) -> None:
        west, south, east, north = _sane(box)
        middle = (south + north) / 2
        self.shrink = max(math.cos(math.radians(middle)), 0.2)
        high = max(north - south, (east - west) * self.shrink * HEIGHT / WIDTH, LEAST)
        wide = high * WIDTH / HEIGHT / self.shrink
        self.scale = HEIGHT / high
        centre = (west + east) / 2
        self.box: Box = (centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2)

    def at(self, point: outlines.Point) -> tuple[float, float]:
        """Where a ``(lon, lat)`` lies in the picture."""
        x = (point[0] - self.box[0]) * self.shrink * self.scale
        return x, (self.box[3] - point[1]) * self.scale

    def path(self, rings: Iterable[Sequence[outlines.Point]]) -> str:
        """Rings as path data, in whole half-units and steps between them: small, and fine enough to see."""
        parts = []
        for ring in rings:
            points = [(round(2 * x), round(2 * y)) for x, y in map(self.at, ring)]
            last = points[0]
            steps = []
            for here in points[1:]:
                if here != last:
                    steps.append(f"{here[0] - last[0]} {here[1] - last[1]}")
                    last = here
            if len(steps) > 1:
                parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
        return "".join(parts)


def spots(incidents: Iterable[Happening]) -> tuple[Spot, ...]:
    """The places of incidents, the widest first; those without coordinates have none."""
    held: dict[tuple[object, ...], list[Happening]] = {}
    for incident in incidents:
        place = incident.place
        if place is None or place.lat is None or place.lon is None:
            continue
        key = place.gazetteer_id or (round(place.lat, 3), round(place.lon, 3))
        held.setdefault((key, place.precision), []).append(incident)
    made = [_spot(found) for found in held.values()]
    return tuple(sorted(made, key=lambda s: (-s.km, -len(s.incidents), s.name)))


def _spot(found: Sequence[Happening]) -> Spot:
    place = found[0].place
    assert place is not None  # the caller has looked
    km = areas.radius_km(place)
    # Where nothing tells how exact the place is, it may be anywhere near: as wide as a country's.
    return Spot(place=place, km=CENTRE_KM if km is None else km, incidents=tuple(found))


def fitting(found: Sequence[Spot]) -> Box:
    """The box that shows all spots with some room around them; the world where there are none."""
    boxes = [_reach(spot) for spot in found]
    if not boxes:
        return WORLD
    west, south = (min(b[i] for b in boxes) for i in (0, 1))
    east, north = (max(b[i] for b in boxes) for i in (2, 3))
    room = max(0.12 * max(east - west, north - south), 0.3)
    return west - room, max(south - room, -88.0), east + room, min(north + room, 88.0)


def _reach(spot: Spot) -> Box:
    """The box that a spot's area fills."""
    lon, lat = spot.place.lon or 0.0, spot.place.lat or 0.0
    if spot.place.precision == COUNTRY and spot.place.country:
        known = outlines.country_box(spot.place.country)
        if known:
            return known
    high = max(spot.km, 20.0) / 111.0
    wide = high / max(math.cos(math.radians(lat)), 0.2)
    return lon - wide, lat - high, lon + wide, lat + high


def atlas(found: Sequence[Spot], box: Box | None = None) -> Atlas:
    """The picture of these spots in a box, or in the one that fits them."""
    view = View(box or fitting(found))
    seen = [s for s in found if _overlap(_reach(s), view.box)]
    shown = sorted(seen, key=lambda s: -len(s.incidents))[:MOST]
    countries = outlines.within(view.box)
    shapes = {c.iso: rings for c, rings in countries if c.iso}
    named = {id(s) for s in shown[:12]}
    drawn = [_area(s, view, shapes, id(s) in named) for s in sorted(shown, key=lambda s: -s.km)]
    return Atlas(
        box=view.box,
        land=view.path(ring for _, rings in countries for ring in rings),
        graticule=_graticule(view),
        areas=tuple(_labelled(drawn)),
        left_out=len(seen) - len(shown),
        outside=len(found) - len(seen),
        moves=_moves(view.box),
    )


def _area(spot: Spot, view: View, shapes: Mapping[str, outlines.Rings], label: bool) -> Area:
    centre = (spot.place.lon or 0.0, spot.place.lat or 0.0)
    x, y = view.at(centre)
    outline = shapes.get(spot.place.country or "") if spot.place.precision == COUNTRY else None
    if outline:
        return Area(spot=spot, x=x, y=y, radii=None, path=view.path(outline), hatched=True, label=label)
    up = spot.km / 111.0 * view.scale
    across = up * view.shrink / max(math.cos(math.radians(centre[1])), 0.05)
    radii = (across, up) if up > DOT else None
    return Area(spot=spot, x=x, y=y, radii=radii, path=None, hatched=False, label=label)


def _labelled(drawn: Sequence[Area]) -> Iterable[Area]:
    """Names only where they lie in the picture and on no other name."""
    taken: list[tuple[float, float, float]] = []
    for area in sorted(drawn, key=lambda a: -len(a.spot.incidents)):
        wide = 7.5 * len(area.spot.name)
        free = area.label and 0 < area.y < HEIGHT and 0 < area.x < WIDTH - wide
        if free and all(abs(area.y - y) > 15 or area.x > x + w or area.x + wide < x for x, y, w in taken):
            taken.append((area.x, area.y, wide))
    kept = {(x, y) for x, y, _ in taken}
    for area in drawn:
        yield Area(
            spot=area.spot,
            x=area.x,
            y=area.y,
            radii=area.radii,
            path=area.path,
            hatched=area.hatched,
            label=area.label and (area.x, area.y) in kept,
        )


def _graticule(view: View) -> str:
    """Meridians and parallels at a round distance, as path data."""
    west, south, east, north = view.box
    step = next(s for s in (0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30) if (north - south) / s <= 8 or s == 30)
    meridians = range(math.ceil(west / step), math.floor(east / step) + 1)
    parallels = range(math.ceil(south / step), math.floor(north / step) + 1)
    down = "".join(f"M{view.at((i * step, 0))[0]:.0f} 0V{HEIGHT}" for i in meridians)
    return down + "".join(f"M0 {view.at((0, i * step))[1]:.0f}H{WIDTH}" for i in parallels)


def _moves(box: Box) -> dict[str, str]:
    """The boxes that nearer, wider and neighbouring views show, as they stand in an address."""
    west, south, east, north = box
    wide, high = east - west, north - south
    views = {
        "nearer": (west + wide / 4, south + high / 4, east - wide / 4, north - high / 4),
        "wider": (west - wide / 2, south - high / 2, east + wide / 2, north + high / 2),
        "west": (west - wide / 3, south, east - wide / 3, north),
        "east": (west + wide / 3, south, east + wide / 3, north),
        "north": (west, south + high / 3, east, north + high / 3),
        "south": (west, south - high / 3, east, north - high / 3),
    }
    return {name: words(_sane(view)) for name, view in views.items()}


def words(box: Box) -> str:
    """A box as it stands in an address: west,south,east,north."""
    return ",".join(f"{side:.3f}".rstrip("0").rstrip(".") for side in box)


def box_of(text: str | None) -> Box | None:
    """The box that an address gives; None where it gives none."""
    if not text:
        return None
    west, south, east, north = (float(part) for part in text.split(","))
    return _sane((west, south, east, north))


def _sane(box: Box) -> Box:
    """A box within the world and not empty, whatever was asked for."""
    west, east = sorted((max(-200.0, min(200.0, box[0])), max(-200.0, min(200.0, box[2]))))
    south, north = sorted((max(-88.0, min(88.0, box[1])), max(-88.0, min(88.0, box[3]))))
    if north - south < LEAST / 2:
        middle = max(-87.0, min(87.0, (south + north) / 2))
        south, north = middle - LEAST / 4, middle + LEAST / 4
    return west, south, east, north


def _overlap(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and a[2] >= b[0] and a[1] <= b[3] and a[3] >= b[1]
