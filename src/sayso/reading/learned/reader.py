"""The learned reader: one small encoder reads each quantity of an article in its surroundings.

The rules read first; what they make of a quantity goes in as hints, and the network says what it is (see
:mod:`sayso.reading.learned.looks`). All quantities of an article go in together, in an order that depends on
the article alone, so that the same article gives the same claims whatever was read before. Responsibility
claims and statements are the rules'. What follows (names, intervals, coordinates) is not done here.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

from tokenizers import Tokenizer

from sayso.reading.drafts import Candidate, ClaimReader, Document, Drafts, FigureDraft, Sentence
from sayso.reading.learned import figures
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.looks import Board, Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.scores import Scores
from sayso.reading.learned.tokens import cut


class Network(Protocol):
    """Whatever computes the heads' numbers for the looks of one article."""

    def __call__(self, looks: Sequence[Look]) -> Sequence[Mapping[str, Floats]]:
        """The numbers by head, for each look."""
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
    ) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._name = name
        self._fit = fit
        self._rules = rules
        self._hinted = hinted

    @property
    def name(self) -> str:
        """The model and the first digits of its file's digest, and the rules that hint."""
        return f"{self._name}+{self._rules.name}"

    def read(self, document: Document) -> Drafts:
        """The drafts of one document; the same document gives the same drafts."""
        rules = self._rules.read(document)
        return Drafts(
            figures=tuple(self._figures(document, rules)),
            responsibility=rules.responsibility,
            statements=rules.statements,
        )

    def _figures(self, document: Document, rules: Drafts) -> list[FigureDraft]:
        placed = _placed(document)
        if not placed:
            return []
        pieces = cut(document, self._tokenizer)
        board = Board(document, pieces, rules if self._hinted else None)
        looks = [(s, c, board.look(c.quantity.span)) for s, c in placed]
        seen = [(s, c, look) for s, c, look in looks if look is not None]
        told = self._network([look for _, _, look in seen])
        found = [
            figures.figure(
                figures.Counting(
                    article=document.article,
                    pieces=pieces,
                    sentence=sentence.span,
                    candidate=candidate,
                    scores=Scores(look=look, out=out),
                    asked=self._hinted,
                    rule=board.rule(candidate.quantity.span),
                ),
                self._fit,
            )
            for (sentence, candidate, look), out in zip(seen, told, strict=True)
        ]
        return [f for f in found if f is not None]


def _placed(document: Document) -> list[tuple[Sentence, Candidate]]:
    """The candidates that may be claims, each with its sentence."""
    return [
        (sentence, candidate)
        for sentence, row in zip(document.sentences, document.candidates, strict=True)
        for candidate in row
        if candidate.excluded is None
    ]
