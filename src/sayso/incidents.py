"""Incidents of a ledger: grouping and reconciling composed, as a function of readings and decisions.

:func:`sift` is what ``sayso incidents``, ``explain`` and ``rebuild`` stand on: the same readings and the
same log give the same incidents, in whatever order they come. It keeps nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.grouping import Grouping
from sayso.model import (
    Basis,
    Figure,
    Group,
    Incident,
    IncidentKind,
    Measure,
    NotFoundError,
    Reading,
    incidents_json,
)
from sayso.model.decisions import Decision, canonical
from sayso.reconciling import POLICIES, Applied, Ruled, Told, apply, policy_named, reconcile, tell

__all__ = ["POLICIES", "Applied", "Sifted", "Told", "digest", "policy_named", "ruled", "sift"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """What readings and decisions give: groups with their reasons, what was decided, and every claim told."""

    groups: tuple[Group, ...]
    applied: Applied
    told: Mapping[str, Told]
    policy: str
    order: tuple[str, ...]

    def incidents(self, holding: frozenset[str] | None = None) -> Iterator[Incident]:
        """The incidents and series, the earliest first; with ``holding``, those that hold such a claim."""
        running = _Running(self.told.values())
        for group in self.groups:
            if holding is None or not holding.isdisjoint(group.claims):
                yield self._reconciled(group, running)

    def incident(self, id: str) -> Incident:
        """The incident of that id or of the claim of that id, or the one whose id begins so."""
        return self._reconciled(self.group(id), _Running(self.told.values()))

    def group(self, id: str) -> Group:
        """The group of that id, of that claim, or whose id begins so; raises ``NotFoundError`` otherwise."""
        found = [g for g in self.groups if g.id.startswith(id)] or [
            g for g in self.groups if any(c.startswith(id) for c in g.claims)
        ]
        if len(found) == 1:
            return found[0]
        exact = [g for g in found if g.id == id or id in g.claims]
        if exact:
            return exact[0]
        if found:
            raise NotFoundError(
                "ambiguous", f"{id!r} begins the ids of {len(found)} incidents; give more of it"
            )
        raise NotFoundError(
            "not_found", f"no incident and no claim in one has the id {id!r}; see `sayso incidents`"
        )

    def _reconciled(self, group: Group, running: "_Running") -> Incident:
        return reconcile(
            group,
            self.told,
            running=running.near(group, self.told) if group.kind is IncidentKind.INCIDENT else (),
            policy=self.policy,
            order=self.order,
            ruled=ruled(group, self.applied),
        )


def sift(
    readings: Iterable[Reading],
    decisions: Sequence[Decision] = (),
    *,
    policy: str = "majority",
    order: tuple[str, ...] = (),
) -> Sifted:
    """Group the claims of these readings under these decisions. ``policy`` and ``order`` are the estimates'
    rule.

    Of several readings of one article the last given counts.
    """
    applied = apply(readings, decisions)
    state = Grouping(constraints=applied.constraints)
    state.add(applied.readings)
    return Sifted(
        groups=state.groups(), applied=applied, told=tell(applied.readings), policy=policy, order=order
    )


def ruled(group: Group, applied: Applied) -> Ruled:
    """What people have decided of one group, by the claims that are in it; of several grades the last."""
    held = set(group.claims)
    grades = [g for c, g in applied.grades.items() if c in held]
    figures = {m: f for c, by in applied.figures.items() if c in held for m, f in by.items()}
    notes = tuple(n for c, these in applied.notes.items() if c in held for n in these)
    return Ruled(grade=grades[-1] if grades else None, figures=figures or None, notes=notes)


def digest(sifted: Sifted) -> str:
    """The SHA-256 over all incidents as JSON: equal where a rebuild gives the same result."""
    import hashlib

    whole = hashlib.sha256()
    for incident in sifted.incidents():
        whole.update(canonical(incidents_json(incident)).encode())
    return whole.hexdigest()


class _Running:
    """Running totals by what could hold an incident: its articles, or its measure, country and month."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._by_article: dict[str, list[Told]] = {}
        self._by_month: dict[tuple[Measure, str | None, str], list[Told]] = {}
        for item in told:
            figure = item.claim
            if not isinstance(figure, Figure) or figure.basis is not Basis.CUMULATIVE:
                continue
            self._by_article.setdefault(item.article.id, []).append(item)
            country = figure.place.country if figure.place else None
            for month in _months(figure):
                self._by_month.setdefault((figure.measure, country, month), []).append(item)

    def near(self, group: Group, told: Mapping[str, Told]) -> list[Told]:
        """The running totals that may hold figures of this group."""
        found: dict[str, Told] = {}
        for claim in group.claims:
            item = told[claim]
            figure = item.claim
            if not isinstance(figure, Figure):
                continue
            for total in self._by_article.get(item.article.id, ()):
                found[total.id] = total
            country = figure.place.country if figure.place else None
            day = figure.time.start or figure.time.end if figure.time else None
            for total in self._by_month.get((figure.measure, country, day[:7]), ()) if day else ():
                found[total.id] = total
        return list(found.values())


def _months(figure: Figure) -> Iterator[str]:
    """The months that a total's window touches, for windows of up to four."""
    if figure.time is None or figure.time.start is None or figure.time.end is None:
        return
    year, month = int(figure.time.start[:4]), int(figure.time.start[5:7])
    for _ in range(4):
        name = f"{year:04d}-{month:02d}"
        if name > figure.time.end[:7]:
            return
        yield name
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
