"""Incidents of a ledger: grouping and reconciling composed, as a function of readings and decisions.

:func:`sift` is what ``sayso incidents``, ``explain`` and ``rebuild`` stand on: the same readings and the
same log give the same incidents, in whatever order they come. It keeps nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.grouping import Grouping
from sayso.model import Group, Incident, IncidentKind, NotFoundError, Reading, incidents_json
from sayso.model.decisions import Decision, canonical
from sayso.reconciling import POLICIES, Applied, Ruled, Told, apply, policy_named, reconcile, tell
from sayso.totals import Totals, total_of

__all__ = ["POLICIES", "Applied", "Sifted", "Told", "digest", "policy_named", "reconciled", "ruled", "sift"]


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
        totals = self._totals()
        for group in self.groups:
            if holding is None or not holding.isdisjoint(group.claims):
                yield self._reconciled(group, totals)

    def _totals(self) -> Totals:
        totals = Totals()
        for item in self.told.values():
            if total := total_of(item.claim, item.article.id):
                totals.add(total)
        return totals

    def incident(self, id: str) -> Incident:
        """The incident of that id or of the claim of that id, or the one whose id begins so."""
        return self._reconciled(self.group(id), self._totals())

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

    def _reconciled(self, group: Group, totals: Totals) -> Incident:
        return reconciled(
            group,
            self.told,
            running=(self.told[c] for c in totals.near(self.told[c] for c in group.claims)),
            applied=self.applied,
            policy=self.policy,
            order=self.order,
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


def reconciled(
    group: Group,
    told: Mapping[str, Told],
    *,
    running: Iterable[Told],
    applied: Applied,
    policy: str = "majority",
    order: tuple[str, ...] = (),
) -> Incident:
    """One group as an incident; ``running`` are the totals near it, in any order."""
    near = sorted(running, key=lambda t: t.order) if group.kind is IncidentKind.INCIDENT else ()
    rule = ruled(group.claims, applied)
    return reconcile(group, told, running=near, policy=policy, order=order, ruled=rule)


def ruled(claims: Iterable[str], applied: Applied) -> Ruled:
    """What people have decided of one incident, by the claims that are in it; of several grades the last."""
    held = set(claims)
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
