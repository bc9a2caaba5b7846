"""Full-text search over article texts and claims, with excerpts that know where they stand.

The index finds, each database in its own way (:mod:`sayso.ledger.dialects`); the excerpt is cut here from the
article itself, the same on both, so that its offsets lead back to the text.
"""

from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select, Subquery

from sayso.ledger import tables as t
from sayso.ledger.dialects import Database
from sayso.ledger.finding import CLAIM, ENTRY, FROM, kept_claim, latest
from sayso.ledger.records import Excerpt, Hit
from sayso.ledger.rows import cutting, entry_of, unpack_text
from sayso.ledger.words import Query, marks, parse

_WIDTH = 240
"""Characters that an excerpt of an article shows."""

_BITS = 20
MOST_CLAIMS = 1 << _BITS
"""So many claims of one reading are in the index."""


def article_entry(number: int) -> int:
    """The row of the full-text index that has an article's text."""
    return -number


def claim_entry(reading: int, position: int) -> int:
    """The row of the full-text index that has one claim of one reading."""
    return reading << _BITS | position


def search(
    database: Database,
    connection: Connection,
    words: str,
    *,
    limit: int,
    of: Literal["article", "claim"] | None,
) -> tuple[Hit, ...]:
    """See :meth:`sayso.ledger.Store.search`."""
    query = parse(words)
    if query is None or limit <= 0:
        return ()
    found = database.matching(query)
    rows: list[Row[Any]] = []
    for kind, select in (("article", _articles(found, limit)), ("claim", _claims(found, limit))):
        if of in (None, kind):
            rows += connection.execute(select).all()
    rows.sort(key=lambda row: (row.rank, row.entry))
    return tuple(_hit(row, query) for row in rows[:limit])


def _articles(every: Subquery, limit: int) -> Select[Any]:
    """The best articles; they are chosen before anything of them is read."""
    best = sa.select(every.c.id, every.c.rank).where(every.c.id < 0)
    found = best.order_by(every.c.rank, every.c.id).limit(limit).subquery("best")
    source = FROM.join(found, t.articles.c.number == -found.c.id)
    columns = (*ENTRY, found.c.id.label("entry"), found.c.rank, sa.null().label("payload"), t.articles.c.text)
    return sa.select(*columns).select_from(source).where(latest())


def _claims(every: Subquery, limit: int) -> Select[Any]:
    """The best claims of latest readings, chosen likewise."""
    c = t.claim_readings.c
    of_reading = t.readings.c.number == every.c.id.bitwise_rshift(sa.literal(_BITS, sa.Integer))
    best = sa.select(every.c.id, every.c.rank).select_from(every.join(t.readings, of_reading))
    chosen = best.where(every.c.id > 0, latest()).order_by(every.c.rank, every.c.id)
    found = chosen.limit(limit).subquery("best")
    reading = found.c.id.bitwise_rshift(sa.literal(_BITS, sa.Integer))
    at = sa.and_(c.reading == reading, c.position == found.c.id.bitwise_and(MOST_CLAIMS - 1))
    source = FROM.join(t.claim_readings, c.reading == t.readings.c.number).join(found, at)
    columns = (*ENTRY, found.c.id.label("entry"), found.c.rank, *CLAIM)
    return sa.select(*columns).select_from(source).where(latest())


def _hit(row: Row[Any], query: Query) -> Hit:
    entry, text = entry_of(row), unpack_text(row.text)
    if row.payload is None:
        return Hit(kind="article", article=entry, claim=None, excerpt=_excerpt(text, query))
    claim = kept_claim(row, entry, cutting(entry, text))
    span = claim.claim.span
    at = tuple((span.start + start, span.start + end) for start, end in marks(span.text, query))
    excerpt = Excerpt(start=span.start, end=span.end, text=span.text, marks=at)
    return Hit(kind="claim", article=entry, claim=claim, excerpt=excerpt)


def _excerpt(text: str, query: Query) -> Excerpt:
    """The stretch of ``text`` that holds most of what was found, from word to word."""
    found = marks(text, query)
    start = _densest(found)
    # A little of what stands before belongs to the excerpt; where nothing is marked, the text's beginning.
    start = max(0, start - _WIDTH // 4)
    end = min(len(text), start + _WIDTH)
    while start > 0 and not text[start - 1].isspace() and start > end - _WIDTH - 40:
        start -= 1
    while end < len(text) and not text[end].isspace() and end < start + _WIDTH + 80:
        end += 1
    inside = tuple((s, e) for s, e in found if start <= s and e <= end)
    return Excerpt(start=start, end=end, text=text[start:end], marks=inside)


def _densest(found: list[tuple[int, int]]) -> int:
    """Where to begin so that most marks fall into one excerpt; the first of equals."""
    best, most, last = (found[0][0] if found else 0), 0, 0
    for first, (start, _) in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last][1] <= start + _WIDTH * 3 // 4:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best
