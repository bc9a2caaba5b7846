"""Tables of events as articles: each row a short text of its own, with the words that its figures stand on.

UCDP GED, ACLED-like tables, and any CSV with a mapping. A row is what that outlet says; its text is the row
written out line by line ("deaths, best: 33"), so that each imported figure leads back to its cell. Nothing is
read into a row that stands in no column, and an empty cell is not stated.
"""

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sayso.model import (
    Article,
    Basis,
    Bound,
    ClaimKind,
    Counted,
    DateBasis,
    Failure,
    Figure,
    Measure,
    ObjectStatus,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure of a row: the columns of its number, what is counted, and what happened to it."""

    measure: Measure
    low: str | None = None
    best: str | None = None
    high: str | None = None
    object: str | None = None
    status: ObjectStatus = ObjectStatus.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column holds what; None where a table has no such column."""

    name: str
    outlet: str
    id: str | None = None
    title: str | None = None
    notes: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    country: str | None = None
    lat: str | None = None
    lon: str | None = None
    precision: str | None = None
    actor: str | None = None
    published: str | None = None
    counts: tuple[Count, ...] = field(default_factory=tuple)


UCDP = Layout(
    name="ucdp",
    outlet="UCDP GED",
    id="id",
    title="source_headline",
    start="date_start",
    end="date_end",
    place="where_coordinates",
    country="country",
    lat="latitude",
    lon="longitude",
    precision="where_prec",
    actor="side_a",
    counts=(
        Count(measure=Measure.KILLED, low="low", best="best", high="high"),
        Count(
            measure=Measure.KILLED, best="deaths_civilians", object="civilians", status=ObjectStatus.CIVILIAN
        ),
    ),
)
ACLED = Layout(
    name="acled",
    outlet="ACLED",
    id="event_id_cnty",
    notes="notes",
    start="event_date",
    end="event_date",
    place="location",
    country="country",
    lat="latitude",
    lon="longitude",
    actor="actor1",
    counts=(Count(measure=Measure.KILLED, best="fatalities"),),
)
LAYOUTS: tuple[Layout, ...] = (UCDP, ACLED)


def layout(name: str) -> Layout:
    """The layout called ``name``; raises ``KeyError`` where there is none."""
    found = next((known for known in LAYOUTS if known.name == name), None)
    if found is None:
        raise KeyError(f"no layout {name!r}; there are: {', '.join(known.name for known in LAYOUTS)}")
    return found


def mapped(content: bytes) -> Layout:
    """A layout from a TOML mapping: ``outlet``, ``[columns]`` by field, ``[[count]]`` tables.

    Raises ``SourceError`` that names what is wrong.
    """
    try:
        data = tomllib.loads(content.decode())
        columns = data.get("columns", {})
        counts = tuple(
            Count(
                measure=Measure(c["measure"]),
                low=c.get("low"),
                best=c.get("best"),
                high=c.get("high"),
                object=c.get("object"),
                status=ObjectStatus(c.get("status", "unknown")),
            )
            for c in data.get("count", ())
        )
        return Layout(name=data.get("name", "csv"), outlet=data["outlet"], counts=counts, **columns)
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise SourceError(
            "bad_mapping", f"the mapping is not understood: {error}; see docs/import.md"
        ) from error


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
    content: bytes, *, origin: str, layout: Layout, version: str
) -> Iterator[tuple[Taken, Reading] | Failure]:
    """Each row as an article with its figures; a row that says nothing is a ``Failure`` in its place.

    Raises ``SourceError`` where the table is not CSV in UTF-8 or none of the layout's columns is in it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("not_text", f"{origin}: the table is not UTF-8; save it as CSV UTF-8") from error
    table = csv.DictReader(io.StringIO(text, newline=""))
    wanted = {c.best or c.low for c in layout.counts}
    if not wanted & set(table.fieldnames or ()):
        message = f"{origin}: has none of the columns {sorted(str(w) for w in wanted)}; is it {layout.name}?"
        raise SourceError("wrong_table", message)
    for number, row in enumerate(table, start=2):
        cells = {k: v.strip() for k, v in row.items() if k and isinstance(v, str) and v.strip()}
        made = _row(cells, list(table.fieldnames or ()), layout, version, f"{origin}:{number}")
        yield made or Failure(
            origin=f"{origin}:{number}", code="no_count", message=f"{origin}:{number}: the row counts nothing"
        )


def _row(
    cells: Mapping[str, str], header: list[str], layout: Layout, version: str, origin: str
) -> tuple[Taken, Reading] | None:
    sheet = _Sheet()
    for key in ("title", "start", "end", "place", "country", "actor", "notes"):
        column = getattr(layout, key)
        if column and column in cells:
            sheet.line(column, cells[column], key)
    counted = [c for c in layout.counts if _numbers(c, cells)]
    for place, count in enumerate(counted):
        for side in ("low", "best", "high"):
            column = getattr(count, side)
            if column and column in cells:
                sheet.line(column, cells[column], f"{place}-{side}")
    if not counted:
        return None
    raw = io.StringIO(newline="")
    csv.DictWriter(raw, header, extrasaction="ignore").writerows(
        [dict(zip(header, header, strict=True)), dict(cells)]
    )
    snapshot = Snapshot.of(raw.getvalue().encode(), media_type="text/csv")
    article = _article(cells, layout, sheet, snapshot)
    figures = tuple(
        figure
        for place, count in enumerate(counted)
        if (figure := _figure(article, count, place, cells, layout, sheet)) is not None
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
    day = cells.get(layout.published or "")
    published = Published(earliest=day, latest=day, basis=DateBasis.METADATA) if day else Published()
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


def _number(cell: str | None) -> int | float | None:
    if not cell:
        return None
    try:
        value = float(cell.replace(",", ""))
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def _numbers(count: Count, cells: Mapping[str, str]) -> tuple[int | float | None, ...] | None:
    """``(low, high)`` of a count, from its bounds or else its best; None where no cell holds a number."""
    low, best, high = (_number(cells.get(c or "")) for c in (count.low, count.best, count.high))
    if low is None and best is None and high is None:
        return None
    return (low if low is not None else best), (high if high is not None else best)


def _figure(
    article: Article, count: Count, place: int, cells: Mapping[str, str], layout: Layout, sheet: _Sheet
) -> Figure | None:
    numbers = _numbers(count, cells)
    anchor = next(
        (sheet.places[f"{place}-{s}"] for s in ("best", "low", "high") if f"{place}-{s}" in sheet.places),
        None,
    )
    if numbers is None or anchor is None:
        return None
    low, high = numbers
    span = article.cut(*anchor)
    bound = Bound.EXACT if low == high else Bound.RANGE if None not in (low, high) else Bound.AT_LEAST
    if low is None:
        bound = Bound.AT_MOST
    return Figure(
        id=claim_id(article, ClaimKind.FIGURE, span),
        span=article.cut(0, len(article.text)),
        quantity=Quantity(span=span, low=low, high=high, bound=bound),
        measure=count.measure,
        basis=Basis.EVENT,
        object=Counted(span=None, status=count.status),
        actor=_cut(article, sheet, "actor"),
        place=_place(article, cells, layout, sheet),
        time=_time(article, cells, layout, sheet),
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
    lat, lon = (_number(cells.get(c or "")) for c in (layout.lat, layout.lon))
    precision = _number(cells.get(layout.precision or ""))
    country = cells.get(layout.country or "", "")
    return Place(
        span=span,
        name=span.text,
        country=country.upper() if len(country) == 2 else None,
        lat=None if lat is None else float(lat),
        lon=None if lon is None else float(lon),
        precision=int(precision) if precision is not None and 1 <= precision <= 7 else None,
    )


def _time(article: Article, cells: Mapping[str, str], layout: Layout, sheet: _Sheet) -> Time | None:
    start, end = (cells.get(c or "", "")[:10] or None for c in (layout.start, layout.end))
    if not start and not end:
        return None
    return Time(
        span=_cut(article, sheet, "start") or _cut(article, sheet, "end"),
        start=start,
        end=end or start,
        precision="day",
    )
