"""Agents: whoever does what only people do is accused, known as a party or not."""

import pytest

from sayso.reading.rules import responsibility


def accused(document_of, text):
    return [r.accused.text for r in responsibility.read(document_of(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mayor was murdered by the Red Valley Column.", "the Red Valley Column"),
        ("THE MAYOR WAS MURDERED IN MORRA BY THE RED VALLEY COLUMN.", "THE RED VALLEY COLUMN"),
        ("The judge was shot on Tuesday near the market by two men.", "two men"),
        ("The farmer was tortured to death by the police.", "the police"),
        ("The Red Valley Column kidnapped the mayor.", "Red Valley Column"),
        ("Six people died in an attack carried out by the Red Valley Column.", "the Red Valley Column"),
        ("Three men in a car threw a grenade at the post.", "men"),
        ("Armed men broke into the house and killed him.", "Armed men"),
        ("The guerrillas, who burned the village, left at dawn.", "guerrillas"),
        ("Thirty people died in attacks by about 150 rebels.", "rebels"),
        ("The court was attacked by narco-terrorists.", "narco-terrorists"),
        ("Residents fear new Hezbollah attacks.", "Hezbollah"),
    ],
)
def test_whoever_did_it_is_accused(document_of, text, name):
    (found,) = accused(document_of, text)
    assert name in found or found in name


@pytest.mark.parametrize(
    "text",
    [
        "The mayor was murdered by a car bomb.",
        "The mayor was kidnapped to protest the visit by the minister.",
        "TWO BOMBS EXPLODED IN MORRA.",
        "THE MURDERED INSPECTOR WAS BURIED ON FRIDAY.",
        "The fourth member murdered in Morra was a teacher.",
        "The strike by the dockers goes on.",
        "A landslide killed six people and injured nine.",
    ],
)
def test_means_sufferers_and_strikers_are_not_accused(document_of, text):
    assert accused(document_of, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A suicide bomber blew himself up at the gate.",
        "The fighters killed on Thursday came from Morra.",
    ],
)
def test_a_bomber_and_the_killed_are_not_accused(document_of, text):
    assert accused(document_of, text) == []


def test_a_bomber_of_a_party_is(document_of):
    assert accused(document_of, "An Islamic State suicide bomber killed nine people at the gate.")
