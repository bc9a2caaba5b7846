"""HTML pages: which of their blocks are the article, what kind of passage each is, and what the head says."""

# ruff: noqa: E501 (articles stand in the test as they would in a file)

from sayso.model import PassageKind

FIRST = (
    "At least 33 soldiers were killed when jets struck two buildings near Balyun, the governor of Hatay said."
)
SECOND = "Rescuers worked through the night, and ambulances carried dozens of wounded men across the border."
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Convoy hit near Balyun - Northern Wire</title>
<meta property="og:site_name" content="Northern Wire"><meta name="author" content="By Ada Kirk and Sam Orr">
<link rel="canonical" href="https://wire.example/world/convoy-hit">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Convoy hit near Balyun",
 "datePublished": "2020-02-28T06:30:00+03:00"}}</script></head><body class="has-sidebar">
<nav><a href="/">Home</a> <a href="/world">World news and much more of it than anybody could want</a></nav>
<div class="breadcrumb"><a href="/">Home</a> / World</div>
<div id="main"><h1>Convoy hit near Balyun</h1><p>By Ada Kirk</p>
<p>{FIRST}</p>
<div class="share-buttons"><p>Share this story with all of your friends, on every network that there is today</p></div>
<figure><img src="x.jpg"><figcaption>Smoke rises over Balyun, where 12 trucks burned.</figcaption></figure>
<p>{SECOND}</p><h2>What is known</h2>
<ul><li>Two buildings were hit shortly after five in the afternoon.</li><li>Nobody has claimed the strike.</li></ul>
<blockquote><p>We will answer this attack wherever the attackers are found, and we will do so soon.</p></blockquote>
<p>The army said nothing more.</p>
<div class="author-box"><p>Ada Kirk has covered the region for the Northern Wire for more than eleven years.</p></div>
<div class="related"><p>Read how 500 people fled the town of Saraqib in one long night of January this year.</p></div>
</div>
<div id="comments"><p>I heard that 900 people died there and nobody at all is writing one word about it.</p></div>
<footer><p>Northern Wire is published by Northern Wire Limited, 99 Paper Street, and by nobody else.</p></footer>
</body></html>"""


def test_the_article_is_told_apart_from_what_surrounds_it(article_of, said):
    article = article_of(PAGE)
    for words in ("Share this", "500 people", "900 people", "99 Paper", "eleven years", "Home"):
        assert words not in article.text
    assert said(article, PassageKind.PARAGRAPH) == [FIRST, SECOND, "The army said nothing more."]


def test_passages_have_their_kinds(article_of, said):
    article = article_of(PAGE)
    assert said(article, PassageKind.HEADLINE) == ["Convoy hit near Balyun", "What is known"]
    assert said(article, PassageKind.CAPTION) == ["Smoke rises over Balyun, where 12 trucks burned."]
    assert len(said(article, PassageKind.LIST)) == 2
    assert said(article, PassageKind.QUOTATION)[0].startswith("We will answer")
    assert "By Ada Kirk" not in said(article, PassageKind.PARAGRAPH)


def test_the_head_gives_title_outlet_authors_language_address_and_time_with_zone(article_of):
    article = article_of(PAGE)
    assert article.title == "Convoy hit near Balyun"
    assert article.outlet == "Northern Wire"
    assert article.authors == ("Ada Kirk", "Sam Orr")
    assert article.language == "en"
    assert article.url == "https://wire.example/world/convoy-hit"
    assert article.published.earliest == article.published.latest == "2020-02-28T06:30:00+03:00"
    assert article.published.basis == "metadata"


def test_a_name_like_sidebar_on_the_body_itself_says_nothing(article_of):
    article = article_of(
        f'<body class="sidebar comments-open"><div class="promo"><p>{FIRST}</p><p>{SECOND}</p>'
    )
    assert FIRST in article.text
    assert SECOND in article.text


def test_a_page_of_one_short_sentence_is_an_article(article_of):
    assert (
        article_of("<html><body><p>Six people died in Homs.</p></body></html>").text
        == "Six people died in Homs."
    )


def test_short_paragraphs_around_the_long_ones_are_kept(article_of):
    article = article_of(f"<div><p>Ten died.</p><p>{FIRST}</p><p>{SECOND}</p><p>Two are missing.</p></div>")
    assert article.text.startswith("Ten died.")
    assert article.text.endswith("Two are missing.")


def test_the_headline_stands_once_and_above_the_text(article_of):
    article = article_of(PAGE)
    assert article.text.startswith("Convoy hit near Balyun\n\n")
    assert article.text.count("Convoy hit") == 1


def test_text_in_unclosed_and_badly_nested_markup_is_read(article_of):
    article = article_of(f"<p>{FIRST}<p><b>{SECOND}<i></b>")
    assert FIRST in article.text
    assert SECOND in article.text


def test_line_breaks_make_paragraphs_only_in_pairs(article_of, said):
    article = article_of(f"<div>{FIRST}<br>Nobody slept.<br><br>{SECOND}</div>")
    assert said(article) == [f"{FIRST}\nNobody slept.", SECOND]


def test_an_address_given_for_every_page_of_a_site_is_not_believed(article_of):
    page = f'<head><link rel="canonical" href="https://wire.example/"></head><p>{FIRST}</p>'
    assert (
        article_of(page, url="https://wire.example/2020/02/28/x").url == "https://wire.example/2020/02/28/x"
    )


def test_hidden_text_is_not_read(article_of):
    page = (
        f'<p>{FIRST}</p><p style="display:none">Ninety people were killed at this very place on that day.</p>'
    )
    assert "Ninety" not in article_of(page).text
