"""Decisions: what a person judged, why, and the chain that shows a changed past.

A decision is never changed or taken away; another one undoes it. The log chains each row to the one before
by its hash. The chain holds only a *commitment* to a decision's words (payload and reason, hashed with a
salt), so that the words of one can be hidden without breaking the chain.

This module holds the record and the hashing. Keeping is the ledger's, and what decisions do to claims is
worked out elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

FIRST_PREVIOUS = "0" * 64
"""What stands for "the hash before" in the first decision of a log."""


class DecisionKind(StrEnum):
    """What a person can judge; what each needs in its payload is said where it is applied."""

    ADD = "add"
    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    GRADE = "grade"
    ESTIMATE = "estimate"
    NOTE = "note"
    REDACT = "redact"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One judgement: who, when, on what, why.

    ``subjects`` are the ids that it is about: claims, articles, incidents or other decisions. ``at`` is an
    ISO date-time with zone, from the caller's clock. ``payload`` is JSON that the kind gives meaning to.
    ``number``, ``salt``, ``previous`` and ``hash`` are None until the ledger has logged it. ``hidden_by`` is
    the id of the redaction that hides its payload and reason, which then read as empty.
    """

    kind: DecisionKind
    subjects: tuple[str, ...]
    author: str
    at: str
    reason: str
    payload: dict[str, Any] = field(default_factory=dict, hash=False)
    number: int | None = None
    salt: str | None = None
    previous: str | None = None
    hash: str | None = None
    hidden_by: str | None = None

    @property
    def id(self) -> str | None:
        """The first 16 digits of the hash, as other decisions name it; None until it is logged."""
        return self.hash[:16] if self.hash else None


def canonical(value: Any) -> str:
    """``value`` as JSON that is the same for the same value: keys sorted, ASCII only, no blanks."""
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def commitment(*, salt: str, payload: dict[str, Any], reason: str) -> str:
    """The SHA-256 that stands in the chain for a decision's words.

    The salt keeps a hidden name from being found by trying names.
    """
    return hashlib.sha256(canonical([salt, payload, reason]).encode()).hexdigest()


def chain_hash(
    *,
    number: int,
    at: str,
    author: str,
    kind: str,
    subjects: tuple[str, ...],
    committed: str,
    previous: str,
) -> str:
    """The SHA-256 of one row of the log, over all that it says and the hash of the row before."""
    row = [number, at, author, kind, list(subjects), committed, previous]
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one undoes, in their order, without the undoings themselves.

    An undoing can itself be undone: then what it undid holds again. ``decisions`` come in the log's order.
    """
    undone: set[str] = set()
    kept: list[Decision] = []
    for decision in reversed(tuple(decisions)):
        if decision.id in undone:
            continue
        if decision.kind is DecisionKind.UNDO:
            undone.update(decision.subjects)
        else:
            kept.append(decision)
    return tuple(reversed(kept))
