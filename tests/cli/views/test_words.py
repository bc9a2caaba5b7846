from hypothesis import given
from hypothesis import strategies as st

from sayso.cli.views.words import excerpt
from sayso.model import Span


@given(before=st.text(max_size=900), words=st.text(min_size=1, max_size=40), after=st.text(max_size=900))
def test_the_marked_words_are_always_in_the_excerpt(before, words, after):
    text = before + words + after
    sentence = Span.cut(text, 0, len(text))
    mark = Span.cut(text, len(before), len(before) + len(words))
    shown = excerpt(sentence, [mark])
    marked = [shown.plain[s.start : s.end] for s in shown.spans if "underline" in str(s.style)]
    assert len(marked) == 1
    assert len(marked[0]) == len(words)
    assert len(shown.plain) <= 330


def test_a_long_sentence_is_cut_at_words_with_dots():
    text = "word " * 100 + "at least 12 people " + "word " * 100
    mark = Span.cut(text, text.index("at least"), text.index("at least") + 11)
    shown = excerpt(Span.cut(text, 0, len(text)), [mark]).plain
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert "at least 12 people" in shown
