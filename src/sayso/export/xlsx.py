"""XLSX for spreadsheets: typed cells, frozen headers; a sheet each for claims, citations, incidents,
accounts, decisions, and a code book.

Rows go to disk as they come, so memory stays flat. Text is always written as text: no cell is taken for a
formula or a link. A sheet that is full goes on in another.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from sayso.export import workbook
from sayso.export.case import Case
from sayso.export.codebook import ATTRIBUTION, COLUMN_BOOK, typed
from sayso.export.csv import cells_of
from sayso.export.row import Format, Row
from sayso.model.decisions import Decision

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575  # of a sheet, below its header
MOST_TEXT = 32_767  # characters of a cell

Value = str | int | float | bool | None


class _Sheet:
    """A sheet that goes on in another one when it is full."""

    def __init__(self, book: "Workbook", name: str, header: Sequence[str]) -> None:
        self.book, self.name, self.header, self.number = book, name, header, 0
        self.sheet = self._another()

    def _another(self) -> "Worksheet":
        self.number += 1
        self.row = 0
        sheet = self.book.add_worksheet(self.name if self.number == 1 else f"{self.name} {self.number}")
        sheet.freeze_panes(1, 0)
        bold = self.book.add_format({"bold": True})
        for place, name in enumerate(self.header):
            sheet.write_string(0, place, name, bold)
        return sheet

    def add(self, values: Iterable[Value]) -> None:
        """Write one row; None leaves its cell empty."""
        if self.row == MOST_ROWS:
            self.sheet = self._another()
        self.row += 1
        for place, value in enumerate(values):
            if isinstance(value, bool):
                self.sheet.write_boolean(self.row, place, value)
            elif isinstance(value, int | float):
                self.sheet.write_number(self.row, place, value)
            elif value is not None:
                fits = value if len(value) <= MOST_TEXT else value[: MOST_TEXT - 1] + "…"
                self.sheet.write_string(self.row, place, fits.encode("utf-8", "backslashreplace").decode())


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the workbook with claims alone; returns how many claims."""
    return write_whole(rows, (), (), out)


def write_whole(
    rows: Iterable[Row], cases: Iterable[Case], decisions: Iterable[Decision], out: BinaryIO
) -> int:
    """Write the workbook with a sheet for each; returns how many claims."""
    import xlsxwriter

    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        book.set_properties({"title": "sayso: claims", "comments": ATTRIBUTION})
        count = _claims(book, rows)
        told, accounts = (
            _Sheet(book, "incidents", [c.name for c in workbook.INCIDENTS]),
            _Sheet(book, "accounts", [c.name for c in workbook.ACCOUNTS]),
        )
        for case in cases:
            told.add(workbook.incident(case))
            for account in workbook.accounts(case):
                accounts.add(account)
        log = _Sheet(book, "decisions", [c.name for c in workbook.DECISIONS])
        for decision in workbook.decisions(decisions):
            log.add(decision)
        codes = _Sheet(book, "code book", ["sheet", "column", "type", "meaning", "values"])
        for sheet, columns in workbook.BOOKS:
            for c in columns:
                codes.add((sheet, c.name, c.type, c.meaning, " ".join(c.values) or None))
        codes.add((None, None, None, ATTRIBUTION))
    return count


def _claims(book: "Workbook", rows: Iterable[Row]) -> int:
    claims = _Sheet(book, "claims", [c.name for c in COLUMN_BOOK])
    cited = _Sheet(book, "citations", [c.name for c in workbook.CITATIONS])
    count = 0
    for row in rows:
        cells = cells_of(row)
        claims.add(typed(c, cells.get(c.name)) for c in COLUMN_BOOK)
        for citation in workbook.citations(row):
            cited.add(citation)
        count += 1
    return count


XLSX = Format(
    name="xlsx",
    suffix=".xlsx",
    summary="a workbook: claims, citations, incidents, accounts, decisions and the code book",
    write=write,
    whole=write_whole,
)
