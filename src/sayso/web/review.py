"""The review desk: a queue of claims that nobody has judged yet, and forms to judge them one after another.

Queues: ``new`` (nothing decided), ``unsure`` (the reader's confidence is low), ``unsourced`` (in the
article's own voice, with no citation) and ``contested`` (accounts of its incident contradict one another).
What is decided leaves the queue; the page goes on with what follows.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.judged import Judged, Standing, State
from sayso.keeping import ClaimFilter, KeptClaim
from sayso.model import (
    ClaimKind,
    Figure,
    Incident,
    Measure,
    Responsibility,
    SpeakerKind,
    Statement,
)
from sayso.trial import fits, kind_of
from sayso.web import claim as claims
from sayso.web import words
from sayso.web.answers import _, data, page
from sayso.web.claims import Wanted
from sayso.web.incidents import cases
from sayso.web.judgements import Now, decision_json, judgements, standing_json
from sayso.web.shelf import Limit, Offset

router = APIRouter(tags=["review"])
QUEUES = {
    "new": _("New"),
    "contested": _("Contested"),
    "unsure": _("Low confidence"),
    "unsourced": _("No origin"),
}
Queue = Annotated[
    str, Query(pattern="^(new|contested|unsure|unsourced)$", description="Which claims are up for review.")
]
Below = Annotated[float, Query(ge=0, le=1, description="What counts as low confidence.")]
UNJUDGED = frozenset({State.READ})


def queued(
    request: Request, judged: Judged, queue: str, wanted: ClaimFilter, below: float
) -> Iterator[tuple[Standing, str | None]]:
    """The claims of a queue in their order, each with why it is in it, where that is not plain."""
    if queue == "contested":
        yield from _contested(request, judged, wanted)
        return
    if queue == "unsure":
        wanted = replace(wanted, max_confidence=below)
    if queue == "unsourced":  # citations are looked at here, so any number may be passed over
        wanted = replace(wanted, speaker_kind=SpeakerKind.AUTHOR, limit=None)
    for standing in judged.standings(wanted, UNJUDGED):
        claim = standing.kept.claim
        if queue != "unsourced" or (not claim.citations and not isinstance(claim, Statement)):
            yield standing, None


def _page(
    request: Request, judged: Judged, queue: str, wanted: ClaimFilter, below: float, offset: int, limit: int
) -> list[tuple[Standing, str | None]]:
    """The claims of one page, and one more where there is a next page."""
    most = replace(wanted, limit=offset + limit + 1)
    return list(islice(queued(request, judged, queue, most, below), offset, offset + limit + 1))


def _contested(
    request: Request, judged: Judged, wanted: ClaimFilter
) -> Iterator[tuple[Standing, str | None]]:
    sifted, known = cases(request).under("majority")
    entries = {entry.id: entry for entry in judgements(request).ledger.articles()}
    seen: set[str] = set()
    for incident in known:
        for id, why in _disputed(incident):
            if id in seen or judged.decided_on(id) or id not in sifted.told:
                continue
            seen.add(id)
            told = sifted.told[id]
            entry = judged.entry(entries[told.article.id])
            kept = KeptClaim(claim=told.claim, kind=kind_of(told.claim), article=entry)
            if fits(kept, wanted):
                yield Standing(kept=kept), why


def _disputed(incident: Incident) -> Iterator[tuple[str, str]]:
    """The claims of an incident that stand against one another, with why."""
    for tally in incident.measures:
        for contradiction in tally.contradictions:
            for id in contradiction.claims:
                yield id, contradiction.why
    for blame in incident.responsibility:
        if blame.contested:
            for id in blame.claims:
                yield id, blame.why


@router.get("/review.json")
def review_twin(
    request: Request,
    judged: Now,
    wanted: Wanted,
    queue: Queue = "new",
    below: Below = 0.5,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """Claims up for review. ``seen`` is the number of the last decision on each, to be sent with the next."""
    found = _page(request, judged, queue, wanted, below, offset, limit)
    items = [
        {**standing_json(judged, s), "why": judged.hide(why), "seen": judged.log.last(s.kept.claim.id)}
        for s, why in found[:limit]
    ]
    return data({"queue": queue, "claims": items, "next": offset + limit if len(found) > limit else None})


@router.get("/review", include_in_schema=False)
def review(
    request: Request,
    judged: Now,
    wanted: Wanted,
    queue: Queue = "new",
    below: Below = 0.5,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Response:
    """The desk."""
    found = _page(request, judged, queue, wanted, below, offset, limit)
    last = judged.log.decisions[-1] if judged.log.decisions else None
    return page(
        request,
        "review.html",
        title=_("Review"),
        queue=queue,
        queues=QUEUES,
        below=below,
        items=[_item(judged, standing, why) for standing, why in found[:limit]],
        following=offset + limit if len(found) > limit else None,
        offset=offset,
        limit=limit,
        wanted=wanted,
        kinds=list(ClaimKind),
        measures=list(Measure),
        last=decision_json(judged, last) if last else None,
        words=words,
    )


def _item(judged: Judged, standing: Standing, why: str | None) -> dict[str, Any]:
    claim = standing.kept.claim
    return {
        "claim": claim,
        "article": standing.kept.article,
        "label": words.label(claim),
        "pieces": list(claims.pieces(claim)),
        "why": judged.hide(why),
        "seen": judged.log.last(claim.id),
        "is_figure": isinstance(claim, Figure),
        "is_blame": isinstance(claim, Responsibility),
    }
