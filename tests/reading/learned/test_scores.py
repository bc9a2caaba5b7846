"""Spans from pointers."""

import numpy as np

from sayso.reading.learned.labels import CLASSES, HINTED
from sayso.reading.learned.looks import Look
from sayso.reading.learned.scores import choose
from sayso.reading.learned.tokens import Pieces

WORDS = ["the", "rebels", "fled", ".", "later", "the", "army", "said", "the", "rebels", "fell"]


def words() -> tuple[str, Pieces, Look]:
    """The words above as pieces, one each."""
    text = " ".join(WORDS)
    ends = np.cumsum([len(w) + 1 for w in WORDS]) - 1
    starts = ends - [len(w) for w in WORDS]
    count = len(WORDS)
    made = Pieces(
        ids=np.arange(count),
        starts=starts,
        ends=ends,
        cases=np.zeros(count, dtype=np.int64),
        sentences=np.zeros(count, dtype=np.int64),
    )
    order = np.asarray([-1, *range(count), -1])
    nought = np.zeros(count + 2, dtype=np.int64)
    look = Look(
        ids=nought,
        pieces=order,
        own=nought,
        marks=nought,
        cases=nought,
        hints=np.zeros((count + 2, len(HINTED)), dtype=np.float32),
        told=nought,
        answers=np.zeros(len(CLASSES), dtype=np.int64),
        marker=1,
    )
    return text, made, look


def pointer(starts: dict[int, float], ends: dict[int, float]) -> np.ndarray:
    """Probabilities by word number (from 1; 0 is "not said")."""
    found = np.zeros((2, len(WORDS) + 2), dtype=np.float32)
    for row, given in enumerate((starts, ends)):
        for at, value in given.items():
            found[row, at] = value
    return found


def chosen(ends: np.ndarray, lean: float = 0.0, second: int = len(WORDS)) -> str | None:
    """The wording chosen; from the word numbered ``second`` on it is the second sentence."""
    text, made, look = words()
    made.sentences[second:] = 1
    choice = choose(ends, role="actor", look=look, pieces=made, text=text, lean=lean)
    return text[slice(*choice.span)] if choice.span else None


def test_no_span_reaches_over_the_end_of_a_sentence() -> None:
    over = pointer({2: 0.9, 6: 0.1}, {7: 0.9, 0: 0.1})
    assert chosen(over) == "rebels fled . later the army"
    assert chosen(over, second=4) == "the army"


def test_the_likeliest_span_is_chosen() -> None:
    assert chosen(pointer({6: 0.9, 0: 0.1}, {7: 0.9, 0: 0.1})) == "the army"


def test_mentions_of_one_wording_add_up_against_a_single_stronger_one() -> None:
    starts = {1: 0.3, 9: 0.3, 6: 0.4}
    ends = {2: 0.3, 10: 0.3, 7: 0.4}
    text, made, look = words()
    choice = choose(pointer(starts, ends), role="actor", look=look, pieces=made, text=text)
    assert choice.span is not None
    assert text[slice(*choice.span)] == "the rebels"
    assert 0 < choice.belief < 1


def test_nothing_is_said_where_the_pointer_says_so() -> None:
    assert chosen(pointer({0: 0.8, 6: 0.2}, {0: 0.8, 7: 0.2})) is None


def test_leaning_towards_saying_something_finds_the_weaker_span() -> None:
    ends = pointer({0: 0.6, 6: 0.4}, {0: 0.6, 7: 0.4})
    assert chosen(ends) is None
    assert chosen(ends, lean=2.0) == "the army"


def test_a_span_never_ends_before_it_begins() -> None:
    assert chosen(pointer({7: 0.6, 0: 0.2}, {6: 0.6, 0: 0.2})) is None


def test_a_span_grows_to_whole_words() -> None:
    text, made, look = words()
    made.starts[5] += 1  # as if "the" before "army" were cut after its first letter
    choice = choose(pointer({6: 1.0}, {7: 1.0}), role="actor", look=look, pieces=made, text=text)
    assert choice.span is not None
    assert text[slice(*choice.span)] == "the army"
