"""Speakers: their kind, who a pronoun is, and their fullest name."""

import pytest

from sayso.model import Span, SpeakerKind
from sayso.reading.document import prepare
from sayso.reading.rules import RuleReader, kinds, speakers


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("the Border Directorate", "named"),
        ("a Pentagon spokesman", "named"),
        ("Civil Defence officials", "named"),
        ("the ministry", "named"),
        ("state media", "named"),
        ("Mayor Lena Brandt", "named"),
        ("police", "named"),
        ("a monitoring group", "named"),
        ("@harbour_watch", "named"),
        ("a security official", "anonymous"),
        ("a senior Turkish official", "anonymous"),
        ("a source at the police command", "anonymous"),
        ("civil defence sources", "anonymous"),
        ("local authorities", "anonymous"),
        ("officials", "anonymous"),
        ("sources", "diffuse"),
        ("local sources", "diffuse"),
        ("activists", "diffuse"),
        ("activists in Homs", "diffuse"),
        ("local media", "diffuse"),
        ("reports", "diffuse"),
        ("many on the ground", "diffuse"),
        ("UN figures", "named"),
        ("an official report", "named"),
        ("a number of reports", "diffuse"),
        ("reports by the authorities", "anonymous"),
        ("local sources in Morra", "anonymous"),
        ("the General Staff", "named"),
        ("a coast guard officer", "anonymous"),
        ("the coast guard", "named"),
        ("an army spokesman", "named"),
        ("a spokesperson for the monitor", "named"),
        ("the US", "named"),
        ("it was officially reported", "diffuse"),
        ("are believed", "diffuse"),
    ],
)
def test_the_kind_of_a_wording_follows_the_guidelines(wording, kind):
    assert kinds.kind_of(wording, language="en", cased=True) == kind


def wording(document, words, after=""):
    text = document.article.text
    start = text.index(words, text.index(after) if after else 0)
    return Span.cut(text, start, start + len(words))


def test_it_is_the_body_that_spoke(document_of):
    document = document_of("The Border Directorate released a statement. It said two tanks were lost.")
    assert speakers.fullest(document, wording(document, "It")) == "The Border Directorate"


def test_he_is_the_person_who_spoke_not_the_body(document_of):
    document = document_of(
        "General Omar Saleh said the ridge fell. The army said it held. He said 12 men died."
    )
    assert speakers.fullest(document, wording(document, "He")) == "General Omar Saleh"


def test_a_short_name_leads_to_the_longest_that_holds_it(document_of):
    document = document_of(
        "The Valley Observatory for Human Rights said 12 died. The Observatory said more were hurt."
    )
    assert (
        speakers.fullest(document, wording(document, "The Observatory"))
        == "The Valley Observatory for Human Rights"
    )


def test_a_surname_leads_to_the_whole_name(document_of):
    document = document_of("Mayor Lena Brandt said the dam broke. Help came late, Brandt said.")
    assert speakers.fullest(document, wording(document, "Brandt", "late")) == "Mayor Lena Brandt"


def test_initials_lead_to_the_name_they_stand_for(document_of):
    document = document_of("The Valley Rescue Network said 12 died. Two more are missing, VRN said.")
    assert "Valley Rescue Network" in speakers.fullest(document, wording(document, "VRN"))


def test_the_monitor_is_the_monitoring_body_that_the_article_names(document_of):
    document = document_of(
        "The Valley Observatory for Human Rights said 12 died. The monitor said more were hurt."
    )
    assert (
        speakers.fullest(document, wording(document, "The monitor"))
        == "The Valley Observatory for Human Rights"
    )


def test_a_wording_that_stands_alone_is_its_own_fullest_name(document_of):
    document = document_of("Residents said 12 died.")
    assert speakers.fullest(document, wording(document, "Residents")) == "Residents"


def test_a_name_in_a_heading_of_capitals_ends_at_its_preposition(document_of):
    told = "The army met us in the valley, where it had been fighting since the start of the week."
    text = f"[INTERVIEW WITH COLONEL JEAN MBALA]\n{told}\n[MBALA] We buried four men."
    document = document_of(text)
    at = text.rindex("MBALA")
    assert speakers.fullest(document, document.article.cut(at, at + 5)) == "COLONEL JEAN MBALA"


