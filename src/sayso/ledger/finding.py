"""Asking a ledger: lists, filters, ids by their beginning. Selects are built here and run by the store."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection, Row, Select

from sayso.ledger import tables as t
from sayso.ledger.records import ClaimFilter, Entry, KeptClaim
from sayso.ledger.rows import claim_of, cutting, entry_of, plain, reading_of, unpack_text
from sayso.ledger.words import fold
from sayso.model import Article, ClaimKind, NotFoundError, Reading

_r, _a, _c = t.readings.c, t.articles.c, t.claim_readings.c

_ELSEWHERE = ("document", "outlet_folded", "digest", "run")

ENTRY = (
    *(column for column in t.readings.columns if column.name not in _ELSEWHERE),
    *(_a.work, _a.version, _a.first_seen, _a.length),
    t.runs.c.version.label("run_version"),
    t.runs.c.model.label("run_model"),
    t.runs.c.language.label("run_language"),
)
"""The columns of an :class:`~sayso.ledger.Entry`."""

CLAIM = (_c.position, _c.kind.label("claim_kind"), _c.payload, _a.text)
"""With :data:`ENTRY`, the columns of a :class:`~sayso.ledger.KeptClaim`."""

FROM = t.readings.join(t.articles, _a.id == _r.article).join(t.runs, t.runs.c.key == _r.run)

_PAGE = 500
_UNCITED = '"citations":[]'  # as a claim without citations stands in its JSON


def latest() -> ColumnElement[bool]:
    """Only the reading of each article that came last."""
    later = t.readings.alias("later")
    last = sa.select(sa.func.max(later.c.number)).where(later.c.article == _r.article)
    return _r.number == last.correlate(t.readings).scalar_subquery()


@contextmanager
def stream(connection: Connection, select: Select[Any]) -> Iterator[Iterable[Row[Any]]]:
    """The rows of ``select``, fetched page by page and let go of at the end of the block."""
    options = connection.execution_options(stream_results=True, yield_per=_PAGE)
    with options.execute(select) as rows:
        yield rows


def parts(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Keys a few hundred at a time: drivers limit how many values one statement takes."""
    return (keys[at : at + _PAGE] for at in range(0, len(keys), _PAGE))


def entries_of(connection: Connection, articles: Sequence[str]) -> dict[str, Entry]:
    """The entries of several articles by their whole ids, each in its latest reading."""
    select = sa.select(*ENTRY).select_from(FROM).where(latest())
    found = (
        row for some in parts(articles) for row in connection.execute(select.where(_r.article.in_(some)))
    )
    return {row.article: entry_of(row) for row in found}


def readings_of(connection: Connection, articles: Sequence[str]) -> dict[str, Reading]:
    """The latest readings of several articles by their whole ids, in two questions rather than two each."""
    made: dict[str, Reading] = {}
    columns = (*ENTRY, _r.document, _a.text)
    for some in parts(articles):
        select = sa.select(*columns).select_from(FROM).where(_r.article.in_(some), latest())
        rows = connection.execute(select).all()
        said = payloads_of(connection, [row.number for row in rows])
        made.update((row.article, reading_of(row, said.get(row.number, []))) for row in rows)
    return made


