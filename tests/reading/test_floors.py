"""Floors per step of reading: they rise with the reader and fall only by a change that names itself.

The kept articles of the project are read wherever the tests run; the annotated ``dev`` articles where the
shared data are at hand. Each set is pinned by a digest: another set is another yardstick.
"""

import hashlib
import importlib.util
import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sayso.model import Reading
from sayso.model.contract import to_json
from sayso.reading import read
from sayso.reading.learned import shipped
from training import corpora, examples, scoring

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
GOLD = Path(__file__).parents[3] / "shared" / "gold"
READERS = [
    "rules",
    pytest.param("model", marks=pytest.mark.skipif(not shipped(), reason="no model is installed")),
]

pytestmark = pytest.mark.whole


def digest(paths: Iterable[Path]) -> str:
    """One digest over the names and bytes of files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def reading(article: dict[str, Any], reader: str) -> Reading:
    return read(examples.article(article), reader_name=reader)


def short(reached: dict[str, float], floors: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The steps that do not reach their floor: what was reached, and the floor."""
    return {step: (reached[step], floor) for step, floor in floors.items() if reached[step] < floor}


@pytest.mark.parametrize("reader", READERS)
def test_kept_articles_are_read_no_worse_than_before(reader: str) -> None:
    rows = (
        (annotation["figures"], reading(article, reader)) for article, annotation in corpora.own(corpora.KEPT)
    )
    assert short(scoring.score(rows), FLOORS["kept"][reader]) == {}


def test_the_kept_articles_are_those_that_the_floors_were_set_on() -> None:
    assert digest(corpora.KEPT.glob("*.txt")) == FLOORS["kept"]["digest"]


@pytest.mark.skipif(not GOLD.exists(), reason="the shared annotations are not here")
@pytest.mark.parametrize("reader", READERS)
def test_dev_is_read_no_worse_than_before(reader: str) -> None:
    rows = list(examples.gold(GOLD / "dev"))
    told = {str(a["doc_id"]): to_json(reading(a, reader)) for a, _ in rows}
    reached = scorer().score(GOLD / "dev" / "articles", GOLD / "dev" / "gold", told)[0]
    assert short(reached, FLOORS["dev"][reader]) == {}


@pytest.mark.skipif(not GOLD.exists(), reason="the shared annotations are not here")
def test_dev_is_the_set_that_the_floors_were_set_on() -> None:
    assert digest((GOLD / "dev" / "gold").glob("*.json")) == FLOORS["dev"]["digest"]


def scorer() -> ModuleType:
    """The gold's own scorer."""
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_step_below_its_floor_is_told_with_both_figures() -> None:
    assert short({"found": 80.0, "claim": 60.0}, {"found": 79.0, "claim": 61.0}) == {"claim": (60.0, 61.0)}
    assert json.dumps(short({"found": 80.0}, {"found": 80.0})) == "{}"
