"""JSON Lines: one claim a line, in UTF-8, as :func:`sayso.export.row.row_json` has it."""

from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.row import Format, Row, row_json
from sayso.model.contract import json_line


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write one line a claim; returns how many."""
    count = 0
    for row in rows:
        out.write(json_line(row_json(row)))
        count += 1
    return count


JSONL = Format(name="jsonl", suffix=".jsonl", summary="JSON Lines, one claim a line", write=write)
