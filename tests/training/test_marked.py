"""Annotations kept as offsets: no words of the texts go into the project, and none are shifted."""

import json
from pathlib import Path

import pytest

from training import corpora, marked

TEXT = "Two soldiers were killed near Sarqan on Monday, the army said. Rebels shelled Sarqan."
ANNOTATION = {
    "doc_id": "page-1",
    "figures": [
        {
            "context": "Two soldiers were killed near Sarqan",
            "quantity": "Two",
            "low": 2,
            "high": 2,
            "measure": "killed",
            "object": "soldiers",
            "actor": None,
            "place": "Sarqan",
            "source": "the army",
            "relay": None,
        }
    ],
    "responsibility": [
        {
            "context": "Rebels shelled Sarqan",
            "act": "shelled",
            "accused": "Rebels",
            "source": None,
            "stance": "asserts",
        }
    ],
}
ARTICLE = {"doc_id": "page-1", "text": TEXT, "published": None}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one page, and a folder of marks beside it."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "ground-truth.json").write_text(json.dumps({"1": {"articleBody": TEXT}}))
    (tmp_path / "geoparsing").mkdir()
    for name in ("lgl.xml", "GeoVirus.xml"):
        (tmp_path / "geoparsing" / name).write_text("<articles/>")
    (tmp_path / "marks").mkdir()
    return tmp_path


def keep(data: Path, row: dict) -> None:
    (data / "marks" / "some.json").write_text(json.dumps([row]))


def test_no_word_of_the_text_is_kept() -> None:
    kept = json.dumps(marked.packed(ARTICLE, ANNOTATION))
    assert not any(word in kept for word in ("soldiers", "Sarqan", "army", "Rebels", "shelled", "Two"))


def test_the_words_come_back_from_the_text(data: Path) -> None:
    keep(data, marked.packed(ARTICLE, ANNOTATION))
    [(article, annotation)] = marked.articles(data / "marks", data)
    [figure], [claim] = annotation["figures"], annotation["responsibility"]
    assert article["text"] == TEXT
    assert (figure["quantity"], figure["object"], figure["place"]) == ("Two", "soldiers", "Sarqan")
    assert (figure["source"], figure["actor"], figure["_s"]) == ("the army", None, (0, 3))
    assert (claim["act"], claim["accused"], claim["source"]) == ("shelled", "Rebels", None)


def test_another_text_than_the_marked_one_is_refused(data: Path) -> None:
    keep(data, marked.packed(ARTICLE | {"text": TEXT + " "}, ANNOTATION))
    with pytest.raises(marked.MarkedError, match="page-1"):
        list(marked.articles(data / "marks", data))


def test_a_wording_that_does_not_stand_in_the_text_is_refused() -> None:
    wrong = {**ANNOTATION, "figures": [{**ANNOTATION["figures"][0], "object": "sailors"}]}
    with pytest.raises(ValueError, match="sailors"):
        marked.packed(ARTICLE, wrong)


def test_laid_out_for_the_scorer_each_claim_has_a_context_of_its_own(data: Path, tmp_path: Path) -> None:
    keep(data, marked.packed(ARTICLE, ANNOTATION))
    folder = corpora.lay(marked.articles(data / "marks", data), tmp_path / "laid")
    [path] = (folder / "gold").glob("*.json")
    laid = json.loads(path.read_text())
    assert [TEXT.count(c["context"]) for c in laid["figures"] + laid["responsibility"]] == [1, 1]
    assert laid["figures"][0]["context"].startswith("Two")


def test_every_written_article_of_ours_keeps_the_form() -> None:
    rows = [*corpora.own(), *corpora.own(corpora.KEPT)]
    names = [str(article["doc_id"]) for article, _ in rows]
    assert len(rows) > 200
    assert len(names) == len(set(names))
