"""Placing: which place each name means, and where a name lies that no gazetteer holds."""

import pytest

from sayso.reading import gazetteer, places

pytestmark = pytest.mark.skipif(
    gazetteer.opened() is None, reason="no place index; `pip install -e .` builds it"
)


def countries(document, name):
    return [p.country for p in places.read(document).placed if p.mention.span.text == name]


def test_a_strange_name_lies_where_the_text_says_it_does_each_time_it_is_told(document_of):
    text = (
        "Raid on the village of Zhurbakwe\n\n(Nairobi) - Herders died in the village of Zhurbakwe in "
        "Cameroon. Homes in Zhurbakwe burned."
    )
    assert set(countries(document_of(text), "Zhurbakwe")) == {"CM"}


def test_an_adjective_of_two_words_is_no_place(document_of):
    text = "A bomb killed 7 people in the Sri Lankan capital on Monday."
    assert "Sri Lankan" not in {p.mention.span.text for p in places.read(document_of(text)).placed}


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("HARARE, March 3 - Nine people drowned.", True),
        ("(Harare) - Nine people drowned.", True),
        ("Harare, a city on a plateau, was flooded.", False),
    ],
)
def test_a_name_before_what_it_is_is_no_dateline(document_of, text, dateline):
    assert [p.mention.dateline for p in places.read(document_of(text)).placed] == [dateline]
