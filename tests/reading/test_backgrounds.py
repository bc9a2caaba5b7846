"""Deeds that the news names as known before."""

import pytest

from sayso.reading import backgrounds, times


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("He was accused of the murder of the nine teachers.", True),
        ("The miners walked in the funeral march of nine of them.", True),
        ("He spoke of the recent killing of nine teachers.", True),
        ("A storm caused the deaths of nine teachers.", False),
        ("The fight ended in the killing of nine teachers.", False),
        ("Gunmen murdered nine teachers.", False),
    ],
)
def test_a_deed_named_with_the_is_known_but_what_a_cause_brings_is_news(document_of, draft_of, text, known):
    document = document_of(text)
    assert backgrounds.is_known(document.article, draft_of(document, "nine")) is known


def test_a_known_deed_takes_no_day_of_the_news_but_one_that_is_told_for_it(document_of, draft_of):
    text = "TARSA, 12 Apr 2016 (Agency) -- A judge spoke yesterday about the murder of the nine teachers."
    text += " He was calm."
    document = document_of(text)
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert told.start == "2016-04-11"  # its own sentence's day stays the likelier
    known = "TARSA, 12 Apr 2016 (Agency) -- A judge spoke today. He recalled the murder of the nine teachers."
    document = document_of(known)
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert (told.start, told.end) == (None, "2016-04-12")
    document = document_of(known + " They were shot on 9 April.")
    told = times.for_claim(document, draft_of(document, "nine"), times.read(document))
    assert (told.start, told.end) == ("2016-04-09", "2016-04-09")
