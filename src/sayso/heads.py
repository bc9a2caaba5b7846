"""Heads: an incident in a few words, for lists, maps and timelines over a whole ledger.

A head has what filters look at and what a list is sorted by; the incident itself is taken up to be shown.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sayso.casework import IncidentFilter
from sayso.model import Figure, Group, Incident, IncidentKind, Measure, Place, Responsibility
from sayso.reconciling import Told
from sayso.totals import month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One incident or series in a few words.

    ``order`` sorts incidents, the earliest first. ``actors`` are the words for who is said to have done it,
    without case, one a line; ``voice_names`` the names of its voices, without case; ``disputed`` its claims
    that stand against one another; ``months`` the months, with measure and country, of its figures.
    """

    id: str
    kind: IncidentKind
    order: tuple[tuple[str, str, int], str]
    act: str | None
    place: Place | None
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    measures: tuple[Measure, ...]
    contested: bool
    actors: str
    voice_names: tuple[str, ...]
    disputed: tuple[str, ...]
    months: tuple[str, ...]


Test = Callable[[Head], bool]


def head_of(
    incident: Incident, group: Group, items: Iterable[Told], order: tuple[tuple[str, str, int], str]
) -> Head:
    """The head of an incident; ``items`` are its claims as told."""
    told = list(items)
    figures = [t.claim for t in told if isinstance(t.claim, Figure)]
    return Head(
        id=incident.id,
        kind=incident.kind,
        order=order,
        act=incident.act,
        place=incident.place,
        start=incident.start,
        end=incident.end,
        claims=group.claims,
        measures=tuple(dict.fromkeys(t.measure for t in incident.measures)),
        contested=incident.contested,
        actors="\n".join(_actors(incident, told)),
        voice_names=incident.voice_names,
        disputed=tuple(dict.fromkeys(claim for claim, _ in disputed(incident))),
        months=tuple(dict.fromkeys(m for f in figures if (m := month_of(f)))),
    )


def _actors(incident: Incident, told: Iterable[Told]) -> Iterable[str]:
    names = {b.accused.casefold(): None for b in incident.responsibility}
    for item in told:
        claim = item.claim
        party = claim.accused if isinstance(claim, Responsibility) else getattr(claim, "actor", None)
        if party is not None:
            names[party.text.casefold()] = None
    return names


def disputed(incident: Incident) -> Iterator[tuple[str, str]]:
    """The claims of an incident that stand against one another, with why."""
    for tally in incident.measures:
        for contradiction in tally.contradictions:
            for id in contradiction.claims:
                yield id, contradiction.why
    for blame in incident.responsibility:
        if blame.contested:
            for id in blame.claims:
                yield id, blame.why


def fitting(heads: Iterable[Head], wanted: IncidentFilter) -> Iterator[Head]:
    """The heads that fit, in their order."""
    tests = list(_tests(wanted))
    for head in heads:
        if all(test(head) for test in tests):
            yield head


def _tests(wanted: IncidentFilter) -> Iterator[Test]:
    """What a head must hold; nothing for what does not narrow."""
    place, actor = (wanted.place or "").casefold(), (wanted.actor or "").casefold()
    country = wanted.country.upper() if wanted.country is not None else None
    since, until, measure = wanted.since, wanted.until, wanted.measure
    if not wanted.series:
        yield lambda h: h.kind is IncidentKind.INCIDENT
    if wanted.contested:
        yield lambda h: h.contested
    if measure is not None:
        yield lambda h: measure in h.measures
    if wanted.measures:
        yield lambda h: any(str(m) in wanted.measures for m in h.measures)
    if wanted.ids:
        yield lambda h: any(_is(h, id) for id in wanted.ids)
    if country is not None:
        yield lambda h: h.place is not None and h.place.country == country
    if since is not None:
        yield lambda h: h.end is not None and h.end >= since
    if until is not None:
        yield lambda h: h.start is not None and h.start <= until
    if wanted.place is not None:
        yield lambda h: place in (f"{h.place.name or ''} {h.place.span.text}".casefold() if h.place else "")
    if wanted.actor is not None:
        yield lambda h: any(actor in name for name in h.actors.split("\n"))


def _is(head: Head, id: str) -> bool:
    return bool(id) and (head.id.startswith(id) or any(c.startswith(id) for c in head.claims))
