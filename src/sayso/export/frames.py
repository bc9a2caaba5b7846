"""Claims as Arrow tables, and as Parquet: what pandas, polars, duckdb and pyarrow take without a thought.

Needs the extra ``sayso[frames]``. Claims go through in batches, so memory stays flat. The code book travels
in the schema: the meaning of each column with its field, the attribution with the table.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.export.codebook import ATTRIBUTION, COLUMN_BOOK, Column, typed
from sayso.export.csv import cells_of
from sayso.export.row import Format, Row
from sayso.model import SaysoError

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 5_000  # claims


def arrow() -> Any:
    """The pyarrow module; raises ``SaysoError`` that says how to get it."""
    try:
        import pyarrow
    except ImportError as error:
        message = "this needs pyarrow; install it with: pip install 'sayso[frames]'"
        raise SaysoError("extra_missing", message) from error
    return pyarrow


def schema(extra: "tuple[pa.Field[Any], ...]" = (), metadata: dict[str, str] | None = None) -> "pa.Schema":
    """The Arrow schema of a claim, with the code book as metadata, then the ``extra`` fields."""
    pa = arrow()
    types = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
    fields = [
        pa.field(c.name, types[c.type], metadata={"meaning": c.meaning, "values": json.dumps(c.values)})
        for c in COLUMN_BOOK
    ]
    return pa.schema([*fields, *extra], metadata={"attribution": ATTRIBUTION, **(metadata or {})})


def _cell(column: Column, value: str | int | float | None) -> str | int | float | bool | None:
    cell = typed(column, value)
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell


def records(rows: Iterable[Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Each claim with its cells in their columns' types."""
    for row in rows:
        cells = cells_of(row)
        yield row, {c.name: _cell(c, cells.get(c.name)) for c in COLUMN_BOOK}


def batches(rows: Iterable[Row]) -> "Iterator[pa.RecordBatch]":
    """The claims as record batches of at most :data:`BATCH` rows."""
    pa, kind = arrow(), schema()
    each = (record for _, record in records(rows))
    while batch := list(islice(each, BATCH)):
        yield pa.RecordBatch.from_pylist(batch, schema=kind)


class Frame:
    """Claims for any library that speaks Arrow: ``polars.DataFrame(frame)``, ``duckdb.sql("FROM frame")``.

    ``rows`` is called anew for each use, so that a frame can be taken more than once.
    """

    def __init__(self, rows: "Iterable[Row] | Any") -> None:
        self._rows = rows

    def reader(self) -> "pa.RecordBatchReader":
        """A stream of record batches."""
        rows = self._rows() if callable(self._rows) else self._rows
        return arrow().RecordBatchReader.from_batches(schema(), batches(rows))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule protocol."""
        return self.reader().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:
        """A pandas DataFrame; needs pandas."""
        return self.reader().read_pandas()

    def to_polars(self) -> Any:
        """A polars DataFrame; needs polars."""
        import polars

        return polars.DataFrame(self)


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a Parquet file (zstd); returns how many claims."""
    arrow()
    import pyarrow.parquet as parquet

    count = 0
    with parquet.ParquetWriter(out, schema(), compression="zstd") as file:
        for batch in batches(rows):
            file.write_batch(batch)
            count += batch.num_rows
    return count


PARQUET = Format(
    name="parquet", suffix=".parquet", summary="Parquet, for notebooks (extra: frames)", write=write
)
