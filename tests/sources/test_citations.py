"""Footnotes and links: marker, address, place, and the stretch of text that each supports."""

# ruff: noqa: E501 (articles stand in the test as they would in a file)

import pytest

A, B, C = "https://a.example/2020/feb/28/one", "https://b.example/two", "https://c.example/three"
TEXT = f"""Shelling kills 12 in Maarat

Twelve people died in the shelling of Maarat on Monday night.[1] Rescuers dug for hours, while officials in the capital blamed rebel groups in the town,[2] who denied it at once.

“We buried nine of our neighbours today and we will bury more tomorrow. Nobody came to help us.

“The hospital has no light and no water, and the road is closed.”[3]

The ministry called the report “an invention”[1] and gave no figures.

[1] {A}
[2] {B}
[3] {C}
"""
HTML = f"""<article><h1>Shelling kills 12 in Maarat</h1>
<p>Twelve people died in the shelling of Maarat on Monday night.<sup><a href="#n1" id="r1">1</a></sup> Rescuers dug for
hours, while officials in the capital blamed rebel groups in the town,<sup><a href="#n2" id="r2">[2]</a></sup> who denied it at once.</p>
<blockquote>“We buried nine of our neighbours today and we will bury more tomorrow. Nobody came to help us.</blockquote>
<blockquote>“The hospital has no light and no water, and the road is closed.”<sup><a href="#n3" id="r3">[3]</a></sup></blockquote>
<p>The ministry called the report “an invention”<a href="#n1">[1]</a> and gave no figures.</p></article>
<div class="footnotes"><ol><li id="n1"><a href="{A}">One</a> <a href="#r1">↩</a></li>
<li id="n2">A report, {B}. <a href="#r2">↩</a></li><li id="n3"><p><a href="{C}">Three</a></p></li></ol></div>"""
SUPPORTS = [
    ("1", A, "Twelve people died in the shelling of Maarat on Monday night."),
    ("2", B, "while officials in the capital blamed rebel groups in the town,"),
    ("3", C, "“We buried nine"),
    ("1", A, "“an invention”"),
]


@pytest.mark.parametrize(
    ("content", "kind"), [(TEXT, "text/plain"), (HTML, "text/html")], ids=["text", "page"]
)
def test_page_and_text_give_the_same_citations(article_of, content, kind):
    article = article_of(content, kind=kind)
    found = [(c.marker, c.url, c.supports.text) for c in article.citations]
    assert [(m, u) for m, u, _ in found] == [(m, u) for m, u, _ in SUPPORTS]
    assert [found[i][2] for i in (0, 1, 3)] == [SUPPORTS[i][2] for i in (0, 1, 3)]
    quoted = found[2][2]
    assert quoted.startswith("“We buried nine")
    assert quoted.endswith("the road is closed.”")
    for citation in article.citations:
        assert article.text[citation.start : citation.end] == f"[{citation.marker}]"


def test_a_raised_digit_never_glues_to_a_word_or_a_number(article_of):
    page = "<p>The siege ended on 28 February 2020<sup>1</sup> after 33<sup>2</sup> soldiers had died there<sup>3</sup>.</p>"
    text = article_of(page).text
    assert "2020[1] after 33[2] soldiers had died there[3]." in text


def test_a_raised_unit_or_ordinal_is_no_footnote(article_of):
    article = article_of(
        "<p>An area of 40 km<sup>2</sup> burned on the 21<sup>st</sup> of March in that province.</p>"
    )
    assert "40 km² burned on the 21st of March" in article.text
    assert article.citations == ()


def test_several_markers_together_support_the_same_words(article_of):
    article = article_of("<p>Forty people fled the village that night.<sup>[1]</sup><sup>[2]</sup></p>")
    assert [c.marker for c in article.citations] == ["1", "2"]
    assert {c.supports.text for c in article.citations} == {"Forty people fled the village that night."}


def test_markers_in_one_raised_group_are_told_apart(article_of):
    article = article_of("<p>Forty people fled the village that night.<sup>3,4</sup></p>")
    assert [c.marker for c in article.citations] == ["3", "4"]


def test_a_link_without_number_supports_its_sentence(article_of):
    page = (
        '<p>Nobody was hurt. The army <a href="/n/5">said on Friday</a> that 14 fighters had been killed. '
        "It gave no names.</p>"
    )
    (citation,) = article_of(page, url="https://wire.example/x").citations
    assert citation.marker is None
    assert citation.url == "https://wire.example/n/5"
    assert citation.supports.text == "The army said on Friday that 14 fighters had been killed."


def test_a_marker_after_an_abbreviation_supports_the_sentence_from_its_beginning(article_of):
    article = article_of(
        "Later Gen. Aslan met Mr. Orr in St. Petersburg.[1]\n\n[1] https://a.example/x\n", kind="text/plain"
    )
    assert article.citations[0].supports.text == "Later Gen. Aslan met Mr. Orr in St. Petersburg."


def test_a_quotation_inside_a_sentence_is_supported_with_its_sentence(article_of):
    text = "It rained. A spokesman said that “nobody will be left behind in the town.”[1]\n\n[1] https://a.example/x\n"
    article = article_of(text, kind="text/plain")
    assert (
        article.citations[0].supports.text
        == "A spokesman said that “nobody will be left behind in the town.”"
    )


def test_straight_quotation_marks_run_over_paragraphs_too(article_of):
    text = '"We left at night. We took nothing.\n\n"We walked for two days to the camp."[1]\n\n[1] https://a.example/x\n'
    article = article_of(text, kind="text/plain")
    assert article.citations[0].supports.text.startswith('"We left')


def test_a_note_without_address_has_none(article_of):
    article = article_of(
        "Ten houses burned down in the town.[1]\n\n[1] Interview with a resident, May 2020.\n",
        kind="text/plain",
    )
    assert [(c.marker, c.url) for c in article.citations] == [("1", None)]


def test_an_editors_number_in_brackets_is_no_footnote(article_of):
    article = article_of(
        "The witness said that they took [12] people from the village with them.", kind="text/plain"
    )
    assert article.citations == ()


def test_notes_are_passages_of_their_own_and_show_their_marker(article_of, said):
    notes = said(article_of(HTML), "note")
    assert [n[:3] for n in notes] == ["[1]", "[2]", "[3]"]


def test_an_address_in_a_sentence_is_a_link(article_of):
    text = "The tally stands at https://tally.example/today (with names). It had 40 entries on Monday."
    (citation,) = article_of(text, kind="text/plain").citations
    assert citation.url == "https://tally.example/today"
