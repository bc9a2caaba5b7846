"""The overview: where, when and what, over the incidents that a filter leaves. One address, one twin."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from sayso.drawing import areas
from sayso.drawing.atlas import Spot, atlas, box_of, spots
from sayso.exporting import cased
from sayso.incidents import Sifted
from sayso.judged import Judged
from sayso.keeping import CASE_FORMATS, FORMATS, Row
from sayso.model import Incident, Measure, incidents_json
from sayso.web import timeline, words
from sayso.web.answers import _, data, download, page, problem
from sayso.web.incidents import POLICIES, Filter, cases, found, headline
from sayso.web.judgements import judgements
from sayso.web.shelf import Limit, Offset

router = APIRouter(tags=["overview"])
_NUMBER = r"-?\d{1,3}(\.\d{1,6})?"
Box = Annotated[
    str | None,
    Query(pattern=rf"^({_NUMBER}(,{_NUMBER}){{3}})?$", description="west,south,east,north in degrees."),
]
Unit = Annotated[
    str | None, Query(pattern="^(day|week|month|year)?$", description="Stretch of the timeline.")
]


@router.get("/overview.json")
def overview_twin(
    request: Request,
    chosen: Filter,
    bbox: Box = None,
    by: Unit = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Places with their areas, the timeline, and the incidents that fit.

    ``places`` are those in ``bbox`` (all, where none is given); ``next`` is the offset of the next incidents,
    null on the last page. Counts are of incidents and voices: tolls are never added up.
    """
    fitting = found(request, chosen)
    box, placed = box_of(bbox), spots(fitting)
    line = timeline.timeline(fitting, by or None)
    more = offset + limit if len(fitting) > offset + limit else None
    return data(
        {
            "number": len(fitting),
            "places": [_spot_json(s) for s in placed if box is None or _inside(s, box)],
            "unplaced": len(fitting) - sum(len(s.incidents) for s in placed),
            "timeline": {
                "unit": line.unit,
                "bars": [_bar_json(bar) for bar in line.bars],
                "undated": line.undated,
            },
            "incidents": [incidents_json(i) for i in fitting[offset : offset + limit]],
            "next": more,
        }
    )


@router.get("/overview", include_in_schema=False)
def overview(
    request: Request,
    chosen: Filter,
    bbox: Box = None,
    by: Unit = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Map, timeline and table."""
    fitting = found(request, chosen)
    placed = spots(fitting)
    line = timeline.timeline(fitting, by or None)
    bars, most = timeline.drawn(line)
    return page(
        request,
        "overview.html",
        title=_("Overview"),
        map=atlas(placed, box_of(bbox)),
        placed=placed,
        unplaced=len(fitting) - sum(len(s.incidents) for s in placed),
        reach=reach,
        kinds=KINDS,
        line=line,
        bars=bars,
        most=most,
        frame=timeline,
        units=timeline.UNITS,
        found=fitting[offset : offset + limit],
        number=len(fitting),
        following=offset + limit if len(fitting) > offset + limit else None,
        offset=offset,
        limit=limit,
        chosen=chosen.fits,
        policy=chosen.policy,
        measures=list(Measure),
        policies=POLICIES,
        formats=[*CASE_FORMATS, *FORMATS],
        words=words,
        headline=headline,
        bbox=bbox,
        by=by,
    )


@router.get("/overview/export", include_in_schema=False)
def export(request: Request, chosen: Filter, format: str = "csv") -> Response:
    """Exactly the incidents that are shown, or their claims as corrected, in a format by name."""
    ledger = cases(request).ledger
    sifted, _known = cases(request).under(chosen.policy)
    shown = found(request, chosen)
    told = cased(sifted, shown, ledger.decisions())
    of_cases = next((f for f in CASE_FORMATS if f.name == format), None)
    if of_cases:
        return download(f"incidents{of_cases.suffix}", lambda out: of_cases.write(told, out))
    of_claims = next((f for f in FORMATS if f.name == format), None)
    if of_claims is None:
        return problem(request, 422, "unknown_format", _("There is no format of that name."))
    rows, whole = _rows(sifted, shown, judgements(request).now()), of_claims.whole
    if whole:
        return download(
            f"incidents{of_claims.suffix}", lambda out: whole(rows, told, ledger.decisions(), out)
        )
    return download(f"incidents{of_claims.suffix}", lambda out: of_claims.write(rows, out))


def _rows(sifted: Sifted, incidents: list[Incident], judged: Judged) -> Iterator[Row]:
    wanted = {claim for incident in incidents for claim in incident.claims}
    for reading in sifted.applied.readings:
        for claim in reading.claims:
            if claim.id in wanted:
                reviews = judged.reviews(claim.id)
                yield Row(article=reading.article, run=reading.run, claim=claim, decisions=reviews)


KINDS = {
    1: _("exact"),
    2: _("town or near it"),
    3: _("district"),
    4: _("province"),
    5: _("large feature"),
    6: _("country"),
    7: _("sea or air"),
}


def reach(spot: Spot) -> str:
    """How wide a place is, in words: what kind of place, and how far from its centre."""
    kind = KINDS.get(spot.place.precision or 0, _("not known how exact"))
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
