"""Blame: who is said to have done it, by whom, and whether that is contested; and the grade of an incident.

Accusations of one party under its many names are one. Blame is contested where somebody denies it or
somebody accuses another party of the same incident.
"""

from collections.abc import Mapping, Sequence

from sayso.model import Blame, Figure, Grade, Origin, Responsibility, Stance, Tally
from sayso.reconciling.told import Told
from sayso.reconciling.voices import accused_key
from sayso.reconciling.words import display, wider


def blames(items: Sequence[Told], by: Mapping[str, Origin]) -> tuple[Blame, ...]:
    """The accused of an incident, each with who asserts, denies and doubts it."""
    accused: dict[str, list[Told]] = {}
    for item in sorted(items, key=lambda t: t.order):
        if isinstance(item.claim, Responsibility):
            accused.setdefault(accused_key(item), []).append(item)
    keys = list(accused)
    return tuple(_blame(key, said, by, _rivals(key, keys, accused)) for key, said in accused.items())


def _rivals(key: str, keys: Sequence[str], accused: Mapping[str, Sequence[Told]]) -> list[str]:
    """The other parties that somebody accuses of the same, wider and narrower names of one party left out."""
    mine = accused[key][0].article
    own = {key, wider(key, mine)}
    return [
        k
        for k in keys
        if k != key
        and k not in own
        and wider(k, mine) not in own - {None}
        and not (set(k.split()) <= set(key.split()) or set(key.split()) <= set(k.split()))
        and any(isinstance(t.claim, Responsibility) and t.claim.stance is Stance.ASSERTS for t in accused[k])
    ]


def _blame(key: str, said: Sequence[Told], by: Mapping[str, Origin], rivals: Sequence[str]) -> Blame:
    who: dict[Stance, list[str]] = {s: [] for s in Stance}
    for item in said:
        if isinstance(item.claim, Responsibility):
            who[item.claim.stance].append(by[item.id].name)
    name = display(key, said[0].article)
    if name == key and isinstance(said[0].claim, Responsibility):
        name = said[0].claim.accused.text
    denied = tuple(dict.fromkeys(who[Stance.DENIES]))
    asserted = tuple(dict.fromkeys(who[Stance.ASSERTS]))
    reasons = []
    if asserted and denied:
        reasons.append(
            f"{', '.join(asserted)} accuse{'s' * (len(asserted) == 1)}, {', '.join(denied)} denies"
        )
    elif denied:
        reasons.append(f"{', '.join(denied)} denies")
    if asserted and rivals:
        others = ", ".join(display(r, said[0].article) for r in rivals)
        reasons.append(f"others accuse {others}")
    return Blame(
        accused=name,
        claims=tuple(t.id for t in said),
        asserted_by=asserted,
        denied_by=denied,
        doubted_by=tuple(dict.fromkeys(who[Stance.DOUBTS])),
        contested=bool(reasons),
        why="; ".join(reasons) or f"{', '.join(asserted) or 'nobody'} says so, and nobody here denies it",
    )


def grade(
    items: Sequence[Told], by: Mapping[str, Origin], blamed: Sequence[Blame], tallies: Sequence[Tally]
) -> tuple[Grade, str]:
    """Grade, after Airwars' grading of incidents. *Confirmed*: the party held responsible says so itself.
    *Contested*: voices accuse different parties, or the accusation is denied. *Discounted*: all figures are
    denied, or the reports only cite one another. *Fair*: two or more independent voices, at least one of them
    named. *Weak*: a single voice, or none that is named. A reviewer's grade goes before all of these.
    """
    owned = _owned(items, by)
    if owned:
        return Grade.CONFIRMED, f"{owned} says that it did this"
    counting = [t for t in items if isinstance(t.claim, Figure)] or items
    origins = {by[t.id].id: by[t.id] for t in counting}.values()
    accounts = [a for t in tallies for a in t.accounts]
    if accounts and all(a.denied for a in accounts):
        return Grade.DISCOUNTED, "every figure is denied"
    if origins and all(o.first is None for o in origins):
        return Grade.DISCOUNTED, "the reports only cite one another"
    contested = [b for b in blamed if b.contested]
    if contested:
        return Grade.CONTESTED, f"responsibility of {contested[0].accused}: {contested[0].why}"
    named = [o for o in origins if str(o.kind) == "named"]
    if len(origins) >= 2 and named:
        return Grade.FAIR, f"{len(origins)} independent voices, {len(named)} of them named"
    if len(origins) >= 2:
        return Grade.WEAK, f"{len(origins)} voices, none of them named"
    return Grade.WEAK, "a single voice"


def _owned(items: Sequence[Told], by: Mapping[str, Origin]) -> str | None:
    """The party that asserts its own responsibility, or None."""
    for item in items:
        if isinstance(item.claim, Responsibility) and item.claim.stance is Stance.ASSERTS:
            party = by[item.id].party
            key = accused_key(item)
            if party is not None and party in (key, wider(key, item.article)) and item.speaker is not None:
                return by[item.id].name
    return None
