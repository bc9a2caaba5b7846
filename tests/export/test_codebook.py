from pathlib import Path

from sayso.export.codebook import COLUMN_BOOK, markdown
from sayso.export.workbook import BOOKS

STABLE = (
    "claim_id kind article_id doc_id outlet title url published_earliest published_latest "
    "published_basis snapshot sentence sentence_start sentence_end words words_start words_end low "
    "high bound measure basis object object_status actor accused place place_name country lat lon "
    "place_precision gazetteer_id gazetteer time time_from time_to time_precision speaker "
    "speaker_name speaker_kind relay cue stance hedged hedges form content citations citation_urls "
    "measure_confidence confidence run run_version run_model run_language "
)
DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def test_the_docs_carry_the_code_book_as_it_is():
    docs = DOCS.read_text(encoding="utf-8")
    for name, columns in BOOKS:
        assert f"### {name.capitalize()}\n\n{markdown(columns)}" in docs


def test_every_column_is_explained_in_a_sentence_and_named_once():
    for _, columns in BOOKS:
        assert all(c.meaning.endswith(".") for c in columns)
        assert len({c.name for c in columns}) == len(columns)


def test_columns_keep_their_names_and_their_order():
    """Whoever wrote a query over an export wrote these names; a new column goes behind them."""
    assert [c.name for c in COLUMN_BOOK][: len(STABLE.split())] == STABLE.split()
