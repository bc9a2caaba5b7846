"""Looks as the arrays that go into the network: one alone, or a few filled up to the longest of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.reading.learned.looks import Look
from sayso.reading.learned.tokens import Ints

Floats = npt.NDArray[np.float32]

OPENING = 4
"""The mark of the marker before the quantity: it stands where the rules' answers are told."""


def padded(looks: Sequence[Look]) -> dict[str, np.ndarray]:
    """The arrays of a few looks as the network's inputs, filled up to the longest."""
    size = max(len(look.ids) for look in looks)

    def pad(array: Ints | Floats) -> np.ndarray:
        if len(array) == size:
            return array
        out = np.zeros((size, *array.shape[1:]), dtype=array.dtype)
        out[: len(array)] = array
        return out

    real = [np.ones(len(look.ids), dtype=np.float32) for look in looks]
    return {
        "ids": np.stack([pad(look.ids) for look in looks]),
        "marks": np.stack([pad(opened(look)) for look in looks]),
        "cases": np.stack([pad(look.cases) for look in looks]),
        "hints": np.stack([pad(look.hints) for look in looks]),
        "told": np.stack([pad(look.told) for look in looks]),
        "answers": np.stack([look.answers for look in looks]),
        "marker": np.asarray([look.marker for look in looks], dtype=np.int64),
        "real": np.stack([pad(r) for r in real]),
        "text": np.stack([pad(pointable(look)) for look in looks]),
    }


def alone(look: Look) -> dict[str, np.ndarray]:
    """The arrays of one look, which has nothing to be filled up."""
    return {
        "ids": look.ids[None],
        "marks": opened(look)[None],
        "cases": look.cases[None],
        "hints": look.hints[None],
        "told": look.told[None],
        "answers": look.answers[None],
        "marker": np.asarray([look.marker], dtype=np.int64),
        "text": pointable(look)[None],
    }


def opened(look: Look) -> Ints:
    """The marks of a look, with that of its first marker."""
    marks = look.marks.copy()
    marks[look.marker] = OPENING
    return marks


def pointable(look: Look) -> Floats:
    """1 where a span may begin or end: at pieces of text, and at position 0 for "not said"."""
    found = (look.pieces >= 0).astype(np.float32)
    found[0] = 1
    return found
