"""What the shipped model reads from articles of our own."""

import math
from collections.abc import Sequence
from importlib.resources import files
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.model import Span
from sayso.reading.document import prepare
from sayso.reading.drafts import Drafts
from sayso.reading.learned import load, shipped
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.gate import Gate
from sayso.reading.learned.labels import CLASSES, ENDS, ROLES, TAGS
from sayso.reading.learned.looks import Look
from sayso.reading.learned.packing import Floats
from sayso.reading.learned.reader import LearnedReader
from sayso.reading.rules import RuleReader
from training import examples

pytestmark = pytest.mark.skipif(not shipped(), reason="no model is shipped yet: see docs/quality.md")

RAID = (
    "At least 12 people were killed and 30 others wounded when warplanes of the northern army bombed a "
    "market in Sarqan on Tuesday, the Valley Observatory said. The army denied that it had "
    "carried out the raid. "
    '"We saw five bodies," said Omar Haddad, a shopkeeper. Three children were among the dead.'
)
FLOOD = "Floods have displaced about 4,000 families in the delta since June, the disaster agency reported."


def read(text: str) -> Drafts:
    return load().read(prepare(examples.article({"text": text, "doc_id": "x"})))


def spans(drafts: Drafts) -> list[Span]:
    """Every span of the drafts."""
    found: list[Span | None] = []
    for f in drafts.figures:
        found += [f.sentence, f.quantity.span, f.object, f.actor, f.place, f.time]
        found += [f.speaker.span, f.speaker.relay]
    for r in drafts.responsibility:
        found += [r.sentence, r.act, r.accused, r.speaker.span, r.speaker.relay]
    for s in drafts.statements:
        found += [s.span, *s.content, s.speaker.span, s.speaker.cue]
    return [s for s in found if s is not None]


@pytest.mark.parametrize("text", [RAID, RAID.upper(), RAID.lower(), FLOOD, RAID + "\n\n" + FLOOD])
def test_every_span_cuts_out_its_words(text: str) -> None:
    found = spans(read(text))
    assert found
    assert all(text[s.start : s.end] == s.text for s in found)


def test_killed_and_wounded_are_told_apart() -> None:
    measures = {f.quantity.span.text: str(f.measure) for f in read(RAID).figures}
    assert measures["At least 12"] == "killed"
    assert measures["30"] == "injured"


def test_the_speaker_of_a_figure_is_found_behind_it() -> None:
    figure = read(RAID).figures[0]
    assert figure.speaker.span is not None
    assert "Valley Observatory" in figure.speaker.span.text


def test_the_displaced_are_read_with_their_object_and_speaker() -> None:
    [figure] = read(FLOOD).figures
    assert str(figure.measure) == "displaced"
    assert figure.object is not None
    assert "families" in figure.object.text
    assert figure.speaker.span is not None
    assert "disaster agency" in figure.speaker.span.text


def test_a_quotation_has_its_speaker_and_cue() -> None:
    said = [s for s in read(RAID).statements if any("five bodies" in c.text for c in s.content)]
    assert said
    assert said[0].speaker.span is not None
    assert "Omar Haddad" in said[0].speaker.span.text


def test_an_article_without_quantities_has_no_figures() -> None:
    assert read("The minister met farmers in the hills and praised their work.").figures == ()


def test_an_empty_article_is_read_as_nothing() -> None:
    assert read("") == Drafts()


def test_the_same_article_reads_the_same_whatever_was_read_before() -> None:
    alone = {text: read(text) for text in (RAID, FLOOD)}
    for order in permutations((RAID, FLOOD, RAID)):
        for text in order:
            assert read(text) == alone[text]


def test_confidence_is_a_probability() -> None:
    drafts = read(RAID)
    for figure in drafts.figures:
        assert figure.confidence is not None
        assert figure.measure_confidence is not None
        assert 0 <= figure.confidence <= 1
        assert 0 <= figure.measure_confidence <= 1


def test_a_long_article_is_read_to_its_end() -> None:
    filler = "The council met in the old hall and spoke of roads and schools. "
    text = filler * 60 + FLOOD
    assert [f.quantity.span.text for f in read(text).figures] == ["about 4,000"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab 0123.,\n“”'é߀🙂Three killed said ", max_size=120))
def test_any_text_is_read_with_honest_spans(text: str) -> None:
    assert all(text[s.start : s.end] == s.text for s in spans(read(text)))


class Shut:
    """A network whose glance shuts out all that may be shut out; it remembers how many it was asked for."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    def __call__(self, looks: Sequence[Look], least: Sequence[float]) -> list[dict[str, Floats] | None]:
        self.asked += least
        return [None if math.isfinite(v) else undecided(look) for look, v in zip(looks, least, strict=True)]


def undecided(look: Look) -> dict[str, Floats]:
    """Numbers of a network that thinks nothing."""
    size = len(look.ids)
    found = {head: np.zeros(len(words), dtype=np.float32) for head, words in CLASSES.items()}
    ends = np.zeros((len(ROLES), ENDS, size), dtype=np.float32)
    return found | {"tags": np.zeros((size, len(TAGS)), dtype=np.float32), "ends": ends}


def test_only_what_the_rules_pass_over_can_be_shut_out_at_a_glance() -> None:
    shut = Shut()
    data = files("sayso.reading") / "data" / "tokenizer.json"
    reader = LearnedReader(
        network=shut,
        tokenizer=Tokenizer.from_str(data.read_text(encoding="utf-8")),
        name="shut",
        fit=Fit(),
        rules=RuleReader(),
        gate=Gate(weights={}, offset=1.0, least=0.0),
    )
    text = "A blast killed 12 people in Sarqan on Tuesday, beside 40 chairs."
    found = reader.read(prepare(examples.article({"text": text, "doc_id": "x"})))
    assert sorted(math.isfinite(least) for least in shut.asked) == [False, True]
    assert [f.quantity.span.text for f in found.figures] == ["12"]
