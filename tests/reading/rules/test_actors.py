"""Actors told in other sentences: the party told as doer most often near by."""

from sayso.reading.document import prepare
from sayso.reading.rules import figures


def actor(document_of, text, quantity):
    document = prepare(document_of(text).article)
    found = {f.quantity.span.text: f.actor and f.actor.text for f in figures.read(document)}
    return found[quantity]


def test_the_doer_told_near_by_is_taken_where_the_sentence_gives_none(document_of):
    text = (
        "Rebels shelled the harbour on Monday. The army bombed the old market of Morra on Tuesday. "
        "Nine people were killed there."
    )
    assert actor(document_of, text, "Nine") == "The army"


def test_a_doer_told_pages_away_is_not_taken(document_of):
    far = "The council met and spoke of schools and roads for the whole of the afternoon. " * 60
    text = f"Rebels shelled the harbour. {far}Nine people were killed on the coast."
    assert actor(document_of, text, "Nine") is None


def test_is_and_us_in_capitals_are_small_words(document_of):
    text = "THE TOWN IS CALM. THE POLICE TOLD US THAT NINE PEOPLE WERE KILLED."
    assert actor(document_of, text, "NINE") is None
