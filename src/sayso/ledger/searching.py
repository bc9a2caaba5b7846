"""Full-text search over article texts and claims, with excerpts that know where they stand.

The index finds, each database in its own way (:mod:`sayso.ledger.dialects`); the excerpt is cut here from the
article itself, the same on both, so that its offsets lead back to the text.
"""

from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from sayso.ledger import tables as t
from sayso.ledger.dialects import Database
from sayso.ledger.finding import CLAIM, ENTRY, FROM, kept_claim, latest
from sayso.ledger.records import Excerpt, Hit
from sayso.ledger.rows import cutting, entry_of, unpack_text
from sayso.ledger.words import Query, marks, parse

_WIDTH = 240
"""Characters that an excerpt of an article shows."""


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
    found, entries, claims = database.matching(query), t.search_entries, t.claim_readings
    where = [latest(), sa.or_(entries.c.reading.is_(None), entries.c.reading == t.readings.c.number)]
    if of:
        where.append(entries.c.reading.is_not(None) if of == "claim" else entries.c.reading.is_(None))
    claim = sa.and_(claims.c.reading == entries.c.reading, claims.c.position == entries.c.position)
    source = (
        FROM.join(entries, entries.c.article == t.readings.c.article)
        .join(found, found.c.id == entries.c.id)
        .outerjoin(claims, claim)
    )
    select = sa.select(*ENTRY, *CLAIM).select_from(source).where(*where)
    rows = connection.execute(select.order_by(found.c.rank, found.c.id).limit(limit))
    return tuple(_hit(row, query) for row in rows)


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
