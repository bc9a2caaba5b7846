import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Bound, DateBasis, Published, Quantity, Span
from sayso.model.wording import amount, number, plain, published, safe, window

WORDS = Span(start=0, end=1, text="x")


@pytest.mark.parametrize(
    ("low", "high", "bound", "words"),
    [
        (33, 33, Bound.EXACT, "33"),
        (54, None, Bound.AT_LEAST, "≥ 54"),
        (None, 70, Bound.AT_MOST, "≤ 70"),
        (300, 300, Bound.ABOUT, "~ 300"),
        (20, 30, Bound.RANGE, "20–30"),
        (24, None, Bound.VAGUE, "24+"),
        (1_200_000, 1_200_000, Bound.EXACT, "1,200,000"),
        (0, 0, Bound.EXACT, "0"),
        (None, None, Bound.VAGUE, "?"),
    ],
)
def test_an_amount_shows_its_bound(low, high, bound, words):
    assert amount(Quantity(span=WORDS, low=low, high=high, bound=bound)) == words


def test_a_number_keeps_its_decimals():
    assert number(1.5) == "1.5"
    assert number(2.0) == "2"


def test_a_date_bounded_on_one_side_is_never_shown_as_a_day():
    assert published(Published(earliest="2020-02-28", basis=DateBasis.CITED_URL)).startswith(
        "not before 2020-02-28"
    )
    assert published(Published(latest="2020-02-28", basis=DateBasis.METADATA)).startswith(
        "not after 2020-02-28"
    )
    assert published(Published()) == "date not known"
    both = Published(earliest="2020-02-28", latest="2020-02-28", basis=DateBasis.METADATA)
    assert published(both) == "2020-02-28 (from the page's metadata)"


def test_a_window_says_which_side_is_open():
    assert window("2020-02-01", None) == "since 2020-02-01"
    assert window(None, "2020-02-01") == "until 2020-02-01"
    assert window("2020-02-01", "2020-02-01") == "2020-02-01"
    assert window(None, None) == ""


@given(st.text())
def test_safe_text_is_as_long_as_it_was_and_cannot_steer_a_terminal(text):
    shown = safe(text)
    assert len(shown) == len(text)
    assert not any(c in shown for c in "\x1b\x07\x08\x9b\r\u202e\u2066")
    assert "\n" not in plain(text)
