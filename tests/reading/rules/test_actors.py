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


def test_nobody_did_what_is_told_of_a_disaster_in_an_article_that_tells_of_an_attack_too(document_of):
    text = (
        "Heavy rain has fallen since Thursday. The mayor spoke. Ninety houses collapsed in Morra. "
        "Gunmen attacked a post near the airport. Four soldiers were killed there. The army shelled a hill."
    )
    assert actor(document_of, text, "Ninety") is None
    assert actor(document_of, text, "Four") == "Gunmen"


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


def test_who_is_killed_has_killed_nobody(document_of):
    text = "The army shelled Morra. Nine guards and several rebels were killed when a wall fell."
    assert actor(document_of, text, "Nine") != "rebels"


def test_a_land_before_a_verb_is_where_it_happened(document_of):
    text = "A raid by rebels near a well in northern Syria killed 12 people."
    assert rule_actor(document_of, text) == "rebels"


def test_what_was_taken_from_a_party_was_not_taken_by_it(document_of):
    assert rule_actor(document_of, "Rebels have captured two villages from the army near Morra.") == "Rebels"
    assert rule_actor(document_of, "Nine people died under fire from rebels near Morra.") == "rebels"


def test_a_harm_is_done_by_the_party_of_the_act_that_it_follows_from(document_of):
    text = "Nine people were killed in army raids on the port of Morra, where militants fired on ships."
    assert rule_actor(document_of, text) == "army"


def test_a_running_total_is_done_by_the_party_of_the_act_that_it_follows_from(document_of):
    text = "Some 600 people have been killed in coalition air strikes since May 2014."
    assert rule_actor(document_of, text) == "coalition"


def test_rebels_do_not_strike_from_the_air(document_of):
    text = "Rebels shelled Morra on Monday. Nine people died on Tuesday in air raids on the old harbour."
    assert actor(document_of, text, "Nine") is None


def test_an_army_does_not_send_suicide_bombers(document_of):
    text = "The army shelled Morra on Monday. A suicide bomb killed nine people in the market on Tuesday."
    assert actor(document_of, text, "nine") is None


def test_of_a_clash_the_other_side_is_the_one_that_the_article_tells_near_by(document_of):
    text = "Rebels stormed the mill of Morra at dawn. Nine soldiers were killed in the fighting."
    assert actor(document_of, text, "Nine") == "Rebels"


def test_who_took_ground_has_killed_nobody_by_it(document_of):
    text = "Rebels shelled Morra. The army recaptured the mill. Nine people died on the coast."
    assert actor(document_of, text, "Nine") == "Rebels"


@pytest.mark.parametrize(
    "text",
    [
        "Armed militants, reportedly wearing army uniforms, abducted nine teachers.",
        "The state police confirmed it, saying that the militants hurt nine teachers.",
    ],
)
def test_whose_clothes_are_worn_has_done_nothing(document_of, text):
    assert (actor(document_of, text, "nine") or "").lower().endswith("militants")


def test_bandits_are_a_party(document_of):
    text = "The state police confirmed the raid, saying that the bandits killed nine farmers."
    assert actor(document_of, text, "nine") == "the bandits"


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("U.S. forces killed nine farmers on Monday.", "U.S. forces"),
        ("Nine farmers died in a strike by U.S. troops.", "U.S. troops"),
        ("U.S. air strikes killed nine farmers.", "U.S."),
    ],
)
def test_an_abbreviation_with_points_is_one_word_of_a_party(document_of, text, doer):
    quantity = "Nine" if text.startswith("Nine") else "nine"
    assert actor(document_of, text, quantity) == doer


@pytest.mark.parametrize(
    "text",
    [
        "The Norlandic army said it shot down 21 of 22 drones launched by Sutherland overnight.",
        "The Norlandic army reported shooting down 21 drones fired by rebels.",
    ],
)
def test_who_sent_what_was_shot_down_has_not_shot_it_down(document_of, text):
    assert actor(document_of, text, "21") == "army"


def test_who_is_named_only_later_did_not_do_what_unknown_aircraft_did(document_of):
    text = (
        "Unidentified warplanes carried out strikes on the harbour of Morra on Friday. "
        "Nine people were killed in the bombardment. "
        "On Sunday rebels executed six prisoners and the rebels burned their village."
    )
    assert actor(document_of, text, "Nine") == "Unidentified warplanes"


@pytest.mark.parametrize("told", ["as indicated by the army", "as reported by the army"])
def test_who_reports_a_harm_has_not_done_it(document_of, told):
    assert actor(document_of, f"The blast caused injuries to nine people, {told}.", "nine") is None


def test_who_repels_an_attack_did_what_the_repelling_did(document_of):
    text = "The army said it repelled a large rebel offensive on Monday, killing 16 and capturing 34 others."
    assert [actor(document_of, text, number) for number in ("16", "34")] == ["The army", "The army"]
