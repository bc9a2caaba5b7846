"""The founding article in both its forms, where the shared data are at hand; nothing of it stands here."""

from pathlib import Path

import pytest

from sayso.sources import take

FOLDER = Path(__file__).parents[3] / "shared" / "articles"
FORMS = [FOLDER / f"idlib-2020-02-28.{ending}" for ending in ("html", "txt")]
pytestmark = pytest.mark.skipif(not FORMS[0].exists(), reason="the shared articles are not here")


@pytest.fixture(scope="module")
def forms():
    return [taken.article for taken in take(FORMS)]


def test_both_forms_give_twelve_citations_with_five_addresses(forms):
    for article in forms:
        assert [c.marker for c in article.citations] == [str(n) for n in range(1, 13)]
        assert len({c.url for c in article.citations}) == 5
        assert all(c.url for c in article.citations)


def test_both_forms_give_the_same_addresses_and_supports(forms):
    first, second = ([(c.marker, c.url, c.supports.text.split()) for c in a.citations] for a in forms)
    assert first == second


def test_a_quotation_of_two_paragraphs_is_supported_as_a_whole(forms):
    for article in forms:
        quotations = [p for p in article.passages if p.kind == "quotation"]
        assert len(quotations) == 2
        sixth = article.citations[5].supports
        assert sixth.start == quotations[0].start
        assert sixth.end == article.citations[5].start


def test_both_forms_appeared_on_no_day_before_the_cited_one(forms):
    for article in forms:
        published = article.published
        assert (published.earliest, published.latest, published.basis) == ("2020-02-28", None, "cited_url")


def test_the_lost_post_is_a_problem_and_the_title_stands_once(forms):
    for article in forms:
        assert [p.code for p in article.problems] == ["missing_embed"]
        assert len([p for p in article.passages if p.kind == "headline"]) == 1
