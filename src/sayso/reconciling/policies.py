"""Policies: what each rule would conclude from the accounts, named after what recorders do.

A policy is a pure function of accounts; its docstring is what the pages show. It uses each origin's last word
only, leaves out denials and what a party claims of the other side, and never adds figures up. ``best`` is
None where the rule gives none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.model import Account, Bound, Estimate, NotFoundError, SpeakerKind

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What some policies need: ``order`` of speakers or kinds (names, ids or kinds, the most trusted first),
    and the ``reviewed`` figures that a person has set (low, best, high, reason).
    """

    order: tuple[str, ...] = ("named", "anonymous", "diffuse", "author")
    reviewed: tuple[Number | None, Number | None, Number | None, str] | None = None


Policy = Callable[[Sequence[Account], Choices], Estimate]


def ends(account: Account) -> tuple[Number | None, Number | None]:
    """The least and the most that an account leaves open; a vague word gives its floor only."""
    return account.low, account.high


def point(account: Account) -> Number | None:
    """The one number that an account names: "at least 70" and "about 70" name 70; a vague word names none."""
    if account.bound in (Bound.VAGUE, Bound.RANGE):
        return account.low if account.low == account.high else None
    return account.low if account.low is not None else account.high


def _spread(accounts: Sequence[Account]) -> tuple[Number | None, Number | None]:
    lows = [a.low if a.low is not None else a.high for a in accounts]
    highs = [a.high if a.high is not None else a.low for a in accounts]
    known_lows, known_highs = [x for x in lows if x is not None], [x for x in highs if x is not None]
    return min(known_lows, default=None), max(known_highs, default=None)


def _claims(accounts: Sequence[Account]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for a in accounts for c in a.claims))


def range_policy(accounts: Sequence[Account], choices: Choices) -> Estimate:
    """Range. The lowest and the highest number that any independent voice gives in its last word. There is a
    best figure only where all name the same number. It takes no side; a wide range is an honest answer.
    """
    low, high = _spread(accounts)
    named = {p for a in accounts if (p := point(a)) is not None}
    best = named.pop() if len(named) == 1 else None
    why = f"lowest and highest of {len(accounts)} independent voice{'s' * (len(accounts) != 1)}"
    return Estimate(policy="range", low=low, best=best, high=high, claims=_claims(accounts), why=why)


def majority_policy(accounts: Sequence[Account], choices: Choices) -> Estimate:
    """Majority. The number that most independent voices name, each voice counted once however many outlets
    carry it. A tie gives no best figure. Low and high are those of the range.
    """
    low, high = _spread(accounts)
    named: dict[Number, int] = {}
    for account in accounts:
        if (said := point(account)) is not None:
            named[said] = named.get(said, 0) + 1
    top = max(named.values(), default=0)
    winners = [n for n, votes in named.items() if votes == top]
    best = winners[0] if len(winners) == 1 else None
    if best is None:
        why = (
            f"no number has more voices than another ({', '.join(f'{n:,}' for n in sorted(named))})"
            if named
            else "no voice names a number"
        )
        used = accounts
    else:
        why = f"{top} of {len(accounts)} independent voices name {best:,}"
        used = [a for a in accounts if point(a) == best]
    return Estimate(policy="majority", low=low, best=best, high=high, claims=_claims(used), why=why)


def priority_policy(accounts: Sequence[Account], choices: Choices) -> Estimate:
    """Priority. The word of the voice that stands first in an ordered list of speakers or kinds of speaker
    (named before anonymous before diffuse before the article's own voice, unless another order is given).
    Voices of the same rank give their range, and a best figure where they agree.
    """
    for wanted in choices.order:
        first = [a for a in accounts if _is(a, wanted)]
        if first:
            low, high = _spread(first)
            named = {p for a in first if (p := point(a)) is not None}
            best = named.pop() if len(named) == 1 else None
            why = f"the word of {', '.join(dict.fromkeys(a.speaker for a in first))} ({wanted} comes first)"
            return Estimate(policy="priority", low=low, best=best, high=high, claims=_claims(first), why=why)
    return Estimate(
        policy="priority", low=None, best=None, high=None, claims=(), why="nobody on the list speaks"
    )


def _is(account: Account, wanted: str) -> bool:
    if wanted in {str(k) for k in SpeakerKind}:
        return str(account.kind) == wanted
    return wanted.casefold() in account.speaker.casefold() or wanted == account.origin


def latest_policy(accounts: Sequence[Account], choices: Choices) -> Estimate:
    """Latest. What was said last, by day of publication; voices of the same last day give their range, and a
    best figure where they agree. For tolls that are still being counted.
    """
    days = [a.said_on for a in accounts if a.said_on]
    if not days:
        return Estimate(
            policy="latest", low=None, best=None, high=None, claims=(), why="no account has a day"
        )
    last = [a for a in accounts if a.said_on == max(days)]
    low, high = _spread(last)
    named = {p for a in last if (p := point(a)) is not None}
    best = named.pop() if len(named) == 1 else None
    return Estimate(
        policy="latest", low=low, best=best, high=high, claims=_claims(last), why=f"said on {max(days)}"
    )


def reviewer_policy(accounts: Sequence[Account], choices: Choices) -> Estimate:
    """Reviewer. What a person has decided, with the reason given; nothing until a person has."""
    if choices.reviewed is None:
        return Estimate(
            policy="reviewer", low=None, best=None, high=None, claims=(), why="nobody has decided yet"
        )
    low, best, high, reason = choices.reviewed
    return Estimate(
        policy="reviewer",
        low=low,
        best=best,
        high=high,
        claims=_claims(accounts),
        why=f"set by a reviewer: {reason}",
    )


POLICIES: tuple[tuple[str, Policy], ...] = (
    ("range", range_policy),
    ("majority", majority_policy),
    ("priority", priority_policy),
    ("latest", latest_policy),
    ("reviewer", reviewer_policy),
)


def policy_named(name: str) -> Policy:
    """The policy of that name; raises ``NotFoundError`` where there is none."""
    for known, policy in POLICIES:
        if known == name:
            return policy
    names = ", ".join(n for n, _ in POLICIES)
    raise NotFoundError("policy", f"there is no policy {name!r}; choose one of {names}")


def usable(accounts: Sequence[Account]) -> list[Account]:
    """The accounts that a policy reads: last words that nobody's denial is made of."""
    return [a for a in accounts if a.superseded_by is None and not a.denied]
