"""What the learned reader makes of the rules' statements, with a network that answers as it is told to."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sayso.reading.document import prepare
from sayso.reading.drafts import StatementDraft
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.labels import CLASSES, ENDS, HINTED, ROLES, TAGS
from sayso.reading.learned.looks import COUNTED, Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.reader import LearnedReader
from sayso.reading.rules import RuleReader
from training import examples

TOLD = "The road was shut, said Ana Brun, mayor of Morra. It rained."
HEARD = Fit(leans={"statement": 0.0})


class Told:
    """A network that points to the same words in every look; None for "not said"."""

    def __init__(self, text: str, **words: str | None) -> None:
        self.text, self.words, self.looks = text, words, list[Look]()

    def __call__(self, looks: Sequence[Look], least: Sequence[float]) -> Sequence[Mapping[str, Floats]]:
        self.looks += looks
        return [self._told(look) for look in looks]

    def _told(self, look: Look) -> Mapping[str, Floats]:
        ends = np.zeros((len(ROLES), ENDS, len(look.ids)), dtype=np.float32)
        for role, words in self.words.items():
            first, last = (0, 0) if words is None else self._places(look, words)
            ends[ROLES.index(role), 0, first] = ends[ROLES.index(role), 1, last] = 12
        out = {head: np.zeros(len(names), dtype=np.float32) for head, names in CLASSES.items()}
        return out | {"ends": ends, "tags": np.zeros((len(look.ids), len(TAGS)), dtype=np.float32)}

    def _places(self, look: Look, words: str) -> tuple[int, int]:
        known = tokenizer().encode(self.text).offsets
        start = self.text.index(words)
        first = next(i for i, (s, _) in enumerate(known) if s >= start)
        last = max(i for i, (_, e) in enumerate(known) if e <= start + len(words))
        return int(np.flatnonzero(look.pieces == first)[0]), int(np.flatnonzero(look.pieces == last)[0])


def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({"[UNK]": 100}, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    return made


def read(text: str, network: Told, fit: Fit = HEARD) -> tuple[StatementDraft, ...]:
    reader = LearnedReader(network=network, tokenizer=tokenizer(), name="told", fit=fit, rules=RuleReader())
    return reader.read(prepare(examples.article({"text": text, "doc_id": "x"}))).statements


def test_the_network_gives_the_speaker_with_all_that_describes_it() -> None:
    [found] = read(TOLD, Told(TOLD, cue="said", speaker="Ana Brun, mayor of Morra"))
    assert found.speaker.span is not None
    assert found.speaker.span.text == "Ana Brun, mayor of Morra"
    assert found.span.text == "The road was shut, said Ana Brun, mayor of Morra"
    assert [c.text for c in found.content] == ["The road was shut"]


def test_where_the_network_hears_nobody_there_is_no_statement() -> None:
    assert read(TOLD, Told(TOLD, cue=None, speaker=None)) == ()


def test_a_lean_towards_hearing_keeps_what_the_network_doubts() -> None:
    network = Told(TOLD, cue=None, speaker="Ana Brun")
    assert len(read(TOLD, network, Fit(leans={"statement": 15.0}))) == 1


def test_without_a_lean_the_rules_are_alone_and_nothing_is_looked_at() -> None:
    network = Told(TOLD, cue=None, speaker=None)
    assert len(read(TOLD, network, Fit())) == 1
    assert network.looks == []


def test_the_speaker_is_no_part_of_what_is_said() -> None:
    [found] = read(TOLD, Told(TOLD, cue="said", speaker="The road"))
    assert [c.text for c in found.content] == ["was shut"]


def test_a_speaker_ends_before_the_comma_behind_it() -> None:
    text = "The road was shut, said Ana Brun, mayor of Morra, on Monday."
    [found] = read(text, Told(text, cue="said", speaker="Ana Brun, mayor of Morra,"))
    assert found.speaker.span is not None
    assert found.speaker.span.text == "Ana Brun, mayor of Morra"


def test_a_name_before_a_turn_of_talk_is_left_to_the_rules() -> None:
    text = "[GENERAL COMMAND] The road to Morra is shut."
    network = Told(text, cue=None, speaker=None)
    [found] = read(text, network)
    assert found.speaker.span is not None
    assert network.looks == []


@pytest.mark.parametrize(
    "text",
    ["The mayor said the road was shut.", '"The road is shut," the mayor said.', "He said it rained."],
)
def test_a_speaker_between_a_boundary_and_the_cue_is_not_looked_at(text: str) -> None:
    network = Told(text, cue=None, speaker=None)
    assert len(read(text, network)) == 1
    assert network.looks == []


def test_a_look_marks_the_cue_and_hints_what_the_rules_found() -> None:
    network = Told(TOLD, cue="said", speaker="Ana Brun")
    read(TOLD, network)
    [look] = network.looks
    offsets = tokenizer().encode(TOLD).offsets

    def words(where: np.ndarray) -> str:
        return " ".join(TOLD[slice(*offsets[p])] for p in look.pieces[where] if p >= 0)

    assert words(look.marks == COUNTED) == "said"
    assert words(look.hints[:, HINTED.index("object")] > 0) == "The road was shut"
    assert words(look.hints[:, HINTED.index("speaker")] > 0).startswith("Ana Brun")
    assert words(look.pieces >= 0).endswith("It")
