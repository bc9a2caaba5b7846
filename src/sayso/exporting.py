"""Exports of a ledger: what a filter lets through, on its way to the formats.

A filter of an export is one of claims (as ``sayso list`` takes) and one of incidents (as ``sayso incidents``
takes). The names that both have (place, day, country, actor, measure) choose what the format writes: claims
for a format of claims, incidents for one of incidents. The rest narrows further: a format of incidents writes
those that hold a claim by that speaker, a format of claims those claims that stand in a contested incident.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso import export
from sayso.casework import IncidentFilter, wanted
from sayso.export import Case, Row, Sourced
from sayso.incidents import POLICIES, Sifted
from sayso.ledger import ClaimFilter
from sayso.model import Incident
from sayso.model.decisions import Decision
from sayso.outcomes import claim_filter
from sayso.watching import Watch, unwatched

if TYPE_CHECKING:
    from sayso.keeping import Ledger

_OF_INCIDENTS = frozenset(f.name for f in fields(IncidentFilter))
_SHARED = _OF_INCIDENTS & {f.name for f in fields(ClaimFilter)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What an export writes: which claims, which incidents, and the rule of the estimates."""

    claims: ClaimFilter
    incidents: IncidentFilter
    policy: str
    order: tuple[str, ...]

    @property
    def grouped(self) -> bool:
        """Whether it takes incidents to know which claims are wanted."""
        return self.incidents != IncidentFilter()


def selection(given: ClaimFilter | None, options: Mapping[str, Any], *, of_incidents: bool) -> Selection:
    """The selection that keywords make; ``incident`` is an id or several, ``measure`` one or several.

    Raises ``TypeError`` for a keyword that neither filter has.
    """
    made = dict(options)
    policy, order = made.pop("policy", "majority"), tuple(made.pop("order", ()))
    chosen: dict[str, Any] = {k: made.pop(k) for k in ("contested", "series") if k in made}
    if "incident" in made:
        ids = made.pop("incident") or ()
        chosen["ids"] = (ids,) if isinstance(ids, str) else tuple(ids)
    claims = claim_filter(given, made)
    if of_incidents:
        plain = ClaimFilter()
        shared = {name: getattr(claims, name) for name in _SHARED}
        chosen |= {k: tuple(map(str, v)) if k == "measures" else v for k, v in shared.items()}
        claims = replace(claims, **{name: getattr(plain, name) for name in _SHARED})
    return Selection(claims=claims, incidents=IncidentFilter(**chosen), policy=policy, order=order)


def cases(ledger: "Ledger", chosen: Selection, watch: Watch = unwatched) -> Iterator[Case]:
    """The incidents of a selection, each with its claims, their articles and the decisions on them."""
    limit, narrowed = chosen.claims.limit, replace(chosen.claims, limit=None)
    holding = None
    if narrowed != ClaimFilter():
        holding = frozenset(kept.claim.id for kept in ledger.claims(narrowed))
    whole, fits = _grouped(ledger, chosen, watch)
    total = len(whole.groups) if holding is None else None
    found = watch(whole.incidents(holding), total=total, label="incidents")
    fitting = wanted(found, fits, whole)
    yield from cased(whole, islice(fitting, limit), ledger.decisions())


def _grouped(ledger: "Ledger", chosen: Selection, watch: Watch) -> tuple[Sifted, IncidentFilter]:
    """All groups, and the filter with whole ids.

    Raises ``NotFoundError`` for an id that no incident or several have.
    """
    whole = ledger.sifted(policy=chosen.policy, order=chosen.order, watch=watch)
    ids = tuple(whole.group(id).id for id in chosen.incidents.ids)
    return whole, replace(chosen.incidents, ids=ids)


