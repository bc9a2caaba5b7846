"""An article as word pieces: of what stands in a sentence only, boilerplate never reaches the network."""

from bisect import bisect_left, bisect_right
from collections import Counter
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
    starts, ends = np.asarray(bounds, dtype=np.int64).reshape(-1, 2).T
    at = np.searchsorted(starts, offsets[:, 0], side="right") - 1
    # What stands before the first sentence (-1) takes the end put behind the last one, which holds nothing.
    held = (offsets[:, 0] < np.append(ends, 0)[at]) & (offsets[:, 1] > offsets[:, 0])
    owners: Ints = np.where(held, at, -1)
    return owners


def _cases(text: str, offsets: Ints) -> Ints:
    """0 lower or mixed, 1 capitalised, 2 all capitals, 3 digits; an article in one case tells nothing: 0."""
    letters = {letter: number for letter, number in Counter(text).items() if letter.isalpha()}
    upper, every = sum(n for letter, n in letters.items() if letter.isupper()), sum(letters.values())
    plain = not every or upper > 0.6 * every or upper < 0.004 * every
    return np.asarray([_case(text[start:end], plain) for start, end in offsets.tolist()], dtype=np.int64)


def _case(piece: str, plain: bool) -> int:
    if piece[0].isdigit():
        return 3
    if plain or not piece[0].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1
