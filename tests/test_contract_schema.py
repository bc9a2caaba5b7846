import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from sayso.model import (
    Basis,
    Bound,
    DateBasis,
    Failure,
    Measure,
    ObjectStatus,
    PassageKind,
    SpeakerKind,
    Stance,
    StatementForm,
)
from sayso.model.contract import failure_json, to_json

SHIPPED = files("sayso.model").joinpath("contract.schema.json").read_text(encoding="utf-8")
SCHEMA = json.loads(SHIPPED)
DOCS = Path(__file__).parents[1] / "docs" / "contract.schema.json"


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_in_the_docs_is_the_one_that_is_shipped():
    assert DOCS.read_text(encoding="utf-8") == SHIPPED


def test_a_reading_and_a_failure_are_valid_lines(validator, made_reading):
    validator.validate(json.loads(json.dumps(to_json(made_reading))))
    validator.validate(failure_json(Failure(origin="a.html", code="empty", message="a.html is empty.")))


@pytest.mark.parametrize(
    "path",
    [
        ("article", "snapshot"),
        ("figures", 0, "quantity", "bound"),
        ("figures", 0, "object", "status"),
        ("figures", 1, "place"),
        ("responsibility", 0, "hedged"),
        ("statements", 0, "content"),
        ("run", "model"),
    ],
)
def test_a_line_without_a_promised_part_is_not_valid(validator, made_reading, path):
    line = json.loads(json.dumps(to_json(made_reading)))
    inner = line
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    assert not validator.is_valid(line)


def test_a_part_that_is_not_promised_or_a_word_off_the_list_is_not_valid(validator, made_reading):
    line = json.loads(json.dumps(to_json(made_reading)))
    line["figures"][0]["measure"] = "slain"
    assert not validator.is_valid(line)
    line["figures"][0]["measure"] = "killed"
    assert validator.is_valid(line)
    line["figures"][0]["guess"] = 1
    assert not validator.is_valid(line)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (Measure, ("figure", "properties", "measure")),
        (Bound, ("quantity", "properties", "bound")),
        (Stance, ("figure", "properties", "stance")),
        (ObjectStatus, ("figure", "properties", "object", "properties", "status")),
        (DateBasis, ("article", "properties", "published", "properties", "basis")),
        (PassageKind, ("article", "properties", "passages", "items", "properties", "kind")),
        (StatementForm, ("statement", "properties", "form")),
    ],
)
def test_the_lists_of_words_are_those_of_the_vocabulary(words, where):
    found = SCHEMA["$defs"]
    for key in where:
        found = found[key]
    assert found["enum"] == [str(w) for w in words]


def test_basis_may_be_null_and_speaker_kind_is_never_author():
    defs = SCHEMA["$defs"]
    assert defs["figure"]["properties"]["basis"]["enum"] == [*map(str, Basis), None]
    assert set(defs["speaker"]["properties"]["kind"]["enum"]) == {*map(str, SpeakerKind)} - {"author"}
