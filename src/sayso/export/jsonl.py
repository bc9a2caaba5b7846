"""JSON Lines: one claim a line, in UTF-8, as :func:`sayso.export.entry.entry_json` has it."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.export.entry import Entry, Format, entry_json


def line(data: Any) -> bytes:
    """One object as a line of UTF-8. Half a surrogate pair, which UTF-8 cannot hold, goes out escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # JSON allows these three inside strings, yet line readers of many languages break lines at them.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085")
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"


def write(entries: Iterable[Entry], out: BinaryIO) -> int:
    """Write one line a claim; returns how many."""
    count = 0
    for entry in entries:
        out.write(line(entry_json(entry)))
        count += 1
    return count


JSONL = Format(name="jsonl", suffix=".jsonl", summary="JSON Lines, one claim a line", write=write)
