"""Totals: which running totals may hold the figures of an incident.

"At least 54 since the start of February" may hold the 33 of one night: in the same article, or where measure,
country and month meet. This only finds who is near; whether one figure lies inside another is told by
:mod:`sayso.reconciling`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sayso.model import Basis, Claim, Figure, short_hash
from sayso.reconciling import Told

MONTHS = 4  # the longest window, in months, that is looked at beyond its own article


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A running total: where it stands, and the months that it touches, each with measure and country.

    ``says`` is a hash of all that the claim says, so that one that was corrected is another total.
    """

    claim: str
    article: str
    months: tuple[str, ...]
    says: str


def total_of(claim: Claim, article: str) -> Total | None:
    """A claim as a running total; None where it is none."""
    if not isinstance(claim, Figure) or claim.basis is not Basis.CUMULATIVE:
        return None
    says = short_hash("total", repr(claim))
    return Total(claim=claim.id, article=article, months=tuple(_touched(claim)), says=says)


def month_of(figure: Figure) -> str | None:
    """The month of a figure, with measure and country; None where nothing tells its day."""
    day = figure.time.start or figure.time.end if figure.time else None
    return _named(figure, day[:7]) if day else None


def _named(figure: Figure, month: str) -> str:
    country = figure.place.country if figure.place else None
    return f"{figure.measure} {country or '-'} {month}"


def _touched(figure: Figure) -> Iterator[str]:
    """The months that a total's window touches, the first few of a long one."""
    if figure.time is None or figure.time.start is None or figure.time.end is None:
        return
    year, month = int(figure.time.start[:4]), int(figure.time.start[5:7])
    for _ in range(MONTHS):
        name = f"{year:04d}-{month:02d}"
        if name > figure.time.end[:7]:
            return
        yield _named(figure, name)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@dataclass(slots=True)
class Totals:
    """The running totals of a ledger by article and by month."""

    _by_article: dict[str, dict[str, Total]] = field(default_factory=dict)
    _by_month: dict[str, set[str]] = field(default_factory=dict)

    def add(self, total: Total) -> None:
        """Take one more."""
        self._by_article.setdefault(total.article, {})[total.claim] = total
        for month in total.months:
            self._by_month.setdefault(month, set()).add(total.claim)

    def of(self, article: str) -> tuple[Total, ...]:
        """Those of one article."""
        return tuple(self._by_article.get(article, {}).values())

    def drop(self, article: str) -> None:
        """Forget those of one article."""
        for total in self._by_article.pop(article, {}).values():
            for month in total.months:
                self._by_month[month].discard(total.claim)

    def near(self, items: Iterable[Told]) -> set[str]:
        """The claims of the totals that may hold one of these figures."""
        found: set[str] = set()
        for item in items:
            if isinstance(item.claim, Figure):
                found.update(self._by_article.get(item.article.id, {}))
                month = month_of(item.claim)
                found |= self._by_month.get(month, set()) if month else set()
        return found
