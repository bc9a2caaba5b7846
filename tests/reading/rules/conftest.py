"""A document from a text, for tests of what the rules read in it."""

import re
from collections.abc import Callable

import pytest

from sayso.model import Article, Passage, PassageKind, Problem, Published
from sayso.reading import sentences
from sayso.reading.drafts import Document


def _document(
    text: str, *, kinds: tuple[PassageKind, ...] = (), lost: tuple[int, ...] = (), language: str | None = "en"
) -> Document:
    blocks = [m.span() for m in re.finditer(r"[^\n]+", text)]
    article = Article(
        id="a",
        work="w",
        doc_id=None,
        url=None,
        snapshot="",
        title=None,
        outlet=None,
        authors=(),
        language=language,
        published=Published(),
        text=text,
        passages=tuple(
            Passage(kind=kinds[n] if n < len(kinds) else PassageKind.PARAGRAPH, start=start, end=end)
            for n, (start, end) in enumerate(blocks)
        ),
        citations=(),
        problems=tuple(Problem(code="missing_embed", message="lost", start=at, end=at) for at in lost),
    )
    split = sentences.split(article)
    return Document(article=article, sentences=split, candidates=tuple(() for _ in split))


@pytest.fixture(scope="session")
def document_of() -> Callable[..., Document]:
    """``document_of(text, kinds=..., lost=...)``: passages are the lines of the text."""
    return _document
