"""Loaded words are marked with a neutral reading, and nothing else is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Article, Passage, PassageKind, Published
from sayso.reading import sentences, tone


def article(text, kind=PassageKind.PARAGRAPH, language="en"):
    return Article(
        id="a",
        work="w",
        doc_id=None,
        url=None,
        snapshot="",
        title=None,
        outlet=None,
        authors=(),
        language=language,
        published=Published(),
        text=text,
        passages=(Passage(kind=kind, start=0, end=len(text)),),
        citations=(),
        problems=(),
    )


def marked(text, **options):
    made = article(text, **options)
    return [(t.span.text, t.neutral) for t in tone.find(made, sentences.split(made))]


def test_loaded_words_have_a_neutral_reading():
    assert marked("Nine were martyred when the regime’s forces liberated the town.") == [
        ("martyred", "killed"),
        ("regime", "government"),
        ("liberated", "captured"),
    ]


def test_neutralised_is_never_read_as_killed():
    assert marked("The army neutralised 30 men.") == [("neutralised", "put out of action")]


def test_the_longest_entry_wins():
    assert marked("The brutal dictator spoke.") == [("brutal dictator", "ruler")]


def test_case_and_line_breaks_do_not_matter():
    assert marked("TERRORIST\nGROUPS fired.") == [("TERRORIST\nGROUPS", "armed groups")]


def test_parts_of_other_words_are_not_marked():
    assert marked("The regimen and the counter-terrorists were evidently fine.") == []


def test_a_place_named_after_martyrs_is_plain():
    assert marked("They met on Martyrs’ Square.") == []


def test_boilerplate_is_left_alone():
    assert marked("Read more: regime news", kind=PassageKind.BOILERPLATE) == []


def test_plain_reporting_has_no_tone():
    assert marked("Twelve soldiers were killed in an air strike, the ministry said.") == []


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["regime", "martyrs", " ", "’", "Square", "\n", "x"]) | st.text(max_size=4)))
def test_spans_cut_out_their_words_in_order(parts):
    text = "".join(parts)
    made = article(text)
    found = tone.find(made, sentences.split(made))
    assert all(text[t.span.start : t.span.end] == t.span.text for t in found)
    assert [t.span.start for t in found] == sorted({t.span.start for t in found})
