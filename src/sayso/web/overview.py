"""The overview: where, when and what, over the incidents that a filter leaves. One address, one twin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from sayso.docket import Docket
from sayso.drawing import areas
from sayso.drawing.atlas import Spot, atlas, box_of, spots
from sayso.exporting import told_in_full
from sayso.heads import Head
from sayso.judged import Judged
from sayso.keeping import CASE_FORMATS, FORMATS, Row
from sayso.web import timeline
from sayso.web.answers import _, data, download, page, problem
from sayso.web.incidents import Filter, List, cases
from sayso.web.judgements import Now, judgements
from sayso.web.tongues import marked

router = APIRouter(tags=["overview"])
KEPT = 16  # overviews at a time
_NUMBER = r"-?\d{1,3}(\.\d{1,6})?"
Box = Annotated[
    str | None,
    Query(pattern=rf"^({_NUMBER}(,{_NUMBER}){{3}})?$", description="west,south,east,north in degrees."),
]
Unit = Annotated[
    str | None, Query(pattern="^(day|week|month|year)?$", description="Stretch of the timeline.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an overview shows beside its list: places, and a timeline."""

    placed: Sequence[Spot]
    unplaced: int
    line: timeline.Timeline


def _seen(request: Request, listed: List, by: Unit = None) -> Seen:
    """Worked out once for each list and stretch of time, for a view is moved about."""
    kept: dict[tuple[int, str | None], tuple[Sequence[Head], Seen]] = request.app.state.overviews
    key = (id(listed.every), by or None)
    known = kept.get(key)
    if known is None or known[0] is not listed.every:
        placed = spots(listed.every)
        seen = Seen(
            placed=placed,
            unplaced=len(listed.every) - sum(len(s.incidents) for s in placed),
            line=timeline.timeline(listed.every, by or None),
        )
        if len(kept) >= KEPT:
            kept.clear()
        known = kept[key] = (listed.every, seen)
    return known[1]


Looked = Annotated[Seen, Depends(_seen)]


@router.get("/overview.json")
def overview_twin(listed: List, seen: Looked, bbox: Box = None) -> Response:
    """Places with their areas, the timeline, and the incidents that fit.

    ``places`` are those in ``bbox`` (all, where none is given); ``next`` is the offset of the next incidents,
    null on the last page. Counts are of incidents and voices: tolls are never added up.
    """
    box, line = box_of(bbox), seen.line
    return data(
        {
            "number": len(listed.every),
            "places": [_spot_json(s) for s in seen.placed if box is None or _inside(s, box)],
            "unplaced": seen.unplaced,
            "timeline": {
                "unit": line.unit,
                "bars": [_bar_json(bar) for bar in line.bars],
                "undated": line.undated,
            },
            **listed.twin(),
        }
    )


@router.get("/overview", include_in_schema=False)
def overview(request: Request, listed: List, seen: Looked, bbox: Box = None, by: Unit = None) -> Response:
    """Map, timeline and table."""
    bars, most = timeline.drawn(seen.line)
    return page(
        request,
        "overview.html",
        title=_("Overview"),
        map=atlas(seen.placed, box_of(bbox)),
        placed=seen.placed,
        unplaced=seen.unplaced,
        reach=reach,
        kinds=KINDS,
        line=seen.line,
        bars=bars,
        most=most,
        frame=timeline,
        units=timeline.UNITS,
        bbox=bbox,
        by=by,
        **listed.page(),
    )


@router.get("/overview/export", include_in_schema=False)
def export(request: Request, judged: Now, chosen: Filter, format: str = "csv") -> Response:
    """Exactly the incidents that are shown, or their claims as corrected, in a format by name."""
    ledger = judgements(request).ledger
    shown = cases(request).found(chosen.fits)
    told = told_in_full(cases(request).whole(shown, policy=chosen.policy), ledger.decisions())
    of_cases = next((f for f in CASE_FORMATS if f.name == format), None)
    if of_cases:
        return download(f"incidents{of_cases.suffix}", lambda out: of_cases.write(told, out))
    of_claims = next((f for f in FORMATS if f.name == format), None)
    if of_claims is None:
        return problem(request, 422, "unknown_format", _("There is no format of that name."))
    rows, whole = _rows(cases(request).docket, judged, shown), of_claims.whole
    if whole:
        return download(
            f"incidents{of_claims.suffix}", lambda out: whole(rows, told, ledger.decisions(), out)
        )
    return download(f"incidents{of_claims.suffix}", lambda out: of_claims.write(rows, out))


def _rows(docket: Docket, judged: Judged, heads: Iterable[Head]) -> Iterator[Row]:
    """The claims of these incidents with their articles, article by article."""
    wanted: dict[str, set[str]] = {}
    for head in heads:
        for member in docket.group(head.id).members:
            wanted.setdefault(member.article, set()).add(member.claim)
    for article, these in wanted.items():
        reading = judged.view(article).reading
        for claim in reading.claims:
            if claim.id in these:
                reviews = judged.reviews(claim.id)
                yield Row(article=reading.article, run=reading.run, claim=claim, decisions=reviews)


KINDS = {
    1: marked("exact"),
    2: marked("town or near it"),
    3: marked("district"),
    4: marked("province"),
    5: marked("large feature"),
    6: marked("country"),
    7: marked("sea or air"),
}


def reach(spot: Spot) -> str:
    """How wide a place is, in words: what kind of place, and how far from its centre."""
    known = KINDS.get(spot.place.precision or 0)
    kind = _(known) if known else _("not known how exact")
    return kind if not spot.km else _("%(kind)s, within about %(km)d km") % {"kind": kind, "km": spot.km}


def _spot_json(spot: Spot) -> dict[str, Any]:
    place = spot.place
    return {
        "name": spot.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "radius_km": spot.km,
        "geometry": _geometry(spot),
        "contested": spot.contested,
        "incidents": [i.id for i in spot.incidents],
    }


def _geometry(spot: Spot) -> dict[str, Any]:
    """The area as GeoJSON: a polygon, or a point for an exact place."""
    centre = (spot.place.lon or 0.0, spot.place.lat or 0.0)
    if not spot.km:
        return {"type": "Point", "coordinates": list(centre)}
    return {"type": "Polygon", "coordinates": [[list(p) for p in areas.ring(centre, spot.km)]]}


def _bar_json(bar: timeline.Bar) -> dict[str, Any]:
    return {
        "from": bar.first.isoformat(),
        "to": bar.last.isoformat(),
        "incidents": bar.incidents,
        "contested": bar.contested,
        "voices": bar.voices,
    }


def _inside(spot: Spot, box: tuple[float, float, float, float]) -> bool:
    lon, lat = spot.place.lon or 0.0, spot.place.lat or 0.0
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]
