"""Bearing: what decisions of the log change in the incidents of a ledger, before anything is worked out.

Answers which articles must be grouped anew and which claims' incidents weighed anew since some decision.
It errs on the side of too much: an accepted claim changes nothing, anything else at least its own incident.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.judged import Judged
from sayso.model.decisions import Decision, DecisionKind

_ON_READINGS = (DecisionKind.REJECT, DecisionKind.CORRECT, DecisionKind.REDACT)
_ON_GROUPS = (DecisionKind.MERGE, DecisionKind.SPLIT, DecisionKind.MOVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What has changed: ``articles`` to group anew, ``claims`` whose incidents to weigh anew, and ``words``
    that were hidden or are shown again."""

    articles: frozenset[str]
    claims: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def since(cls, judged: Judged, number: int) -> "Bearing":
        """What the decisions after the one with ``number`` change."""
        by_id = {str(d.id): d for d in judged.decisions}
        roots = {r.number: r for d in judged.decisions if (d.number or 0) > number for r in _roots(d, by_id)}
        articles: set[str] = set()
        claims: set[str] = set()
        for root in roots.values():
            named = tuple(_claims(judged, root))
            claims.update(named)
            if root.kind in (*_ON_READINGS, *_ON_GROUPS, DecisionKind.ADD):
                articles.update(a for c in named if (a := judged.article_of(c)))
        redactions = [r for r in roots.values() if r.kind is DecisionKind.REDACT]
        return cls(
            articles=frozenset(articles), claims=frozenset(claims), words=judged.words_hidden_by(redactions)
        )


def _roots(decision: Decision, by_id: dict[str, Decision]) -> Iterator[Decision]:
    """The decisions that a decision is about in the end: itself, or what it undoes or hides."""
    on_decisions = decision.kind is DecisionKind.UNDO or (
        decision.kind is DecisionKind.REDACT and "part" not in decision.payload
    )
    if not on_decisions:
        if decision.kind is not DecisionKind.ACCEPT:
            yield decision
        return
    for subject in decision.subjects:
        if subject in by_id:
            yield from _roots(by_id[subject], by_id)


def _claims(judged: Judged, decision: Decision) -> Iterator[str]:
    if decision.kind is DecisionKind.ADD:
        made = judged.made_by(decision)
        if made:
            yield made
        return
    yield from decision.subjects
    yield from map(str, decision.payload.get("rest") or ())
    if decision.payload.get("to"):
        yield str(decision.payload["to"])
