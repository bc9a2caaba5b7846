"""Who is accused, by the tags of the network."""

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sayso.reading.document import prepare
from sayso.reading.learned.blame import accused
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.tokens import cut
from training import examples

OUTSIDE = (1.0, 0.0, 0.0, 0.0)


def tagged(text: str, tags: dict[str, tuple[float, float, float, float]]) -> list[tuple[str, bool]]:
    """The wordings found where each word of ``tags`` has these beliefs (outside, begins, denied, inside)."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    document = prepare(examples.article({"text": text, "doc_id": "x"}))
    pieces = cut(document, tokenizer)
    words = [text[s:e] for s, e in zip(pieces.starts, pieces.ends, strict=True)]
    beliefs = {at: np.asarray(tags.get(word, OUTSIDE), dtype=np.float32) for at, word in enumerate(words)}
    return [(one.span.text, one.denied) for one in accused(document, pieces, beliefs, Fit())]


def test_a_wording_goes_on_where_the_word_behind_its_article_is_half_a_beginning() -> None:
    found = tagged(
        "Doctors say the Valley rebels shelled two farms.",
        {"the": (0.1, 0.9, 0.0, 0.0), "Valley": (0.1, 0.5, 0.0, 0.4), "rebels": (0.1, 0.0, 0.0, 0.9)},
    )
    assert found == [("the Valley rebels", False)]


def test_a_wording_ends_where_a_word_is_likelier_outside() -> None:
    found = tagged(
        "Doctors say the Valley rebels shelled two farms.",
        {"Valley": (0.1, 0.9, 0.0, 0.0), "rebels": (0.6, 0.0, 0.0, 0.4)},
    )
    assert found == [("Valley", False)]


def test_a_denial_is_told_from_an_accusation() -> None:
    found = tagged("Norland denied the raid.", {"Norland": (0.1, 0.2, 0.7, 0.0)})
    assert found == [("Norland", True)]
