"""An article as word pieces, and the windows in which the network sees it.

Only what stands in a sentence is seen, so boilerplate never reaches the network. An article of usual length
is one window: actor and place of a figure often stand paragraphs away. A longer one is cut at sentence ends
into windows that overlap; each sentence is read in exactly one of them, the one that owns it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sayso.reading.drafts import Document

Ints = npt.NDArray[np.int64]

LIMIT = 480
"""Word pieces of text in one window at most; the encoder has 512 positions."""

OWN, BEFORE = 280, 140
"""Of a longer article: word pieces that a window owns, and those of context before them."""

CLS, SEP, MARKER = 101, 102, 1
"""Vocabulary numbers of the sentence start, the end, and of the quantity marker (an unused entry)."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Pieces ``first:last`` go into the network; anchors at pieces ``own_first:own_last`` are read here."""

    first: int
    last: int
    own_first: int
    own_last: int

    def owns(self, piece: int) -> bool:
        """True where an anchor that begins at ``piece`` is read in this window."""
        return self.own_first <= piece < self.own_last


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


def windows(pieces: Pieces) -> tuple[Window, ...]:
    """The windows of an article, in order; every piece is owned by exactly one."""
    count = len(pieces.ids)
    if not count:
        return ()
    if count <= LIMIT:
        return (Window(first=0, last=count, own_first=0, own_last=count),)
    stops = _stops(pieces)
    found: list[Window] = []
    here = 0
    while here < count:
        at = bisect_right(stops, here + OWN) - 1
        own_last = stops[at] if at >= 0 and stops[at] > here else min(here + OWN, count)
        first = max(0, here - BEFORE)
        last = min(count, first + LIMIT)
        if last == count:
            own_last = count
        found.append(Window(first=first, last=last, own_first=here, own_last=own_last))
        here = own_last
    return tuple(found)


def _stops(pieces: Pieces) -> list[int]:
    """Piece numbers at which a sentence ends (half-open), in order."""
    change = np.flatnonzero(np.diff(pieces.sentences)) + 1
    return [*(int(c) for c in change), len(pieces.ids)]
