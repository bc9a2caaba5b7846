"""What the network sees of a quantity."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sayso.model import Article, Span
from sayso.reading.document import prepare
from sayso.reading.learned.labels import CLASSES, HINTED, NOTHING
from sayso.reading.learned.looks import AWAY, COUNTED, OTHER, Board, Look
from sayso.reading.learned.packing import OPENING, alone, padded
from sayso.reading.learned.tokens import CLOSES, OPENS, Pieces, cut
from sayso.reading.rules import RuleReader
from training import examples

RAID = (
    "The northern army said it had entered Sarqan. "
    "Warplanes bombed a market there on Tuesday, the Valley Observatory said. "
    "Officials met in the capital. Rain fell on the hills. Farmers worked in their fields all day. "
    "At least 12 people were killed and 30 others wounded in the raid, doctors said. Schools were shut."
)


def tokenizer() -> Tokenizer:
    """A tokenizer that takes each word for a piece, without files."""
    made = Tokenizer(WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    return made


def board(text: str, *, hinted: bool = True) -> tuple[Board, Pieces, Article]:
    article = examples.article({"text": text, "doc_id": "x"})
    document = prepare(article)
    pieces = cut(document, tokenizer())
    return Board(document, pieces, RuleReader().read(document) if hinted else None), pieces, article


def at(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return article.cut(start, start + len(words))


def seen(look: Look, pieces: Pieces, text: str) -> str:
    """The words of a look, markers as brackets."""
    marks = {OPENS: "<", CLOSES: ">"}
    return " ".join(
        text[pieces.starts[p] : pieces.ends[p]] if p >= 0 else marks.get(int(i), "|")
        for i, p in zip(look.ids, look.pieces, strict=True)
    )


def test_the_quantity_stands_between_markers_in_its_sentence() -> None:
    made, pieces, article = board(RAID)
    look = made.look(at(article, "At least 12"))
    assert look is not None
    assert "< At least 12 > people were killed and 30 others wounded" in seen(look, pieces, RAID)


def test_the_first_sentence_and_the_neighbours_are_seen() -> None:
    made, pieces, article = board(RAID)
    look = made.look(at(article, "At least 12"))
    assert look is not None
    words = seen(look, pieces, RAID)
    assert words.startswith("| The northern army said")
    assert "worked in their fields" in words
    assert "Schools were shut" in words
    assert "Rain fell" not in words


def test_what_the_rules_say_is_told_at_its_words() -> None:
    made, pieces, article = board(RAID)
    look = made.look(at(article, "At least 12"))
    assert look is not None
    hinted = look.pieces[look.hints[:, HINTED.index("object")] > 0]
    assert [article.text[pieces.starts[p] : pieces.ends[p]] for p in hinted] == ["people"]
    killed = CLASSES["measure"].index("killed")
    assert look.answers[0] == killed + 1
    assert set(look.told[look.marks == COUNTED]) == {killed + 1}
    assert set(look.told[look.marks == OTHER]) == {CLASSES["measure"].index("injured") + 1}


def test_a_quantity_that_the_rules_pass_over_is_told_to_be_none() -> None:
    made, _, article = board("Officials opened 14 schools.")
    look = made.look(at(article, "14"))
    assert look is not None
    assert CLASSES["measure"][look.answers[0] - 1] == NOTHING


def test_without_rules_nothing_is_told() -> None:
    made, _, article = board(RAID, hinted=False)
    look = made.look(at(article, "At least 12"))
    assert look is not None
    assert not look.hints.any()
    assert not look.answers.any()
    assert look.told.max() == 1


def test_parties_told_far_away_can_be_pointed_to() -> None:
    text = (
        "Rebels shelled Sarqan, killing two people. " + "Rain fell on the hills. " * 30 + "Nine died later."
    )
    made, pieces, article = board(text)
    look = made.look(at(article, "Nine"))
    assert look is not None
    away = [
        text[pieces.starts[p] : pieces.ends[p]]
        for p in look.pieces[(look.marks == AWAY) & (look.pieces >= 0)]
    ]
    lead = seen(look, pieces, text).split(" | ")[0]
    assert "Rebels" in away or "Rebels" in lead


def test_looks_are_filled_up_to_the_longest_and_the_filling_is_not_real() -> None:
    made, _, article = board(RAID)
    looks = [made.look(at(article, words)) for words in ("At least 12", "30")]
    packed = padded([look for look in looks if look])
    lengths = [len(look.ids) for look in looks if look]
    assert packed["ids"].shape == (2, max(lengths))
    assert list(packed["real"].sum(1)) == lengths
    assert (packed["marks"] == OPENING).sum() == 2


def test_a_look_alone_is_what_it_is_among_others_without_the_filling() -> None:
    made, _, article = board(RAID)
    look = made.look(at(article, "At least 12"))
    assert look is not None
    packed, single = padded([look]), alone(look)
    assert set(packed) - set(single) == {"real"}
    for name, array in single.items():
        assert array.dtype == packed[name].dtype
        np.testing.assert_array_equal(array, packed[name])


@given(st.text(alphabet="ab 0123.,\n“é🙂Three killed said ", max_size=160))
def test_every_piece_of_a_look_is_a_piece_of_the_article(text: str) -> None:
    made, pieces, article = board(text)
    for row in prepare(article).candidates:
        for candidate in row:
            look = made.look(candidate.quantity.span)
            if look is None:
                continue
            assert look.pieces.max() < len(pieces.ids)
            assert look.ids[look.marker] == OPENS
            assert len(look.ids) == len(look.pieces) == len(look.marks) == len(look.hints)
            assert (np.diff(look.pieces[look.marks == COUNTED]) == 1).all()
