"""Articles and documents from a few lines of text, for the tests of the reading room."""

import re

import pytest

from sayso.model import (
    Article,
    Basis,
    Bound,
    Citation,
    DateBasis,
    Measure,
    Passage,
    PassageKind,
    Published,
    Quantity,
    article_ids,
)
from sayso.reading import sentences
from sayso.reading.drafts import Document, FigureDraft


def _article(
    text: str,
    *,
    published: str | None = "2020-02-28",
    earliest_only: bool = False,
    language: str = "en",
    title: str | None = None,
    citations: tuple[Citation, ...] = (),
) -> Article:
    """An article whose paragraphs are the blocks between blank lines."""
    identity, work = article_ids(url=None, doc_id="test", outlet=None, text=text)
    day = Published(
        earliest=published,
        latest=None if earliest_only else published,
        basis=DateBasis.CITED_URL if earliest_only else DateBasis.GIVEN,
    )
    return Article(
        id=identity,
        work=work,
        doc_id="test",
        url=None,
        snapshot="0" * 64,
        title=title,
        outlet=None,
        authors=(),
        language=language,
        published=day if published else Published(),
        text=text,
        passages=tuple(
            Passage(kind=PassageKind.PARAGRAPH, start=m.start(), end=m.end())
            for m in re.finditer(r"(?:(?!\n\n).)+", text, re.DOTALL)
            if m[0].strip()
        ),
        citations=citations,
        problems=(),
    )


def _document(text: str, **options: object) -> Document:
    article = _article(text, **options)
    split = sentences.split(article)
    return Document(article=article, sentences=split, candidates=tuple(() for _ in split))


def _draft(
    document: Document, words: str, *, basis: Basis | None = Basis.EVENT, **options: object
) -> FigureDraft:
    """A figure whose quantity is the first place of ``words`` in the text."""
    start = document.article.text.index(words)
    span = document.article.cut(start, start + len(words))
    sentence = next(s.span for s in document.sentences if s.span.covers(span))
    quantity = Quantity(span=span, low=1, high=1, bound=Bound.EXACT)
    return FigureDraft(sentence=sentence, quantity=quantity, measure=Measure.KILLED, basis=basis, **options)


@pytest.fixture(scope="session")
def article_of():
    """Makes an article of a text."""
    return _article


@pytest.fixture(scope="session")
def document_of():
    """Makes a document of a text, without quantities."""
    return _document


@pytest.fixture(scope="session")
def draft_of():
    """Makes a figure draft whose quantity is given by its words."""
    return _draft
