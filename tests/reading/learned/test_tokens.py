"""Word pieces."""

import numpy as np
import pytest

from sayso.reading.learned.tokens import Pieces


def pieces(lengths: list[int]) -> Pieces:
    """Made-up pieces of sentences with these lengths."""
    count = sum(lengths)
    starts = np.arange(count) * 3
    return Pieces(
        ids=np.arange(count) + 1000,
        starts=starts,
        ends=starts + 2,
        cases=np.zeros(count, dtype=np.int64),
        sentences=np.repeat(np.arange(len(lengths)), lengths),
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 2, (0, 0)), (3, 8, (1, 2)), (4, 5, (1, 1)), (2, 3, None)]
)
def test_characters_are_found_in_the_pieces_that_touch_them(
    start: int, end: int, expected: tuple[int, int] | None
) -> None:
    assert pieces([5]).span(start, end) == expected
