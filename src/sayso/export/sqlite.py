"""SQLite: one table of claims and one with the code book, for whoever queries in SQL.

An export to work with, not the ledger: it holds what the filter let through, once.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from sayso.export.codebook import ATTRIBUTION, COLUMN_BOOK, typed
from sayso.export.csv import cells_of
from sayso.export.row import Format, Row

_TYPES = {"text": "TEXT", "number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}


def _values(rows: Iterable[Row]) -> Iterator[tuple[str | int | float | None, ...]]:
    for row in rows:
        cells = cells_of(row)
        values = (typed(c, cells.get(c.name)) for c in COLUMN_BOOK)
        yield tuple(
            v.encode("utf-8", "backslashreplace").decode() if isinstance(v, str) else v for v in values
        )


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the database file; returns how many claims."""
    columns = ", ".join(f"{c.name} {_TYPES[c.type]}" for c in COLUMN_BOOK)
    marks = ", ".join("?" for _ in COLUMN_BOOK)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode = OFF")
            base.execute("BEGIN")
            base.execute(f"CREATE TABLE claims ({columns}, PRIMARY KEY (claim_id, run))")
            base.executemany(f"INSERT INTO claims VALUES ({marks})", _values(rows))
            base.execute('CREATE TABLE code_book ("column" TEXT, type TEXT, meaning TEXT, "values" TEXT)')
            base.executemany(
                "INSERT INTO code_book VALUES (?, ?, ?, ?)",
                [(c.name, c.type, c.meaning, " ".join(c.values)) for c in COLUMN_BOOK],
            )
            base.execute("CREATE TABLE about (key TEXT, value TEXT)")
            base.execute("INSERT INTO about VALUES ('attribution', ?)", (ATTRIBUTION,))
            (count,) = base.execute("SELECT count(*) FROM claims").fetchone()
            base.execute("COMMIT")
        with path.open("rb") as made:
            shutil.copyfileobj(made, out)
    return int(count)


SQLITE = Format(name="sqlite", suffix=".sqlite", summary="a SQLite database of claims", write=write)
