"""Running totals: what the article's times and its other counts tell of a figure's basis."""

from dataclasses import replace

import pytest

from sayso.model import Basis
from sayso.reading import times, totals

EVENT, TOTAL = Basis.EVENT, Basis.CUMULATIVE


@pytest.fixture
def counted(draft_of):
    """Makes a figure draft of a number and its words."""

    def count(document, words, number, basis=EVENT):
        draft = draft_of(document, words, basis=basis)
        return replace(draft, quantity=replace(draft.quantity, low=number, high=number))

    return count


def bases(document, *drafts):
    return [figure.basis for figure in totals.settled(document, drafts, times.read(document))]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Storms have drowned 40 sailors since January.", TOTAL),
        ("Storms drowned 40 sailors in the past three days.", TOTAL),
        ("Storms drowned 40 sailors over four days.", TOTAL),
        ("On Tuesday the army said that the war has killed 40 sailors.", TOTAL),
        ("Storms drowned 40 sailors in the past 24 hours.", EVENT),
        ("Storms drowned 40 sailors over the past week.", EVENT),
        ("Storms have drowned 40 sailors since Tuesday.", EVENT),
        ("Storms have drowned 40 sailors since 20 February.", TOTAL),
        ("Storms drowned 40 sailors off a port that is shut since 20 February.", EVENT),
        ("Storms drowned 40 sailors on Tuesday.", EVENT),
    ],
)
def test_a_count_in_a_long_window_is_a_running_total(document_of, draft_of, text, basis):
    document = document_of(text)
    assert bases(document, draft_of(document, "40")) == [basis]


def test_a_headline_takes_basis_and_window_of_the_same_total_in_the_text(document_of, counted):
    text = "Storms drown 40 sailors. Ports closed. Some 40 sailors drowned in the past three days."
    document = document_of(text)
    timeline = times.read(document)
    drafts = counted(document, "40", 40), counted(document, "Some 40", 40, TOTAL)
    first, second = totals.settled(document, drafts, timeline)
    assert first.basis is second.basis is TOTAL
    told = times.for_claim(document, first, timeline)
    assert (told.start, told.end) == ("2020-02-25", "2020-02-28")


def test_the_same_number_on_a_day_of_its_own_is_another_count(document_of, counted):
    document = document_of("On Monday 40 sailors drowned. Some 40 sailors have drowned since January.")
    drafts = counted(document, "40", 40), counted(document, "Some 40", 40, TOTAL)
    assert bases(document, *drafts) == [EVENT, TOTAL]


def test_small_numbers_are_told_of_many_things(document_of, counted):
    document = document_of("Nine sailors drowned. Some nine sailors have drowned since January.")
    drafts = counted(document, "Nine", 9), counted(document, "Some nine", 9, TOTAL)
    assert bases(document, *drafts) == [EVENT, TOTAL]


def test_what_is_listed_with_a_total_or_broken_down_from_it_is_one_too(document_of, draft_of):
    text = "Since January 40 sailors and 60 miners have died. Among the dead were 15 women and 9 boys."
    text += " Then 18 men died."
    document = document_of(text)
    drafts = [draft_of(document, word) for word in ("60", "15", "9", "18")]
    settled = bases(document, draft_of(document, "40", basis=TOTAL), *drafts)
    assert settled == [TOTAL, TOTAL, TOTAL, TOTAL, EVENT]
