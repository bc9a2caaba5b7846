"""Claims as Arrow tables, and as Parquet: what pandas, polars, duckdb and pyarrow take without a thought.

Needs the extra ``sayso[frames]``. Claims go through in batches, so memory stays flat. The code book travels
in the schema: the meaning of each column with its field, the attribution with the table.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from sayso.export.codebook import ATTRIBUTION, COLUMN_BOOK, Column, typed
from sayso.export.csv import cells_of
from sayso.export.row import Format, Row
from sayso.model import SaysoError

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
BATCH = 5_000  # claims


def arrow() -> Any:
    """The pyarrow module; raises ``SaysoError`` that says how to get it."""
    try:
        import pyarrow
    except ImportError as error:
        message = "this needs pyarrow; install it with: pip install 'sayso[frames]'"
        raise SaysoError("extra_missing", message) from error
    return pyarrow


def schema(
    columns: Sequence[Column] = COLUMN_BOOK,
    extra: "tuple[pa.Field[Any], ...]" = (),
    metadata: dict[str, str] | None = None,
) -> "pa.Schema":
    """The Arrow schema of these columns, with the code book as metadata, then the ``extra`` fields."""
    pa = arrow()
    types = {"text": pa.string(), "number": pa.float64(), "integer": pa.int64(), "boolean": pa.bool_()}
    fields = [
        pa.field(c.name, types[c.type], metadata={"meaning": c.meaning, "values": json.dumps(c.values)})
        for c in columns
    ]
    return pa.schema([*fields, *extra], metadata={"attribution": ATTRIBUTION, **(metadata or {})})


def _cell(value: Any) -> Any:
    # Half a surrogate pair, which Arrow's UTF-8 cannot hold, is written as its escape.
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def records(rows: Iterable[Row]) -> Iterator[tuple[Row, dict[str, Any]]]:
    """Each claim with its cells in their columns' types."""
    for row in rows:
        cells = cells_of(row)
        yield row, {c.name: _cell(typed(c, cells.get(c.name))) for c in COLUMN_BOOK}


def claim_records(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """The cells of each claim by column."""
    return (record for _, record in records(rows))


def lined(columns: Sequence[Column], lines: Iterable[Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Lines of a table by column."""
    names = [c.name for c in columns]
    return (dict(zip(names, map(_cell, line), strict=True)) for line in lines)


def batches(each: Iterable[Mapping[str, Any]], kind: "pa.Schema") -> "Iterator[pa.RecordBatch]":
    """Records as record batches of at most :data:`BATCH` rows."""
    pa, rest = arrow(), iter(each)
    while batch := list(islice(rest, BATCH)):
        yield pa.RecordBatch.from_pylist(batch, schema=kind)


class Frame:
    """A table for any library that speaks Arrow: ``polars.DataFrame(frame)``, ``duckdb.from_arrow(...)``.

    ``made`` gives the records anew for each use, so that a frame can be taken more than once.
    """

    def __init__(
        self, made: Callable[[], Iterable[Mapping[str, Any]]], columns: Sequence[Column] = COLUMN_BOOK
    ) -> None:
        self._made = made
        self._columns = columns

    def reader(self) -> "pa.RecordBatchReader":
        """A stream of record batches."""
        kind = schema(self._columns)
        return arrow().RecordBatchReader.from_batches(kind, batches(self._made(), kind))

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


class Found(Frame, Iterator[T]):
    """What a ledger found, one after another as records, and the same as a table of the code book.

    Going through it does not change the table, which asks the ledger again.
    """

    def __init__(
        self,
        items: Iterator[T],
        made: Callable[[], Iterable[Mapping[str, Any]]],
        columns: Sequence[Column] = COLUMN_BOOK,
    ) -> None:
        super().__init__(made, columns)
        self._items = items

    def __iter__(self) -> "Found[T]":
        return self

    def __next__(self) -> T:
        return next(self._items)


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a Parquet file (zstd); returns how many claims."""
    arrow()
    import pyarrow.parquet as parquet

    count, kind = 0, schema()
    with parquet.ParquetWriter(out, kind, compression="zstd") as file:
        for batch in batches(claim_records(rows), kind):
            file.write_batch(batch)
            count += batch.num_rows
    return count


PARQUET = Format(
    name="parquet", suffix=".parquet", summary="Parquet, for notebooks (extra: frames)", write=write
)
