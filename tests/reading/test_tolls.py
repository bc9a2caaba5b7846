"""Tolls of what lasts: wars, offensives, epidemics."""

import pytest

from sayso.reading import tolls


@pytest.mark.parametrize(
    "text",
    [
        "The rebel offensive has already left 600 dead.",
        "The offensive resulted in 600 deaths.",
        "It followed the uprising, which has killed 20 guards and 600 miners.",
        "As many as 600 people have been killed in the riots.",
        "Some 600 miners have died during the long conflict in the hills.",
        "The epidemic has infected 600 people.",
    ],
)
def test_the_toll_of_what_lasts_is_told_as_such(document_of, draft_of, text):
    document = document_of(text)
    assert tolls.is_toll(document.article, draft_of(document, "600"))


@pytest.mark.parametrize(
    "text",
    [
        "Some 600 miners were killed in the offensive.",
        "The blast has left 600 dead.",
        "A war monitor and a rescue group say an air strike has killed 600 people.",
        "The violence erupted after a mob killed 600 people.",
        "The war has not reached the valley, where a flood left 600 homeless.",
        "The conflict has displaced many people, and officials said on Tuesday that the plan would be to "
        "move 600 families.",
    ],
)
def test_one_happening_or_another_clause_is_no_such_toll(document_of, draft_of, text):
    document = document_of(text)
    assert not tolls.is_toll(document.article, draft_of(document, "600"))


def test_looking_for_a_toll_takes_no_longer_in_an_endless_sentence(document_of, draft_of):
    document = document_of("the war and " * 20_000 + "600 fell " + "in the war " * 20_000)
    assert not tolls.is_toll(document.article, draft_of(document, "600"))
