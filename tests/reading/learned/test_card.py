"""The shipped model is the one that its card names."""

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from sayso.model import ReadingError
from sayso.reading.learned import load, shipped
from sayso.reading.learned.card import CARD, FILES, LOWER, UPPER, digest, read_card

pytestmark = pytest.mark.skipif(not shipped(), reason="no model is shipped yet: see docs/quality.md")

with as_file(files("sayso.reading") / "data") as DATA:
    pass

SIZE = 40_000_000


def copied(folder: Path) -> Path:
    """The shipped model in a folder of its own."""
    for name in (*FILES, CARD):
        shutil.copy(DATA / name, folder / name)
    return folder


def test_the_shipped_files_are_those_that_the_card_names() -> None:
    card = read_card(DATA)
    assert {name: digest(DATA / name) for name in FILES} == card.files
    assert digest(DATA / LOWER, DATA / UPPER) == card.sha256


def test_the_shipped_model_is_small() -> None:
    assert sum((DATA / name).stat().st_size for name in (LOWER, UPPER)) <= SIZE


def test_the_card_tells_how_the_model_was_made_and_how_it_scored() -> None:
    card = read_card(DATA)
    assert card.made["plan"]["seed"] is not None
    assert set(card.made["data"]) >= {"gold/train", "polnear/train", "written"}
    assert card.made["packages"]["torch"]
    assert card.scores["dev"]["found"] > 0


def test_the_reader_is_named_by_the_models_digest() -> None:
    assert read_card(DATA).sha256[:12] in load().name


@pytest.mark.parametrize("name", FILES)
def test_another_file_than_the_cards_is_refused(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    with (folder / name).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ReadingError, match="not the file that its card names"):
        load(folder)


def test_a_card_with_other_lists_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    card = json.loads((folder / CARD).read_text())
    card["lists"]["roles"].reverse()
    (folder / CARD).write_text(json.dumps(card))
    with pytest.raises(ReadingError, match="another version"):
        load(folder)
