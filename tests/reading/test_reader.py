"""The reader as a whole: pure, honest about languages, and open to another claim reader."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import reading
from sayso.model import ReadingError, contract
from sayso.reading import reader
from sayso.reading.drafts import Document, Drafts

TEXT = (
    "IDLIB, 28 February 2020 (Valley Wire) -- At least nine soldiers were killed in an air strike near "
    "Saraqib, Syria, on Thursday, the Valley Monitor said. The monitor blamed the army for the raid."
)


@dataclass(frozen=True)
class Silent:
    """Reads nothing."""

    name: str = "silent"

    def read(self, document: Document) -> Drafts:
        return Drafts()


def test_a_dispatch_gives_a_whole_figure(article_of):
    (figure,) = reading.read(article_of(TEXT)).figures
    assert (figure.quantity.low, str(figure.measure), str(figure.quantity.bound)) == (9, "killed", "at_least")
    assert (figure.time.start, figure.time.end) == ("2020-02-27", "2020-02-27")
    assert (figure.place.span.text, figure.place.country) == ("Saraqib", "SY")
    assert figure.speaker.span.text == "the Valley Monitor"


def test_another_claim_reader_takes_its_seat_and_names_the_run(article_of):
    result = reading.read(article_of(TEXT), claim_reader=Silent())
    assert result.claims == ()
    assert result.run.model == "silent"


def test_the_default_reader_names_itself():
    assert reader.reader_named(None).name


def test_a_reader_can_be_chosen_by_name(article_of):
    assert reading.read(article_of(TEXT), reader_name="rules").run.model.startswith("rules")


def test_an_unknown_reader_is_refused_by_name(article_of):
    with pytest.raises(ReadingError, match="'oracle'"):
        reading.read(article_of(TEXT), reader_name="oracle")


def test_an_article_in_a_language_without_data_has_a_problem(article_of):
    result = reading.read(article_of("Nueve soldados murieron.", language="es"))
    assert [p.code for p in result.problems] == ["language"]
    assert result.run.language == "en"


def test_a_language_with_a_region_is_its_language(article_of):
    assert reading.read(article_of("All was calm.", language="en-GB")).problems == ()


WORDS = st.lists(
    st.sampled_from(
        [*TEXT.split(), "no", "dozens", "of", "people", "fled", "“We", "will”", "he", "said.", "[3]"]
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_reading_is_repeatable_and_every_span_cuts_out_its_words(article_of, words):
    article = article_of(" ".join(words))
    result = reading.read(article)
    assert reading.read(article) == result
    for span in spans(contract.to_json(result)):
        assert article.text[span["start"] : span["end"]] == span["text"]


def spans(node):
    if isinstance(node, dict):
        if isinstance(node.get("text"), str) and isinstance(node.get("start"), int):
            yield node
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)