def payloads_of(connection: Connection, readings: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """The claims of several readings at once, in their order, as ``(kind, payload)``."""
    select = sa.select(_c.reading, _c.kind, _c.payload).where(_c.reading.in_(readings))
    found: dict[int, list[tuple[str, str]]] = {}
    for row in connection.execute(select.order_by(_c.reading, _c.position)):
        found.setdefault(row.reading, []).append((row.kind, row.payload))
    return found


def articles_of(connection: Connection, claims: Sequence[str]) -> dict[str, str]:
    """Which article each of these claims is of; what is not there is left out."""
    c = t.claims.c
    select = sa.select(c.id, c.article)
    found = (row for some in parts(claims) for row in connection.execute(select.where(c.id.in_(some))))
    return {row.id: row.article for row in found}


def resolve(connection: Connection, column: sa.Column[str], given: str, *, noun: str) -> str:
    """The whole id that ``given`` is, or is the beginning of; raises where it fits none or several."""
    start = (plain(given) or "").strip()
    exact = connection.execute(sa.select(column).where(column == start).limit(1)).scalar()
    if exact is not None:
        return exact
    # By range rather than LIKE, so that the index serves on both databases.
    fits = sa.select(column).distinct().where(column >= start, column < start + "\U0010ffff")
    found = connection.execute(fits.order_by(column).limit(4)).scalars().all() if start else []
    if not found:
        raise NotFoundError("not_found", f"The ledger has no {noun} {given!r}.")
    if len(found) > 1:
        shown = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        raise NotFoundError("ambiguous", f"{given!r} fits several: {shown}. Give more of the {noun}'s id.")
    return found[0]


def _names(column: sa.Column[str | None], wanted: str | None) -> list[ColumnElement[bool]]:
    folded = plain(fold(wanted)) if wanted else None
    return [column.contains(folded, autoescape=True)] if folded else []


def articles_select(
    *,
    outlet: str | None,
    language: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
    newest_first: bool = False,
) -> Select[Any]:
    """The entries of all articles in the order of arrival (or turned round), each in its latest reading."""
    where = [latest(), *_names(_r.outlet_folded, outlet)]
    if language:
        where.append(_r.language == language)
    if since or until:
        where.append(sa.or_(_r.earliest.is_not(None), _r.latest.is_not(None)))
        where += _overlap(sa.func.substr(_r.earliest, 1, 10), sa.func.substr(_r.latest, 1, 10), since, until)
    order = _a.number.desc() if newest_first else _a.number
    if limit is not None and len(where) == 1:
        # Every article has a reading: the first so many are these, and nothing else need be looked at.
        first = t.articles.alias("first")
        turned = first.c.number.desc() if newest_first else first.c.number
        where.append(_a.id.in_(sa.select(first.c.id).order_by(turned).limit(limit)))
    return sa.select(*ENTRY).select_from(FROM).where(*where).order_by(order).limit(limit)


def _overlap(
    start: ColumnElement[Any], end: ColumnElement[Any], since: str | None, until: str | None
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if since:
        where.append(sa.or_(end.is_(None), end >= since[:10]))
    if until:
        where.append(sa.or_(start.is_(None), start <= until[:10]))
    return where


def claims_select(connection: Connection, wanted: ClaimFilter) -> Select[Any]:
    """The claims that ``wanted`` asks for, article by article in the order of arrival."""
    where: list[ColumnElement[bool]] = []
    if wanted.run:
        where.append(_r.run == resolve(connection, t.runs.c.key, wanted.run, noun="run"))
    elif not wanted.every_reading:
        where.append(latest())
    if wanted.article:
        where.append(_r.article == resolve(connection, t.articles.c.id, wanted.article, noun="article"))
    if wanted.claim:
        claim = resolve(connection, t.claims.c.id, wanted.claim, noun="claim")
        # By way of its article, whose readings are few: an index over claims would cost every article kept.
        of = sa.select(t.claims.c.article).where(t.claims.c.id == claim).scalar_subquery()
        where += [_r.article == of, _c.claim == claim]
    where += _equal(wanted)
    if wanted.min_measure_confidence is not None:
        where.append(_measure_confidence(connection) >= wanted.min_measure_confidence)
    where += _names(_c.place, wanted.place) + _names(_c.actor, wanted.actor)
    where += _names(_c.speaker, wanted.speaker) + _names(_r.outlet_folded, wanted.outlet)
    if wanted.since or wanted.until:
        where.append(sa.or_(_c.time_from.is_not(None), _c.time_to.is_not(None)))
        where += _overlap(_c.time_from, _c.time_to, wanted.since, wanted.until)
    source = FROM.join(t.claim_readings, _c.reading == _r.number)
    select = sa.select(*ENTRY, *CLAIM).select_from(source).where(*where)
    return select.order_by(_c.reading, _c.position).limit(wanted.limit)


def _measure_confidence(connection: Connection) -> ColumnElement[Any]:
    """How sure the reader was of the measure: no column has it, so the claim's JSON is asked."""
    as_json: Any = sa.type_coerce if connection.dialect.name == "sqlite" else sa.cast
    found: ColumnElement[Any] = as_json(_c.payload, sa.JSON)["measure_confidence"].as_float()
    return found


def _equal(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.kinds:
        where.append(_c.kind.in_([str(kind) for kind in wanted.kinds]))
    if len(wanted.measures) == 1:  # an index gives those of one measure in the order of lists
        where.append(_c.measure == str(wanted.measures[0]))
    elif wanted.measures:
        where.append(_c.measure.in_([str(measure) for measure in wanted.measures]))
    if wanted.cited is not None:
        none = _c.payload.contains(_UNCITED, autoescape=True)
        where.append(~none if wanted.cited else none)
    if wanted.country:
        where.append(_c.country == wanted.country.upper())
    if wanted.speaker_kind:
        where.append(_c.speaker_kind == str(wanted.speaker_kind))
    if wanted.min_confidence is not None:
        where.append(_c.confidence >= wanted.min_confidence)
    if wanted.max_confidence is not None:
        where.append(_c.confidence <= wanted.max_confidence)
    return where


def claims_of(rows: Iterable[Row[Any]]) -> Iterator[KeptClaim]:
    """Claims from their rows; neighbours of one reading share its entry."""
    entry: Entry | None = None
    article: Article | None = None
    for row in rows:
        if entry is None or article is None or entry.reading != row.number:
            entry = entry_of(row)
            article = cutting(entry, unpack_text(row.text))
        yield kept_claim(row, entry, article)


def kept_claim(row: Row[Any], entry: Entry, article: Article) -> KeptClaim:
    """One claim from its row."""
    kind = row.claim_kind
    return KeptClaim(claim=claim_of(kind, row.payload, article), kind=ClaimKind(kind), article=entry)
