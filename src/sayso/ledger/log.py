"""The decision log in the ledger: appending, reading out, and proving that its past is as it was.

The hashing is :mod:`sayso.model.decisions`; what decisions do to claims is not worked out here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from sayso.ledger.finding import stream
from sayso.ledger.records import Verified
from sayso.ledger.tables import decisions, log_head
from sayso.model import LedgerError, TamperedError
from sayso.model.decisions import (
    FIRST_PREVIOUS,
    Decision,
    DecisionKind,
    canonical,
    chain_hash,
    commitment,
    in_force,
)


def sound(decision: Decision) -> Decision:
    """``decision`` as it can be logged; raises :class:`LedgerError` where it cannot."""

    def refuse(why: str) -> LedgerError:
        return LedgerError("bad_decision", f"This decision cannot be logged: {why}.")

    if decision.hash is not None:
        raise refuse(f"it is number {decision.number} of a log already")
    if not decision.author.strip():
        raise refuse("it names no author")
    try:
        if datetime.fromisoformat(decision.at).tzinfo is None:
            raise refuse(f"its time {decision.at!r} has no zone")
    except ValueError as error:
        raise refuse(f"its time {decision.at!r} is no ISO date-time") from error
    if decision.kind is DecisionKind.REDACT and not decision.reason.strip():
        raise refuse("a redaction keeps its reason, and this one gives none")
    if not decision.subjects:
        raise refuse("it names nothing that it is about")
    try:
        payload = json.loads(canonical(decision.payload))
    except (TypeError, ValueError) as error:
        raise refuse(f"its payload is not JSON ({error})") from error
    for words in (decision.author, decision.reason, *decision.subjects):
        if "\0" in words or any("\ud800" <= c <= "\udfff" for c in words):
            raise refuse(f"{words!r} has characters that are no text")
    return replace(decision, payload=payload)


def append(connection: Connection, decision: Decision, *, salt: str) -> Decision:
    """Add ``decision`` behind the last one; the caller holds the write lock."""
    decision = sound(decision)
    last = connection.execute(
        sa.select(decisions.c.number, decisions.c.hash).order_by(decisions.c.number.desc()).limit(1)
    ).one_or_none()
    head = connection.execute(sa.select(log_head.c.number, log_head.c.hash)).one_or_none()
    before = (last.number, last.hash) if last else (0, FIRST_PREVIOUS)
    if head is None or tuple(head) != before:
        raise TamperedError("tampered", _cut_off(before[0], head.number if head else 0))
    number, previous = before[0] + 1, before[1]
    digest = chain_hash(
        number=number,
        at=decision.at,
        author=decision.author,
        kind=str(decision.kind),
        subjects=decision.subjects,
        committed=commitment(salt=salt, payload=decision.payload, reason=decision.reason),
        previous=previous,
    )
    values = {
        "number": number,
        "at": decision.at,
        "author": decision.author,
        "kind": str(decision.kind),
        "subjects": canonical(list(decision.subjects)),
        "payload": canonical(decision.payload),
        "reason": decision.reason,
        "salt": salt,
        "previous": previous,
        "hash": digest,
    }
    connection.execute(decisions.insert(), values)
    connection.execute(log_head.update().values(number=number, hash=digest))
    return replace(decision, number=number, salt=salt, previous=previous, hash=digest)


def read_out(connection: Connection, *, subject: str | None, redacted: bool) -> Iterator[Decision]:
    """The decisions in their order; where ``redacted``, without the words that a redaction hides."""
    hiding = _hiding(connection) if redacted else {}
    select = sa.select(decisions).order_by(decisions.c.number)
    if subject:
        # The JSON list is text to both databases; ids hold nothing that a pattern would take otherwise.
        select = select.where(decisions.c.subjects.contains(canonical(subject), autoescape=True))
    with stream(connection, select) as rows:
        for row in rows:
            decision = _decision(row)
            by = hiding.get(decision.id or "")
            yield replace(decision, payload={}, reason="", salt=None, hidden_by=by) if by else decision


def _hiding(connection: Connection) -> dict[str, str]:
    """Which decisions are hidden, and by which redaction."""
    kinds = (str(DecisionKind.REDACT), str(DecisionKind.UNDO))
    rows = connection.execute(
        sa.select(decisions).where(decisions.c.kind.in_(kinds)).order_by(decisions.c.number)
    )
    redactions = (d for d in in_force(_decision(row) for row in rows) if d.kind is DecisionKind.REDACT)
    # A redaction keeps its own reason, even where another names it.
    named = {subject: str(d.id) for d in redactions for subject in d.subjects}
    kept = connection.execute(sa.select(decisions.c.hash).where(decisions.c.kind == kinds[0])).scalars()
    for digest in kept:
        named.pop(digest[:16], None)
    return named


def _decision(row: Row[Any]) -> Decision:
    try:
        return Decision(
            kind=DecisionKind(row.kind),
            subjects=tuple(json.loads(row.subjects)),
            author=row.author,
            at=row.at,
            reason=row.reason,
            payload=json.loads(row.payload),
            number=row.number,
            salt=row.salt,
            previous=row.previous,
            hash=row.hash,
        )
    except (ValueError, TypeError) as error:
        raise TamperedError(
            "tampered", f"Decision {row.number} is no longer what was logged: {error}."
        ) from error


def verify(rows: Iterable[Row[Any]], *, head: tuple[int, str] | None, noted: str | None) -> Verified:
    """Follow the chain; see :meth:`sayso.ledger.Store.verify`. ``head``: where the log says that it ends."""
    count, previous, seen = 0, FIRST_PREVIOUS, noted is None or noted == FIRST_PREVIOUS
    for row in rows:
        count += 1
        if row.number != count:
            raise TamperedError("tampered", f"Decision {count} is missing from the log.")
        decision = _decision(row)
        digest = chain_hash(
            number=count,
            at=decision.at,
            author=decision.author,
            kind=str(decision.kind),
            subjects=decision.subjects,
            committed=commitment(salt=row.salt, payload=decision.payload, reason=decision.reason),
            previous=previous,
        )
        if (row.previous, row.hash) != (previous, digest):
            what = f"Decision {count} ({row.kind} by {row.author}, {row.at})"
            raise TamperedError(
                "tampered", f"{what} is no longer what was logged: it or its hash was changed."
            )
        previous, seen = digest, seen or digest == noted
    if head != (count, previous):
        raise TamperedError("tampered", _cut_off(count, head[0] if head else 0))
    if not seen:
        message = f"The log has no decision with the hash that was noted ({noted}): its past was rewritten."
        raise TamperedError("tampered", message)
    return Verified(count=count, head=previous)


def _cut_off(count: int, said: int) -> str:
    if count < said:
        return f"Decision {count + 1} is missing from the log: it held {said}, and {count} are left."
    return f"The log has {count} decisions, but its end was noted as number {said}: one of both was changed."
