from pathlib import Path

from sayso.export.codebook import markdown
from sayso.export.workbook import BOOKS

DOCS = Path(__file__).parents[2] / "docs" / "export.md"


def test_the_docs_carry_the_code_book_as_it_is():
    docs = DOCS.read_text(encoding="utf-8")
    for name, columns in BOOKS:
        assert f"### {name.capitalize()}\n\n{markdown(columns)}" in docs


def test_every_column_is_explained_in_a_sentence_and_named_once():
    for _, columns in BOOKS:
        assert all(c.meaning.endswith(".") for c in columns)
        assert len({c.name for c in columns}) == len(columns)
