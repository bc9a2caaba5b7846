"""Places as areas: a claim's place is as wide as its precision, never a bare pin.

The radius of an area follows UCDP's where_prec. Precision 2 means "within 25 km" and its circle is that;
those of divisions and countries are nominal, and are named so: they say "somewhere around here", not where a
boundary runs. Precision 1 is a point.
"""

import math

from sayso.drawing.outlines import clipped
from sayso.model import Place

RADIUS_KM: dict[int, float] = {1: 0.0, 2: 25.0, 3: 50.0, 4: 100.0, 5: 100.0, 6: 300.0, 7: 100.0}
EARTH_KM = 6371.0088  # mean radius, IUGG
CORNERS = 32

Point = tuple[float, float]


def radius_km(place: Place) -> float | None:
    """How far from its centre the place may be, in kilometres; None where that is not known."""
    return None if place.precision is None else RADIUS_KM.get(place.precision)


def centre(place: Place | None) -> Point | None:
    """``(lon, lat)`` of the place's centre, or None where it was not resolved."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lon, place.lat


def ring(point: Point, km: float) -> list[Point]:
    """A closed ring of ``(lon, lat)`` around ``point``, anticlockwise as RFC 7946 asks.

    Longitudes may leave -180..180 near the date line, where a ring would otherwise be torn apart.
    """
    lon, lat = math.radians(point[0]), math.radians(point[1])
    angle = km / EARTH_KM
    corners = []
    for step in range(CORNERS):
        bearing = -2 * math.pi * step / CORNERS
        north = math.asin(
            math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
        )
        east = lon + math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(lat),
            math.cos(angle) - math.sin(lat) * math.sin(north),
        )
        corners.append((round(math.degrees(east), 5), round(math.degrees(north), 5)))
    return [*corners, corners[0]]


def rings(point: Point, km: float) -> list[list[Point]]:
    """The same within -180..180: one ring, or two where the date line cuts it, as RFC 7946 (3.1.9) asks."""
    whole = ring(point, km)
    west, east = min(lon for lon, _ in whole), max(lon for lon, _ in whole)
    if west >= -180 and east <= 180:
        return [whole]
    beyond = 360.0 if west < -180 else -360.0
    moved = [(lon + beyond, lat) for lon, lat in whole]
    return [_within(whole), _within(moved)]


def _within(corners: list[Point]) -> list[Point]:
    inside = list(clipped(corners[:-1], (-180.0, -90.0, 180.0, 90.0)))
    return [*inside, inside[0]]


def shape(place: Place | None) -> list[list[Point]] | Point | None:
    """The place as closed rings, as a point where it is exact, or None where it was not resolved."""
    point = centre(place)
    if place is None or point is None:
        return None
    km = radius_km(place)
    return rings(point, km) if km else point
