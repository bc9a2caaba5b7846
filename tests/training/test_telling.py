"""The page about the model says what its card says."""

import json
from importlib.resources import files
from pathlib import Path

import pytest

from sayso.reading.learned import shipped

pytestmark = pytest.mark.skipif(not shipped(), reason="no model is shipped yet: see docs/quality.md")

PAGE = Path(__file__).parents[2] / "docs" / "model-card.md"


def test_the_page_names_the_shipped_file() -> None:
    card = json.loads((files("sayso.reading") / "data" / "model.json").read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    assert card["sha256"] in page
    assert all(digest in page for digest in card["files"].values())


def test_the_page_tells_the_scores_of_the_card() -> None:
    card = json.loads((files("sayso.reading") / "data" / "model.json").read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")
    for reader in ("hinted", "alone", "rules"):
        assert f"| {card['scores'][reader]['dev']['claim']} |" in page
