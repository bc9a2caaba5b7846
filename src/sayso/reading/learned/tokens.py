"""An article as word pieces: of what stands in a sentence only, boilerplate never reaches the network."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sayso.reading.drafts import Document

Ints = npt.NDArray[np.int64]

CLS, SEP, OPENS, CLOSES = 101, 102, 1, 2
"""Vocabulary numbers of start and separator, and of the markers around a quantity (unused entries)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The word pieces of an article's sentences: vocabulary number, offsets, letter case, sentence number."""

    ids: Ints
    starts: Ints
    ends: Ints
    cases: Ints
    sentences: Ints

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last piece (inclusive) that touch the characters ``start:end``; None where none does."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end) - 1
        return (first, last) if first <= last else None


def cut(document: Document, tokenizer: Tokenizer) -> Pieces:
    """The word pieces of ``document``'s sentences, in order."""
    text = document.article.text
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    owner = _owners(offsets, [(s.span.start, s.span.end) for s in document.sentences])
    keep = owner >= 0
    offsets = offsets[keep]
    return Pieces(
        ids=np.asarray(encoding.ids, dtype=np.int64)[keep],
        starts=offsets[:, 0].copy(),
        ends=offsets[:, 1].copy(),
        cases=_cases(text, offsets),
        sentences=owner[keep],
    )


def _owners(offsets: Ints, bounds: Sequence[tuple[int, int]]) -> Ints:
    """The sentence that holds each piece, -1 where none does."""
    starts = [s for s, _ in bounds]
    owners = np.full(len(offsets), -1, dtype=np.int64)
    for i, (start, end) in enumerate(offsets):
        at = bisect_right(starts, int(start)) - 1
        if at >= 0 and start < bounds[at][1] and end > start:
            owners[i] = at
    return owners


def _cases(text: str, offsets: Ints) -> Ints:
    """0 lower or mixed, 1 capitalised, 2 all capitals, 3 digits; an article in one case tells nothing: 0."""
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    plain = not letters or upper > 0.6 * len(letters) or upper < 0.004 * len(letters)
    cases = np.zeros(len(offsets), dtype=np.int64)
    for i, (start, end) in enumerate(offsets):
        piece = text[start:end]
        if piece[0].isdigit():
            cases[i] = 3
        elif not plain and piece[0].isupper():
            cases[i] = 2 if len(piece) > 1 and piece.isupper() else 1
    return cases
