"""Helpers to take one article from words written in a test."""

from collections.abc import Callable

import pytest

from sayso.model import Article, Failure, PassageKind, Taken
from sayso.sources import TakeOptions, take_bytes


@pytest.fixture
def article_of() -> Callable[..., Article]:
    """The article of some bytes or words; the test fails where there is none."""

    def made(content: str | bytes, *, kind: str = "text/html", url: str | None = None, **options) -> Article:
        raw = content.encode() if isinstance(content, str) else content
        found = list(take_bytes(raw, origin="test", media_type=kind, url=url, options=TakeOptions(**options)))
        assert len(found) == 1
        assert isinstance(found[0], Taken), found[0]
        return found[0].article

    return made


@pytest.fixture
def failure_of() -> Callable[..., Failure]:
    """The failure of some bytes; the test fails where an article comes of them."""

    def made(content: bytes, *, kind: str | None = "text/html", **options) -> Failure:
        (found,) = take_bytes(content, origin="it.html", media_type=kind, options=TakeOptions(**options))
        assert isinstance(found, Failure), found
        assert found.message.startswith("it.html")
        return found

    return made


@pytest.fixture
def said() -> Callable[..., list[str]]:
    """The words of an article's passages of one kind, or of all kinds."""

    def words(article: Article, kind: PassageKind | None = None) -> list[str]:
        return [article.text[p.start : p.end] for p in article.passages if kind in (None, p.kind)]

    return words
