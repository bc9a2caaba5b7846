"""Deciding: a form or an object becomes a decision in the log, or is refused with what changed.

Whoever decides says which decision on the subject was the last they saw. Where there is a newer one, nothing
is logged: two tabs, or a tab and the command line, do not lose each other's work. A decision that could not
be carried out is not logged either.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from sayso.judged import Judged
from sayso.ledger.store import utc_now
from sayso.model import NotFoundError, SaysoError
from sayso.model.decisions import Decision, DecisionKind
from sayso.web import fields
from sayso.web.answers import _, data, page
from sayso.web.fields import UnfitError
from sayso.web.incidents import cases
from sayso.web.judgements import decision_json, judgements
from sayso.web.tongues import marked

router = APIRouter(tags=["decisions"])
WITHOUT_WORDS = {DecisionKind.ACCEPT: marked("as read"), DecisionKind.UNDO: marked("taken back")}
ON_DECISIONS = (DecisionKind.UNDO,)
ON_INCIDENTS = (
    DecisionKind.MERGE,
    DecisionKind.SPLIT,
    DecisionKind.MOVE,
    DecisionKind.GRADE,
    DecisionKind.ESTIMATE,
)
_HERE = re.compile(r"/(?:review|claims|articles|incidents|log)(?:[/?#][^\\\s]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants decided. ``seen`` is the number of the last decision that they saw on it."""

    kind: DecisionKind
    subjects: tuple[str, ...]
    reason: str
    payload: dict[str, Any] = field(default_factory=dict)
    seen: int | None = None


class StaleError(SaysoError):
    """Something was decided on the subject meanwhile; ``newer`` says what."""

    def __init__(self, newer: tuple[Decision, ...], seen: int) -> None:
        message = _("This was decided on by somebody else, or in another tab, since the page was opened.")
        super().__init__("stale", message)
        self.newer = newer
        self.seen = seen


def decide(request: Request, wish: Wish) -> Decision:
    """Log what is wished.

    Raises ``StaleError``, ``UnfitError`` for what cannot be done, ``NotFoundError``.
    """
    if not wish.reason.strip():
        default = WITHOUT_WORDS.get(wish.kind)
        if default is None:
            raise UnfitError(_("Say why: a decision needs a reason."))
        wish = replace(wish, reason=_(default))
    shelf = judgements(request)
    with shelf.writing:
        judged = shelf.now()
        wish = _resolved(request, judged, wish)
        about = _about(request, wish)
        book = judged.log
        bearing = book.touching(*about) if wish.kind in ON_INCIDENTS else book.history(*about)
        newer = tuple(d for d in bearing if wish.seen is not None and (d.number or 0) > wish.seen)
        if newer:
            raise StaleError(newer, newer[-1].number or 0)
        author = request.app.state.author
        made = Decision(
            kind=wish.kind,
            subjects=wish.subjects,
            author=author,
            at=utc_now(),
            reason=wish.reason.strip(),
            payload=wish.payload,
        )
        refused = judged.refused(made)
        if refused:
            raise UnfitError(_("That cannot be done: %(why)s.") % {"why": refused.rstrip(".")})
        ledger = shelf.ledger
        return ledger.decide(
            wish.kind, *wish.subjects, author=author, reason=made.reason, payload=wish.payload
        )


def _resolved(request: Request, judged: Judged, wish: Wish) -> Wish:
    """The wish with whole ids: an incident stands for its earliest claim, as the log wants it."""
    on_decision = wish.kind in ON_DECISIONS or (
        wish.kind is DecisionKind.REDACT and "part" not in wish.payload
    )
    if on_decision or wish.kind is DecisionKind.ADD:
        return wish
    if not wish.subjects:
        raise UnfitError(_("Choose what to decide on first."))
    subjects = tuple(dict.fromkeys(_claim(request, judged, s) for s in wish.subjects))
    payload = dict(wish.payload)
    if wish.kind in (DecisionKind.SPLIT, DecisionKind.MOVE) and "rest" not in payload:
        docket = cases(request).now()
        held = dict.fromkeys(c for s in subjects for c in docket.find(s).claims)
        payload["rest"] = [c for c in held if c not in subjects]
    if wish.kind is DecisionKind.MOVE:
        payload["to"] = _claim(request, judged, str(payload.get("to") or ""))
    return replace(wish, subjects=subjects, payload=payload)


def _claim(request: Request, judged: Judged, id: str) -> str:
    if not re.fullmatch("[0-9a-f]{4,64}", id):
        raise NotFoundError("not_found", _("No claim and no incident has the id “%(id)s”.") % {"id": id[:80]})
    if judged.article_of(id):
        return id
    try:
        return judged.claim(id)[1].id
    except NotFoundError as error:
        if error.code == "ambiguous":
            raise
    return cases(request).now().find(id).claims[0]


def _about(request: Request, wish: Wish) -> tuple[str, ...]:
    """The ids whose decisions bear on the wish: for an incident all its claims."""
    if wish.kind not in ON_INCIDENTS:
        return wish.subjects
    owner = cases(request).now().owner(wish.subjects[0])
    return tuple(dict.fromkeys((*wish.subjects, *(owner.claims if owner else ()))))


# The form


async def _form(request: Request) -> FormData:
    return await request.form()


Form = Annotated[FormData, Depends(_form)]


