"""Who is accused, by the tags of the network."""

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sayso.model import Measure, SpeakerKind
from sayso.reading.document import prepare
from sayso.reading.drafts import FigureDraft, ResponsibilityDraft, SpeakerDraft
from sayso.reading.learned.blame import accused, heard
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


def test_a_wording_does_not_end_with_an_open_bracket() -> None:
    inside = (0.1, 0.0, 0.0, 0.9)
    found = tagged(
        "Doctors say rebels (of the Valley) shelled two farms.", {"rebels": (0.1, 0.9, 0.0, 0.0), "(": inside}
    )
    assert found == [("rebels", False)]


def test_a_denial_is_told_from_an_accusation() -> None:
    found = tagged("Norland denied the raid.", {"Norland": (0.1, 0.2, 0.7, 0.0)})
    assert found == [("Norland", True)]


SAID = "Two guards died when rebels shelled the port, Morra doctors told the Valley Times."


def hearing(rule: str | None, network: str | None) -> str | None:
    """Who says the claim of ``SAID`` that the rules heard from ``rule``, as they did the figure."""
    document = prepare(examples.article({"text": SAID, "doc_id": "x"}))
    article = document.article

    def said(words: str | None) -> SpeakerDraft:
        if words is None:
            return SpeakerDraft()
        at = SAID.index(words)
        return SpeakerDraft(span=article.cut(at, at + len(words)), kind=SpeakerKind.NAMED)

    sentence = document.sentences[0].span
    quantity = document.candidates[0][0].quantity
    one, other = (
        FigureDraft(sentence=sentence, quantity=quantity, measure=Measure.KILLED, speaker=said(who))
        for who in (rule, network)
    )
    claim = ResponsibilityDraft(
        sentence=sentence,
        act=article.cut(SAID.index("shelled"), SAID.index("shelled") + 7),
        accused=article.cut(SAID.index("rebels"), SAID.index("rebels") + 6),
        speaker=said(rule),
    )
    speaker = heard([claim], [one], [other])[0].speaker.span
    return speaker.text if speaker else None


def test_a_claim_is_said_by_whom_the_network_hears_with_the_figure_beside_it() -> None:
    assert hearing("the Valley Times", "Morra doctors") == "Morra doctors"
    assert hearing(None, "Morra doctors") == "Morra doctors"


def test_a_speaker_of_the_rules_stays_where_the_network_hears_nobody() -> None:
    assert hearing("Morra doctors", None) == "Morra doctors"
