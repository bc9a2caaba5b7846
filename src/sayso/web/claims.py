"""Claims over the whole ledger: one filter for the table, its JSON twin and the export of what is shown."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from sayso.keeping import FORMATS, ClaimFilter, row_json
from sayso.model import ClaimKind, Figure, Measure, SpeakerKind
from sayso.web import marks, words
from sayso.web.answers import _, data, page
from sayso.web.shelf import Limit, Offset, Shelf

router = APIRouter(tags=["claims"])
Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO day.")]
Text = Annotated[str | None, Query(max_length=200)]


def _filter(
    kind: Annotated[str | None, Query(description="figure, responsibility or statement")] = None,
    measure: Annotated[str | None, Query(description="killed, injured, displaced...")] = None,
    place: Text = None,
    country: Annotated[str | None, Query(max_length=2, description="ISO 3166-1 alpha-2")] = None,
    actor: Text = None,
    speaker: Text = None,
    speaker_kind: Annotated[str | None, Query(description="named, anonymous, diffuse or author")] = None,
    outlet: Text = None,
    since: Day = None,
    until: Day = None,
    min_confidence: Annotated[str | None, Query(pattern=r"^(0(\.\d+)?|1(\.0+)?)?$")] = None,
) -> ClaimFilter:
    """The filter in the address; what is empty does not narrow, and an unknown word is refused."""
    return ClaimFilter(
        kinds=(ClaimKind(kind),) if kind in set(ClaimKind) and kind else (),
        measures=(Measure(measure),) if measure in set(Measure) and measure else (),
        place=place or None,
        country=country.upper() if country else None,
        actor=actor or None,
        speaker=speaker or None,
        speaker_kind=SpeakerKind(speaker_kind) if speaker_kind in set(SpeakerKind) and speaker_kind else None,
        outlet=outlet or None,
        since=since or None,
        until=until or None,
        min_confidence=float(min_confidence) if min_confidence else None,
    )


Wanted = Annotated[ClaimFilter, Depends(_filter)]


@router.get("/claims.json")
def claims_json(ledger: Shelf, wanted: Wanted, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Claims that fit; ``next`` is the offset of the next page, null on the last."""
    found = list(islice(ledger.rows(replace(wanted, limit=offset + limit + 1)), offset, None))
    return data(
        {
            "claims": [row_json(row) for row in found[:limit]],
            "next": offset + limit if len(found) > limit else None,
        }
    )


@router.get("/claims", include_in_schema=False)
def claims(
    request: Request, ledger: Shelf, wanted: Wanted, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """The table of claims."""
    found = list(islice(ledger.claims(replace(wanted, limit=offset + limit + 1)), offset, None))
    return page(
        request,
        "claims.html",
        title=_("Claims"),
        found=found[:limit],
        following=offset + limit if len(found) > limit else None,
        offset=offset,
        limit=limit,
        wanted=wanted,
        measures=list(Measure),
        kinds=list(ClaimKind),
        speaker_kinds=list(SpeakerKind),
        formats=FORMATS,
        words=words,
        anchor=marks.anchor,
        is_figure=lambda claim: isinstance(claim, Figure),
    )


@router.get("/claims/export", include_in_schema=False)
def export(ledger: Shelf, wanted: Wanted, format: str = "csv") -> Response:
    """Exactly what the filter shows, in one of the export formats."""
    found = next((f for f in FORMATS if f.name == format), None)
    if found is None:
        return data({"error": {"code": "unknown_format", "message": f"no format {format!r}"}}, status=422)
    out = BytesIO()
    ledger.export_to(found.name, out, wanted)
    headers = {"content-disposition": f'attachment; filename="claims{found.suffix}"'}
    return StreamingResponse(_pieces(out), media_type="application/octet-stream", headers=headers)


def _pieces(out: BytesIO) -> Iterator[bytes]:
    out.seek(0)
    while piece := out.read(1 << 16):
        yield piece
