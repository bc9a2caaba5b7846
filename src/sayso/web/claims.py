"""Claims over the whole ledger: one filter for the table, its JSON twin and the export of what is shown."""

from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sayso.judged import Standing, State
from sayso.keeping import FORMATS, ClaimFilter
from sayso.model import ClaimKind, Figure, Measure, SpeakerKind
from sayso.web import marks, words
from sayso.web.answers import _, data, download, page
from sayso.web.judgements import Now, standings_json
from sayso.web.shelf import Limit, Offset

router = APIRouter(tags=["claims"])
Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO day.")]
Text = Annotated[str | None, Query(max_length=200)]
OfArticle = Annotated[
    str | None, Query(pattern="^([0-9a-f]{4,64})?$", description="Only claims of the article with this id.")
]
Share = Annotated[
    str | None, Query(pattern=r"^(0(\.\d+)?|1(\.0+)?)?$", description="How sure the reader is, 0 to 1.")
]


def _filter(
    kind: Annotated[ClaimKind | Literal[""] | None, Query(description="Kind of claim.")] = None,
    measure: Annotated[
        Measure | Literal[""] | None, Query(description="What happened to the counted.")
    ] = None,
    place: Text = None,
    country: Annotated[str | None, Query(max_length=2, description="ISO 3166-1 alpha-2")] = None,
    actor: Text = None,
    speaker: Text = None,
    speaker_kind: Annotated[
        SpeakerKind | Literal[""] | None, Query(description="How far a reader could find the speaker.")
    ] = None,
    outlet: Text = None,
    since: Day = None,
    until: Day = None,
    article: Annotated[
        str | None, Query(pattern="^([0-9a-f]{4,64})?$", description="An article's id.")
    ] = None,
    min_confidence: Share = None,
    max_confidence: Share = None,
    min_measure_confidence: Share = None,
) -> ClaimFilter:
    """The filter in the address; what is empty does not narrow, and an unknown word is refused."""
    return ClaimFilter(
        kinds=(kind,) if kind else (),
        measures=(measure,) if measure else (),
        place=place or None,
        country=country.upper() if country else None,
        actor=actor or None,
        speaker=speaker or None,
        speaker_kind=speaker_kind or None,
        outlet=outlet or None,
        since=since or None,
        until=until or None,
        article=article or None,
        min_confidence=float(min_confidence) if min_confidence else None,
        max_confidence=float(max_confidence) if max_confidence else None,
        min_measure_confidence=float(min_measure_confidence) if min_measure_confidence else None,
    )


Wanted = Annotated[ClaimFilter, Depends(_filter)]


Judgement = Annotated[
    str | None,
    Query(
        pattern="^(read|accepted|corrected|added|rejected)?$",
        description="What people made of them; without it, all but the rejected ones.",
    ),
]


def _states(state: str | None) -> frozenset[State] | None:
    return frozenset({State(state)}) if state else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of the claims that fit."""

    wanted: ClaimFilter
    state: str
    found: list[Standing]
    offset: int
    limit: int
    following: int | None


def _listed(
    judged: Now, wanted: Wanted, state: Judgement = None, limit: Limit = 50, offset: Offset = 0
) -> Listed:
    most = offset + limit + 1
    found = list(islice(judged.standings(replace(wanted, limit=most), _states(state)), offset, most))
    return Listed(
        wanted=wanted,
        state=state or "",
        found=found[:limit],
        offset=offset,
        limit=limit,
        following=offset + limit if len(found) > limit else None,
    )


List = Annotated[Listed, Depends(_listed)]


@router.get("/claims.json")
def claims_json(judged: Now, listed: List) -> Response:
    """Claims that fit, as people have judged them; ``next`` is the offset of the next page, null on the last.

    ``as_read`` is the claim before it was corrected, else null.
    """
    return data({"claims": standings_json(judged, listed.found), "next": listed.following})


@router.get("/claims", include_in_schema=False)
def claims(request: Request, judged: Now, listed: List) -> Response:
    """The table of claims."""
    return page(
        request,
        "claims.html",
        title=_("Claims"),
        found=listed.found,
        following=listed.following,
        offset=listed.offset,
        limit=listed.limit,
        wanted=listed.wanted,
        state=listed.state,
        states=list(State),
        rejections=judged.rejections,
        measures=list(Measure),
        kinds=list(ClaimKind),
        speaker_kinds=list(SpeakerKind),
        formats=FORMATS,
        words=words,
        anchor=marks.anchor,
        is_figure=lambda claim: isinstance(claim, Figure),
    )


@router.get("/claims/export", include_in_schema=False)
def export(judged: Now, wanted: Wanted, state: Judgement = None, format: str = "csv") -> Response:
    """Exactly what the filter shows, in one of the export formats."""
    found = next((f for f in FORMATS if f.name == format), None)
    if found is None:
        return data({"error": {"code": "unknown_format", "message": f"no format {format!r}"}}, status=422)
    return download(
        f"claims{found.suffix}", lambda out: found.write(judged.rows(wanted, _states(state)), out)
    )
