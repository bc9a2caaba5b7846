"""Words as search sees them."""

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.ledger.words import Term, fold, marks, parse, places_of, words_of


def test_case_accents_and_marks_do_not_matter():
    folded = ["sırnak", "s", "cafe", "ete", "ete", "1", "200"]
    assert words_of("Şırnak’s CAFÉ, e\u0301te — ÉTÉ 1,200!") == folded


def test_signs_written_without_spaces_are_words_of_their_own():
    assert words_of("停火 now") == ["停", "火", "now"]


@given(st.text())
@example("İstanbul ẞ ΣΑΣ")
@example("a\u0301\u0302b_c")
def test_words_and_their_places_agree(text):
    """The quick way for the index and the exact way for excerpts must see the same words."""
    assert words_of(text) == [word for word, _, _ in places_of(text)]
    for word, start, end in places_of(text):
        assert fold(text[start:end])[:100] == word


def test_what_is_typed_is_taken_apart():
    query = parse('kill* "tell ward" -"not this" north OR south-east')
    assert query.groups == (
        (Term(words=("kill",), beginning=True),),
        (Term(words=("tell", "ward")),),
        (Term(words=("north",)), Term(words=("south", "east"))),
    )
    assert query.without == (Term(words=("not", "this")),)


def test_nothing_to_find_is_no_query():
    assert parse("") is None
    assert parse("-only -without") is None
    assert parse('"" *') is None


def test_marks_stand_on_whole_phrases_and_on_begun_words():
    text = "Tell Ward burnt; the wardens of Tell left."
    assert [text[s:e] for s, e in marks(text, parse('"tell ward"'))] == ["Tell Ward"]
    assert [text[s:e] for s, e in marks(text, parse("ward*"))] == ["Ward", "wardens"]
