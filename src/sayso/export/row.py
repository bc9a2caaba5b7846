"""One claim as exports see it: with its article and its run, and as one JSON object.

The object is also what ``sayso list --json`` prints, so that a list and an export say the same.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from sayso.model import Article, Claim, ClaimKind, Figure, Place, Responsibility, Run, Span
from sayso.model.contract import article_json, figure_json, responsibility_json, statement_json

if TYPE_CHECKING:
    from sayso.export.case import Case
    from sayso.model.decisions import Decision


GEONAMES = "GeoNames (geonames.org), CC BY 4.0"


def credit(place: Place | None) -> str | None:
    """Whom a resolved place is owed to, named as its owner asks; None for what came with the article."""
    known = place.gazetteer_id if place else None
    return GEONAMES if known and known.startswith("geonames:") else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim, the article that makes it, the run that read it there, and what people have decided of it."""

    article: Article
    run: Run
    claim: Claim
    decisions: "tuple[Decision, ...]" = ()

    @property
    def kind(self) -> ClaimKind:
        """Which of the three kinds the claim is."""
        match self.claim:
            case Figure():
                return ClaimKind.FIGURE
            case Responsibility():
                return ClaimKind.RESPONSIBILITY
        return ClaimKind.STATEMENT

    @property
    def words(self) -> Span:
        """The exact words that carry the claim: the quantity, the act, or the first stretch of speech."""
        match self.claim:
            case Figure():
                return self.claim.quantity.span
            case Responsibility():
                return self.claim.act
        return self.claim.content[0]

    @property
    def citation_urls(self) -> tuple[str, ...]:
        """The addresses behind the claim's footnotes, in the order of its markers."""
        known = {c.marker: c.url for c in self.article.citations if c.marker and c.url}
        return tuple(known[marker] for marker in self.claim.citations if marker in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to write claims: ``write(rows, out)`` writes bytes to ``out`` and returns how many claims.

    A format with ``whole`` can hold more than claims: ``whole(rows, cases, decisions, out)``.
    """

    name: str
    suffix: str
    summary: str
    write: Callable[[Iterable[Row], BinaryIO], int]
    whole: "Callable[[Iterable[Row], Iterable[Case], Iterable[Decision], BinaryIO], int] | None" = None


class Counting:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def row_json(row: Row) -> dict[str, Any]:
    """A claim as one object: the contract's fields with kind, sentence, words, addresses, article and run."""
    claim = row.claim
    match claim:
        case Figure():
            fields = figure_json(claim)
        case Responsibility():
            fields = responsibility_json(claim)
        case _:
            fields = statement_json(claim)
    head = {k: v for k, v in article_json(row.article).items() if k not in ("text", "passages")}
    return {
        "id": claim.id,
        "kind": str(row.kind),
        "sentence": claim.span.text,
        "words": row.words.text,
        **fields,
        "gazetteer": credit(claim.place) if isinstance(claim, Figure) else None,
        "citation_urls": list(row.citation_urls),
        "article": head,
        "run": {"version": row.run.version, "model": row.run.model, "language": row.run.language},
    }
