"""The promises of the house over the whole way, from file to ledger, on the articles of examples/."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import sayso
from sayso.model.contract import json_line, to_json

EXAMPLES = Path(__file__).parents[1] / "examples" / "idlib"
SCHEMA = json.loads((EXAMPLES.parents[1] / "docs" / "contract.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def articles():
    paths = sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".html", ".txt"))
    if not paths:
        pytest.skip("no example articles beside the tests")
    return paths


@pytest.fixture(scope="module")
def readings(articles):
    found = list(sayso.read_all(articles))
    assert all(isinstance(r, sayso.Reading) for r in found)
    return found


def spans(data):
    """Every part of an output line that has offsets and words."""
    if isinstance(data, dict):
        if {"start", "end", "text"} <= data.keys() and data["text"] is not None:
            yield data
        for value in data.values():
            yield from spans(value)
    elif isinstance(data, list):
        for value in data:
            yield from spans(value)


def test_offsets_cut_out_exactly_the_words(readings):
    number = 0
    for reading in readings:
        for span in spans(to_json(reading)):
            number += 1
            assert reading.article.text[span["start"] : span["end"]] == span["text"]
    assert number > 100


def test_every_line_is_as_the_schema_has_it(readings):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for reading in readings:
        validator.validate(json.loads(json_line(to_json(reading))))


def test_ids_are_different_within_an_article_and_claims_lie_in_their_sentence(readings):
    for reading in readings:
        for claim in reading.figures:
            assert claim.span.covers(claim.quantity.span)
        anchors = [(type(c).__name__, c.id) for c in reading.claims]
        assert len(set(anchors)) == len(anchors)


def test_no_claim_comes_from_boilerplate(readings):
    for reading in readings:
        for figure in reading.figures:
            passage = reading.article.passage_at(figure.quantity.span.start)
            assert passage is not None
            assert passage.kind != "boilerplate"


def test_no_claim_vanishes_on_its_way_into_the_ledger_and_out_again(articles, readings, tmp_path):
    with sayso.Ledger(tmp_path / "l.db") as ledger:
        added = ledger.add(*articles)
        assert added.failures == ()
        assert added.articles == len({r.article.id for r in readings})
        for reading in readings:
            shown = ledger.show(reading.article.id)
            assert json_line(to_json(shown)) == json_line(to_json(reading))
        unique = {r.article.id: r for r in readings}.values()
        assert sorted(k.claim.id for k in ledger.claims()) == sorted(c.id for r in unique for c in r.claims)
        rows = ledger.export("jsonl", tmp_path / "claims.jsonl")
        assert rows == sum(len(r.claims) for r in unique)


def test_adding_twice_adds_nothing(articles, tmp_path):
    with sayso.Ledger(tmp_path / "l.db") as ledger:
        first, again = ledger.add(*articles), ledger.add(*reversed(articles))
        assert first.articles
        assert (again.articles, again.readings, again.claims, again.failures) == (0, 0, 0, ())


@pytest.mark.whole
def test_the_same_input_gives_the_same_output_byte_for_byte(articles):
    def output(seed, *options):
        command = [sys.executable, "-m", "sayso", "read", *articles, *options]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    first = output("1")
    assert first.count(b"\n") == len(articles)
    assert output("2") == first
    assert output("3", "--workers", "2") == first
