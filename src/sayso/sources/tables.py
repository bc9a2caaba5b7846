"""Tables of events as articles: each row a short text of its own, with the words that its figures stand on.

UCDP GED, ACLED-like tables, and any CSV with a mapping. A row is what that outlet says; its text is the row
written out line by line ("deaths, best: 33"), so that each imported figure leads back to its cell. Nothing is
read into a row that stands in no column, and an empty cell is not stated.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from sayso.model import (
    Article,
    Basis,
    Bound,
    ClaimKind,
    Counted,
    DateBasis,
    Failure,
    Figure,
    Passage,
    PassageKind,
    Place,
    Published,
    Quantity,
    Reading,
    Run,
    Snapshot,
    SourceError,
    Span,
    Stance,
    Taken,
    Time,
    article_ids,
    claim_id,
)
from sayso.sources.cells import BadCellError, count, day, degrees
from sayso.sources.layouts import Count, Layout, columns


class _Sheet:
    """A row's text while it is written, line by line; remembers where each value stands."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.places: dict[str, tuple[int, int]] = {}

    def line(self, label: str, value: str, key: str) -> None:
        """Write ``label: value``; the value can be cut out later by ``key``."""
        value = " ".join(value.split())
        start = self.length + len(label) + 2
        self.places[key] = (start, start + len(value))
        self.lines.append(f"{label}: {value}")
        self.length += len(self.lines[-1]) + 1

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(f"{line}\n" for line in self.lines)


def rows(
    stream: BinaryIO, *, origin: str, layout: Layout, version: str, encoding: str | None = None
) -> Iterator[tuple[Taken, Reading] | Failure]:
    """Each row as an article with its figures, as the stream is read; a row that cannot be is a ``Failure``.

    A failure names its line and what is wrong there, and the rest goes on. UTF-8 is expected unless
    ``encoding`` names another; UTF-16 is known by its mark. Commas, semicolons, tabs and bars part cells,
    whichever gives the layout's columns. Raises ``SourceError`` where the table has none of the layout's
    counts, or lacks a column that a mapping names.
    """
    text = io.TextIOWrapper(stream, encoding=_encoding(stream, encoding), errors=_BAD_BYTES, newline="")
    try:
        table = _opened(text, layout, origin)
        while True:
            begun = table.line_num + 2  # the header is a line too
            try:
                row = next(table)
            except StopIteration:
                return
            except csv.Error as error:
                at = f"{origin}:{begun}"
                last = table.reader.line_num + 1
                lost = f"lines {begun} to {last}" if last > begun else "the row"
                told = f"{at}: {lost} cannot be read ({error}); is a quotation mark missing there?"
                yield Failure(origin=at, code="bad_row", message=told)
                continue
            at = f"{origin}:{begun}"
            try:
                yield _row(_cells(row), list(table.fieldnames or ()), layout, version, at)
            except BadCellError as error:
                yield Failure(origin=at, code="bad_cell", message=f"{at}: {error}")
            except _RowError as error:
                yield Failure(origin=at, code=error.code, message=f"{at}: {error}")
    finally:
        text.detach()


