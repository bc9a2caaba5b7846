from pathlib import Path

from sayso.export.codebook import markdown


def test_the_docs_carry_the_code_book_as_it_is():
    docs = Path(__file__).parents[2] / "docs" / "export.md"
    assert docs.read_text(encoding="utf-8").endswith(markdown())
