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
from sayso.ledger.searching import MOST_CLAIMS, article_entry, claim_entry
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
    article = reading.article
    values = {
        "asked_article": article.id,
        "asked_work": article.work,
        "asked_snapshot": article.snapshot,
        "asked_run": reading.run.key,
        "asked_digest": packed.digest,
    }
    return connection.execute(_STATE, values).one()


def _state_select() -> sa.Select[Any]:
    a, r, link = t.articles.c, t.readings.c, t.article_snapshots.c
    article, work, snapshot, run, digest = (
        sa.bindparam(f"asked_{name}", type_=sa.Text)
        for name in ("article", "work", "snapshot", "run", "digest")
    )

    def most(column: sa.Column[int], *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.coalesce(sa.func.max(column), 0)).where(*where).scalar_subquery()

    version = sa.select(a.version).where(a.id == article).scalar_subquery()
    before = sa.select(a.id).where(a.work == work, sa.or_(version.is_(None), a.version < version))
    known = sa.select(r.number).where(r.article == article, r.run == run, r.digest == digest)
    linked = sa.select(link.article).where(link.article == article, link.snapshot == snapshot)
    return sa.select(
        version.label("version"),
        before.order_by(a.version.desc()).limit(1).scalar_subquery().label("previous"),
        known.scalar_subquery().label("known"),
        sa.exists(linked).label("linked"),
        sa.exists(sa.select(t.snapshots.c.sha256).where(t.snapshots.c.sha256 == snapshot)).label("snapshot"),
        sa.exists(sa.select(t.works.c.id).where(t.works.c.id == work)).label("work"),
        sa.exists(sa.select(t.runs.c.key).where(t.runs.c.key == run)).label("run"),
        most(a.version, a.work == work).label("versions"),
        most(a.number).label("articles"),
        most(r.number).label("readings"),
    )


# Statements are built once: building one takes longer than running it.
_STATE = _state_select()
_INSERT = {table.name: table.insert() for table in t.metadata.sorted_tables}
_CLAIMS_OF = sa.select(t.claims.c.id).where(t.claims.c.article == sa.bindparam("asked_article"))


def _keep_article(
    database: Database, connection: Connection, taken: Taken, state: Row[Any], *, now: str
) -> None:
    article = taken.article
    if not state.snapshot:
        connection.execute(_INSERT["snapshots"], snapshot_values(taken.snapshot))
    if not state.work:
        values = {"id": article.work, "url": plain(article.url), "doc_id": plain(article.doc_id)}
        connection.execute(_INSERT["works"], values)
    if state.version is None:
        connection.execute(
            _INSERT["articles"],
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
        connection.execute(_INSERT["article_snapshots"], values)


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
        connection.execute(_INSERT["runs"], {k: plain(v) for k, v in values.items()})
    values = {**packed.reading, "number": number, "snapshot": reading.article.snapshot, "added": now}
    connection.execute(_INSERT["readings"], values)
    fresh = _new_claims(connection, packed, known_article=state.version is not None)
    if fresh:
        connection.execute(_INSERT["claims"], fresh)
    if packed.claim_readings:
        rows = [{"reading": number, **row} for row in packed.claim_readings]
        connection.execute(_INSERT["claim_readings"], rows)
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
    words = [
        (claim_entry(number, position), searched_words(claim))
        for position, claim in enumerate(reading.claims[:MOST_CLAIMS])
    ]
    if state.version is None:
        words.append((article_entry(state.articles + 1), words_of(f"{article.title or ''}\n{article.text}")))
    if words:
        database.index(connection, words)
