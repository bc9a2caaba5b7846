"""Keeping one article with one reading: one transaction, nothing overwritten, nothing kept twice.

What is there already is found by content: the article by its address and text, the bytes by their hash, the
reading by its run and what it says. A second reading of the same article by the same run that says something
else (a given date, a run that was not what it said it was) is kept as well, for no claim may vanish.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from sayso.ledger import tables as t
from sayso.ledger.dialects import Database
from sayso.ledger.records import Kept
from sayso.ledger.rows import Packed, anchors, pack, pack_text, plain, searched_words, snapshot_values
from sayso.ledger.words import words_of
from sayso.model import LedgerError, Reading, Snapshot, Taken


def check(taken: Taken, reading: Reading) -> None:
    """Refuse what would make the ledger untrue: another article's reading, bytes or words."""
    article = reading.article
    if taken.article.id != article.id:
        message = (
            f"The reading is of article {article.id}, what was taken in is {taken.article.id}: read it again."
        )
        raise LedgerError("mismatch", message)
    snapshot = taken.snapshot
    sound = Snapshot.of(snapshot.content, media_type=snapshot.media_type)
    if not sound.sha256 == snapshot.sha256 == article.snapshot:
        message = f"The bytes of article {article.id} do not have the hash that it names: take it in again."
        raise LedgerError("mismatch", message)
    for claim in reading.claims:
        for span in (claim.span, *anchors(claim)):
            if article.text[span.start : span.end] != span.text:
                message = (
                    f"Claim {claim.id} has words that do not stand in article {article.id} at {span.start}."
                )
                raise LedgerError("mismatch", message)


def keep(database: Database, taken: Taken, reading: Reading, *, now: str) -> Kept:
    """See :meth:`sayso.ledger.Store.keep`."""
    check(taken, reading)
    packed = pack(reading)
    with database.writing() as connection:
        state = _state(connection, reading, packed)
        if not state.linked or state.known is None:
            _keep_article(database, connection, taken, state, now=now)
        fresh = 0
        if state.known is None:
            fresh = _keep_reading(database, connection, reading, packed, state, now=now)
        return Kept(
            article=reading.article.id,
            version=state.version or state.versions + 1,
            previous=state.previous,
            reading=state.known or state.readings + 1,
            new_article=state.version is None,
            new_reading=state.known is None,
            new_snapshot=not state.linked,
            claims=fresh,
        )


def _state(connection: Connection, reading: Reading, packed: Packed) -> Row[Any]:
    """All that is to be known of what is there, in one question."""
    article, run = reading.article, reading.run.key

    def scalar(select: sa.Select[Any], name: str) -> sa.Label[Any]:
        return select.scalar_subquery().label(name)

    def there(column: sa.Column[Any], value: str, name: str) -> sa.Label[Any]:
        return sa.exists(sa.select(column).where(column == value)).label(name)

    same = t.articles.c.work == article.work
    version = sa.select(t.articles.c.version).where(t.articles.c.id == article.id).scalar_subquery()
    before = sa.select(t.articles.c.id).where(same, sa.or_(version.is_(None), t.articles.c.version < version))
    link, kept = t.article_snapshots.c, t.readings.c
    linked = sa.select(link.article).where(link.article == article.id, link.snapshot == article.snapshot)
    known = sa.select(kept.number).where(
        kept.article == article.id, kept.run == run, kept.digest == packed.digest
    )
    return connection.execute(
        sa.select(
            version.label("version"),
            scalar(before.order_by(t.articles.c.version.desc()).limit(1), "previous"),
            scalar(known, "known"),
            sa.exists(linked).label("linked"),
            there(t.snapshots.c.sha256, article.snapshot, "snapshot"),
            there(t.works.c.id, article.work, "work"),
            there(t.runs.c.key, run, "run"),
            scalar(sa.select(sa.func.coalesce(sa.func.max(t.articles.c.version), 0)).where(same), "versions"),
            scalar(sa.select(sa.func.coalesce(sa.func.max(t.articles.c.number), 0)), "articles"),
            scalar(sa.select(sa.func.coalesce(sa.func.max(t.readings.c.number), 0)), "readings"),
            scalar(sa.select(sa.func.coalesce(sa.func.max(t.search_entries.c.id), 0)), "entries"),
        )
    ).one()


def _keep_article(
    database: Database, connection: Connection, taken: Taken, state: Row[Any], *, now: str
) -> None:
    article = taken.article
    if not state.snapshot:
        connection.execute(t.snapshots.insert(), snapshot_values(taken.snapshot))
    if not state.work:
        values = {"id": article.work, "url": plain(article.url), "doc_id": plain(article.doc_id)}
        connection.execute(t.works.insert(), values)
    if state.version is None:
        connection.execute(
            t.articles.insert(),
            {
                "id": article.id,
                "work": article.work,
                "version": state.versions + 1,
                "number": state.articles + 1,
                "first_seen": now,
                "length": len(article.text),
                "text": pack_text(article.text),
            },
        )
    if not state.linked:
        values = {
            "article": article.id,
            "snapshot": article.snapshot,
            "origin": plain(taken.origin),
            "seen": now,
        }
        connection.execute(t.article_snapshots.insert(), values)


def _keep_reading(
    database: Database,
    connection: Connection,
    reading: Reading,
    packed: Packed,
    state: Row[Any],
    *,
    now: str,
) -> int:
    """Keep the reading and its claims; gives how many claims are new."""
    run, number = reading.run, state.readings + 1
    if not state.run:
        values = {"key": run.key, "version": run.version, "model": run.model, "language": run.language}
        connection.execute(t.runs.insert(), {k: plain(v) for k, v in values.items()})
    values = {**packed.reading, "number": number, "snapshot": reading.article.snapshot, "added": now}
    connection.execute(t.readings.insert(), values)
    fresh = _new_claims(connection, packed, known_article=state.version is not None)
    if fresh:
        connection.execute(t.claims.insert(), fresh)
    if packed.claim_readings:
        rows = [{"reading": number, **row} for row in packed.claim_readings]
        connection.execute(t.claim_readings.insert(), rows)
    _index(database, connection, reading, number, state)
    return len(fresh)


def _new_claims(connection: Connection, packed: Packed, *, known_article: bool) -> list[dict[str, Any]]:
    # Two claims may hang on the same words ("33 killed or wounded"): one anchor, two payloads.
    wanted = {row["id"]: row for row in packed.claims}
    if known_article and wanted:
        # All of the article's, not "id IN (...)": drivers limit how many values one statement takes.
        article = packed.reading["article"]
        for known in connection.execute(
            sa.select(t.claims.c.id).where(t.claims.c.article == article)
        ).scalars():
            wanted.pop(known, None)
    return list(wanted.values())


def _index(
    database: Database, connection: Connection, reading: Reading, number: int, state: Row[Any]
) -> None:
    article = reading.article
    entries: list[dict[str, Any]] = []
    words: list[tuple[int, list[str]]] = []

    def add(found_by: list[str], reading: int | None, position: int | None) -> None:
        entry = state.entries + 1 + len(entries)
        entries.append({"id": entry, "article": article.id, "reading": reading, "position": position})
        words.append((entry, found_by))

    if state.version is None:
        add(words_of(f"{article.title or ''}\n{article.text}"), None, None)
    for position, claim in enumerate(reading.claims):
        add(searched_words(claim), number, position)
    if entries:
        connection.execute(t.search_entries.insert(), entries)
        database.index(connection, words)
