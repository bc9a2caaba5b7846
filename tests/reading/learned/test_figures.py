"""What the learned reader makes of a figure where the rules know better."""

from dataclasses import replace

import pytest
from training.examples import article

from sayso.model import Figure, SpeakerKind
from sayso.reading import read
from sayso.reading.document import prepare
from sayso.reading.drafts import FigureDraft
from sayso.reading.learned import shipped
from sayso.reading.learned.figures import agreed
from sayso.reading.rules import RuleReader

pytestmark = pytest.mark.skipif(not shipped(), reason="no model is installed")


def figures(text: str) -> dict[str, Figure]:
    found = read(
        article({"text": text, "doc_id": "x", "published": "2020-02-28"}), reader_name="model"
    ).figures
    return {f.quantity.span.text: f for f in found}


def test_neutralised_stays_neutralised_through_a_list() -> None:
    found = figures(
        "Northland has 'neutralised' 309 soldiers along with 55 tanks, three helicopters and 29 howitzers "
        "in the last 17 days, its defence ministry said."
    )
    assert {str(f.measure) for f in found.values()} == {"neutralised"}
    assert len(found) == 4


def test_police_who_come_are_not_displaced() -> None:
    found = figures("Thousands of police and militiamen poured into the region to help, the agency said.")
    assert all(str(f.measure) != "displaced" for f in found.values())


def test_a_country_has_not_killed_those_that_the_sentence_calls_its_own() -> None:
    found = figures("Turkey strikes back after 33 of its soldiers are killed in Idlib.")
    assert found["33"].actor is None


def test_a_country_has_not_killed_its_own_soldiers() -> None:
    found = figures(
        "Turkey strikes back in Idlib.\n\n"
        "Thirty-three Turkish soldiers were killed on Thursday, a governor said."
    )
    assert found["Thirty-three"].actor is None or found["Thirty-three"].actor.text != "Turkey"


def test_militants_may_kill_what_others_call_their_own() -> None:
    found = figures("The council said that IS militants killed three of their teachers in Morra on Monday.")
    assert found["three"].actor is not None
    assert "IS" in found["three"].actor.text


def test_a_party_that_lost_the_counted_did_not_do_it() -> None:
    found = figures("Government troops took Morra on Monday. ISIS also lost 15 fighters, the monitor said.")
    assert found["15"].actor is None or "ISIS" not in found["15"].actor.text


def test_a_party_is_told_by_its_name_rather_than_by_its_craft() -> None:
    found = figures(
        "Russia joined the siege of Morra in March.\n\nOn Sunday Russian air strikes hit the port. "
        "In the evening warplanes bombed the market of Morra, killing at least 19 civilians."
    )
    assert found["at least 19"].actor is not None
    assert found["at least 19"].actor.text.startswith("Russia")


def test_an_actor_that_the_rules_take_from_another_sentence_is_believed() -> None:
    found = figures(
        "ISIS has struck the harbour of Morra again and again.\n\n"
        "In July a suicide bomb killed at least 16 people in Morra."
    )
    assert found["at least 16"].actor is not None
    assert found["at least 16"].actor.text == "ISIS"


def test_a_mark_that_names_who_speaks_is_believed() -> None:
    found = figures(
        "THE MINISTER MET THE PRESS. [RUEDA] WE HAVE HAD A LONG NIGHT ON THE RIVER. THE BRIDGE IS GONE AND"
        " THE ROAD IS CLOSED. THE REBELS KILLED 12 SOLDIERS AT THE BRIDGE. THEY WOUNDED 30 SOLDIERS."
    )
    assert {f.speaker.span.text for f in found.values() if f.speaker} == {"RUEDA"}


def test_a_speaker_behind_a_sentence_longer_than_the_network_sees_is_believed() -> None:
    found = figures(
        "The storm reached the coast at night.\n\nIt left 12 people dead in Morra and the villages around, "
        "tore the roofs from the market hall, the school and the old customs house, washed away the road to "
        "the harbour, the bridge below the mill and both of the piers, and cut the power in all of the "
        "valley from the lighthouse up to the dam, the railway station and the quarry, the mayor said."
    )
    assert found["12"].speaker is not None
    assert found["12"].speaker.span.text == "the mayor"


def test_what_is_believed_is_said_by_nobody_in_particular() -> None:
    found = figures(
        "Police say gunmen attacked a fort. Fifteen soldiers are believed to have been kidnapped."
    )
    speaker = found["Fifteen"].speaker
    assert speaker is None or str(speaker.kind) == "diffuse"


def said(speaker: str, kind: SpeakerKind, confidence: float) -> FigureDraft:
    text = "Nine died, " + speaker + " said."
    document = prepare(article({"text": text, "doc_id": "x"}))
    [draft] = RuleReader().read(document).figures
    span = document.article.cut(text.index(speaker), text.index(speaker) + len(speaker))
    return replace(draft, speaker=replace(draft.speaker, span=span, kind=kind), confidence=confidence)


def test_one_wording_speaks_as_one_kind_in_an_article() -> None:
    figures = [
        said("the officials", SpeakerKind.NAMED, 0.4),
        said("The officials", SpeakerKind.ANONYMOUS, 0.9),
        said("the mayor", SpeakerKind.NAMED, 0.3),
    ]
    kinds = [one.speaker.kind for one in agreed(figures)]
    assert kinds == [SpeakerKind.ANONYMOUS, SpeakerKind.ANONYMOUS, SpeakerKind.NAMED]
