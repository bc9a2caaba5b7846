"""On whose say-so a figure stands: speaker, relay, stance and hedges."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Bound, Measure, PassageKind, Quantity, Span, SpeakerKind, Stance
from sayso.reading.drafts import FigureDraft
from sayso.reading.rules import speech


def figures(text, *numbers):
    """One draft for each number, at its first place behind the one before."""
    made, at = [], 0
    for number in numbers:
        at = text.index(number, at)
        quantity = Quantity(span=Span.cut(text, at, at + len(number)), low=None, high=None, bound=Bound.EXACT)
        made.append(FigureDraft(sentence=quantity.span, quantity=quantity, measure=Measure.KILLED))
        at += len(number)
    return tuple(made)


def spoken(document_of, text, *numbers, **options):
    """The speaker drafts of the figures, with stance."""
    found = speech.attribute(document_of(text, **options), figures(text, *numbers))
    return [(f.speaker.span.text if f.speaker.span else None, str(f.speaker.kind)) for f in found]


def test_the_speaker_of_the_sentence_carries_its_numbers(document_of):
    text = "The Health Ministry said 12 people died and 30 were hurt."
    assert spoken(document_of, text, "12", "30") == [("The Health Ministry", "named")] * 2


def test_a_sentence_that_names_nobody_is_the_articles_own(document_of):
    assert spoken(document_of, "Twelve people died in the flood.", "Twelve") == [(None, "author")]


def test_each_clause_keeps_its_own_speaker(document_of):
    text = "The army said 12 fighters died, while residents said 30 farmers were buried."
    assert spoken(document_of, text, "12", "30") == [("The army", "named"), ("residents", "diffuse")]


def test_in_a_chain_the_first_to_speak_is_the_speaker(document_of):
    text = "State television quoted a commander as saying that 12 fighters died."
    (figure,) = speech.attribute(document_of(text), figures(text, "12"))
    assert figure.speaker.span.text == "a commander"
    assert figure.speaker.kind is SpeakerKind.ANONYMOUS
    assert figure.speaker.relay.text == "State television"


def test_an_outlet_that_is_told_is_the_relay(document_of):
    text = "A doctor told Reuters that 12 patients died."
    (figure,) = speech.attribute(document_of(text), figures(text, "12"))
    assert (figure.speaker.span.text, figure.speaker.relay.text) == ("A doctor", "Reuters")


def test_a_pronoun_is_replaced_by_the_nearest_wording_that_names_the_speaker(document_of):
    text = "The Border Directorate released a statement on the raid. It said 12 tanks were destroyed."
    assert spoken(document_of, text, "12") == [("The Border Directorate", "named")]


def test_a_breakdown_of_the_tally_is_heard_from_the_same_speaker(document_of):
    text = "The clinic's director said 12 people died. Four of them were children."
    assert [s for s, _ in spoken(document_of, text, "12", "Four")] == ["The clinic's director"] * 2


def test_a_sentence_between_two_of_the_same_speaker_is_heard_from_him(document_of):
    text = "Sixty homes fell, said Mayor Ana Ruiz. Three bridges were lost. Help is on its way, Ruiz added."
    assert spoken(document_of, text, "Three") == [("Mayor Ana Ruiz", "named")]


def test_attribution_does_not_run_on_into_the_next_subject(document_of):
    text = "The army said 12 fighters died. Since January 400 farmers have left the valley. Rain fell."
    assert spoken(document_of, text, "400") == [(None, "author")]


def test_a_headline_has_no_speaker_unless_it_names_one(document_of):
    text = "Raid kills 12\n\nTwelve people died, the mayor said."
    kinds = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
    assert spoken(document_of, text, "12", kinds=kinds) == [(None, "author")]


def test_a_headline_may_name_its_speaker_behind_a_colon(document_of):
    text = "Raid kills 12 near the port: monitor\n\nRain fell."
    kinds = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
    assert spoken(document_of, text, "12", kinds=kinds) == [("monitor", "named")]


def test_a_lost_post_lends_its_author_to_nobody(document_of):
    text = "The spokesman Ali Demir tweeted:\n\n“Twelve of us are lost.”\n\nThirty people walked north."
    found = spoken(document_of, text, "Twelve", "Thirty", lost=(33,))
    assert found == [(None, "author")] * 2


def test_a_continued_quotation_keeps_its_speaker(document_of):
    text = (
        "“The dam broke at noon,” the engineer said.\n\n"
        "“We counted 12 dead. Another 5 are missing,” she added."
    )
    assert [s for s, _ in spoken(document_of, text, "12", "5")] == ["the engineer"] * 2


def test_a_denial_is_a_stance(document_of):
    text = "The general denied that 12 civilians were killed."
    (figure,) = speech.attribute(document_of(text), figures(text, "12"))
    assert figure.stance is Stance.DENIES


def test_hedges_are_kept_with_their_words(document_of):
    text = "About 12 people were reportedly killed."
    (figure,) = speech.attribute(document_of(text), figures(text, "12"))
    assert [h.text for h in figure.hedges] == ["reportedly"]


def test_articles_without_commas_still_tell_who_speaks(document_of):
    text = "Shells hit the old market and killed 12 people a monitoring group said on Friday."
    assert spoken(document_of, text, "12") == [("a monitoring group", "named")]


@pytest.mark.parametrize(
    ("text", "number", "speaker"),
    [
        (
            "Nine men died on Monday, the governor of Oster province, Jon Arden, said early on Tuesday.",
            "Nine",
            "the governor of Oster province, Jon Arden",
        ),
        (
            "Norland’s defence minister, Mira Holt, said on Sunday that 212 fighters had died.",
            "212",
            "Norland’s defence minister, Mira Holt",
        ),
        (
            "A commander in the alliance that backs Norland said that 9 died.",
            "9",
            "A commander in the alliance",
        ),
        (
            "The Office for River Relief (ORR), the ministry’s arm, said 14 were hurt.",
            "14",
            "The Office for River Relief (ORR), the ministry’s arm",
        ),
        (
            "Residents of Darun, contacted by telephone, said that jets had killed 11 fishermen.",
            "11",
            "Residents of Darun, contacted by telephone",
        ),
        ("Farmers in the valley said that 12 had drowned.", "12", "Farmers in the valley"),
        ("The coalition led by Norland said that 12 had drowned.", "12", "The coalition led by Norland"),
        ("A resident who had fled put the toll at 35.", "35", "A resident"),
        ("Governor Ana Ruiz later raised the toll to 11.", "11", "Governor Ana Ruiz"),
        (
            "According to its director, Ana Ruiz, another 27 houses fell.",
            "27",
            "its director, Ana Ruiz",
        ),
        (
            "More than 600 died, the Rights Commission said in a report published on Monday.",
            "600",
            "the Rights Commission",
        ),
        (
            "At least 12 have drowned, the Relief Commission (RRC) reports.",
            "12",
            "the Relief Commission (RRC)",
        ),
    ],
)
def test_speakers_are_found_behind_names_roles_and_clauses(document_of, text, number, speaker):
    assert [s for s, _ in spoken(document_of, text, number)] == [speaker]


def test_the_counted_are_never_the_one_who_speaks_next(document_of):
    text = "Nine soldiers were killed, Governor Ana Ruiz said. He said 14 more were hurt."
    assert [s for s, _ in spoken(document_of, text, "14")] == ["Governor Ana Ruiz"]


def test_a_body_that_says_what_it_counted_relays_nobody(document_of):
    text = "The Observatory said the monitor had also counted 20 dead soldiers."
    (figure,) = speech.attribute(document_of(text), figures(text, "20"))
    assert (figure.speaker.span.text, figure.speaker.relay) == ("The Observatory", None)


def test_a_news_conference_is_no_relay(document_of):
    text = "Ana Ruiz told a news conference that 20 people died."
    (figure,) = speech.attribute(document_of(text), figures(text, "20"))
    assert (figure.speaker.span.text, figure.speaker.relay) == ("Ana Ruiz", None)


PARTS = [
    "The army",
    "said",
    "12",
    "people",
    "died",
    ",",
    ".",
    "“",
    "”",
    "it",
    "he",
    "of them",
    "according to",
    "\n",
]
TEXTS = st.lists(st.sampled_from(PARTS), min_size=1, max_size=50).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_any_place_has_an_answer_and_its_spans_cut_out_their_words(document_of, text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    quantity = Quantity(span=Span.cut(text, at, at + 1), low=1, high=1, bound=Bound.EXACT)
    draft = FigureDraft(sentence=quantity.span, quantity=quantity, measure=Measure.KILLED)
    (figure,) = speech.attribute(document_of(text), (draft,))
    assert figure.quantity == quantity
    spans = [figure.speaker.span, figure.speaker.cue, figure.speaker.relay, *figure.hedges]
    assert all(s is None or text[s.start : s.end] == s.text for s in spans)
    assert (figure.speaker.span is None) == (figure.speaker.kind is SpeakerKind.AUTHOR)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Jets killed 15 nurses activists in the town reported.", "15", ("activists in the town", "diffuse")),
        (
            "It was matched with the Health Ministry list of 7000 names.",
            "7000",
            ("the Health Ministry", "named"),
        ),
        ("The Valley Agency gave a toll of 12 dead.", "12", ("The Valley Agency", "named")),
        (
            "The Health Ministry on Thursday said the floods left 34 people dead.",
            "34",
            ("The Health Ministry", "named"),
        ),
        (
            "Floods displaced 200 families in the hills. (OCHA, 30 Sep 2013) Later it rained.",
            "200",
            ("OCHA", "named"),
        ),
        (
            "The Valley Foundation released a statement that the roof was hit by 4 shells.",
            "4",
            ("The Valley Foundation", "named"),
        ),
        (
            "The army killed 28 men in the city local media reported citing a military source.",
            "28",
            ("a military source", "anonymous"),
        ),
        (
            "Citing a nurse, the Valley Agency said 12 people were hurt.",
            "12",
            ("a nurse", "anonymous"),
        ),
        (
            "Nearly 900 people died the Valley Network claimed including 92 children.",
            "92",
            ("the Valley Network", "named"),
        ),
        (
            "Shells killed 17 men in the same hills the military said in its daily round-up.",
            "17",
            ("the military", "named"),
        ),
        ("It was reported that 12 people had died.", "12", ("It was reported", "diffuse")),
        ("The sources said 12 people had died.", "12", ("The sources", "anonymous")),
        ("Clashes broke out on the ridge claiming at least 10 dead.", "10", (None, "author")),
        ("A survey in March found that 650 families had fled.", "650", ("A survey", "named")),
    ],
)
def test_speakers_are_found_where_reports_put_them(document_of, text, number, expected):
    assert spoken(document_of, text, number) == [expected]


def test_what_happened_to_others_elsewhere_is_no_breakdown(document_of):
    text = "The Health Ministry said 12 people died in Morra. In Valta one man died and 30 others were hurt."
    assert spoken(document_of, text, "30") == [(None, "author")]


@pytest.mark.parametrize(
    ("text", "number", "cue"),
    [
        (
            "It was officially reported today that gunmen in two cars had shot 12 drivers.",
            "12",
            "It was officially reported",
        ),
        ("Gunmen shot 12 drivers, it was reported.", "12", "it was reported"),
        ("It has also been reported that there are 12 dead.", "12", "It has also been reported"),
    ],
)
def test_what_was_reported_by_nobody_in_particular_is_diffuse(document_of, text, number, cue):
    assert spoken(document_of, text, number) == [(cue, "diffuse")]


def test_a_statement_printed_below_its_speaker_is_the_speakers(document_of):
    text = (
        "Minister Lena Rask said:\nThe flood was horrific. We mourn 12 people.\nBuses took 300 people away."
    )
    assert spoken(document_of, text, "12", "300") == [("Minister Lena Rask", "named")] * 2
    kinds = (PassageKind.PARAGRAPH, PassageKind.PARAGRAPH, PassageKind.HEADLINE)
    assert spoken(document_of, text, "12", "300", kinds=kinds)[1] == (None, "author")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Harbour chief Omar Sel said jets hit the market in Morra blaming Norland for 12 deaths.",
            "Harbour chief Omar Sel",
        ),
        ("The Valley Observatory put the toll lower saying 12 people died.", "The Valley Observatory"),
        (
            "Jets hit the port of Sele a suburb of Morra killing 12 people rescue sources said.",
            "rescue sources",
        ),
    ],
)
def test_neither_places_nor_things_speak_where_commas_are_lost(document_of, text, speaker):
    assert spoken(document_of, text, "12")[0][0] == speaker


def test_what_a_promise_mentions_is_not_claimed_by_it(document_of):
    text = "The president vowed to end a war that has left 12 dead. The mayor promised that 30 would stay."
    assert spoken(document_of, text, "12", "30") == [(None, "author"), ("The mayor", "anonymous")]


def test_who_was_said_to_have_done_it_says_nothing(document_of):
    text = "Gunmen were said to have killed nine farmers."
    assert spoken(document_of, text, "nine") == [("were said", "diffuse")]


def test_a_dateline_with_its_agency_is_no_part_of_who_speaks(document_of):
    text = "MORRA (Wire) - Norland has confirmed that 24 soldiers died."
    assert spoken(document_of, text, "24") == [("Norland", "named")]
