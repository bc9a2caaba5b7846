"""Full-text search: the same on both databases, excerpts that stand where they say, no failing query."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.fixture
def library(store, synthetic):
    """Three articles, one of them in two readings, with words of their own at the end."""
    ends = (
        "\nThe café at Şırnak-Süd burnt.",
        "\nThe hospital stood. 停火協議 held.",
        "\nA hospital, a café: “quoted”.",
    )
    for number, end in enumerate(ends, start=1):
        taken = synthetic.taken(number, extra=end)
        store.keep(taken, synthetic.reading(taken.article))
    store.keep(taken, synthetic.reading(taken.article, version="2.0", skip=1))
    return store


def found(store, words, **options):
    numbers = {f"https://courier.example/{n}": n for n in (1, 2, 3)}
    return sorted(numbers[hit.article.url] for hit in store.search(words, **{"of": "article"} | options))


def test_articles_are_found_by_words_phrases_beginnings_and_without(library):
    expected = {
        "hospital": [2, 3],
        "HOSPITAL cafe": [3],
        "CAFÉ": [1, 3],
        "şırnak": [1],
        "sırnak süd": [1],
        '"café at"': [1],
        '"at café"': [],
        "hosp*": [2, 3],
        "hosp": [],
        '"a hosp"*': [3],
        "cafe -hospital": [1],
        'café -"at şırnak"': [3],
        "şırnak OR 停火": [1, 2],
        "hospital şırnak OR quoted": [3],
        "协议": [],
        "協議": [2],
        "rescue valley": [1, 2, 3],
    }
    assert {words: found(library, words) for words in expected} == expected


def test_claims_are_found_by_their_sentence_and_by_resolved_names(library):
    hits = library.search('"tall warde" injured', of="claim", limit=50)
    assert len(hits) == 3
    for hit in hits:
        assert hit.claim.claim.measure == "injured"
        assert hit.claim.article == hit.article
        assert hit.excerpt.text == hit.claim.claim.span.text


def test_claims_are_those_of_the_latest_reading(library):
    """The second reading of the third article no longer has its first figure."""
    hits = library.search("rescue day", of="claim", limit=50)
    assert len(hits) == 3 + 3 + 2


def test_excerpts_cut_out_the_words_that_they_mark(library):
    for words in ("hospital", '"northern army"', "counted", "şırnak", "tell*"):
        hits = library.search(words, limit=50)
        assert {hit.kind for hit in hits} >= {"article"}
        for hit in hits:
            text, excerpt = library.article(hit.article.id).text, hit.excerpt
            assert text[excerpt.start : excerpt.end] == excerpt.text
            assert excerpt.marks
            assert len(excerpt.text) < 600
            for start, end in excerpt.marks:
                assert excerpt.start <= start < end <= excerpt.end
                first = words.strip('"*').split()[0]
                assert text[start:end].casefold().startswith(first)


def test_no_more_is_given_than_was_asked_for(library):
    assert len(library.search("the", limit=4)) == 4
    assert library.search("the", limit=0) == ()


def test_an_excerpt_of_a_long_article_shows_where_the_words_stand(store, synthetic):
    filler = " ".join(f"filler{n}" for n in range(30_000))
    taken = synthetic.taken(1, extra=f"\n{filler}\nThe bridge fell at dawn.\n{filler}")
    store.keep(taken, synthetic.reading(taken.article))
    (hit,) = store.search('"bridge fell"', of="article")
    assert "The bridge fell at dawn." in hit.excerpt.text


TYPED = [
    *[
        "",
        " ",
        '"',
        '""',
        "*",
        "-",
        "--",
        "OR",
        "OR OR",
        "a OR",
        "OR a",
        "NOT",
        "AND",
        "NEAR(a b)",
        "words:a",
    ],
    *[
        "(",
        "a)",
        "'",
        "a'b",
        "'';--",
        "\\",
        "a:*",
        "&",
        "|",
        "!a",
        "<->",
        "%",
        "_",
        "\0",
        "\ud800",
        "-a",
        "^a",
    ],
    *[
        "{a b}: c",
        "a + b",
        "é*",
        "*a",
        "x" * 5000,
        '"' * 99,
        "½",
        "ﷺ",
        "١٢",
        "𝟙",
        "e\u0301",
        "\u0301",
        "İ",
        "ẞ",
    ],
]


def test_nothing_that_is_typed_is_an_error(library):
    for typed in TYPED:
        library.search(typed)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=40) | st.text(alphabet="ab \"*-()OR:^+{}'\\&|!<>", max_size=40))
def test_nothing_that_can_be_typed_is_an_error(library, typed):
    library.search(typed, limit=3)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["the", "rescue", "tell", "ward", "valley", "Łuk", "hospital", "day"]),
        min_size=1,
        max_size=6,
    )
)
def test_more_words_never_find_more(library, words):
    every = [set(found(library, " ".join(words[: n + 1]), limit=50)) for n in range(len(words))]
    assert all(more <= fewer for fewer, more in itertools.pairwise(every))
