"""Incidents: the list, and each with its accounts side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from sayso import casework
from sayso.drawing import chart
from sayso.incidents import Sifted
from sayso.keeping import CASE_FORMATS, FORMATS
from sayso.model import Claim, Incident, Measure, NotFoundError, incidents_json
from sayso.model.incidents import group_json
from sayso.web import words
from sayso.web.answers import _, data, page
from sayso.web.cases import Cases
from sayso.web.incidentdesk import incident_desk
from sayso.web.shelf import Limit, Offset

router = APIRouter(tags=["incidents"])
Id = Annotated[str, Path(pattern="^[0-9a-f]{4,64}$", description="An id, or its beginning.")]
Policy = Annotated[
    str, Query(pattern="^(range|majority|priority|latest|reviewer)$", description="Rule of the estimates.")
]
Day = Annotated[str | None, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="ISO day.")]
Word = Annotated[str | None, Query(max_length=200)]
POLICIES = ("range", "majority", "priority", "latest", "reviewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A claim of an incident as the page shows it: where its sentence stands."""

    claim: Claim
    article: str
    outlet: str | None
    title: str | None


def cases(request: Request) -> Cases:
    """The incidents of this application's ledger."""
    found: Cases = request.app.state.cases
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The filter in the address, and the rule of the estimates."""

    fits: casework.IncidentFilter
    policy: str


def _chosen(
    place: Word = None,
    country: Annotated[str | None, Query(max_length=2, description="ISO 3166-1 alpha-2")] = None,
    actor: Word = None,
    measure: Annotated[
        Measure | Literal[""] | None, Query(description="What happened to the counted.")
    ] = None,
    contested: bool = False,
    series: bool = False,
    since: Day = None,
    until: Day = None,
    policy: Policy = "majority",
    incident: Annotated[
        str | None, Query(pattern="^([0-9a-f]{4,64})?$", description="An incident's id, or its beginning.")
    ] = None,
) -> Chosen:
    """What is empty does not narrow."""
    fits = casework.IncidentFilter(
        place=place or None,
        country=country.upper() if country else None,
        actor=actor or None,
        measure=measure or None,
        contested=contested,
        series=series,
        since=since or None,
        until=until or None,
        ids=(incident,) if incident else (),
    )
    return Chosen(fits=fits, policy=policy)


Filter = Annotated[Chosen, Depends(_chosen)]


def found(request: Request, chosen: Chosen) -> list[Incident]:
    """The incidents that fit, the earliest first."""
    sifted, known = cases(request).under(chosen.policy)
    return list(casework.wanted(iter(known), chosen.fits, sifted))


@router.get("/incidents.json")
def incidents_twin(request: Request, chosen: Filter, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Incidents that fit, the earliest first; ``next`` is the offset of the next page, null on the last."""
    fitting = found(request, chosen)
    more = offset + limit if len(fitting) > offset + limit else None
    return data({"incidents": [incidents_json(i) for i in fitting[offset : offset + limit]], "next": more})


@router.get("/incidents", include_in_schema=False)
def incidents(request: Request, chosen: Filter, limit: Limit = 50, offset: Offset = 0) -> Response:
    """The list of incidents."""
    fitting = found(request, chosen)
    return page(
        request,
        "incidents.html",
        title=_("Incidents"),
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
    )


@router.get("/incidents/{id}.json")
def incident_twin(request: Request, id: Id, policy: Policy = "majority") -> Response:
    """One incident, as ``sayso incidents --json`` writes it, with the reasons of each membership."""
    sifted, incident = _one(request, id, policy)
    return data({**incidents_json(incident), "explain": group_json(sifted.group(incident.id))})


@router.get("/incidents/{id}", include_in_schema=False)
def incident(request: Request, id: Id, policy: Policy = "majority") -> Response:
    """One incident: accounts side by side."""
    sifted, this = _one(request, id, policy)
    return page(
        request,
        "incident.html",
        title=headline(this),
        incident=this,
        claims=_shown(sifted, this.claims),
        group=sifted.group(this.id),
        desk=incident_desk(request, this),
        policy=policy,
        policies=POLICIES,
        charts={id_of(t): chart.chart(t.accounts) for t in this.measures},
        id_of=id_of,
        words=words,
    )


def _one(request: Request, id: str, policy: str) -> tuple[Sifted, Incident]:
    sifted, known = cases(request).under(policy)
    group = sifted.group(id)
    this = next((i for i in known if i.id == group.id), None)
    if this is None:
        raise NotFoundError("not_found", _("No incident has that id."))
    return sifted, this


def _shown(sifted: Sifted, ids: Iterable[str]) -> dict[str, Shown]:
    out = {}
    for id in ids:
        told = sifted.told[id]
        out[id] = Shown(
            claim=told.claim,
            article=told.article.id,
            outlet=told.article.outlet,
            title=told.article.title,
        )
    return out


def id_of(tally: Any) -> str:
    """A name for a tally within its page."""
    return f"{tally.measure}-{tally.status}-{tally.object}-{tally.other_side}".replace(" ", "-")


def headline(incident: Incident) -> str:
    """An incident in a line: act, place, time."""
    place = incident.place.span.text if incident.place else None
    when = words.window(incident.start, incident.end)
    return ", ".join(part for part in (incident.act or _("reported"), place, when) if part)
