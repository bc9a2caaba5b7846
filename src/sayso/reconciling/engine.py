"""The engine of reconciling: a group of claims becomes an incident, its accounts side by side.

:func:`reconcile` looks at one group and at the running totals that may hold its figures; it is a pure
function of these, of the policy and of what people have decided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sayso.model import (
    Account,
    Basis,
    Containment,
    Contradiction,
    Estimate,
    Figure,
    Grade,
    Group,
    Incident,
    Measure,
    Origin,
    Place,
    Statement,
    Tally,
)
from sayso.reconciling.accounts import accounts, size
from sayso.reconciling.blaming import blames, grade
from sayso.reconciling.containing import running_totals
from sayso.reconciling.contradictions import between, of_scope
from sayso.reconciling.policies import Choices, policy_named, usable
from sayso.reconciling.scopes import Scope, label_of, scope_of, settle
from sayso.reconciling.told import Told
from sayso.reconciling.voices import voices
from sayso.reconciling.words import says_any, word_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What people have decided of one group: a grade, figures by measure, and notes."""

    grade: tuple[Grade, str] | None = None
    figures: Mapping[str, tuple[int | float | None, int | float | None, int | float | None, str]] | None = (
        None
    )
    notes: tuple[str, ...] = ()


NOTHING = Ruled()


def reconcile(
    group: Group,
    told: Mapping[str, Told],
    *,
    running: Iterable[Told] = (),
    policy: str = "majority",
    order: tuple[str, ...] = (),
    ruled: Ruled = NOTHING,
) -> Incident:
    """One group as an incident or a series: accounts by voice, contradictions, containment, an estimate.

    ``told`` has every claim of the group. ``running`` are cumulative figures that may hold this incident's;
    ``policy`` names the rule of the estimates and ``order`` is the priority policy's list; ``ruled`` is what
    people have decided. Raises ``NotFoundError`` for a policy that is not there.
    """
    items = sorted((told[c] for c in group.claims), key=lambda t: t.order)
    by, origins = voices([t for t in items if not isinstance(t.claim, Statement)])
    tallies = _tallies(items, by, list(running), policy, order, ruled)
    blamed = blames(items, by)
    weighed = [t for t in items if t.id in by]
    graded = ruled.grade or grade(weighed, by, blamed, tallies)
    start, end = _days(items)
    return Incident(
        id=group.id,
        kind=group.kind,
        act=group.act,
        place=_place(items),
        start=start,
        end=end,
        claims=tuple(t.id for t in items),
        articles=tuple(dict.fromkeys((t.article.id, t.article.doc_id) for t in items)),
        origins=origins,
        outlets=tuple(dict.fromkeys(t.outlet for t in items)),
        measures=tallies,
        responsibility=blamed,
        grade=graded[0],
        grade_why=graded[1],
        notes=ruled.notes,
    )


def estimated(
    incident: Incident, *, policy: str, order: tuple[str, ...] = (), ruled: Ruled = NOTHING
) -> Incident:
    """The same incident with its measures estimated by another policy: nothing else of it depends on one."""
    tallies = (
        replace(t, estimate=_estimate(t.accounts, t.measure, policy, order, ruled)) for t in incident.measures
    )
    return replace(incident, measures=tuple(tallies))


def _tallies(
    items: Sequence[Told],
    by: Mapping[str, Origin],
    running: list[Told],
    policy: str,
    order: tuple[str, ...],
    ruled: Ruled,
) -> tuple[Tally, ...]:
    by_measure: dict[Measure, list[Told]] = {}
    for item in items:
        if isinstance(item.claim, Figure):
            by_measure.setdefault(item.claim.measure, []).append(item)
    made: list[Tally] = []
    for figures in by_measure.values():
        settled = settle(scope_of(t) for t in figures)
        scoped: dict[Scope, list[Told]] = {}
        for item in figures:
            scoped.setdefault(settled[scope_of(item)], []).append(item)
        inside = _parts(scoped)
        rows = []
        for scope, these in sorted(scoped.items(), key=lambda x: (x[0].kind != "people", x[1][0].order)):
            rows.extend(_rows(scope, these, by, running, policy, order, ruled, inside))
        made.extend(_scoped(rows))
    return tuple(made)


