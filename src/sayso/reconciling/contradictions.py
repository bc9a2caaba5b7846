"""Contradictions between accounts, typed, each with its claims and a sentence that says why.

*Value*: the same thing counted, numbers that cannot both hold. *Scope*: numbers that count different things.
*Update*: the same voice, later. Accounts that differ in bound only ("at least 70" and 86) are compatible.
"""

from collections.abc import Sequence
from itertools import combinations

from sayso.model import Account, Bound, Contradiction, ContradictionKind

ABOUT = 0.1  # how far "about" reaches, as a share of its number
FOR_VAGUE = 10  # a vague word ("dozens") is taken to reach to ten times its floor


def reach(account: Account) -> tuple[float, float]:
    """The numbers that an account leaves open, from and to."""
    low = account.low if account.low is not None else 0
    high = account.high if account.high is not None else float("inf")
    if account.bound is Bound.ABOUT:
        return low * (1 - ABOUT), (high if account.high is not None else low) * (1 + ABOUT)
    if account.bound is Bound.VAGUE and account.high is None:
        return low, low * FOR_VAGUE
    return low, high


def said(account: Account) -> str:
    """An account's number in words."""
    low, high = account.low, account.high
    if account.bound is Bound.AT_LEAST and low is not None:
        return f"at least {low:,}"
    if account.bound is Bound.AT_MOST and high is not None:
        return f"at most {high:,}"
    if account.bound is Bound.ABOUT and low is not None:
        return f"about {low:,}"
    if account.bound is Bound.VAGUE:
        return f"a vague number ({low:,} or more)" if low is not None else "a vague number"
    if low == high and low is not None:
        return f"{low:,}"
    return f"{'?' if low is None else f'{low:,}'} to {'?' if high is None else f'{high:,}'}"


def between(accounts: Sequence[Account]) -> tuple[tuple[Contradiction, ...], tuple[Contradiction, ...]]:
    """The contradictions among accounts of one scope, and those that differ in bound only."""
    current = [a for a in accounts if a.superseded_by is None]
    found = list(_updates(accounts))
    compatible = []
    for left, right in combinations(_alike(current), 2):
        one, other = left[0], right[0]
        claims = tuple(c for a in (*left, *right) for c in a.claims)
        who = f"{_speakers(left)} {_verb(one)} {said(one)}, {_speakers(right)} {_verb(other)} {said(other)}"
        if one.denied != other.denied:
            if _meet(one, other):
                found.append(
                    Contradiction(
                        kind=ContradictionKind.VALUE,
                        claims=claims,
                        why=f"{who}: one denies what the other asserts",
                    )
                )
        elif not one.denied and _meet(one, other):
            why = f"{who}: both can hold, they differ in bound only"
            compatible.append(Contradiction(kind=ContradictionKind.COMPATIBLE, claims=claims, why=why))
        elif not one.denied:
            why = f"{who}: the same is counted and both cannot hold"
            found.append(Contradiction(kind=ContradictionKind.VALUE, claims=claims, why=why))
    return tuple(found), tuple(compatible)


def _alike(accounts: Sequence[Account]) -> list[list[Account]]:
    """Accounts of the same number and bound, together."""
    groups: dict[tuple[object, ...], list[Account]] = {}
    for account in accounts:
        groups.setdefault((account.low, account.high, account.bound, account.denied), []).append(account)
    return list(groups.values())


def _meet(a: Account, b: Account) -> bool:
    (low, high), (from_, to) = reach(a), reach(b)
    return low <= to and from_ <= high


def _speakers(accounts: Sequence[Account]) -> str:
    names = list(dict.fromkeys(a.speaker for a in accounts))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _verb(account: Account) -> str:
    return "denies" if account.denied else "says"


def _updates(accounts: Sequence[Account]) -> list[Contradiction]:
    chains: dict[str, list[Account]] = {}
    for account in accounts:
        chains.setdefault(account.origin, []).append(account)
    found = []
    for chain in chains.values():
        following = {a.id: a for a in chain}
        for account in chain:
            later = following.get(account.superseded_by or "")
            if later is not None:
                why = f"{account.speaker} said {said(account)} first, then {said(later)}"
                found.append(
                    Contradiction(
                        kind=ContradictionKind.UPDATE, claims=(*account.claims, *later.claims), why=why
                    )
                )
    return found


def of_scope(
    one: Sequence[Account], other: Sequence[Account], what: str, else_what: str
) -> Contradiction | None:
    """The contradiction of scope between accounts of two things counted, or None where one side has no last
    word.
    """
    left = [a for a in one if a.superseded_by is None and not a.denied]
    right = [a for a in other if a.superseded_by is None and not a.denied]
    if not left or not right or {a.origin for a in left} == {a.origin for a in right}:
        return None
    why = (
        f"{_speakers(left)} count{'s' * (len(left) == 1)} {what} ({said(left[0])}), "
        f"{_speakers(right)} {else_what} ({said(right[0])}): the figures count different things"
    )
    return Contradiction(
        kind=ContradictionKind.SCOPE, claims=tuple(c for a in (*left, *right) for c in a.claims), why=why
    )
