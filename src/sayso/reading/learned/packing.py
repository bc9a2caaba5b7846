"""Looks as the arrays that go into the network: one alone, or a few filled up to the longest of them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sayso.reading.learned.looks import Look
from sayso.reading.learned.tokens import Ints

Floats = npt.NDArray[np.float32]

OPENING = 4
"""The mark of the marker before the quantity: it stands where the rules' answers are told."""

_WHOLE = frozenset({"answers", "marker"})
"""What a look has as a whole, not for each of its pieces."""


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


def padded(looks: Sequence[Look]) -> dict[str, np.ndarray]:
    """The arrays of a few looks, filled up to the longest; what of them is ``real`` is told beside."""
    size = max(len(look.ids) for look in looks)

    def filled(array: np.ndarray) -> np.ndarray:
        out = np.zeros((1, size, *array.shape[2:]), dtype=array.dtype)
        out[:, : array.shape[1]] = array
        return out

    each = [alone(look) | {"real": np.ones((1, len(look.ids)), dtype=np.float32)} for look in looks]
    return {
        name: np.concatenate([one[name] if name in _WHOLE else filled(one[name]) for one in each])
        for name in each[0]
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
