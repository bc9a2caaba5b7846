"""What reconciling works on: a claim with the article that tells it, and the order in which things were
told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from sayso.model import Article, Claim, Figure, Reading, Responsibility, Span, Speaker, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as one article tells it."""

    claim: Claim
    article: Article

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def speaker(self) -> Speaker | None:
        """Whom the article gives for it; None in the article's own voice."""
        return self.claim.speaker

    @property
    def relay(self) -> Span | None:
        """Who passes the speaker's words on, where the article names one."""
        return None if isinstance(self.claim, Statement) else self.claim.relay

    @property
    def outlet(self) -> str:
        """Who published it; where the outlet is not known, the article stands for itself."""
        article = self.article
        return article.outlet or (f"“{article.title}”" if article.title else article.doc_id or article.id)

    @property
    def anchor(self) -> Span:
        """The words that the claim hangs on."""
        if isinstance(self.claim, Figure):
            return self.claim.quantity.span
        return self.claim.act if isinstance(self.claim, Responsibility) else self.claim.span

    @property
    def when(self) -> str:
        """When the article appeared, as far as known: ISO date or date-time, "9999" where nothing tells
        it.
        """
        return self.article.published.earliest or self.article.published.latest or "9999"

    @property
    def order(self) -> tuple[str, str, int, str]:
        """The order of telling: time, article, place in the text."""
        return told_at(self.article), self.article.id, self.anchor.start, self.id


def told_at(article: Article) -> str:
    """When an article appeared, so that it sorts: in UTC where the hour is known, else as its day's end."""
    return _sortable(article.published.earliest or article.published.latest or "9999")


@lru_cache(maxsize=65536)
def _sortable(when: str) -> str:
    if len(when) <= 10:
        return f"{when}T99"
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:  # a page's own wording of the hour: its day still sorts
        return f"{when[:10]}T99"
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.isoformat()


def tell(readings: Iterable[Reading]) -> dict[str, Told]:
    """Every claim of these readings by its id."""
    return {c.id: Told(claim=c, article=r.article) for r in readings for c in r.claims}
