"""Examples of statements from articles with attributions."""

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from training.cues import of_statements
from training.examples import NULL, Example

from sayso.reading.document import prepare
from sayso.reading.rules import RuleReader

TEXT = "The road was shut, said Ana Brun, mayor of Morra. Lina Sol said it rained."


def at(words: str) -> list[list[int]]:
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def made(attributions: list[dict[str, list[list[int]]]]) -> list[Example]:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return of_statements("x", TEXT, attributions, prepare, RuleReader(), tokenizer)


def words(example: Example, role: str) -> list[str]:
    """The pieces from the first to the last of a role's place."""
    tokens = TEXT.replace(",", " ,").replace(".", " .").split()
    return [
        " ".join(tokens[p] for p in example.look.pieces[first : last + 1] if p >= 0)
        for first, last in example.spans[role] or ()
    ]


def test_the_annotated_speaker_and_cue_are_what_the_pointers_learn() -> None:
    whole = at("Ana Brun, mayor of Morra")
    [first, _] = made([{"source": whole, "cue": at("said"), "content": at("The road was shut")}])
    assert words(first, "speaker") == ["Ana Brun , mayor of Morra"]
    assert words(first, "cue") == ["said"]


def test_a_cue_that_no_annotator_marked_teaches_that_nobody_is_quoted() -> None:
    [_, second] = made([{"source": at("Ana Brun"), "cue": at("said"), "content": at("The road")}])
    assert second.spans["cue"] == NULL
    assert second.spans["speaker"] is None


def test_an_attribution_without_a_speaker_teaches_that_none_is_named() -> None:
    [first, _] = made([{"source": [], "cue": at("said"), "content": at("The road was shut")}])
    assert first.spans["speaker"] == NULL