def _rows(
    scope: Scope,
    items: Sequence[Told],
    by: Mapping[str, Origin],
    running: list[Told],
    policy: str,
    order: tuple[str, ...],
    ruled: Ruled,
    inside: Sequence[Containment],
) -> list[tuple[Scope, Tally]]:
    """The tally of one scope, and apart from it what a party claims of the other side's losses."""
    voiced = accounts(items, by)
    within = [*voiced.within, *(c for c in inside if c.part in {t.id for t in items})]
    within.extend(running_totals(items, running))
    rows = []
    for other_side in (False, True):
        said = [a for a in voiced.accounts if a.other_side is other_side]
        claims = {c for a in said for c in a.claims}
        if not said:
            continue
        differing, compatible = between(said)
        rows.append(
            (
                scope,
                Tally(
                    measure=_measure(items),
                    object=label_of(scope, [t for t in items if t.id in claims] or items),
                    status=scope.status,
                    other_side=other_side,
                    estimate=_estimate(said, _measure(items), policy, order, ruled),
                    accounts=tuple(said),
                    contradictions=differing,
                    compatible=compatible,
                    within=tuple(c for c in within if other_side is False or c.part in claims),
                ),
            )
        )
    return rows


def _estimate(
    said: Sequence[Account], measure: Measure, policy: str, order: tuple[str, ...], ruled: Ruled
) -> Estimate:
    set_by_person = (ruled.figures or {}).get(str(measure))
    choices = Choices(reviewed=set_by_person)
    if order:
        choices = Choices(order=order, reviewed=set_by_person)
    named = "reviewer" if set_by_person is not None else policy
    return policy_named(named)(usable(said), choices)


def _measure(items: Sequence[Told]) -> Measure:
    claim = items[0].claim
    assert isinstance(claim, Figure)  # tallies hold figures only
    return claim.measure


def _parts(scoped: Mapping[Scope, Sequence[Told]]) -> list[Containment]:
    """Parts of people ("3 of them children") and the figure of the same article that holds them."""
    wholes: dict[str, list[Told]] = {}
    for scope, items in scoped.items():
        for item in items if scope.kind == "people" else ():
            wholes.setdefault(item.article.id, []).append(item)
    found = []
    for scope, items in scoped.items():
        if scope.kind != "part" or scope.label == "others":
            continue
        for item in items:
            whole = _whole_of(item, wholes.get(item.article.id, []))
            if whole is not None:
                found.append(Containment(whole=whole.id, part=item.id, why=_why_part(scope, item, whole)))
    return found


def _whole_of(item: Told, wholes: Sequence[Told]) -> Told | None:
    here = [
        w
        for w in wholes
        if isinstance(w.claim, Figure)
        and isinstance(item.claim, Figure)
        and size(w.claim) >= size(item.claim)
    ]
    return min(here, key=lambda w: (abs(w.anchor.start - item.anchor.start), w.order), default=None)


def _why_part(scope: Scope, item: Told, whole: Told) -> str:
    between_them = item.article.text[
        min(whole.anchor.end, item.anchor.end) : max(whole.anchor.start, item.anchor.start)
    ]
    said = says_any(between_them, word_list(item.article.language, "words", "among"))
    how = "the sentence counts them among" if said else "they are part of"
    return f"“{item.anchor.text}” {scope.label}: {how} the “{whole.anchor.text}” of the same article"


def _scoped(rows: Sequence[tuple[Scope, Tally]]) -> list[Tally]:
    """Tallies of one measure with the contradictions of scope between them."""
    extra: dict[int, list[Contradiction]] = {}
    whole = [(i, s, t) for i, (s, t) in enumerate(rows) if s.kind == "people" and not t.other_side]
    for (i, scope, one), (_, else_scope, other) in combinations(whole, 2):
        if scope.general_of(else_scope) or else_scope.general_of(scope):
            continue
        found = of_scope(one.accounts, other.accounts, one.object, other.object)
        if found is not None:
            extra.setdefault(i, []).append(found)
    return [
        replace(t, contradictions=(*t.contradictions, *extra[i])) if i in extra else t
        for i, (_, t) in enumerate(rows)
    ]


def _days(items: Sequence[Told]) -> tuple[str | None, str | None]:
    """The days of the happening: those that most figures of events give; a series from its start to its
    last day."""
    times = [t.claim.time for t in items if isinstance(t.claim, Figure) and t.claim.time]
    spans = [(t.start or t.end, t.end or t.start) for t in times if t.start or t.end]
    if not spans:
        return None, None
    if any(
        isinstance(t.claim, Figure) and t.claim.basis in (Basis.CUMULATIVE, Basis.STANDING) for t in items
    ):
        return min(s for s, _ in spans if s), max(e for _, e in spans if e)
    counts = Counter(spans)
    return max(sorted(counts, key=str), key=lambda s: counts[s])


def _place(items: Sequence[Told]) -> Place | None:
    """The place that most claims give; among equals the most precise, then the first told."""
    places = [t.claim.place for t in items if isinstance(t.claim, Figure) and t.claim.place]
    if not places:
        return None
    counts = Counter(p.name or p.span.text for p in places)
    ranked = ((counts[p.name or p.span.text], -(p.precision or 9), -at) for at, p in enumerate(places))
    return places[-max(ranked)[2]]
