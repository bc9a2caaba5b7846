from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Article, Passage, PassageKind, Published
from sayso.reading import sentences


def article(text: str, *kinds: PassageKind) -> Article:
    """An article whose passages are its blank-line blocks, of the given kinds (paragraphs where none)."""
    passages, here = [], 0
    for index, block in enumerate(text.split("\n\n")):
        kind = kinds[index] if kinds else PassageKind.PARAGRAPH
        passages.append(Passage(kind=kind, start=here, end=here + len(block)))
        here += len(block) + 2
    return Article(
        id="a",
        work="w",
        doc_id=None,
        url=None,
        snapshot="",
        title=None,
        outlet=None,
        authors=(),
        language="en",
        published=Published(),
        text=text,
        passages=tuple(passages),
        citations=(),
        problems=(),
    )


def split(text: str, *kinds: PassageKind) -> list[str]:
    return [s.span.text for s in sentences.split(article(text, *kinds))]


def test_full_stops_of_titles_initials_and_abbreviations_end_nothing():
    assert split("Gen. A. B. Demir met Dr. Sayan at 6 p.m. in the U.S. embassy. Nobody spoke.") == [
        "Gen. A. B. Demir met Dr. Sayan at 6 p.m. in the U.S. embassy.",
        "Nobody spoke.",
    ]


def test_an_abbreviation_ends_a_sentence_before_an_opening_word():
    assert len(split("The shelling began at 6 p.m. The army denied it.")) == 2


def test_a_line_end_that_an_export_wrote_out_ends_a_sentence():
    assert split("The base was shut.\\nEight men were held.\\n\\n70 fled to C:\\new.") == [
        "The base was shut.",
        "Eight men were held.",
        "70 fled to C:\\new.",
    ]


def test_decimal_points_end_nothing():
    assert split("Some 2.5 million fled. More follow.") == ["Some 2.5 million fled.", "More follow."]


def test_a_closing_quotation_mark_belongs_to_its_sentence():
    assert split("“We buried 12 men.” He left. “Go!” she said.") == [
        "“We buried 12 men.”",
        "He left.",
        "“Go!” she said.",
    ]


def test_footnote_markers_after_a_full_stop_stay_with_their_sentence():
    assert split("Ten died.[7] [8] Two fled.") == ["Ten died.[7] [8]", "Two fled."]


def test_a_lost_space_after_a_full_stop_still_parts_sentences():
    assert split("The road was cut in 2020.Crews reached the village.") == [
        "The road was cut in 2020.",
        "Crews reached the village.",
    ]


def test_text_all_in_lower_case_is_split():
    assert split("two men were killed. the police fired.") == ["two men were killed.", "the police fired."]


def test_text_all_in_upper_case_is_split():
    assert split("TWO MEN DIED. THE ARMY FIRED.") == ["TWO MEN DIED.", "THE ARMY FIRED."]


def test_hard_wrapped_lines_are_one_sentence():
    assert split("Five men\nwere killed in the\ntown. Two fled.") == [
        "Five men\nwere killed in the\ntown.",
        "Two fled.",
    ]


def test_long_lines_are_paragraphs_of_their_own():
    line = (
        "Five men were killed in the town on the river where the old bridge had stood for "
        + "many " * 12
        + "years"
    )
    assert split(f"Headline without a stop\n{line}") == ["Headline without a stop", line]


def test_boilerplate_and_notes_give_no_sentences():
    kinds = (PassageKind.BOILERPLATE, PassageKind.PARAGRAPH, PassageKind.NOTE)
    assert split("Home > 12 dead\n\nTen died.\n\n[1] 40 dead", *kinds) == ["Ten died."]


@given(st.text(alphabet='aB1. ,!?\n"”[]’', max_size=80))
def test_sentences_cut_out_their_words_in_order_and_lose_nothing(text: str):
    document = article(text)
    found = sentences.split(document)
    assert all(
        s.span.text == text[s.span.start : s.span.end] and s.span.text.strip() == s.span.text for s in found
    )
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert "".join("".join(s.span.text for s in found).split()) == "".join(text.split())
