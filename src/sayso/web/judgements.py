"""The decisions of the ledger as pages need them: looked up once, kept until the log or a reading changes."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request

from sayso.judged import Judged, Remembered, Standing, View
from sayso.keeping import Ledger, Row, row_json
from sayso.model import Claim
from sayso.model.decisions import Decision


@dataclass(slots=True)
class Judgements:
    """The ledger's claims as decided, for one ledger; safe under several requests at once.

    ``writing`` is held from looking at the log to adding to it, so that no decision of another tab falls
    between.
    """

    ledger: Ledger
    writing: threading.RLock = field(default_factory=threading.RLock)
    _remembered: Remembered = field(default_factory=Remembered)
    _now: tuple[tuple[int, ...], Judged] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> Judged:
        """As the ledger stands."""
        with self._lock:
            state = self.ledger.state()
            if self._now is None or self._now[0] != state:
                self._now = state, self.ledger.judged(self._remembered)
            return self._now[1]


def judgements(request: Request) -> Judgements:
    """Those of this application's ledger."""
    found: Judgements = request.app.state.judgements
    return found


def _now(request: Request) -> Judged:
    return judgements(request).now()


Now = Annotated[Judged, Depends(_now)]


def row(view: View, claim: Claim, decisions: tuple[Decision, ...] = ()) -> Row:
    """A claim with its article and what people decided of it, as exports see it."""
    return Row(article=view.reading.article, run=view.reading.run, claim=claim, decisions=decisions)


def standings_json(judged: Judged, standings: Sequence[Standing]) -> list[dict[str, Any]]:
    """Claims of a list: the contract's fields, and what people made of them."""
    judged.views(s.kept.article.id for s in standings)  # asked for at once, then held
    return [_standing_json(judged, standing) for standing in standings]


def _standing_json(judged: Judged, standing: Standing) -> dict[str, Any]:
    view = judged.view(standing.kept.article.id)
    claim = standing.kept.claim
    if view.claim(claim.id) is None:
        view, claim = judged.claim(claim.id)
    return {**row_json(row(view, claim)), **state_json(view, claim)}


def state_json(view: View, claim: Claim) -> dict[str, Any]:
    """What people made of a claim; ``as_read`` is the claim before it was corrected, else null."""
    before = view.as_read.get(claim.id)
    return {
        "state": str(view.state(claim.id)),
        "as_read": row_json(row(view, before)) if before is not None else None,
    }


def decision_json(judged: Judged, decision: Decision) -> dict[str, Any]:
    """A decision as the log shows it; redacted words are hidden in it too."""
    return {
        "number": decision.number,
        "id": decision.id,
        "kind": str(decision.kind),
        "subjects": list(decision.subjects),
        "author": decision.author,
        "at": decision.at,
        "reason": judged.hide(decision.reason),
        "payload": hidden(judged, decision.payload),
        "previous": decision.previous,
        "hash": decision.hash,
        "hidden_by": decision.hidden_by,
        "undone_by": judged.log.undone.get(str(decision.id)),
    }


def hidden(judged: Judged, value: Any) -> Any:
    """Strings, and lists and objects of them, with redacted words hidden."""
    if isinstance(value, str):
        return judged.hide(value)
    if isinstance(value, dict):
        return {judged.hide(k): hidden(judged, v) for k, v in value.items()}
    return [hidden(judged, v) for v in value] if isinstance(value, list) else value
