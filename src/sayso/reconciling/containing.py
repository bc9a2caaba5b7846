"""Containment in running totals: the 33 of last night lie within the 54 since the start of February.

An event figure lies within a cumulative one of the same measure where the window covers its day and the place
can hold its place, if one article tells both or the total is of the same place and no longer than a season.
Totals of a whole war are left to the article that tells them: that everything lies in them says nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sayso.model import Containment, Figure
from sayso.reconciling.accounts import size
from sayso.reconciling.scopes import scope_of
from sayso.reconciling.told import Told
from sayso.reconciling.words import tokens

SEASON = 92  # days: the longest window that is looked at across articles


def running_totals(items: Sequence[Told], running: Iterable[Told]) -> list[Containment]:
    """The running totals that hold figures of an incident: for each total and number, the first figure
    told."""
    found: list[Containment] = []
    seen: set[tuple[float, float]] = set()
    for total in sorted(running, key=lambda t: t.order):
        for item in items:
            figure, sum_ = item.claim, total.claim
            if not isinstance(figure, Figure) or not isinstance(sum_, Figure):
                continue
            if (size(sum_), size(figure)) not in seen and lies_within(item, total):
                seen.add((size(sum_), size(figure)))
                found.append(Containment(whole=total.id, part=item.id, why=_why(item, total)))
    return found


def lies_within(item: Told, total: Told) -> bool:
    """True where an event figure is one of those that a running total counts."""
    event, sum_ = item.claim, total.claim
    if not isinstance(event, Figure) or not isinstance(sum_, Figure) or event.measure is not sum_.measure:
        return False
    if not 0 <= size(event) <= size(sum_) or not _same_counted(item, total):
        return False
    if item.article.id == total.article.id:
        return _covers(event, sum_, unknown=True) and _holds_place(event, sum_, unknown=True)
    return _short(sum_) and _covers(event, sum_, unknown=False) and _holds_place(event, sum_, unknown=False)


def _same_counted(item: Told, total: Told) -> bool:
    one, other = scope_of(item), scope_of(total)
    return one == other or one.general_of(other) or other.general_of(one)


def _covers(event: Figure, total: Figure, *, unknown: bool) -> bool:
    if event.time is None or total.time is None or not (event.time.start or event.time.end):
        return unknown
    first, last = event.time.start or event.time.end, event.time.end or event.time.start
    if first is None or last is None:
        return unknown
    after = (total.time.start is None and unknown) or (
        total.time.start is not None and total.time.start <= first
    )
    return after and (total.time.end is None or last <= total.time.end)


def _short(total: Figure) -> bool:
    if total.time is None or total.time.start is None or total.time.end is None:
        return False
    return (date.fromisoformat(total.time.end) - date.fromisoformat(total.time.start)).days <= SEASON


def _holds_place(event: Figure, total: Figure, *, unknown: bool) -> bool:
    inner, outer = event.place, total.place
    if inner is None or outer is None:
        return unknown
    if inner.country and outer.country and inner.country != outer.country:
        return False
    same = set(tokens(outer.span.text)) <= set(tokens(inner.span.text)) or bool(
        inner.name and inner.name == outer.name
    )
    return (
        same
        or unknown
        or bool(outer.precision and outer.precision >= 4 and outer.precision > (inner.precision or 9))
    )


def _why(item: Told, total: Told) -> str:
    figure = total.claim
    since = (
        figure.time.span.text
        if isinstance(figure, Figure) and figure.time and figure.time.span
        else "over its window"
    )
    return (
        f"“{item.anchor.text}” of this incident lies within “{total.anchor.text}” {since}: not to be added up"
    )
