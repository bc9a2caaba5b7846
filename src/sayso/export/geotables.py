"""GeoParquet and GeoPackage: claims with their places as areas, for QGIS and spatial databases.

Both need extras (``sayso[frames]``, ``sayso[geo]``). Geometries are well-known binary, longitude before
latitude, WGS 84.
"""

import json
import shutil
import struct
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.drawing.areas import Point, centre, radius_km, rings
from sayso.export.frames import arrow, batches, records, schema
from sayso.export.row import Format, Row
from sayso.model import Figure, SaysoError

if TYPE_CHECKING:
    import pyarrow as pa

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {"encoding": "WKB", "geometry_types": ["MultiPolygon"], "orientation": "counterclockwise"}
    },
}
DAYS = ("time_from", "time_to")  # of type date, for the temporal controller of QGIS
EXACT_KM = 0.05  # an exact place in a table of polygons: a circle of fifty metres


def wkb(row: Row) -> bytes | None:
    """The claim's area as WKB, in one polygon or cut by the date line; None where its place is not known."""
    place = row.claim.place if isinstance(row.claim, Figure) else None
    point = centre(place)
    if place is None or point is None:
        return None
    parts = [_polygon(ring) for ring in rings(point, radius_km(place) or EXACT_KM)]
    return struct.pack("<BII", 1, 6, len(parts)) + b"".join(parts)


def _polygon(corners: Sequence[Point]) -> bytes:
    flat = [number for corner in corners for number in corner]
    return struct.pack(f"<BIII{len(flat)}d", 1, 3, 1, len(corners), *flat)


def _placed(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    for row, record in records(rows):
        days = {name: _day(record[name]) for name in DAYS}
        yield {**record, **days, "geometry": wkb(row)}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:  # a table that somebody imported may have words there; they stand in ``time``
        return None


def _schema(metadata: dict[str, str]) -> "pa.Schema":
    pa = arrow()
    field = pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "geoarrow.wkb"})
    made = schema(extra=(field,), metadata=metadata)
    for name in DAYS:
        at = made.get_field_index(name)
        made = made.set(at, made.field(at).with_type(pa.date32()))
    return made


def write_geoparquet(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a GeoParquet 1.1 file; returns how many claims."""
    kind = _schema({"geo": json.dumps(GEO)})
    import pyarrow.parquet as parquet

    count = 0
    with parquet.ParquetWriter(out, kind, compression="zstd") as file:
        for batch in batches(_placed(rows), kind):
            file.write_batch(batch)
            count += batch.num_rows
    return count


def _gdal() -> Any:
    try:
        import pyogrio
    except ImportError as error:
        message = "GeoPackage needs GDAL; install it with: pip install 'sayso[geo]'"
        raise SaysoError("extra_missing", message) from error
    return pyogrio


def write_gpkg(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a GeoPackage with one layer, ``claims``; returns how many claims."""
    pyogrio, kind = _gdal(), _schema({})
    count = 0

    def counted() -> "Iterator[pa.RecordBatch]":
        nonlocal count
        for batch in batches(_placed(rows), kind):
            count += batch.num_rows
            yield batch

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.gpkg"
        reader = arrow().RecordBatchReader.from_batches(kind, counted())
        pyogrio.write_arrow(
            reader,
            path,
            layer="claims",
            driver="GPKG",
            geometry_name="geometry",
            geometry_type="MultiPolygon",
            crs="EPSG:4326",
        )
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
    return count


GEOPARQUET = Format(
    name="geoparquet",
    suffix=".parquet",
    summary="GeoParquet, places as areas (extra: frames)",
    write=write_geoparquet,
)
GPKG = Format(
    name="gpkg", suffix=".gpkg", summary="GeoPackage, places as areas (extra: geo)", write=write_gpkg
)
