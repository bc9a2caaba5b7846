"""Resolving: drafts become claims with ids, names and citations, in the order of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Citation, ClaimKind, Problem, Run, Span, SpeakerKind, claim_id
from sayso.reading import read, resolving
from sayso.reading.drafts import Drafts, ResponsibilityDraft, SpeakerDraft, StatementDraft

RUN = Run(version="1", model="test", language="en")
TEXT = (
    "The Harbour Watch said nine sailors died on Tuesday.[1] Officials blamed pirates for the raid.[2] "
    "“We saw two boats,” it added."
)


def cut(words, text=TEXT):
    start = text.index(words)
    return Span.cut(text, start, start + len(words))


def namer(document, span):
    return span.text.upper()


def cited(marker, supported):
    at = TEXT.index(f"[{marker}]")
    return Citation(marker=marker, start=at, end=at + 3, url=None, supports=cut(supported))


@pytest.fixture(scope="module")
def document(document_of):
    links = (
        cited("1", "The Harbour Watch said nine sailors died on Tuesday."),
        cited("2", "Officials blamed pirates"),
    )
    unnumbered = Citation(
        marker=None, start=0, end=3, url="https://example.org", supports=cut("nine sailors")
    )
    return document_of(TEXT, citations=(*links, unnumbered))


def resolved(document, drafts, **options):
    return resolving.resolve(document, drafts, run=RUN, namer=namer, **options)


def test_a_figure_is_resolved_with_its_speaker_time_and_citations(document, draft_of):
    speaker = SpeakerDraft(span=cut("The Harbour Watch"), kind=SpeakerKind.NAMED, cue=cut("said"))
    reading = resolved(document, Drafts(figures=(draft_of(document, "nine", speaker=speaker),)))
    (figure,) = reading.figures
    assert figure.id == claim_id(document.article, ClaimKind.FIGURE, cut("nine"))
    assert figure.speaker.name == "THE HARBOUR WATCH"
    assert figure.cue.text == "said"
    assert (figure.time.start, figure.time.span.text) == ("2020-02-25", "on Tuesday")
    assert figure.citations == ("1",)
    assert figure.place is None


def test_the_articles_own_voice_has_no_speaker(document, draft_of):
    (figure,) = resolved(document, Drafts(figures=(draft_of(document, "nine"),))).figures
    assert figure.speaker is None


def test_responsibility_and_statements_are_anchored_in_act_and_content(document):
    blamed = ResponsibilityDraft(
        sentence=cut("Officials blamed pirates"), act=cut("raid"), accused=cut("pirates")
    )
    said = StatementDraft(span=cut("“We saw two boats,” it added."), content=(cut("We saw two boats,"),))
    reading = resolved(document, Drafts(responsibility=(blamed,), statements=(said,)))
    assert reading.responsibility[0].id == claim_id(
        document.article, ClaimKind.RESPONSIBILITY, cut("raid"), cut("pirates")
    )
    assert reading.responsibility[0].citations == ("2",)
    assert reading.statements[0].id == claim_id(
        document.article, ClaimKind.STATEMENT, cut("We saw two boats,")
    )
    assert reading.statements[0].citations == ()


def test_of_two_drafts_with_one_anchor_the_surer_is_kept(document, draft_of):
    drafts = Drafts(
        figures=(draft_of(document, "nine", confidence=0.4), draft_of(document, "nine", confidence=0.9))
    )
    (figure,) = resolved(document, drafts).figures
    assert figure.confidence == 0.9


def test_problems_of_article_dates_and_caller_travel_with_the_reading(document_of):
    document = document_of("Nothing.", earliest_only=True)
    given_problem = Problem(code="language", message="x")
    codes = [p.code for p in resolved(document, Drafts(), problems=(given_problem,)).problems]
    assert codes[:2] == ["language", "date_bounded"]


@given(st.permutations(["nine", "two", "sailors", "boats"]))
def test_the_order_of_drafts_does_not_matter_and_no_claim_vanishes(document, draft_of, order):
    drafts = Drafts(figures=tuple(draft_of(document, words) for words in order))
    reading = resolved(document, drafts)
    assert [f.quantity.span.text for f in reading.figures] == ["nine", "sailors", "two", "boats"]
    assert reading == resolved(document, drafts)
    assert all(document.article.text[f.span.start : f.span.end] == f.span.text for f in reading.figures)


def test_the_counted_are_told_without_the_word_of_their_count(article_of):
    text = "The deaths bring to at least 54 the number of Turkish soldiers killed in Idlib since February."
    [figure] = read(article_of(text), reader_name="rules").figures
    assert figure.object.span is not None
    assert figure.object.span.text == "Turkish soldiers"


def test_an_article_without_figures_is_not_searched_for_places(document, monkeypatch):
    def read_places(*_, **__):
        raise AssertionError("the places were read")

    monkeypatch.setattr(resolving.places, "read", read_places)
    assert resolving.resolve(document, Drafts(), run=RUN, namer=namer).figures == ()


def test_a_missing_place_index_is_told_of_an_article_without_figures(document, monkeypatch):
    monkeypatch.setattr(resolving.places.gazetteer, "opened", lambda: None)
    found = resolving.resolve(document, Drafts(), run=RUN, namer=namer)
    assert "no_place_index" in {p.code for p in found.problems}
