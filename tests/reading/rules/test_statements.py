"""Statements: who said what, in each order of telling, and quotations over several passages."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import PassageKind, SpeakerKind, StatementForm
from sayso.reading.rules import speakers, statements


def said(document):
    """``(speaker, cue, contents)`` of each statement, as words."""
    return [
        (
            s.speaker.span.text if s.speaker.span else None,
            s.speaker.cue.text if s.speaker.cue else None,
            [c.text for c in s.content],
        )
        for s in statements.read(document)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The mayor said that the bridge had fallen.", "The mayor", "that the bridge had fallen"),
        ("The bridge had fallen, the mayor said.", "the mayor", "The bridge had fallen"),
        ("The bridge had fallen, said Mayor Lena Brandt.", "Mayor Lena Brandt", "The bridge had fallen"),
        ("According to the harbour office, two ferries sank.", "the harbour office", "two ferries sank"),
        ("Two ferries sank, according to the harbour office.", "the harbour office", "Two ferries sank"),
        (
            "Nine villagers died in the shelling of the old market a monitoring group said on Friday.",
            "a monitoring group",
            "Nine villagers died in the shelling of the old market",
        ),
        (
            "Shells killed nine villagers said the Valley Network for Human Rights.",
            "the Valley Network for Human Rights",
            "Shells killed nine villagers",
        ),
        (
            "Karim Haddad, director of the clinic, said the roof was hit.",
            "Karim Haddad, director of the clinic",
            "the roof was hit",
        ),
        (
            "The Valley Observatory which relies on a network of volunteers says nine people died.",
            "The Valley Observatory",
            "nine people died",
        ),
        ("THE ARMY COMMAND SAID THAT TWO SOLDIERS DIED.", "THE ARMY COMMAND", "THAT TWO SOLDIERS DIED"),
        ("the collector said that two shops were burnt.", "the collector", "that two shops were burnt"),
    ],
)
def test_each_order_of_telling_gives_speaker_and_content(document_of, text, speaker, content):
    assert [(s, c) for s, _, c in said(document_of(text))] == [(speaker, [content])]


def test_a_quotation_split_by_its_cue_is_one_statement_with_two_spans(document_of):
    document = document_of("“We are tired,” the nurse said. “We have no water left here.”")
    (statement,) = statements.read(document)
    assert [c.text for c in statement.content] == ["“We are tired,”", "“We have no water left here.”"]
    assert statement.form is StatementForm.DIRECT


@pytest.mark.parametrize(
    "quotation",
    [
        '"We have no water left here,"',
        "“We have no water left here,”",
        "« We have no water left here, »",
        "‘We have no water left here,’",
    ],
)
def test_marks_of_every_kind_open_a_quotation(document_of, quotation):
    (statement,) = statements.read(document_of(f"{quotation} said the nurse."))
    assert statement.speaker.span.text == "the nurse"
    assert statement.form is StatementForm.DIRECT


def test_words_in_and_out_of_quotation_marks_are_mixed(document_of):
    (statement,) = statements.read(document_of("The envoy said the raid was “a crime against all of us”."))
    assert statement.form is StatementForm.MIXED


def test_a_quotation_over_two_passages_is_one_statement(document_of):
    text = (
        "Talks were held, with Secretary Anna Holm commenting:\n\n"
        "“The fighting has to stop. Help must reach the town.\n\n"
        "“We stand with those who fled their homes.”[6]\n\nThe talks go on."
    )
    (statement,) = statements.read(document_of(text))
    assert statement.speaker.span.text == "Secretary Anna Holm"
    assert len(statement.content) == 2
    assert statement.content[0].text.startswith("“The fighting")
    assert statement.form is StatementForm.DIRECT


def test_quotation_passages_without_marks_belong_to_the_words_that_announce_them(document_of):
    text = "The minister added:\n\nThe dam is safe.\n\nNobody has to leave.\n\nRain fell."
    kinds = (PassageKind.PARAGRAPH, PassageKind.QUOTATION, PassageKind.QUOTATION, PassageKind.PARAGRAPH)
    (statement,) = statements.read(document_of(text, kinds=kinds))
    assert [c.text for c in statement.content] == ["The dam is safe.", "Nobody has to leave."]


def test_a_lost_post_does_not_take_the_next_paragraph_for_its_words(document_of):
    text = "The spokesman Ali Demir tweeted:\n\nHundreds were seen on the road north."
    assert statements.read(document_of(text, lost=(20,))) == ()


def test_a_lost_post_does_not_take_the_next_quotation_either(document_of):
    text = "The spokesman Ali Demir tweeted:\n\n“Hundreds of us were on the road,” said a driver."
    assert [s for s, _, _ in said(document_of(text, lost=(30,)))] == ["a driver"]


def test_the_relay_of_a_chain_stands_apart(document_of):
    (statement,) = statements.read(
        document_of("State television quoted a commander as saying that the ridge was taken.")
    )
    assert statement.speaker.span.text == "a commander"
    assert statement.speaker.relay.text == "State television"
    assert statement.speaker.kind is SpeakerKind.ANONYMOUS


def test_taking_lives_is_no_speech(document_of):
    assert statements.read(document_of("The landslide claimed the lives of six miners.")) == ()


def test_an_adjective_is_no_cue(document_of):
    assert statements.read(document_of("The alleged smuggler left the reported hiding place.")) == ()


MARKS = ["“", "”", '"', "'", "’", "«", "»", ",", ".", ":", ";", "(", ")", "[1]", "\n", "\n\n", " "]
CUES = [
    "said",
    "says",
    "according to",
    "told AFP",
    "quoted",
    "as saying",
    "adding",
    "blamed",
    "claimed",
    "was",
]
WORDS = ["The Army", "he", "it", "and", "which", "killed", "12", "rebels", "for", "the attack", "by", "US"]
PARTS = st.sampled_from([*MARKS, *CUES, *WORDS])


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS | st.text(max_size=6), max_size=60), st.booleans())
def test_any_text_is_read_and_spans_cut_out_their_words(document_of, parts, spaced):
    text = (" " if spaced else "").join(parts)
    for draft in statements.read(document_of(text)):
        spans = [draft.span, *draft.content, draft.speaker.span, draft.speaker.cue, draft.speaker.relay]
        assert draft.content
        assert all(s is None or text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize(
    "unit", ["“said the ", "X said and ", '"', "a b c, ", "it said (", "of the and ", "said:\n\n“"]
)
def test_time_grows_with_the_length_not_its_square(document_of, unit):
    def seconds(length):
        document = document_of(unit * (length // len(unit)))
        start = time.perf_counter()
        statements.read(document)
        return time.perf_counter() - start

    seconds(2_000)
    short, long = min(seconds(4_000) for _ in range(2)), seconds(40_000)
    assert long < 40 * short + 0.5


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "“We will rebuild the bridge,” Mr Arden told reporters in Merah.",
            "Mr Arden",
            "“We will rebuild the bridge,”",
        ),
        ("“It fell at dawn,” a 34-year-old farmer said.", "a 34-year-old farmer", "“It fell at dawn,”"),
        ("The strike on the port was condemned by Norland.", "Norland", "The strike on the port"),
    ],
)
def test_who_speaks_is_told_from_what_is_said(document_of, text, speaker, content):
    assert [(s, c) for s, _, c in said(document_of(text))] == [(speaker, [content])]


@pytest.mark.parametrize(
    "text",
    [
        "No one knows how many houses fell.",
        "The army said nothing about its losses.",
        "Norland has neither confirmed nor denied involvement.",
        "In a report published on Monday houses are listed.",
    ],
)
def test_nobody_and_what_happens_make_no_statement(document_of, text):
    assert said(document_of(text)) == []


def test_what_stands_in_a_relative_clause_is_no_speaker(document_of):
    found = said(document_of("A rights group, which asked not to be named, accused soldiers of looting."))
    assert [s for s, _, _ in found] == ["A rights group, which asked not to be named"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "''The well is dry,'' said Lena B. Rask, 34, a nurse from Morra. ''We walk to the river.''",
            [
                (
                    "Lena B. Rask, 34, a nurse from Morra",
                    "said",
                    ["''The well is dry,''", "''We walk to the river.''"],
                )
            ],
        ),
        (
            "Ola Berg, who had left the hill town with his sons in March, said that the bridge was shut.",
            [
                (
                    "Ola Berg, who had left the hill town with his sons in March",
                    "said",
                    ["that the bridge was shut"],
                )
            ],
        ),
        ("Sen. Ola Berg (N-Vt.) said he would go.", [("Sen. Ola Berg (N-Vt.)", "said", ["he would go"])]),
        ("About 61 percent said the road was safe.", [("61 percent", "said", ["the road was safe"])]),
        (
            "Rask said repeatedly last week that the road was safe.",
            [("Rask", "said", ["that the road was safe"])],
        ),
        (
            'Rask said as he left the hall, "The road to Morra is safe again."',
            [("Rask", "said", ['"The road to Morra is safe again."'])],
        ),
        (
            "The governor promised to release the list.",
            [("The governor", "promised", ["to release the list"])],
        ),
        ("The governor called for a truce.", [("The governor", "called for", ["a truce"])]),
        (
            "The governor's claim that it held was doubted.",
            [("The governor's", "claim", ["that it held was doubted"])],
        ),
        ("There were fears that the dam would burst.", [(None, "fears", ["that the dam would burst"])]),
        ("Rask is convinced that it will hold.", [("Rask", "is convinced", ["that it will hold"])]),
        ("Rask made it clear that she would stay.", [("Rask", "made it clear", ["that she would stay"])]),
        (
            "Asked whether she would stay, Rask said the road was shut.",
            [
                (None, "Asked", ["whether she would stay"]),
                ("Rask", "said", ["the road was shut"]),
            ],
        ),
        ("They don't say that the road is shut.", [("They", "don't say", ["that the road is shut"])]),
    ],
)
def test_each_part_of_a_statement_ends_where_a_reader_would_end_it(document_of, text, expected):
    assert said(document_of(text)) == expected


def test_a_relative_pronoun_speaks_for_the_name_before_it(document_of):
    document = document_of("She met Governor Ola Berg, who told reporters that the road was shut.")
    (one,) = statements.read(document)
    assert one.speaker.span.text == "who"
    assert speakers.fullest(document, one.speaker.span) == "Governor Ola Berg"


def test_what_a_quoted_speaker_says_that_others_said_is_no_statement_of_its_own(document_of):
    text = '"The army told us that the road was shut and mined," said Lena Rask.'
    assert [who for who, _, _ in said(document_of(text))] == ["Lena Rask"]