def test_who_asks_not_to_be_named_is_anonymous(document_of):
    text = "A doctor at Kalehe hospital, who asked not to be named, said 17 people died."
    document = document_of(text)
    span = document.article.cut(0, text.index(", said"))
    assert speakers.kind(document, span) is SpeakerKind.ANONYMOUS


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The port ministry said in a statement 12 died. The statement told of 30 hurt.",
            "The statement",
            "The port ministry",
        ),
        (
            "It rests on a study carried out by Morra University. The study counted 12.",
            "The study",
            "Morra University",
        ),
        (
            "The Border Directorate released its report on Monday. The report counts 12.",
            "The report",
            "The Border Directorate",
        ),
        ("It was raining. The report counts 12.", "The report", "The report"),
    ],
)
def test_a_written_thing_told_of_again_is_whoever_issued_it(document_of, text, words, name):
    document = document_of(text)
    assert speakers.fullest(document, wording(document, words, after=words)) == name


def test_the_officer_is_the_person_who_spoke_before_by_name(document_of):
    document = document_of(
        "Colonel Omar Saleh said the ridge fell. The army said it held. The Turkish officer said 12 men died."
    )
    assert speakers.fullest(document, wording(document, "The Turkish officer")) == "Colonel Omar Saleh"
    document = document_of("A doctor said the ridge fell. The officer said 12 men died.")
    assert speakers.fullest(document, wording(document, "The officer")) == "The officer"


def test_a_pair_is_no_fuller_name_of_one_of_them(document_of):
    document = document_of(
        "Lena Rask and Omar Sel met. Omar Sel left early. Rask said 12 died. Lena Rask agreed."
    )
    assert speakers.fullest(document, wording(document, "Rask", after="Rask said")) == "Lena Rask"


@pytest.mark.parametrize(
    ("who", "heard"),
    [
        ("the serious injuries", []),
        ("the mayor", ["the mayor"]),
        ("the mayor, the clashes", ["the mayor"]),
    ],
)
def test_what_a_number_depends_on_does_not_say_it(document_of, who, heard):
    found = RuleReader().read(document_of(f"Nine died and the toll is likely to rise according to {who}."))
    assert [s.speaker.span.text for s in found.statements if s.speaker.span] == heard


def speaker(document_of, text, quantity):
    found = RuleReader().read(prepare(document_of(text).article)).figures
    return {f.quantity.span.text: f.speaker.span and f.speaker.span.text for f in found}[quantity]


@pytest.mark.parametrize(
    ("text", "quantity", "who"),
    [
        ("Up to 390 families returned to the areas that were declared safe.", "Up to 390", None),
        ("Rescuers pulled four survivors out but were unable to say how many were missing.", "four", None),
        ("Nine pupils were kidnapped but officials could not confirm those numbers.", "Nine", None),
        (
            "Gunmen believed to belong to a gang killed nine people, a police officer said.",
            "nine",
            "a police officer",
        ),
        ("Men described as rebels killed nine people, a governor said.", "nine", "a governor"),
        ("Nine people died, said a rescuer.", "Nine", "a rescuer"),
        ("The Valley's Daily said nine people had died.", "nine", "The Valley's Daily"),
        ("During the reporting period nine people were held.", "nine", None),
        (
            "Nine people died, said a press statement of the council.",
            "Nine",
            "a press statement of the council",
        ),
        ("Mr Brandt conveyed that nine people had died.", "nine", "Mr Brandt"),
        ("“They burned homes,” Brandt told a press conference. “Nine people died.”", "Nine", "Brandt"),
        ("It sank on Friday, a day after Unicare announced that nine people had died.", "nine", "Unicare"),
    ],
)
def test_who_speaks_is_somebody_who_can(document_of, text, quantity, who):
    assert speaker(document_of, text, quantity) == who


def test_a_speakers_wording_keeps_the_marks_of_its_quotation(document_of):
    text = "The paper quoted a “border soldier” who said nine people had died."
    assert speaker(document_of, text, "nine") == "a “border soldier”"
