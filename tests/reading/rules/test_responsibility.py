"""Responsibility: who is said to have done it, by whom, and whether they deny it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import SpeakerKind, Stance
from sayso.reading.rules import responsibility


def told(document_of, text):
    """``(act, accused)`` of each claim."""
    return [(r.act.text, r.accused.text) for r in responsibility.read(document_of(text))]


@pytest.mark.parametrize(
    ("text", "act", "accused"),
    [
        ("Nine people died in Israeli air strikes on the port.", "air strikes", "Israeli"),
        ("Rebel shelling hit the old market.", "shelling", "Rebel"),
        ("The town was bombed by Russian jets.", "bombed", "Russian jets"),
        ("Four men died in an attack by gunmen of the Valley Front.", "attack", "gunmen of the Valley Front"),
        ("The army killed two farmers.", "killed", "army"),
        ("Gunmen positioned in the hills fired rockets.", "fired", "Gunmen positioned in the hills"),
        ("The coalition carried out two air strikes.", "carried", "coalition"),
        ("Shells fired by militants struck a school.", "Shells", "militants"),
    ],
)
def test_act_and_party_are_found_in_each_order(document_of, text, act, accused):
    found = told(document_of, text)
    assert [a for _, a in found if a in accused or accused in a], found
    assert [a for a, _ in found if act in a or a in act], found


def test_an_accusation_names_who_accuses(document_of):
    (claim,) = responsibility.read(document_of("The mayor blamed the rebels for the attack."))
    assert (claim.act.text, claim.accused.text, claim.speaker.span.text) == ("attack", "rebels", "The mayor")
    assert claim.hedged
    assert claim.stance is Stance.ASSERTS


def test_an_accusation_and_a_denial_in_one_sentence_are_two_claims(document_of):
    text = "Turkey accused Russia of bombing the convoy but Russia denied carrying out the attack."
    claims = responsibility.read(document_of(text))
    assert [(c.accused.text, c.stance, c.speaker.span.text) for c in claims] == [
        ("Russia", Stance.ASSERTS, "Turkey"),
        ("Russia", Stance.DENIES, "Russia"),
    ]


@pytest.mark.parametrize(
    "text", ["The blast was an attack claimed by ISIS.", "ISIS claimed responsibility for the attack."]
)
def test_who_claims_an_attack_is_accused_and_speaker(document_of, text):
    claim = responsibility.read(document_of(text))[-1]
    assert claim.accused.text == claim.speaker.span.text == "ISIS"


def test_two_accounts_in_one_sentence_have_their_own_speakers(document_of):
    text = (
        "While the official line is that the guards were killed by army shelling, "
        "many in the town are saying it was in fact the Russians, who hold the hills."
    )
    claims = responsibility.read(document_of(text))
    assert [(c.accused.text, c.speaker.span.text) for c in claims] == [
        ("army", "the official line"),
        ("Russians", "many in the town"),
    ]
    assert claims[1].speaker.kind is SpeakerKind.DIFFUSE


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died in an air strike.",
        "The rebels hold the town and the army surrounds it.",
        "The explosion in northern Syria killed two men.",
        "Farmers fear that they would be targeted by gunmen.",
        "Nine soldiers killed in ambush.",
    ],
)
def test_no_claim_where_nobody_is_said_to_have_done_it(document_of, text):
    assert told(document_of, text) == []


@pytest.mark.parametrize(
    ("text", "accused", "speaker"),
    [
        ("Norland blames the Westland army.", "Westland army", "Norland"),
        ("The governor blamed the rebels for the fires.", "rebels", "The governor"),
        (
            "The premier accused forces loyal to the rebels of the massacre.",
            "forces loyal to the rebels",
            "The premier",
        ),
        ("Officials said that Westland saboteurs were behind the blast.", "Westland saboteurs", "Officials"),
        ("The envoy said the rebels were responsible for the raid.", "rebels", "The envoy"),
        ("We hold the army responsible for the killings.", "army", "We"),
        ("Two men were killed, and the mayor blamed it on the army.", "army", "the mayor"),
        ("Rebels in the valley admit killing two farmers.", "Rebels in the valley", "Rebels in the valley"),
        ("The rebels in a short statement said they carried out the raid.", "rebels", "The rebels"),
        (
            "Nobody knows who did it but the Valley rebels have claimed previous bombings.",
            "Valley rebels",
            "the Valley rebels",
        ),
    ],
)
def test_blame_is_read_in_each_of_its_forms(document_of, text, accused, speaker):
    (claim,) = responsibility.read(document_of(text))
    assert accused in (claim.accused.text, claim.accused.text.removeprefix("the "))
    assert claim.speaker.span.text == speaker
    assert claim.stance is Stance.ASSERTS


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said that Russian planes had carried out no strikes.",
        "The ministry said its own aircraft had not been used in the area.",
        "The ministry said the army had not shelled the market.",
        "The ministry denied that soldiers had shelled the market.",
        "The ministry said the rebels had no hand in the attack.",
    ],
)
def test_a_denial_of_the_act_is_a_denial(document_of, text):
    claims = responsibility.read(document_of(text))
    assert claims
    assert {c.stance for c in claims} == {Stance.DENIES}


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "Neither Norland nor Israel has claimed responsibility for the attack.",
        "Turkey strikes back after 33 of its soldiers are killed",
    ],
)
def test_nobody_is_no_party(document_of, text):
    assert told(document_of, text) == []


def test_a_party_has_no_joint_at_its_edges(document_of):
    text = (
        "It counted 20 men killed by Turkish drones and shells. The group said that Russian planes bombed it."
    )
    assert [a for _, a in told(document_of, text)] == ["Turkish drones", "Russian planes"]


def test_a_claim_in_the_articles_own_voice_has_no_speaker(document_of):
    (claim,) = responsibility.read(document_of("Israeli shelling hit the port."))
    assert claim.speaker.kind is SpeakerKind.AUTHOR
    assert claim.speaker.span is None


PARTIES = [
    "The army",
    "rebels",
    "Israeli",
    "air",
    "strikes",
    "attack",
    "by",
    "it was",
    "killed",
    "was",
    "and",
]
BLAME = ["blamed", "for", "of", "denied", "claimed", "responsibility", "accused", "attributed", "to"]
MARKS = ["“", "”", ",", ".", "\n"]
TEXTS = st.lists(st.sampled_from([*PARTIES, *BLAME, *MARKS]) | st.text(max_size=5), max_size=50).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_is_read_and_spans_cut_out_their_words(document_of, text):
    for claim in responsibility.read(document_of(text)):
        spans = [claim.sentence, claim.act, claim.accused, claim.speaker.span, claim.speaker.cue]
        assert all(s is None or text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Two clerks were shot dead by a young man.", "young man"),
        ("Two buses were burned down by 40 masked youths.", "40 masked youths"),
        ("Masked men threw a grenade at the bank.", "Masked men"),
        ("A mob of about 200 people attacked the train.", "mob of about 200 people"),
        (
            "Eleven people died in strikes across the valley by Norlandic and US forces.",
            "Norlandic and US forces",
        ),
        ("There were massacres of farmers by security forces.", "security forces"),
        ("The Islamic State launched a counteroffensive.", "Islamic State"),
        ("Later the air force bombed the depot.", "air force"),
        ("The shelling came after rebels fired rockets at the port.", "rebels"),
        ("Rebels often fire home-made rockets into the port.", "Rebels"),
        ("The army advanced on the town and destroyed two depots.", "army"),
        ("The coalition acknowledged the deaths of two farmers in its strikes.", "coalition"),
        ("The rebels held the hill. They executed four men.", "rebels"),
        ("A US-Israeli raid hit the depot.", "US-Israeli"),
        ("Protesters pelted stones at the buses.", "Protesters"),
        ("Norlandic forces have in recent weeks shelled the port.", "Norlandic forces"),
        ("The coalition in the last 24 hours conducted ten airstrikes.", "coalition"),
        ("Norlandic forces pressed ahead with their offensive.", "Norlandic forces"),
        ("Russian jets continued on Monday to pound the port.", "Russian jets"),
        ("The market was hit by shelling from rebels.", "rebels"),
        ("The army fiercely clashed with gunmen near the port, killing a farmer.", "army"),
        ("The rebels have used chemical weapons in the valley.", "rebels"),
        ("The attack was carried out, according to the mayor, by the army.", "army"),
        ("Stones flew at the protesters, who threw bottles.", "protesters"),
        ("The raid was most likely carried out by Russian jets.", "Russian jets"),
        ("On Tuesday the rebel group which holds posts in Morra launched an attack.", "rebel group"),
        ("The regime stepped up its raids when it bombed the port.", "regime"),
        ("Rebels shell the old market.", "Rebels"),
        ("The bomb was placed by two men.", "two men"),
        ("Doctors report the use of chemical weapons by the rebels.", "rebels"),
        ("The blast was the work of Valley rebels.", "Valley rebels"),
        ("In Morra's Bab al-Rashid gunmen opened the gates, killing a guard.", "gunmen"),
    ],
)
def test_who_did_it_is_found_by_grammar(document_of, text, accused):
    assert accused in [who for _, who in told(document_of, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Five people died in three similar terrorist attacks.",
        "The terrorist attack killed four farmers.",
        "Fighter jets struck the depot.",
        "Somebody shouted. They killed the lights.",
        "The town is held by an alliance led by the Valley rebels.",
        "The Norlandic Observatory for Peace destroyed old files.",
        "Talks have stalled since the rebel offensive.",
        "Tags Morra Norland airstrikes ceasefire At least five people died in the port.",
        "12 Rebels Killed Injured in Morra.",
        "They left behind scores of dead and wounded rebels.",
        "The mayor accused the army of preventing a meeting.",
        "No party or rebel group has claimed responsibility for the attack.",
    ],
)
def test_an_act_or_a_platform_is_nobody(document_of, text):
    assert told(document_of, text) == []


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("The mayor said regime helicopters had dropped three barrel bombs.", "regime helicopters"),
        ("Dozens of rebels early on Monday attacked the depot.", "Dozens of rebels"),
        ("The terrorists in the town killed a child.", "terrorists"),
        ("The army was accused of shelling the market.", "army"),
        ("The strikes, carried out by Russian jets, killed two.", "Russian jets"),
        ("Members of the coalition bombed the depot.", "Members of the coalition"),
    ],
)
def test_a_party_keeps_its_words_and_its_place(document_of, text, accused):
    assert accused in [who for _, who in told(document_of, text)]


def test_one_sentence_denies_one_accused_once(document_of):
    (claim,) = responsibility.read(document_of("The army denied that it had bombed the market."))
    assert claim.stance is Stance.DENIES


def test_whose_own_aircraft_it_is_said_not_to_be_denies_for_itself(document_of):
    text = "Northland’s defence ministry said that its own aircraft had not been used in the area."
    [claim] = responsibility.read(document_of(text))
    assert claim.accused.text == "Northland’s defence ministry"
    assert claim.stance is Stance.DENIES


def test_who_was_killed_by_drones_and_shells_is_not_accused(document_of):
    found = told(
        document_of, "The monitor counted 20 Norland soldiers killed by Turkish drones and shells on Friday."
    )
    assert not [accused for _, accused in found if "soldiers" in accused]


def test_an_act_told_as_a_noun_is_not_done_by_those_who_suffered_it(document_of):
    text = "The army killed two rebels in an attack on their camp."
    assert told(document_of, text) == [("killed", "army")]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Lena Brandt is accused of killing two farmers.", "Lena Brandt"),
        ("Rebel jets were believed responsible for the raid.", "Rebel jets"),
    ],
)
def test_whoever_is_held_responsible_by_nobody_named_is_accused(document_of, text, accused):
    assert [who for _, who in told(document_of, text)] == [accused]


def test_a_party_keeps_the_place_where_it_is_posted(document_of):
    found = told(document_of, "Gunmen positioned in the northern hills fired rockets.")
    assert [who for _, who in found] == ["Gunmen positioned in the northern hills"]


def test_a_former_act_is_told_from_that_of_the_day(document_of):
    document = document_of("Rebels claimed previous bombings. Rebels claimed the bombings.")
    found = responsibility.read(document)
    assert [responsibility.is_former(document, one) for one in found] == [True, False]


def test_a_headline_that_ran_into_its_text_tells_for_itself(document_of):
    text = "Rebel shelling kills 12 in Morra AFP Monday 23 Jun 2014 Rebel shelling killed 12, doctors said."
    found = responsibility.read(document_of(text))
    assert [one.act.start for one in found] == [text.index("shelling"), text.rindex("shelling")]


def test_a_sentence_tells_of_each_accused_once(document_of):
    text = "Rebel shelling killed 12 people and later rebel shelling killed two."
    assert len(responsibility.read(document_of(text))) == 1


def test_targets_that_are_counted_accuse_nobody(document_of):
    text = "The army has answered, hitting over 200 regime targets this morning."
    assert "targets" not in [act for act, _ in told(document_of, text)]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Police say dozens of militants stormed a post near Tarkel, killing one soldier.", "militants"),
        ("The army said it shelled the hill, killing two men.", "army"),
    ],
)
def test_who_tells_of_an_attack_without_that_has_not_done_it(document_of, text, accused):
    assert {a for _, a in told(document_of, text)} in ({accused}, {f"dozens of {accused}"})


@pytest.mark.parametrize("verb", ["plan", "vowed", "tried", "attempted"])
def test_what_a_party_means_to_do_is_no_act(document_of, verb):
    assert not told(document_of, f"The rebels {verb} to kill the mayor.")


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("A minister said it was the first time Norland police had fired on a crowd.", "Norland police"),
        ("Farmers accused the army yesterday of burning two villages.", "army"),
        ("The rebels, who hold the valley, claimed the attack.", "rebels"),
    ],
)
def test_the_accused_are_worded_without_times_and_clauses_beside_them(document_of, text, accused):
    assert {a for _, a in told(document_of, text)} == {accused}


@pytest.mark.parametrize("place", ["MORRA - ", "San Morra - ", "MORRA -- ", "MORRA (Wire) - "])
def test_a_dateline_is_no_part_of_the_accused(document_of, place):
    found = told(document_of, place + "Leftist guerrillas attacked a power station on Tuesday.")
    assert found == [("attacked", "Leftist guerrillas")]


@pytest.mark.parametrize("craft", ["Unidentified warplanes", "Unknown aircraft"])
def test_unknown_aircraft_are_a_party(document_of, craft):
    assert ("hit", craft) in told(document_of, f"{craft} hit a refugee camp near Morra on Friday.")


def test_the_victims_foes_are_no_side_of_whoever_tells_of_them(document_of):
    text = "Three pupils have been shot dead by their kidnappers, a local official said on Friday."
    assert told(document_of, text) == [("shot", "their kidnappers")]


def test_a_speakers_own_forces_are_his(document_of):
    (claim,) = responsibility.read(document_of("The army said that its own aircraft had bombed the camp."))
    assert claim.accused.text == "The army"


def test_they_are_whoever_did_the_last_deed(document_of):
    text = (
        "Despite the gains of the security forces this year, bandits struck in Morra and killed nine people. "
        "They also kidnapped 20 villagers. They burned two schools."
    )
    assert [accused for _, accused in told(document_of, text)[-2:]] == ["bandits", "bandits"]


@pytest.mark.parametrize("bound", ["no fewer than 15", "no less than 15", "not more than 15"])
def test_a_bound_denies_nothing(document_of, bound):
    text = f"Rebel drones attacked the port, wounding {bound} people and damaging two cranes."
    assert {r.stance for r in responsibility.read(document_of(text))} == {Stance.ASSERTS}


def test_the_accused_are_worded_without_adverbs_of_their_verb(document_of):
    assert told(document_of, "The bandits first killed two guards and burned a shop.") == [
        ("killed", "bandits")
    ]


def test_the_accused_are_worded_without_their_mood(document_of):
    text = "The bombardment by an evidently frustrated Norland army has left 15 civilians dead."
    assert told(document_of, text) == [("bombardment", "Norland army")]


def test_a_blame_game_blames_nobody(document_of):
    text = "Both sides resorted to a blame game over violations, raising the issue of targeting civilians."
    assert told(document_of, text) == []
