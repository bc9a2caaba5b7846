"""Actors told in other sentences: the party told as doer most often near by."""

import pytest

from sayso.reading.document import prepare
from sayso.reading.rules import RuleReader, actors


def actor(document_of, text, quantity):
    found = RuleReader().read(prepare(document_of(text).article)).figures
    return {f.quantity.span.text: f.actor and f.actor.text for f in found}[quantity]


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


def test_who_arrests_or_seizes_is_told_by_the_same_grammar(document_of):
    assert rule_actor(document_of, "Officials captured 12 smugglers near Morra.") == "Officials"
    assert (
        rule_actor(document_of, "NINE MEN WERE ARRESTED ON FRIDAY BY THE HARBOUR GUARD.") == "HARBOUR GUARD"
    )


def test_a_party_that_lost_the_counted_did_not_do_it(document_of):
    assert rule_actor(document_of, "Rebels also lost 15 fighters.") is None


def test_of_a_clash_the_other_side_did_it_where_one_side_is_counted(document_of):
    text = "Fifteen soldiers were killed in fierce clashes as rebels entered Morra."
    assert rule_actor(document_of, text) == "rebels"
    both = "The fighting in Morra killed 12 rebels and 9 soldiers."
    assert rule_actor(document_of, both) is None


def rule_actor(document_of, text):
    """The actor of the first figure, as the rule reader has it."""
    figure = RuleReader().read(prepare(document_of(text).article)).figures[0]
    return figure.actor and figure.actor.text


@pytest.mark.parametrize("wording", ["the terrorist group", "warplanes", "Tupolev warplanes", "The group"])
def test_a_description_tells_no_party_by_itself(wording):
    assert actors.is_described(wording)


@pytest.mark.parametrize(
    "wording", ["the Islamic State group", "Russian warplanes", "rebels", "army helicopters"]
)
def test_a_name_or_a_role_tells_a_party(wording):
    assert not actors.is_described(wording)


def test_what_was_seized_was_taken_by_who_seizes_near_by(document_of):
    text = (
        "Smugglers shelled the harbour post on Monday and shelled it again at night. "
        "The coast guard seized a boat on Tuesday. Six rifles were also seized."
    )
    assert actor(document_of, text, "Six") == "coast guard"
