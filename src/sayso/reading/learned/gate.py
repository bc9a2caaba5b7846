"""Which quantities the network need not look at: those that the rules pass over and that nothing speaks for.

Most numbers of a page of sport or business are no claims, and a few words beside them tell. The gate weighs
the three words before a quantity, the four behind it, its own form and how many claims the rules found near
(a logistic regression, made by :mod:`training.gates`); where the weights add up to less than ``least`` the
network is not asked. ``least`` was set by cross-validation, so that three in a hundred of the claims that the
rules pass over stay shut out. What the rules take for a claim always passes.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.model import Quantity, Span
from sayso.reading.drafts import Candidate, Document, FigureDraft, Sentence

GATE = "gate.json"

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_REACH = 60
_BEFORE, _BEHIND = 3, 4
_LONGEST = 5  # digits; longer numbers are alike
_WORDED = 14  # characters of a quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Weights by clue; see the module."""

    weights: Mapping[str, float]
    offset: float
    least: float

    def passes(self, clues: Iterator[str]) -> bool:
        """Whether the network is to look."""
        return self.offset + sum(self.weights.get(clue, 0.0) for clue in clues) >= self.least


def load(folder: Path) -> Gate:
    """The gate of the model in ``folder``."""
    data = json.loads((folder / GATE).read_text(encoding="utf-8"))
    return Gate(weights=data["weights"], offset=data["offset"], least=data["least"])


def clues(
    text: str, sentence: Span, quantity: Quantity, *, first: bool, near: int, anywhere: int
) -> Iterator[str]:
    """What speaks for or against a quantity of ``sentence``.

    ``first`` where the sentence opens the article; ``near`` and ``anywhere`` count the claims that the rules
    find in the sentence and in the article.
    """
    start, end = quantity.span.start, quantity.span.end
    back = _words(text, max(sentence.start, start - _REACH), start)[-_BEFORE:][::-1]
    ahead = _words(text, end, min(sentence.end, end + _REACH))[:_BEHIND]
    yield from (f"before {place} {word}" for place, word in enumerate(back))
    yield from (f"behind {place} {word}" for place, word in enumerate(ahead))
    yield from (f"before {word}" for word in dict.fromkeys(back))
    yield from (f"behind {word}" for word in dict.fromkeys(ahead))
    if len(ahead) > 1:
        yield f"behind both {ahead[0]} {ahead[1]}"
    if ahead and back:
        yield f"around {back[0]} {ahead[0]}"
    yield f"quantity {_folded(quantity.span.text.lower()[:_WORDED])}"
    yield f"bound {quantity.bound}"
    yield f"size {_size(quantity.low if quantity.low is not None else quantity.high)}"
    yield f"near {min(2, near)}"
    yield f"anywhere {min(3, anywhere)}"
    if first:
        yield "first"


def _words(text: str, start: int, end: int) -> list[str]:
    return [_folded(m[0].lower()) for m in _WORD.finditer(text, start, end)]


def _folded(word: str) -> str:
    return f"<{min(len(word), _LONGEST)} digits>" if word[:1].isdigit() else word


def _size(value: float | None) -> str:
    if value is None:
        return "unknown"
    bands = ((1, "none"), (2, "one"), (10, "few"), (100, "tens"))
    return next((name for least, name in bands if value < least), "year" if 1900 <= value <= 2100 else "many")


def asked(
    document: Document, candidates: list[tuple[Sentence, Candidate]], figures: tuple[FigureDraft, ...]
) -> Iterator[tuple[Sentence, Candidate, Iterator[str] | None]]:
    """Each candidate with its clues, None where the rules take it for a claim."""
    text = document.article.text
    found = {(f.quantity.span.start, f.quantity.span.end) for f in figures}
    starts = sorted(start for start, _ in found)
    opening = document.sentences[0].span.start if document.sentences else 0
    for sentence, candidate in candidates:
        span = candidate.quantity.span
        if (span.start, span.end) in found:
            yield sentence, candidate, None
            continue
        near = bisect_left(starts, sentence.span.end) - bisect_left(starts, sentence.span.start)
        told = clues(
            text,
            sentence.span,
            candidate.quantity,
            first=sentence.span.start == opening,
            near=near,
            anywhere=len(found),
        )
        yield sentence, candidate, told
