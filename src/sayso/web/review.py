"""The review desk: a queue of claims that nobody has judged yet, and forms to judge them one after another.

Queues: ``new`` (nothing decided), ``unsure`` (the reader's confidence is low), ``unsourced`` (in the
article's own voice, with no citation) and ``contested`` (accounts of its incident contradict one another).
What is decided leaves the queue; the page goes on with what follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sayso.docket import Docket
from sayso.heads import Head, disputed
from sayso.judged import Judged, Standing, State
from sayso.keeping import ClaimFilter, KeptClaim
from sayso.model import ClaimKind, Figure, Measure, Responsibility, SpeakerKind
from sayso.trial import fits
from sayso.web import claim as claims
from sayso.web import words
from sayso.web.answers import _, data, page
from sayso.web.claims import Wanted
from sayso.web.incidents import cases
from sayso.web.judgements import Now, decision_json, standings_json
from sayso.web.shelf import Limit, Offset
from sayso.web.tongues import marked

router = APIRouter(tags=["review"])
QUEUES = {
    "new": marked("New"),
    "contested": marked("Contested"),
    "unsure": marked("Low confidence"),
    "unsourced": marked("No origin"),
}
Queue = Annotated[
    str, Query(pattern="^(new|contested|unsure|unsourced)$", description="Which claims are up for review.")
]
Below = Annotated[float, Query(ge=0, le=1, description="What counts as low confidence.")]
AT_ONCE = 25  # claims looked up at a time
UNJUDGED = frozenset({State.READ})


def queued(
    judged: Judged, queue: str, wanted: ClaimFilter, below: float
) -> Iterator[tuple[Standing, str | None]]:
    """The claims of a queue of single claims in their order; none of them says why it is there."""
    if queue == "unsure":
        wanted = replace(wanted, max_confidence=below)
    if queue == "unsourced":
        if wanted.kinds == (ClaimKind.STATEMENT,):
            return  # whose words they are is all that a statement says
        kinds = wanted.kinds or (ClaimKind.FIGURE, ClaimKind.RESPONSIBILITY)
        wanted = replace(wanted, speaker_kind=SpeakerKind.AUTHOR, cited=False, kinds=kinds)
    for standing in judged.standings(wanted, UNJUDGED):
        yield standing, None


def contested(docket: Docket, judged: Judged) -> Iterator[tuple[Head, str]]:
    """The claims that stand against others of their incident, and that nobody has judged, with it."""
    seen: set[str] = set()
    for head in docket.heads:
        for claim in head.disputed:
            if claim not in seen and not judged.decided_on(claim):
                seen.add(claim)
                yield head, claim


def _contested(
    docket: Docket, judged: Judged, wanted: ClaimFilter, offset: int, most: int
) -> Iterator[tuple[Standing, str | None]]:
    found = contested(docket, judged)
    if wanted == ClaimFilter():
        found = islice(found, offset, offset + most)  # passed over without being looked at
        offset = 0
    for head, kept in islice(_fitting(judged, found, wanted), offset, offset + most):
        (incident,) = docket.incidents([head.id]) or (None,)
        why = next((w for c, w in disputed(incident) if c == kept.claim.id), None) if incident else None
        yield Standing(kept=kept), why


def _fitting(
    judged: Judged, found: Iterator[tuple[Head, str]], wanted: ClaimFilter
) -> Iterator[tuple[Head, KeptClaim]]:
    """Those of the claims that fit, looked up some at a time."""
    while some := list(islice(found, AT_ONCE)):
        kept = judged.kept([claim for _, claim in some])
        yield from ((h, kept[c]) for h, c in some if c in kept and fits(kept[c], wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A page of a queue: its claims, each with why it is there where that is not plain."""

    judged: Judged
    queue: str
    wanted: ClaimFilter
    below: float
    items: list[tuple[Standing, str | None]]
    offset: int
    limit: int
    following: int | None


def _desk(
    request: Request,
    judged: Now,
    wanted: Wanted,
    queue: Queue = "new",
    below: Below = 0.5,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Desk:
    most = limit + 1
    if queue == "contested":
        items = list(_contested(cases(request).now(), judged, wanted, offset, most))
    else:
        narrowed = replace(wanted, limit=offset + most)
        items = list(islice(queued(judged, queue, narrowed, below), offset, offset + most))
    return Desk(
        judged=judged,
        queue=queue,
        wanted=wanted,
        below=below,
        items=items[:limit],
        offset=offset,
        limit=limit,
        following=offset + limit if len(items) > limit else None,
    )


AtDesk = Annotated[Desk, Depends(_desk)]


@router.get("/review.json")
def review_twin(desk: AtDesk) -> Response:
    """Claims up for review. ``seen`` is the number of the last decision on each, to be sent with the next."""
    judged = desk.judged
    told = standings_json(judged, [s for s, _why in desk.items])
    items = [
        {**item, "why": judged.hide(why), "seen": judged.log.last(s.kept.claim.id)}
        for item, (s, why) in zip(told, desk.items, strict=True)
    ]
    return data({"queue": desk.queue, "claims": items, "next": desk.following})


@router.get("/review", include_in_schema=False)
def review(request: Request, desk: AtDesk) -> Response:
    """The desk."""
    judged = desk.judged
    last = judged.log.decisions[-1] if judged.log.decisions else None
    return page(
        request,
        "review.html",
        title=_("Review"),
        queue=desk.queue,
        queues=QUEUES,
        below=desk.below,
        items=[_item(judged, standing, why) for standing, why in desk.items],
        following=desk.following,
        offset=desk.offset,
        limit=desk.limit,
        wanted=desk.wanted,
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