class _RowError(ValueError):
    """A row that cannot be kept, with the code that says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


_BAD_BYTES = "surrogateescape"  # half a surrogate pair then tells which rows hold bytes that are no text


def _encoding(stream: BinaryIO, given: str | None) -> str:
    """How the table is written: as given, UTF-16 where it has its mark, else UTF-8."""
    if given:
        try:
            codecs.lookup(given)
        except LookupError as error:
            raise SourceError("bad_encoding", f"there is no encoding {given!r}; try cp1252") from error
        return given
    start = stream.read(2)
    stream.seek(-len(start), io.SEEK_CUR)
    return "utf-16" if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"


def _opened(text: io.TextIOWrapper, layout: Layout, origin: str) -> "csv.DictReader[str]":
    """The table with its header read and held against the layout."""
    try:
        head = text.readline()
    except UnicodeError as error:
        raise SourceError("not_text", f"{origin}: the table is not {text.encoding}: {error}") from error
    wanted = columns(layout)

    def parted(sign: str) -> list[str]:
        return [name.strip() for name in next(csv.reader([head], delimiter=sign), [])]

    sign = max(",;\t|", key=lambda s: len(set(wanted) & set(parted(s))))
    header = parted(sign)
    counts = {c for count in layout.counts for c in (count.low, count.best, count.high) if c}
    if not counts & set(header):
        message = f"{origin}: has none of the columns {sorted(counts)}; is it {layout.name}?"
        raise SourceError("wrong_table", message)
    missing = [c for c in wanted if c not in header]
    if missing and layout.exact:
        told = f"{origin}: the mapping names {missing}, which the table has not; it has {header[:40]}"
        raise SourceError("missing_columns", told)
    twice = [c for c in wanted if header.count(c) > 1]
    if twice:
        raise SourceError("wrong_table", f"{origin}: has the columns {twice} more than once")
    return csv.DictReader(text, fieldnames=header, delimiter=sign, strict=True)


def _cells(row: Mapping[str | None, Any]) -> dict[str, str]:
    """What is stated in a row, by column."""
    if any(cell.strip() for cell in row.get(None) or ()):
        raise _RowError("bad_row", "the row has more cells than the header; is a quotation mark missing?")
    cells = {k: v.strip() for k, v in row.items() if k and isinstance(v, str) and v.strip()}
    broken = [k for k, v in cells.items() if any("\udc80" <= c <= "\udcff" for c in v)]
    if broken:
        told = f"{broken[0]} holds bytes that are no text here; save it as CSV in UTF-8, or give its encoding"
        raise _RowError("not_text", told)
    return cells


def _row(
    cells: Mapping[str, str], header: list[str], layout: Layout, version: str, origin: str
) -> tuple[Taken, Reading]:
    sheet = _Sheet()
    for key in ("title", "start", "end", "place", "country", "actor", "notes"):
        column = getattr(layout, key)
        if column and column in cells:
            sheet.line(column, cells[column], key)
    counted = [c for c in layout.counts if _numbers(c, cells)]
    for number, one in enumerate(counted):
        for side in ("low", "best", "high"):
            column = getattr(one, side)
            if column and column in cells:
                sheet.line(column, cells[column], f"{number}-{side}")
    if not counted:
        raise _RowError("no_count", "the row counts nothing")
    raw = io.StringIO(newline="")
    csv.DictWriter(raw, header, extrasaction="ignore").writerows(
        [dict(zip(header, header, strict=True)), dict(cells)]
    )
    snapshot = Snapshot.of(raw.getvalue().encode(), media_type="text/csv")
    article = _article(cells, layout, sheet, snapshot)
    place, when = _place(article, cells, layout, sheet), _time(article, cells, layout, sheet)
    figures = tuple(
        _figure(article, one, number, cells, sheet, place, when) for number, one in enumerate(counted)
    )
    run = Run(version=version, model=f"import-{layout.name}", language="en")
    reading = Reading(
        article=article, figures=figures, responsibility=(), statements=(), tone=(), problems=(), run=run
    )
    return Taken(origin=origin, article=article, snapshot=snapshot), reading


def _article(cells: Mapping[str, str], layout: Layout, sheet: _Sheet, snapshot: Snapshot) -> Article:
    text = sheet.text
    doc_id = cells.get(layout.id or "")
    identity, work = article_ids(url=None, doc_id=doc_id, outlet=layout.outlet, text=text)
    told = day(layout.published or "", cells.get(layout.published or ""), layout.date_format)
    published = Published(earliest=told, latest=told, basis=DateBasis.METADATA) if told else Published()
    return Article(
        id=identity,
        work=work,
        doc_id=doc_id,
        url=None,
        snapshot=snapshot.sha256,
        title=cells.get(layout.title or "") or (f"{layout.outlet} {doc_id}" if doc_id else layout.outlet),
        outlet=layout.outlet,
        authors=(),
        language="en",
        published=published,
        text=text,
        passages=(Passage(kind=PassageKind.LIST, start=0, end=len(text)),),
        citations=(),
        problems=(),
    )


def _numbers(counted: Count, cells: Mapping[str, str]) -> tuple[int | None, int | None] | None:
    """``(low, high)`` of a count, from its bounds or else its best; None where no cell holds a number."""
    low, best, high = (
        count(c, cells.get(c)) if c else None for c in (counted.low, counted.best, counted.high)
    )
    if low is None and best is None and high is None:
        return None
    given = [n for n in (low, best, high) if n is not None]
    if given != sorted(given):
        raise _RowError("bad_bounds", f"its bounds cross: low {low}, best {best}, high {high}")
    return (low if low is not None else best), (high if high is not None else best)


def _figure(
    article: Article,
    counted: Count,
    number: int,
    cells: Mapping[str, str],
    sheet: _Sheet,
    place: Place | None,
    when: Time | None,
) -> Figure:
    low, high = _numbers(counted, cells) or (None, None)
    anchor = next(sheet.places[k] for s in ("best", "low", "high") if (k := f"{number}-{s}") in sheet.places)
    span = article.cut(*anchor)
    bound = Bound.EXACT if low == high else Bound.RANGE if None not in (low, high) else Bound.AT_LEAST
    if low is None:
        bound = Bound.AT_MOST
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, span),
        span=article.cut(0, len(article.text)),
        quantity=Quantity(span=span, low=low, high=high, bound=bound),
        measure=counted.measure,
        basis=Basis.EVENT,
        object=Counted(span=None, status=counted.status),
        actor=_cut(article, sheet, "actor"),
        place=place,
        time=when,
        speaker=None,
        relay=None,
        cue=None,
        stance=Stance.ASSERTS,
        hedges=(),
        citations=(),
        measure_confidence=None,
        confidence=None,
    )


def _cut(article: Article, sheet: _Sheet, key: str) -> Span | None:
    return article.cut(*sheet.places[key]) if key in sheet.places else None


def _place(article: Article, cells: Mapping[str, str], layout: Layout, sheet: _Sheet) -> Place | None:
    span = _cut(article, sheet, "place") or _cut(article, sheet, "country")
    if span is None:
        return None
    lat = degrees(layout.lat or "", cells.get(layout.lat or ""), 90)
    lon = degrees(layout.lon or "", cells.get(layout.lon or ""), 180)
    precision = cells.get(layout.precision or "", "")
    country = cells.get(layout.country or "", "")
    return Place(
        span=span,
        name=span.text,
        country=country.upper() if len(country) == 2 else None,
        lat=None if lon is None else lat,
        lon=None if lat is None else lon,
        precision=int(precision) if precision in ("1", "2", "3", "4", "5", "6", "7") else None,
    )


def _time(article: Article, cells: Mapping[str, str], layout: Layout, sheet: _Sheet) -> Time | None:
    start = day(layout.start or "", cells.get(layout.start or ""), layout.date_format)
    end = day(layout.end or "", cells.get(layout.end or ""), layout.date_format)
    if not start and not end:
        return None
    if start and end and end < start:
        raise _RowError("bad_bounds", f"it ends ({end}) before it begins ({start})")
    return Time(
        span=_cut(article, sheet, "start") or _cut(article, sheet, "end"),
        start=start,
        end=end or start,
        precision="day",
    )
