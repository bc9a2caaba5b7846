"""The learned reader: one small encoder reads each quantity of an article in its surroundings.

The rules read first; what they make of a quantity goes in as hints, and the network says what it is (see
:mod:`sayso.reading.learned.looks`) and who is accused in its sentence. (Sentences without a quantity teach
who is accused; to look at them here too takes a fifth more time and gave half a point.) Statements that the
rules are less sure of are looked at too, where the fit has a lean for them. What follows (names, intervals,
coordinates) is not done here.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from tokenizers import Tokenizer

from sayso.reading.drafts import (
    Candidate,
    ClaimReader,
    Document,
    Drafts,
    FigureDraft,
    Sentence,
    StatementDraft,
)
from sayso.reading.learned import blame, figures, statements
from sayso.reading.learned import gate as gates
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.gate import Gate
from sayso.reading.learned.labels import GLANCE
from sayso.reading.learned.looks import Board, Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.scores import Scores
from sayso.reading.learned.tokens import Pieces, cut


class Network(Protocol):
    """Whatever computes the heads' numbers for the looks of one article."""

    def __call__(
        self, looks: Sequence[Look], least: Sequence[float]
    ) -> Sequence[Mapping[str, Floats] | None]:
        """The numbers by head, for each look; None where half of the network gives the log-odds that its
        quantity is a claim as less than ``least``.
        """
        ...


class LearnedReader:
    """A :class:`~sayso.reading.drafts.ClaimReader` over a trained network, with a rule reader's hints."""

    def __init__(
        self,
        *,
        network: Network,
        tokenizer: Tokenizer,
        name: str,
        fit: Fit,
        rules: ClaimReader,
        hinted: bool = True,
        gate: Gate | None = None,
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._name = name
        self._fit = fit
        self._rules = rules
        self._hinted = hinted
        self._gate = gate if hinted else None

    @property
    def name(self) -> str:
        """The model and the first digits of its file's digest, and the rules that hint."""
        return f"{self._name}+{self._rules.name}"

    def read(self, document: Document) -> Drafts:
        """The drafts of one document; the same document gives the same drafts."""
        rules = self._rules.read(document)
        open_to = self._open(document, rules)
        hears = self._hinted and "statement" in self._fit.leans
        doubted = statements.doubted(document, rules.statements) if hears else []
        if not open_to and not doubted:
            return rules
        pieces = cut(document, self._tokenizer)
        board = Board(document, pieces, rules if self._hinted else None)
        counted = list(self._counted(board, open_to))
        made = (
            self._figure(document, board, pieces, sentence, candidate, one)
            for one, sentence, candidate in counted
        )
        found = figures.agreed([f for f in made if f is not None])
        blamed = rules.responsibility if self._hinted else ()
        blames = blame.responsibility(document, pieces, [one for one, _, _ in counted], blamed, self._fit)
        heard = self._heard(board, {n: rules.statements[n] for n in doubted})
        return Drafts(
            figures=found,
            responsibility=blame.heard(blames, rules.figures, found),
            statements=statements.said(document, pieces, rules.statements, heard, self._fit),
        )

    def _counted(
        self, board: Board, open_to: Sequence[tuple[Sentence, Candidate]]
    ) -> Iterator[tuple[Scores, Sentence, Candidate]]:
        """What the network says of the candidates that it looks at; none that a glance shuts out."""
        spans = [candidate.quantity.span for _, candidate in open_to]
        looks = [board.look(span) for span in spans]
        told = self._told(looks, [self._least(board.rule(span)) for span in spans])
        for (sentence, candidate), one in zip(open_to, told, strict=True):
            if one is not None:
                yield one, sentence, candidate

    def _heard(self, board: Board, drafts: Mapping[int, StatementDraft]) -> dict[int, Scores]:
        """What the network says of statements, by number."""
        told = self._told([board.saying(draft) for draft in drafts.values()], [-math.inf] * len(drafts))
        return {n: one for n, one in zip(drafts, told, strict=True) if one is not None}

    def _told(self, looks: Sequence[Look | None], least: Sequence[float]) -> list[Scores | None]:
        """The network's scores for each look, None where there is no look or a glance is enough."""
        asked = [(look, value) for look, value in zip(looks, least, strict=True) if look is not None]
        told = iter(self._network([look for look, _ in asked], [value for _, value in asked]))
        found = [None if look is None else (look, next(told)) for look in looks]
        return [Scores(look=f[0], out=f[1]) if f and f[1] else None for f in found]

    def _open(self, document: Document, rules: Drafts) -> list[tuple[Sentence, Candidate]]:
        """The candidates that the network looks at."""
        candidates = placed(document)
        if self._gate is None:
            return candidates
        told = gates.asked(document, candidates, rules.figures)
        return [(s, c) for s, c, clues in told if clues is None or self._gate.passes(clues)]

    def _least(self, rule: FigureDraft | None) -> float:
        """The log-odds at a glance that a quantity needs; what the rules take for a claim is always read."""
        return -math.inf if rule or self._gate is None else -self._fit.lean(GLANCE)

    def _figure(
        self,
        document: Document,
        board: Board,
        pieces: Pieces,
        sentence: Sentence,
        candidate: Candidate,
        scores: Scores,
    ) -> FigureDraft | None:
        counting = figures.Counting(
            article=document.article,
            pieces=pieces,
            sentence=sentence.span,
            candidate=candidate,
            scores=scores,
            asked=self._hinted,
            rule=board.rule(candidate.quantity.span),
        )
        return figures.figure(counting, self._fit)


def placed(document: Document) -> list[tuple[Sentence, Candidate]]:
    """The candidates that may be claims, each with its sentence."""
    return [
        (sentence, candidate)
        for sentence, row in zip(document.sentences, document.candidates, strict=True)
        for candidate in row
        if candidate.excluded is None
    ]
