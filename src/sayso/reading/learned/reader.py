"""The learned reader: one small encoder reads an article's figures, accusations and statements.

The network sees an article of usual length whole and all its quantities in one pass. One window goes in at a
time: the network's numbers are quantised by what it sees together, so that a batch would make an article's
claims depend on its neighbours. Where a rule reader is given, its answers are weighed in (see
:mod:`sayso.reading.learned.fit`). What follows (names, intervals, coordinates) is not done here.
"""

from collections.abc import Mapping
from typing import Protocol

from tokenizers import Tokenizer

from sayso.reading.drafts import (
    Candidate,
    ClaimReader,
    Document,
    Drafts,
    FigureDraft,
    ResponsibilityDraft,
    StatementDraft,
)
from sayso.reading.learned import blame, figures, speech
from sayso.reading.learned.features import Inputs, inputs
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.scores import Floats, Scores
from sayso.reading.learned.tokens import Pieces, cut, windows
from sayso.reading.learned.view import View


class Network(Protocol):
    """Whatever computes the heads' numbers for one window."""

    def __call__(self, made: Inputs) -> Mapping[str, Floats]:
        """The numbers by head."""
        ...


class LearnedReader:
    """A :class:`~sayso.reading.drafts.ClaimReader` over a trained network, with a rule reader's advice."""

    def __init__(
        self, *, network: Network, tokenizer: Tokenizer, name: str, fit: Fit, rules: ClaimReader | None = None
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._name = name
        self._fit = fit
        self._rules = rules

    @property
    def name(self) -> str:
        """The model and the first digits of its file's digest, and the rules that advise it."""
        return f"{self._name}+{self._rules.name}" if self._rules else self._name

    def read(self, document: Document) -> Drafts:
        """The drafts of one document; the same document gives the same drafts."""
        rules = self._rules.read(document) if self._rules else None
        known = {(f.quantity.span.start, f.quantity.span.end): f for f in rules.figures} if rules else {}
        pieces = cut(document, self._tokenizer)
        placed = _placed(document, pieces)
        counted: list[FigureDraft] = []
        blamed: list[ResponsibilityDraft] = []
        said: list[StatementDraft] = []
        for window in windows(pieces):
            here = [row for row in placed if window.owns(row[0]) and row[1] < window.last]
            made = inputs(pieces, window, [(first, last) for first, last, _ in here])
            scores = Scores(window=window, inputs=made, out=self._network(made))
            view = View(document=document, pieces=pieces, scores=scores, fit=self._fit)
            countings = [
                figures.Counting(row=row, candidate=c, asked=rules is not None, rule=known.get(_ends(c)))
                for row, (_, _, c) in enumerate(here)
            ]
            counted += figures.figures(view, countings)
            blamed += blame.responsibility(view, rules.responsibility if rules else None)
            said += speech.statements(view)
        if rules and self._fit.trust.get("speech", 0.0) > 0:
            said = list(rules.statements)
        return Drafts(figures=tuple(counted), responsibility=tuple(blamed), statements=tuple(said))


def _ends(candidate: Candidate) -> tuple[int, int]:
    return candidate.quantity.span.start, candidate.quantity.span.end


def _placed(document: Document, pieces: Pieces) -> list[tuple[int, int, Candidate]]:
    """First and last piece of the candidates that may be claims, and the candidate."""
    found = []
    for candidate in (c for row in document.candidates for c in row):
        span = pieces.span(*_ends(candidate))
        if candidate.excluded is None and span is not None:
            found.append((*span, candidate))
    return found
