"""Casework: a ledger's incidents, the decisions on them, and the checks of its citations.

What ``Ledger.incidents``, ``decide``, ``check`` and ``rebuild`` do, as functions of a store. Incidents are
worked out from the claims and the log each time; nothing of them is kept, so nothing of them can go stale.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from sayso.incidents import Sifted, digest, sift
from sayso.ledger import Store
from sayso.model import CitationCheck, Incident, NotFoundError, Reading, Responsibility
from sayso.model.decisions import Decision, DecisionKind
from sayso.reconciling import check
from sayso.watching import Watch, unwatched

_ID = 16  # digits of a claim's id


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents: names fit anywhere without case; days are ISO and inclusive; None does not narrow.

    ``measures`` takes incidents with figures of any of them; ``ids`` are ids of incidents or of their claims,
    or how they begin.
    """

    place: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    measure: str | None = None
    measures: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    contested: bool = False
    series: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """A rebuild from claims and log: how many incidents, decisions, and the digest of the whole result."""

    incidents: int
    decisions: int
    head: str
    digest: str
    problems: tuple[str, ...]


def sifted(
    store: Store,
    *,
    policy: str = "majority",
    order: tuple[str, ...] = (),
    watch: Watch | None = None,
) -> Sifted:
    """All incidents of a store under its decisions; ``watch`` sees the articles go by."""
    each = store.latest()
    seen = watch or unwatched
    readings = list(seen(each, total=store.stats().articles, label="articles"))
    log = decided(store)
    (whole,) = [
        sift(all_of_them, log, policy=policy, order=order)
        for all_of_them in seen((readings,), total=None, label="grouping")
    ]
    return whole


def decided(store: Store) -> list[Decision]:
    """The log as it works: hidden words stay hidden, and what a hidden decision does stays done."""
    shown = {d.number: d for d in store.decisions()}
    made = []
    for decision in store.decisions(redacted=False):
        if shown[decision.number].hidden_by:
            payload = {k: v for k, v in decision.payload.items() if k != "text"}
            decision = replace(decision, reason="(hidden)", payload=payload)
        made.append(decision)
    return made


def wanted(incidents: Iterable[Incident], filters: IncidentFilter, whole: Sifted) -> Iterator[Incident]:
    """The incidents that fit."""
    for incident in incidents:
        if _fits(incident, filters) and (filters.actor is None or _acts(incident, filters.actor, whole)):
            yield incident


def _fits(incident: Incident, filters: IncidentFilter) -> bool:
    place = incident.place
    names = f"{place.name or ''} {place.span.text}".casefold() if place else ""
    return (
        (filters.series or str(incident.kind) == "incident")
        and (filters.place is None or filters.place.casefold() in names)
        and (filters.country is None or (place is not None and place.country == filters.country.upper()))
        and (filters.since is None or (incident.end is not None and incident.end >= filters.since))
        and (filters.until is None or (incident.start is not None and incident.start <= filters.until))
        and (filters.measure is None or any(str(t.measure) == filters.measure for t in incident.measures))
        and (not filters.measures or any(str(t.measure) in filters.measures for t in incident.measures))
        and (not filters.ids or any(_is(incident, id) for id in filters.ids))
        and (not filters.contested or incident.contested)
    )


def _is(incident: Incident, id: str) -> bool:
    return bool(id) and (incident.id.startswith(id) or any(c.startswith(id) for c in incident.claims))


def _acts(incident: Incident, actor: str, whole: Sifted) -> bool:
    said = actor.casefold()
    if any(said in b.accused.casefold() for b in incident.responsibility):
        return True
    for claim in incident.claims:
        found = whole.told[claim].claim
        party = found.accused if isinstance(found, Responsibility) else getattr(found, "actor", None)
        if party is not None and said in party.text.casefold():
            return True
    return False


def prepared(
    store: Store, kind: DecisionKind, subjects: tuple[str, ...], payload: Mapping[str, Any]
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """Subjects and payload of a decision made whole, so that it outlives regrouping.

    Ids may be given by their beginnings; an incident stands for its earliest claim; a split or move notes
    which claims stay behind. Raises ``NotFoundError`` for what is not there.
    """
    filled = dict(payload)
    if kind in (DecisionKind.UNDO, DecisionKind.ADD):
        return subjects, filled
    if kind is DecisionKind.REDACT and "part" not in filled:
        return subjects, filled
    targets = (*subjects, str(filled.get("to", ""))) if kind is DecisionKind.MOVE else subjects
    whole_already = "rest" in filled or kind not in (DecisionKind.SPLIT, DecisionKind.MOVE)
    if whole_already and all(_kept(store, s) for s in targets):
        return subjects, filled  # nothing to look up in incidents, which takes the whole ledger
    whole = sifted(store)
    claims = tuple(_claim(whole, s) for s in subjects)
    if kind in (DecisionKind.SPLIT, DecisionKind.MOVE) and "rest" not in filled:
        held = dict.fromkeys(c for s in claims for c in whole.group(s).claims)
        filled["rest"] = [c for c in held if c not in claims]
    if kind is DecisionKind.MOVE:
        filled["to"] = _claim(whole, str(filled.get("to", "")))
    return claims, filled


def _kept(store: Store, id: str) -> bool:
    """Whether this is the whole id of a claim that was read."""
    try:
        return len(id) == _ID and store.claim(id).claim.id == id
    except NotFoundError:
        return False


def _claim(whole: Sifted, id: str) -> str:
    """The claim of that id or beginning, or the earliest claim of the incident of that id."""
    if id in whole.told:
        return id
    found = [c for c in whole.told if id and c.startswith(id)]
    groups = [g for g in whole.groups if id and g.id.startswith(id)]
    if len(found) + len(groups) > 1:
        raise NotFoundError(
            "ambiguous", f"{id!r} begins the ids of several claims or incidents; give more of it"
        )
    if found:
        return found[0]
    if groups:
        return groups[0].claims[0]
    raise NotFoundError("not_found", f"no claim and no incident has the id {id!r}; see `sayso incidents`")


def checked(store: Store, article: str, others: Mapping[str, Reading] | None = None) -> CitationCheck:
    """The citations of one article against what the ledger holds at their addresses (and ``others``)."""
    reading = store.reading(article)
    cited = {c.url for c in reading.article.citations if c.url}
    at = {_address(e.url): e.id for e in store.articles() if e.url}
    held = {url: store.reading(at[_address(url)]) for url in sorted(cited) if _address(url) in at}
    return check(reading, {**(others or {}), **held})


def _address(url: str) -> str:
    """An address without what does not change the page: scheme, www, fragment, a last slash."""
    parts = urlsplit(url)
    host = parts.netloc.casefold().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def rebuilt(store: Store) -> Rebuilt:
    """Everything worked out anew from claims and log; raises ``TamperedError`` where the log was changed."""
    verified = store.verify()
    whole = sifted(store)
    return Rebuilt(
        incidents=len(whole.groups),
        decisions=verified.count,
        head=verified.head,
        digest=digest(whole),
        problems=tuple(p.message for p in whole.applied.problems),
    )