def cased(whole: Sifted, incidents: Iterable[Incident], decisions: Iterable[Decision]) -> Iterator[Case]:
    """Incidents with the claims that are named in them, the articles of these, and the log of each."""
    runs = {r.article.id: r.run for r in whole.applied.readings}

    def sourced(claim: str) -> Sourced:
        told = whole.told[claim]
        return Sourced(claim=told.claim, article=told.article, run=runs.get(told.article.id))

    told = ((i, {c: sourced(c) for c in named_in(i) if c in whole.told}) for i in incidents)
    yield from told_in_full(told, decisions)


def named_in(incident: Incident) -> list[str]:
    """The claims that an incident names anywhere, by their ids."""
    named = {*incident.claims, *(c for b in incident.responsibility for c in b.claims)}
    return sorted(named | {c for t in incident.measures for a in t.accounts for c in a.claims})


def told_in_full(
    told: Iterable[tuple[Incident, Mapping[str, Sourced]]], decisions: Iterable[Decision]
) -> Iterator[Case]:
    """Incidents with the claims that are named in them, as cases: with the log of each and the rules."""
    log = _Log(decisions)
    rules = {name: " ".join((inspect.getdoc(policy) or "").split()) for name, policy in POLICIES}
    for incident, claims in told:
        yield Case(incident=incident, claims=claims, decisions=log.of(incident), rules=rules)


class _Log:
    """The decision log by what it is about."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._decisions = tuple(decisions)
        self._about: dict[str, list[Decision]] = {}
        for decision in self._decisions:
            for subject in decision.subjects:
                self._about.setdefault(subject, []).append(decision)

    def of(self, incident: Incident) -> tuple[Decision, ...]:
        """The decisions on an incident and its claims, and what undoes or hides them, in the log's order."""
        if not self._decisions:
            return ()
        found: dict[int, Decision] = {}
        asked: list[str] = [incident.id, *incident.claims]
        while asked:
            for decision in self._about.get(asked.pop(), ()):
                if decision.number is not None and decision.number not in found:
                    found[decision.number] = decision
                    asked.extend(filter(None, [decision.id]))
        return tuple(found[number] for number in sorted(found))


def rows(ledger: "Ledger", chosen: Selection, watch: Watch = unwatched) -> Iterator[Row]:
    """The claims of a selection, as people have judged them, each with its whole article and run."""
    if not chosen.grouped:
        yield from watch(ledger.rows(chosen.claims), total=_number(ledger, chosen), label="claims")
        return
    whole, fits = _grouped(ledger, chosen, watch)
    inside = {c for i in wanted(whole.incidents(), fits, whole) for c in i.claims}
    fitting = ledger.rows(replace(chosen.claims, limit=None))
    kept = (row for row in fitting if row.claim.id in inside)
    yield from watch(islice(kept, chosen.claims.limit), total=None, label="claims")


def _number(ledger: "Ledger", chosen: Selection) -> int | None:
    """How many claims there will be, where everything is wanted; counting a filter's takes a second pass."""
    return ledger.size() if chosen.claims == ClaimFilter() else chosen.claims.limit


def write(
    ledger: "Ledger",
    format: str,
    out: BinaryIO,
    *,
    given: ClaimFilter | None,
    options: Mapping[str, Any],
    watch: Watch = unwatched,
) -> int:
    """Write to an open stream; gives how many claims, or incidents for a format of these."""
    of_incidents = export.find_case(format)
    if of_incidents is not None:
        return of_incidents.write(cases(ledger, selection(given, options, of_incidents=True), watch), out)
    found = export.find(format)
    chosen = selection(given, options, of_incidents=False)
    if found.whole is None:
        return found.write(rows(ledger, chosen, watch), out)
    beside = _beside(ledger, chosen, watch)
    return found.whole(rows(ledger, chosen, watch), beside, ledger.decisions(), out)


def _beside(ledger: "Ledger", chosen: Selection, watch: Watch) -> Iterator[Case]:
    """The incidents that hold a claim of the selection, for a format that has both."""
    yield from cases(ledger, replace(chosen, claims=replace(chosen.claims, limit=None)), watch)
