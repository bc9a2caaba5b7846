"""One window of a document with the network's scores and what is fitted: what the decoders work on."""

from dataclasses import dataclass

from sayso.model import Span
from sayso.reading.drafts import Document
from sayso.reading.learned.fit import Answer, Fit
from sayso.reading.learned.scores import Choice, Scores, choose
from sayso.reading.learned.tokens import Pieces

UNUSED = frozenset({"figure_place", "figure_time"})
"""Roles that are trained (they teach the encoder) and resolved by other means, which measure better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window of ``document`` as the network sees it."""

    document: Document
    pieces: Pieces
    scores: Scores
    fit: Fit

    def choices(
        self, kind: str, row: int, position: int, answers: dict[str, Span | None] | None = None
    ) -> dict[str, Choice]:
        """What each role of an anchor points to, the rules' ``answers`` weighed in where there are any."""
        ends = self.scores.point(kind, row, position)
        given = answers or {}
        return {
            role: choose(
                ends[role],
                role=role,
                window=self.scores.window,
                pieces=self.pieces,
                text=self.document.article.text,
                lean=self.fit.lean(f"{kind}_{role}"),
                answer=Answer(span=given[role], weight=self.fit.weight(f"{kind}_{role}"))
                if role in given
                else None,
            )
            for role in ends
            if f"{kind}_{role}" not in UNUSED
        }

    def cut(self, choice: Choice) -> Span | None:
        """The words that a choice stands for."""
        return self.document.article.cut(*choice.span) if choice.span else None

    def words(self, first: int, last: int) -> Span:
        """The words from position ``first`` to ``last`` (inclusive) of the window."""
        at = self.scores.window.first - 1
        start, end = int(self.pieces.starts[first + at]), int(self.pieces.ends[last + at])
        return self.document.article.cut(start, end)

    def owns(self, position: int) -> bool:
        """True where an anchor at ``position`` is read in this window."""
        return self.scores.window.owns(position - 1 + self.scores.window.first)

    def sentence(self, position: int) -> Span:
        """The sentence that holds a position."""
        return self.document.sentences[int(self.scores.inputs.sentences[position])].span
