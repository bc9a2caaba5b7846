"""Accounts: what each independent voice says of a measure, in time, the last word standing.

Of several figures of one voice in one article the largest is the account; a smaller one is what was said
before where its sentence says so ("had earlier spoken of nine"), else a part. Later articles update earlier
ones; what is superseded is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.model import Account, Containment, Figure, Origin, Stance, short_hash
from sayso.reconciling.told import Told
from sayso.reconciling.words import known_party, says_any, wider, word_list

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """The accounts of one scope, and the parts found on the way."""

    accounts: tuple[Account, ...]
    within: tuple[Containment, ...]


def size(figure: Figure) -> Number:
    """The number that a figure names, for setting figures in order; -1 where it names none."""
    quantity = figure.quantity
    return quantity.low if quantity.low is not None else quantity.high if quantity.high is not None else -1


def accounts(items: Sequence[Told], by: Mapping[str, Origin]) -> Voiced:
    """The accounts of figures of one scope, by origin and in time."""
    made: list[Account] = []
    within: list[Containment] = []
    voices: dict[str, list[Told]] = {}
    for item in sorted(items, key=lambda t: t.order):
        voices.setdefault(by[item.id].id, []).append(item)
    for said in voices.values():
        steps, parts = _steps(said)
        within.extend(parts)
        made.extend(_in_time(steps, by[said[0].id]))
    told = {t.id: t.order for t in items}
    return Voiced(accounts=tuple(sorted(made, key=lambda a: told[a.claims[0]])), within=tuple(within))


def _steps(said: Sequence[Told]) -> tuple[list[list[Told]], list[Containment]]:
    """One voice's figures as successive accounts (each a list of figures of one number), and its parts."""
    by_article: dict[str, list[Told]] = {}
    for item in said:
        by_article.setdefault(item.article.id, []).append(item)
    steps: list[list[Told]] = []
    parts: list[Containment] = []
    for items in by_article.values():
        here, inside = _of_article(items)
        parts.extend(inside)
        steps.extend(here)
    joined: list[list[Told]] = []
    for step in steps:
        if joined and _numbers(joined[-1][0]) == _numbers(step[0]):
            joined[-1].extend(step)
        elif (home := next((j for j in joined if _numbers(j[0]) == _numbers(step[0])), None)) and _recalls(
            step
        ):
            home.extend(step)
        else:
            joined.append(step)
    return joined, parts


def _of_article(items: Sequence[Told]) -> tuple[list[list[Told]], list[Containment]]:
    sizes = [(size(t.claim), t) for t in items if isinstance(t.claim, Figure)]
    most = max(n for n, _ in sizes)
    top = [t for n, t in sizes if n == most]
    steps: list[list[Told]] = []
    parts: list[Containment] = []
    for number, item in sorted(sizes, key=lambda x: (x[0], x[1].order)):
        if number == most:
            continue
        if _recalls([item]):
            steps.append([item])
        elif number >= 0:
            why = f"{_words(item)} lies within {_words(top[0])} of the same voice in the same article"
            parts.append(Containment(whole=top[0].id, part=item.id, why=why))
    return [*steps, top], parts


def _recalls(step: Sequence[Told]) -> bool:
    """True where the sentence says that this was said before."""
    return all(says_any(t.claim.span.text, word_list(t.article.language, "words", "updates")) for t in step)


def _words(item: Told) -> str:
    figure = item.claim
    assert isinstance(figure, Figure)  # the callers have looked
    counted = f" {figure.object.span.text}" if figure.object.span else ""
    return f"“{figure.quantity.span.text}{counted}”"


def _numbers(item: Told) -> tuple[Number | None, bool]:
    figure = item.claim
    assert isinstance(figure, Figure)  # the callers have looked
    return size(figure), figure.stance is Stance.DENIES


def _in_time(steps: Sequence[Sequence[Told]], origin: Origin) -> list[Account]:
    """Successive accounts of one voice, each superseded by the next."""
    made = [_account(items, origin) for items in steps]
    for at in range(len(made) - 2, -1, -1):
        later = next((a for a in made[at + 1 :] if a.denied == made[at].denied), None)
        if later is not None:
            made[at] = replace(made[at], superseded_by=later.id)
    return made


def _account(items: Sequence[Told], origin: Origin) -> Account:
    last = items[-1].claim
    assert isinstance(last, Figure)  # the callers have looked
    day = items[0].when[:10]
    return Account(
        id=short_hash("account", origin.id, items[0].id),
        origin=origin.id,
        speaker=origin.name,
        kind=origin.kind,
        outlets=tuple(dict.fromkeys(t.outlet for t in items)),
        low=last.quantity.low,
        high=last.quantity.high,
        bound=last.quantity.bound,
        claims=tuple(t.id for t in items),
        said_on=None if day == "9999" else day,
        superseded_by=None,
        other_side=any(of_other_side(t, origin) for t in items),
        denied=last.stance is not Stance.ASSERTS,
    )


def of_other_side(item: Told, origin: Origin) -> bool:
    """True where a party counts the losses that it says it inflicted: it acts, and those counted are not
    its own.
    """
    figure = item.claim
    if not isinstance(figure, Figure) or origin.party is None or figure.actor is None:
        return False
    if str(figure.measure) not in word_list(item.article.language, "losses", "measures"):
        return False
    country = figure.place.country if figure.place else None
    actor = known_party(figure.actor.text, item.article, country)
    if actor is None or origin.party not in (actor, wider(actor, item.article)):
        return False
    counted = figure.object.span.text if figure.object.span else ""
    return known_party(counted, item.article, country) != origin.party
