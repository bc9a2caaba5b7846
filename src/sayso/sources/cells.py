"""Cells of a table as numbers, days and degrees: what is written there, or a sentence on what is wrong.

Nothing is guessed: "1.234", which is a thousand in one country and a little over one in another, is no count,
and "03/04/2020" is no day unless the table's layout says how it writes days.
"""

import re
from datetime import date, datetime

_WHOLE = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.0+)?")


class BadCellError(ValueError):
    """A cell that does not hold what its column should; the message says which and why."""


def count(column: str, cell: str | None) -> int | None:
    """A whole number, not negative; None where the cell is empty. Raises :class:`BadCellError`."""
    if not cell:
        return None
    if not _WHOLE.fullmatch(cell) or len(cell) > 20:
        raise BadCellError(f"{column} is {_shown(cell)}, which is no whole number")
    return int(cell.split(".")[0].replace(",", ""))


def degrees(column: str, cell: str | None, most: float) -> float | None:
    """Degrees between -``most`` and ``most``; None where the cell is empty."""
    if not cell:
        return None
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:  # not a number compares as false too
        raise BadCellError(f"{column} is {_shown(cell)}, which lies nowhere on earth")
    return value


def day(column: str, cell: str | None, date_format: str | None) -> str | None:
    """An ISO day, from a day or a moment in ISO's way or in the table's own; None where the cell is empty."""
    if not cell:
        return None
    try:
        return date.fromisoformat(cell[:10]).isoformat()
    except ValueError:
        pass
    try:
        return datetime.strptime(cell, date_format or "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise BadCellError(f"{column} is {_shown(cell)}, which is no day that is understood") from None


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else f"{cell[:40]}…")
