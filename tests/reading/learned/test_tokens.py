"""Word pieces and windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.learned.features import inputs, sentence_buckets, token_buckets
from sayso.reading.learned.labels import SENTENCE_REACH, TOKEN_BUCKETS, TOKEN_STEPS
from sayso.reading.learned.tokens import LIMIT, MARKER, Pieces, windows


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


def test_an_article_of_usual_length_is_one_window() -> None:
    [window] = windows(pieces([30] * 10))
    assert (window.first, window.last) == (0, 300)


def test_an_article_without_sentences_has_no_window() -> None:
    assert windows(pieces([])) == ()


@given(st.lists(st.integers(1, 700), min_size=1, max_size=30))
def test_every_piece_is_owned_by_exactly_one_window_that_fits(lengths: list[int]) -> None:
    made = pieces(lengths)
    found = windows(made)
    owned = [p for w in found for p in range(w.own_first, w.own_last)]
    assert owned == list(range(len(made.ids)))
    for w in found:
        assert w.first <= w.own_first < w.own_last <= w.last
        assert w.last - w.first <= LIMIT


def test_a_window_begins_at_a_sentence_where_sentences_allow_it() -> None:
    made = pieces([40] * 40)
    ends = {40 * n for n in range(41)}
    assert all(w.own_first in ends for w in windows(made))


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 2, (0, 0)), (3, 8, (1, 2)), (4, 5, (1, 1)), (2, 3, None)]
)
def test_characters_are_found_in_the_pieces_that_touch_them(
    start: int, end: int, expected: tuple[int, int] | None
) -> None:
    assert pieces([5]).span(start, end) == expected


def test_each_quantity_gets_a_marker_at_its_own_position() -> None:
    made = pieces([20])
    [window] = windows(made)
    found = inputs(made, window, [(4, 5), (9, 9)])
    assert found.length == 22
    assert list(found.ids[22:]) == [MARKER, MARKER]
    assert list(found.positions[22:]) == [5, 10]
    assert list(np.flatnonzero(found.marks == 1)) == [5, 6, 10]


@given(st.integers(0, 300), st.integers(1, 400))
def test_buckets_of_distance_grow_with_distance_and_part_the_sides(anchor: int, length: int) -> None:
    [row] = token_buckets(np.asarray([anchor]), length)
    assert row.min() >= 0
    assert row.max() < TOKEN_BUCKETS
    after = row[anchor:]
    before = row[:anchor][::-1]
    assert (np.diff(after) >= 0).all()
    assert (np.diff(before) >= 0).all()
    assert not set(after) & set(before)
    assert len(TOKEN_STEPS) * 2 < TOKEN_BUCKETS


def test_distances_in_sentences_are_clipped() -> None:
    sentences = np.repeat(np.arange(12), 2)
    [row] = sentence_buckets(np.asarray([12]), sentences)
    assert row[12] == SENTENCE_REACH
    assert row[0] == 0
    assert row[-1] == 2 * SENTENCE_REACH
