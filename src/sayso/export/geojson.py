"""GeoJSON (RFC 7946): one feature a claim, its place drawn as the area that its precision allows.

Opens in QGIS, with ``time_from`` and ``time_to`` for its temporal controller. A claim whose place is not
resolved has a null geometry, so that no claim vanishes.
"""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.drawing.areas import radius_km, shape
from sayso.export.codebook import ATTRIBUTION, COLUMN_BOOK, typed
from sayso.export.csv import cells_of
from sayso.export.row import Format, Row
from sayso.model import Figure


def geometry(row: Row) -> dict[str, Any] | None:
    """The geometry of a claim: a Polygon (two where the date line cuts it), a Point if exact, or None."""
    drawn = shape(row.claim.place) if isinstance(row.claim, Figure) else None
    if drawn is None:
        return None
    if isinstance(drawn, tuple):
        return {"type": "Point", "coordinates": list(drawn)}
    cut = [[[list(corner) for corner in ring]] for ring in drawn]
    if len(cut) > 1:
        return {"type": "MultiPolygon", "coordinates": cut}
    return {"type": "Polygon", "coordinates": cut[0]}


def feature(row: Row) -> dict[str, Any]:
    """One claim as a feature; its properties are the columns of the code book that are stated."""
    cells = cells_of(row)
    place = row.claim.place if isinstance(row.claim, Figure) else None
    properties = {c.name: typed(c, cells.get(c.name)) for c in COLUMN_BOOK}
    properties["radius_km"] = radius_km(place) if place else None
    return {"type": "Feature", "id": row.claim.id, "geometry": geometry(row), "properties": properties}


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a feature collection, one feature a line; returns how many claims."""
    out.write(b'{"type": "FeatureCollection", "attribution": ' + json.dumps(ATTRIBUTION).encode())
    out.write(b', "features": [')
    count = 0
    for row in rows:
        out.write(b",\n" if count else b"\n")
        out.write(json.dumps(feature(row), ensure_ascii=True, allow_nan=False).encode())
        count += 1
    out.write(b"\n]}\n")
    return count


GEOJSON = Format(name="geojson", suffix=".geojson", summary="GeoJSON, places as areas", write=write)
