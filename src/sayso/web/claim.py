"""One claim in full: what was read, from which words, what people made of it, and forms to judge it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import RedirectResponse, Response

from sayso.heads import Head
from sayso.judged import Judged, View
from sayso.keeping import row_json
from sayso.model import (
    Basis,
    Bound,
    Claim,
    ClaimKind,
    Figure,
    Measure,
    NotFoundError,
    ObjectStatus,
    Responsibility,
    Span,
    SpeakerKind,
    Stance,
    StatementForm,
)
from sayso.trial import kind_of
from sayso.web import fields, marks, words
from sayso.web.answers import _, data, page
from sayso.web.incidents import cases, headline
from sayso.web.judgements import Now, decision_json, row, state_json
from sayso.web.tongues import marked

router = APIRouter(tags=["claims"])
Id = Annotated[str, Path(pattern="^[0-9a-f]{4,64}$", description="An id, or its beginning.")]

CHOICES: dict[str, tuple[str, ...]] = {
    "bound": tuple(Bound),
    "measure": tuple(Measure),
    "basis": ("", *Basis),
    "status": tuple(ObjectStatus),
    "speaker_kind": ("", *(k for k in SpeakerKind if k is not SpeakerKind.AUTHOR)),
    "stance": tuple(Stance),
    "form": tuple(StatementForm),
    "hedged": ("false", "true"),
}
LABELS = {
    "low": marked("Low"),
    "high": marked("High"),
    "bound": marked("Bound"),
    "measure": marked("Measure"),
    "basis": marked("Basis"),
    "object": marked("Who or what is counted"),
    "status": marked("Status of those"),
    "actor": marked("Said to be done by"),
    "accused": marked("Accused"),
    "place": marked("Place, in the article's words"),
    "country": marked("Country (two letters)"),
    "from": marked("From"),
    "to": marked("To"),
    "speaker": marked("Speaker, in the article's words"),
    "speaker_kind": marked("Kind of speaker"),
    "stance": marked("Stance"),
    "form": marked("Form"),
    "hedged": marked("Hedged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a claim's sentence; ``part`` says what of the claim it is, the anchor before all."""

    text: str
    part: str | None


def parts(claim: Claim) -> tuple[tuple[str, Span], ...]:
    """The stretches of a claim with their names, the words that it hangs on first."""
    if isinstance(claim, Figure):
        found = [("words", claim.quantity.span), ("object", claim.object.span), ("actor", claim.actor)]
        found += [("place", claim.place.span if claim.place else None)]
        found += [("time", claim.time.span if claim.time else None), ("cue", claim.cue)]
        found += [("hedge", h) for h in claim.hedges]
    elif isinstance(claim, Responsibility):
        found = [("words", claim.act), ("accused", claim.accused)]
    else:
        found = [("words", c) for c in claim.content] + [("cue", claim.cue)]
    found += [("speaker", claim.speaker.span if claim.speaker else None)]
    return tuple((name, span) for name, span in found if span is not None and span.end > span.start)


def pieces(claim: Claim) -> Iterator[Piece]:
    """A claim's sentence cut at its parts; joined, it is the sentence."""
    named, sentence = parts(claim), claim.span
    edges = {sentence.start, sentence.end}
    for _name, span in named:
        edges |= {e for e in (span.start, span.end) if sentence.start < e < sentence.end}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        part = next((name for name, span in named if span.start <= start and end <= span.end), None)
        yield Piece(text=sentence.text[start - sentence.start : end - sentence.start], part=part)


def hideable(claim: Claim) -> tuple[str, ...]:
    """The parts of a claim whose words can be redacted."""
    names = ("speaker", "actor", "object", "place", "accused")
    return tuple(n for n in names if any(n == name for name, _span in parts(claim)))


def incident_of(request: Request, claim: str) -> Head | None:
    """The incident that a claim is in, in a few words, or None; most speech is in none."""
    return cases(request).now().owner(claim)


def claim_json(judged: Judged, view: View, claim: Claim) -> dict[str, Any]:
    """A claim in full, without its incident."""
    return {
        **row_json(row(view, claim)),
        **state_json(view, claim),
        "decisions": [decision_json(judged, d) for d in judged.log.history(claim.id)],
        "seen": judged.log.last(claim.id),
    }


@router.get("/claims/{id}.json")
def claim_twin(request: Request, judged: Now, id: Id) -> Response:
    """One claim in full: its fields, what was read before a correction, its incident, the decisions on it.

    ``seen`` is the number of the last of them, which a further decision should name.
    """
    view, claim = judged.claim(id)
    found = incident_of(request, claim.id)
    return data({**claim_json(judged, view, claim), "incident": found.id if found else None})


@router.get("/claims/{id}/incident", include_in_schema=False)
def to_incident(request: Request, judged: Now, id: Id) -> Response:
    """On to the incident that a claim is in now; decisions move claims."""
    _view, claim = judged.claim(id)
    found = incident_of(request, claim.id)
    if found is None:
        raise NotFoundError("not_found", _("This claim is in no incident."))
    return RedirectResponse(f"/incidents/{found.id}", status_code=303)


@router.get("/claims/{id}", include_in_schema=False)
def claim(request: Request, judged: Now, id: Id) -> Response:
    """One claim for people."""
    view, found = judged.claim(id)
    incident = incident_of(request, found.id)
    before = view.as_read.get(found.id)
    now = fields.values(found)
    return page(
        request,
        "claim.html",
        title=_("Claim: %(words)s") % {"words": words.label(found)},
        claim=found,
        kind=kind_of(found),
        article=view.reading.article,
        run=view.reading.run,
        state=view.state(found.id),
        as_read=before,
        was=fields.values(before) if before is not None else {},
        values=now,
        labels=LABELS,
        choices=CHOICES,
        pieces=list(pieces(found)),
        citations=[c for c in view.reading.article.citations if c.marker in found.citations],
        hideable=hideable(found),
        incident=incident,
        headline=headline,
        history=[decision_json(judged, d) for d in judged.log.history(found.id)],
        seen=judged.log.last(found.id),
        words=words,
        is_figure=isinstance(found, Figure),
        anchor=marks.anchor,
        next=f"/claims/{found.id}",
    )


# Adding what the reader missed


@router.get("/articles/{id}/add", include_in_schema=False)
def add_form(
    request: Request,
    judged: Now,
    id: Id,
    start: Annotated[int | None, Query(ge=0)] = None,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> Response:
    """The form to add a claim that the reader missed, from marked or typed words."""
    article = judged.view(id).reading.article
    marked = None
    if start is not None and end is not None and start < end <= len(article.text):
        marked = article.cut(start, end)
    return page(
        request,
        "add.html",
        title=_("Add a claim that was missed"),
        article=article,
        marked=marked,
        labels=LABELS,
        choices=CHOICES,
        kinds=list(ClaimKind),
        seen=judged.log.last(article.id),
    )
