"""Workings: documents worked out from what is kept, put away beside it, safe to lose.

Whoever works something out says by what (a version), and from how many readings and decisions; what is put
away later must follow on that, so that two programs over one ledger cannot mix what they worked out. What the
documents say is theirs who put them away.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from sayso.ledger import tables as t
from sayso.ledger.finding import FROM, latest, parts, stream
from sayso.ledger.rows import dumps, unpack_text

_MANY = 500  # documents that are packed before they are written


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """How far workings go: made by which version, from how many readings and decisions."""

    made_by: str
    readings: int
    decisions: int


@dataclass(slots=True, kw_only=True)
class Changes:
    """Documents to put away by kind and key, packed as they are noted; None takes one out."""

    documents: dict[str, dict[str, bytes | None]] = field(default_factory=dict)

    def put(self, kind: str, key: str, document: Any) -> None:
        """Note one; the last one noted counts."""
        packed = None if document is None else zlib.compress(dumps(document).encode("ascii"), 1)
        self.documents.setdefault(kind, {})[key] = packed


def opened(content: bytes) -> Any:
    """The document that was packed."""
    return json.loads(zlib.decompress(content))


def worked(connection: Connection) -> Worked | None:
    """How far the workings go; None where there are none."""
    c = t.workings_state.c
    row = connection.execute(sa.select(c.made_by, c.readings, c.decisions)).one_or_none()
    return Worked(made_by=row.made_by, readings=row.readings, decisions=row.decisions) if row else None


def documents(
    connection: Connection, kind: str, keys: Sequence[str] | None = None
) -> Iterator[tuple[str, Any]]:
    """The documents of a kind, or those of them with these keys, each with its key."""
    c = t.workings.c
    select = sa.select(c.key, c.document).where(c.kind == kind)
    if keys is None:
        with stream(connection, select) as rows:
            yield from ((row.key, opened(row.document)) for row in rows)
        return
    for some in parts(keys):
        for row in connection.execute(select.where(c.key.in_(some))):
            yield row.key, opened(row.document)


def put(connection: Connection, changes: Changes, *, before: Worked | None, after: Worked) -> bool:
    """Put documents away; does nothing and gives False where others worked on since ``before``.

    Without ``before`` everything that was put away is taken out first.
    """
    if before is None:
        connection.execute(t.workings.delete())
    elif worked(connection) != before:
        return False
    for kind, by_key in changes.documents.items():
        c = t.workings.c
        for some in parts(list(by_key)) if before is not None else ():
            connection.execute(t.workings.delete().where(c.kind == kind, c.key.in_(some)))
        rows = ((k, d) for k, d in by_key.items() if d is not None)
        while made := [{"kind": kind, "key": k, "document": d} for k, d in islice(rows, _MANY)]:
            connection.execute(t.workings.insert(), made)
    state = {"made_by": after.made_by, "readings": after.readings, "decisions": after.decisions}
    connection.execute(t.workings_state.delete())
    connection.execute(t.workings_state.insert(), {"id": 1, **state})
    return True


def holding(connection: Connection, words: Sequence[str]) -> set[str]:
    """The articles in whose text, title or claims any of these words stand."""
    r, a, c = t.readings.c, t.articles.c, t.claim_readings.c
    found: set[str] = set()
    with stream(connection, sa.select(r.article, r.title, a.text).select_from(FROM).where(latest())) as rows:
        for row in rows:
            text = f"{unpack_text(row.text)}\n{row.title or ''}"
            if any(word in text for word in words):
                found.add(row.article)
    source = t.readings.join(t.claim_readings, c.reading == r.number)
    for word in words:
        said = c.payload.contains(dumps(word)[1:-1], autoescape=True)
        found.update(connection.execute(sa.select(r.article).select_from(source).where(said)).scalars())
    return found


def read_since(connection: Connection, number: int) -> tuple[int, tuple[str, ...]]:
    """The number of the last reading, and the articles that were read after the one with ``number``."""
    c = t.readings.c
    rows = connection.execute(
        sa.select(c.number, c.article).where(c.number > number).order_by(c.number)
    ).all()
    return (rows[-1].number if rows else number), tuple(dict.fromkeys(row.article for row in rows))
