"""What holds for any input: passages in order, spans inside the text, markers cut out by their citations."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model import SourceError, Taken
from sayso.sources import take_bytes, take_text
from sayso.sources.lexicon import lexicon

lexicon()
# fmt: off
WORDS = st.sampled_from([
    "killed", "33", "soldiers.", "“We", "left.”", '"No"', "said,", "[1]", "[2]", "²",
    "tweeted:", "Mr.", "…", "\u00a0",
    "Home / News / World", "https://a.example/2020/02/28/x",
    "1.", "•", "ß", "\U0001f6d1", "28 February 2020", "©",
])
# fmt: on
TEXTS = st.lists(
    st.one_of(WORDS, st.sampled_from(["\n", "\n\n", "\r\n", " "]), st.text(max_size=8)), max_size=40
)
TAGS = [
    "p",
    "div",
    "sup",
    "a",
    "blockquote",
    "li",
    "ul",
    "h1",
    "h2",
    "b",
    "br",
    "figure",
    "figcaption",
    "iframe",
]
MARKUP = st.lists(
    st.one_of(
        WORDS,
        st.sampled_from([f"<{t}>" for t in TAGS] + [f"</{t}>" for t in TAGS]),
        st.sampled_from(['<a href="#n1">', '<p id="n1">', '<sup id="r1">', '<a href="https://b.example/x">']),
        st.sampled_from(
            ['<div class="related">', '<iframe title="X Post"></iframe>', "<sup>1</sup>", "&nbsp;", "<"]
        ),
        st.text(max_size=6),
    ),
    max_size=50,
)


def check(article):
    text = article.text
    text.encode()
    end = 0
    for passage in article.passages:
        assert end <= passage.start < passage.end <= len(text)
        assert not text[passage.start].isspace()
        end = passage.end
    places = [(c.start, c.end) for c in article.citations]
    assert places == sorted(places)
    for citation in article.citations:
        words = text[citation.start : citation.end]
        assert words
        if citation.marker is not None:
            assert (
                citation.marker in words
                or words.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")) == citation.marker
            )
        if citation.supports:
            support = citation.supports
            assert text[support.start : support.end] == support.text
            assert support.text
    for problem in article.problems:
        if problem.start is not None:
            assert 0 <= problem.start <= problem.end <= len(text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKUP)
def test_any_markup_gives_an_article_that_holds_together_or_a_failure(parts):
    content = " ".join(parts).encode("utf-8", "replace")
    for found in take_bytes(content, origin="x", media_type="text/html", url="https://w.example/"):
        if isinstance(found, Taken):
            check(found.article)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_kept_and_its_passages_hold_together(parts):
    text = " ".join(parts)
    try:
        article = take_text(text).article
    except SourceError:
        return
    assert article.text == text
    check(article)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_articles_or_failures(content):
    for media in (None, "text/html", "text/plain", "application/json", "application/jsonl"):
        for found in take_bytes(content, origin="x", media_type=media):
            if isinstance(found, Taken):
                check(found.article)
