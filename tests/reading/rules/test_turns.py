"""Whose words transcripts, speeches and communiques are."""

import pytest
from tests.reading.rules.test_speech import figures

from sayso.reading.rules import speech, turns


@pytest.fixture
def told(document_of):
    """``told(text)``: each turn as who speaks and what is said."""
    return lambda text: [(who.text, said.text) for who, _, said in turns.find(document_of(text).article)]


def test_a_name_in_brackets_opens_a_turn_and_the_next_one_ends_it(told):
    text = "THE MINISTER MET THE PRESS. [RUEDA] WE LOST TWO MEN. [REPORTER] WHERE? [RUEDA] AT THE BRIDGE."
    assert told(text) == [("RUEDA", "WE LOST TWO MEN."), ("RUEDA", "AT THE BRIDGE.")]


def test_a_communique_is_the_words_of_the_body_at_its_head(told):
    text = "LIMA, 3 JUN 89 -- [COMMUNIQUE] [NORTHERN FRONT COMMAND, NFC] [TEXT] WE DESTROYED THREE TRUCKS."
    assert told(text) == [("NORTHERN FRONT COMMAND", "[TEXT] WE DESTROYED THREE TRUCKS.")]


def test_who_reports_is_no_source(told):
    assert told("QUITO -- [REPORT] [EVA PONS] [TEXT] [PONS] A BOMB WENT OFF. TWO PEOPLE DIED.") == []


def test_notes_of_an_editor_are_no_names(told):
    assert told("HE SPOKE. [WORDS INDISTINCT] NOBODY DIED. [END RECORDING] THEN HE LEFT.") == []


def test_names_with_colons_are_turns_where_two_speak_again_and_again(told):
    text = "Ana Ruiz: How many?\nOmar Sel: Nine died.\nAna Ruiz: Where?\nOmar Sel: In the port."
    assert told(text)[1] == ("Omar Sel", "Nine died.")
    assert told("Update: Nine died.\nUpdate: Ten died.\nNote: more later.") == []


def test_a_bracket_behind_a_sentence_of_mixed_case_cites(told):
    assert told("Nine people died. [Norland Times] Ten were hurt. [Harbour Post] It goes on.") == []


def test_a_figure_of_a_turn_is_its_speakers(document_of):
    text = "THE MINISTER MET THE PRESS. [RUEDA] WE LOST TWO MEN. THE ARMY SAID NINE REBELS DIED."
    found = speech.attribute(document_of(text), figures(text, "TWO", "NINE"))
    assert [f.speaker.span.text for f in found] == ["RUEDA", "THE ARMY"]


def test_the_mark_of_a_turn_is_no_part_of_a_speaker(document_of):
    text = "Talks began.\n[REPORTER] The hospital said 17 villagers were hurt."
    found = speech.attribute(document_of(text), figures(text, "17"))
    assert found[0].speaker.span.text == "The hospital"


@pytest.mark.parametrize(
    "text", ["a" * 60_000, "A b " * 20_000, "[A " * 20_000, "[A] " * 20_000, "A:\n" * 20_000]
)
def test_odd_texts_take_no_longer_than_their_length(told, text):
    assert isinstance(told(text), list)


def test_a_reporter_who_was_announced_is_no_source(told):
    text = "OUR REPORTER EVA PONS HAS MORE. [BEGIN RECORDING] [PONS] TWO BOMBS WENT OFF. [END RECORDING]"
    assert told(text) == []


def test_a_communique_is_the_words_of_whoever_issued_it(told):
    text = "LIMA -- [TEXT] COMMUNIQUE ISSUED BY THE NORTHERN COMMAND: WE DESTROYED THREE TRUCKS."
    assert told(text) == [("THE NORTHERN COMMAND", "WE DESTROYED THREE TRUCKS.")]


def test_we_in_a_communique_is_whoever_issued_it(document_of):
    text = (
        "LIMA, 3 JUN 89 -- [COMMUNIQUE] [NORTHERN FRONT COMMAND] WE ANNOUNCE THAT WE DESTROYED THREE TRUCKS."
        " OUR FORCES DENIED THAT TWO MEN FELL."
    )
    found = speech.attribute(document_of(text), figures(text, "THREE", "TWO"))
    assert [f.speaker.span.text for f in found] == ["NORTHERN FRONT COMMAND", "NORTHERN FRONT COMMAND"]