@router.post("/decide", include_in_schema=False)
def by_form(request: Request, form: Form) -> Response:
    """A form of the pages; goes on where the form says, or shows why not."""
    told = {k: v for k, v in form.multi_items() if isinstance(v, str)}
    subjects = tuple(v for k, v in form.multi_items() if k == "subject" and isinstance(v, str) and v)
    wish: Wish | None = None
    try:
        wish = _wished(request, told, subjects)
        made = decide(request, wish)
    except StaleError as error:
        return _again(request, told, wish, subjects, error, 409)
    except SaysoError as error:
        return _again(request, told, wish, subjects, error, 404 if isinstance(error, NotFoundError) else 422)
    target = told.get("next", "")
    if not _HERE.fullmatch(target):
        target = f"/log#d{made.number}"
    return RedirectResponse(target, status_code=303)


def _wished(request: Request, told: Mapping[str, str], subjects: tuple[str, ...]) -> Wish:
    try:
        kind = DecisionKind(told.get("kind", ""))
    except ValueError as error:
        raise UnfitError(_("Choose a decision.")) from error
    judged = judgements(request).now()
    if told.get("payload"):
        payload = _object(told["payload"])
    elif kind is DecisionKind.CORRECT:
        view, claim = judged.claim(subjects[0] if subjects else "")
        payload = fields.correction(claim, view.reading.article, told)
    elif kind is DecisionKind.ADD:
        article = judged.view(told.get("article", "")).reading.article
        payload, subjects = fields.addition(article, told), (article.id,)
    else:
        payload, subjects = _small(kind, told, subjects)
    seen = told.get("seen", "")
    return Wish(
        kind=kind,
        subjects=subjects,
        reason=told.get("reason", ""),
        payload=payload,
        seen=int(seen) if re.fullmatch("[0-9]{1,15}", seen) else None,
    )


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise UnfitError(_("The decision's fields are no JSON.")) from error
    if not isinstance(found, dict):
        raise UnfitError(_("The decision's fields are no JSON object."))
    return found


def _small(
    kind: DecisionKind, told: Mapping[str, str], subjects: tuple[str, ...]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Payload and subjects of the kinds with few fields."""
    if kind is DecisionKind.GRADE:
        return {"grade": told.get("grade", "")}, subjects
    if kind is DecisionKind.ESTIMATE:
        numbers = {n: fields.number(n, told.get(n, "").strip()) for n in ("low", "best", "high")}
        return {"measure": told.get("measure", ""), **numbers}, subjects
    if kind is DecisionKind.MERGE:
        return {}, (*subjects, *([told["with"].strip()] if told.get("with", "").strip() else ()))
    if kind is DecisionKind.MOVE:
        return {"to": told.get("to", "").strip()}, subjects
    if kind is DecisionKind.REDACT and told.get("part"):
        words = [w.strip() for w in told.get("words", "").splitlines() if w.strip()]
        return {"part": told["part"], **({"words": words} if words else {})}, subjects
    return {}, subjects


def _again(
    request: Request,
    told: Mapping[str, str],
    wish: Wish | None,
    subjects: tuple[str, ...],
    error: SaysoError,
    status: int,
) -> Response:
    """The page that says why not, with the wish kept, so that it can be made again."""
    judged = judgements(request).now()
    newer = error.newer if isinstance(error, StaleError) else ()
    target = told.get("next", "")
    return page(
        request,
        "decide.html",
        status=status,
        title=_("Decided meanwhile") if newer else _("Not decided"),
        message=error.message,
        newer=[decision_json(judged, d) for d in newer],
        log=judged.log,
        wish=wish,
        payload=json.dumps(wish.payload, ensure_ascii=False) if wish and wish.payload else "",
        seen=error.seen if isinstance(error, StaleError) else (wish.seen if wish else None),
        subjects=wish.subjects if wish else subjects,
        back=target if _HERE.fullmatch(target) else "/review",
    )


# The API


class Wanted(BaseModel):
    """A decision to log."""

    model_config = ConfigDict(extra="forbid")

    kind: DecisionKind = Field(description="What is decided.")
    subjects: list[str] = Field(
        default_factory=list, max_length=2000, description="Ids of claims, incidents or (to undo) decisions."
    )
    reason: str = Field(default="", max_length=10_000, description="Why; it stands in the log.")
    payload: dict[str, Any] = Field(default_factory=dict, description="What the kind needs.")
    seen: int | None = Field(
        default=None,
        ge=0,
        description="The number of the last decision seen on the subjects; a newer one makes it 409.",
    )


@router.post(
    "/decisions.json",
    status_code=201,
    responses={
        404: {"description": "A subject is not there."},
        409: {"description": "Decided on meanwhile; ``decisions`` says what, ``seen`` is the new last one."},
        422: {"description": "It cannot be carried out."},
    },
)
def by_object(request: Request, wanted: Wanted) -> Response:
    """Log a decision: accept, reject, correct, add, merge, split, move, grade, estimate, note, redact, undo.

    Nothing is changed in place; undo is another decision.
    """
    wish = Wish(
        kind=wanted.kind,
        subjects=tuple(wanted.subjects),
        reason=wanted.reason,
        payload=wanted.payload,
        seen=wanted.seen,
    )
    try:
        made = decide(request, wish)
    except StaleError as error:
        judged = judgements(request).now()
        told = {
            "error": {"code": error.code, "message": error.message},
            "decisions": [decision_json(judged, d) for d in error.newer],
            "seen": error.seen,
        }
        return data(told, status=409)
    judged = judgements(request).now()
    found = judged.log.find(str(made.id))
    return data(decision_json(judged, found or made), status=201)
