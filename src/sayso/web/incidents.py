"""Incidents: the list, and each with its accounts side by side."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from sayso import casework
from sayso import incidents as policies
from sayso.drawing import chart
from sayso.heads import Head
from sayso.keeping import CASE_FORMATS, FORMATS
from sayso.model import Incident, Measure, incidents_json
from sayso.model.incidents import group_json
from sayso.web import origins, words
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list of incidents: all that fit in a few words, and those of the page in full."""

    chosen: Chosen
    every: Sequence[Head]
    shown: list[Incident]
    offset: int
    limit: int

    @property
    def following(self) -> int | None:
        """The offset of the next page, None on the last."""
        return self.offset + self.limit if len(self.every) > self.offset + self.limit else None

    def twin(self) -> dict[str, Any]:
        """What the twin of every such list has."""
        return {"incidents": [incidents_json(i) for i in self.shown], "next": self.following}

    def page(self) -> dict[str, Any]:
        """What the template of every such list needs."""
        return {
            "found": self.shown,
            "number": len(self.every),
            "following": self.following,
            "offset": self.offset,
            "limit": self.limit,
            "chosen": self.chosen.fits,
            "policy": self.chosen.policy,
            "measures": list(Measure),
            "policies": POLICIES,
            "formats": [*CASE_FORMATS, *FORMATS],
            "words": words,
            "headline": headline,
        }


def _listed(request: Request, chosen: Filter, limit: Limit = 50, offset: Offset = 0) -> Listed:
    every = cases(request).found(chosen.fits)
    shown = cases(request).incidents(every[offset : offset + limit], policy=chosen.policy)
    return Listed(chosen=chosen, every=every, shown=shown, offset=offset, limit=limit)


List = Annotated[Listed, Depends(_listed)]


@router.get("/incidents.json")
def incidents_twin(listed: List) -> Response:
    """Incidents that fit, the earliest first; ``next`` is the offset of the next page, null on the last."""
    return data(listed.twin())


@router.get("/incidents", include_in_schema=False)
def incidents(request: Request, listed: List) -> Response:
    """The list of incidents."""
    return page(request, "incidents.html", title=_("Incidents"), **listed.page())


@router.get("/incidents/{id}.json")
def incident_twin(request: Request, id: Id, policy: Policy = "majority") -> Response:
    """One incident, as ``sayso incidents --json`` writes it, with the reasons of each membership."""
    this, group, _told = cases(request).one(id, policy=policy)
    return data({**incidents_json(this), "explain": group_json(group)})


@router.get("/incidents/{id}", include_in_schema=False)
def incident(request: Request, id: Id, policy: Policy = "majority") -> Response:
    """One incident: accounts side by side."""
    this, group, told = cases(request).one(id, policy=policy)
    return page(
        request,
        "incident.html",
        title=headline(this),
        incident=this,
        claims=told,
        group=group,
        desk=incident_desk(request, this, told),
        policy=policy,
        policies=POLICIES,
        explained=explained(),
        origins=origins.graph(this, told),
        charts={id_of(t): chart.chart(t.accounts) for t in this.measures},
        id_of=id_of,
        words=words,
    )


def explained() -> list[tuple[str, str]]:
    """Each policy with what it does, in its own words."""
    return [(name, inspect.cleandoc(policy.__doc__ or "")) for name, policy in policies.POLICIES]


def id_of(tally: Any) -> str:
    """A name for a tally within its page."""
    return f"{tally.measure}-{tally.status}-{tally.object}-{tally.other_side}".replace(" ", "-")


def headline(incident: Incident | Head) -> str:
    """An incident in a line: act, place, time."""
    place = incident.place.span.text if incident.place else None
    when = words.window(incident.start, incident.end)
    return ", ".join(part for part in (incident.act or _("reported"), place, when) if part)
