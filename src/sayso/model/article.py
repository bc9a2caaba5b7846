"""An article as it came in: immutable text, and what stands where in it.

Every span is a half-open pair of offsets, in Unicode code points, into ``Article.text``, and carries the
words that it cuts out. This module holds records; :mod:`sayso.sources` makes them.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from sayso.model.vocabulary import DateBasis, PassageKind


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of an article's text: ``text == article.text[start:end]``, always."""

    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, text: str, start: int, end: int) -> "Span":
        """Cut ``text[start:end]``; raises ``ValueError`` where the offsets do not lie in the text."""
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span {start}:{end} does not lie in a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])

    def overlaps(self, other: "Span") -> bool:
        """True where the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """True where ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block of the article and what it is; passages come in order and do not overlap."""

    kind: PassageKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A footnote or link: its marker, where it points, and the stretch of text that it supports.

    ``start`` and ``end`` are the marker's own place; an in-text link without a number has no ``marker`` and
    its place is the linked words. ``url`` is None where the footnote's address is missing. ``supports`` is
    the clause, sentence or whole quotation that the marker stands behind.
    """

    marker: str | None
    start: int
    end: int
    url: str | None
    supports: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the article appeared, as an interval: never an invented day.

    ``earliest`` and ``latest`` are ISO dates, or date-times with zone where the page has them; None on a side
    that nothing bounds. ``basis`` says what tells it.
    """

    earliest: str | None = None
    latest: str | None = None
    basis: DateBasis = DateBasis.NONE

    @property
    def first_day(self) -> date | None:
        """The earliest possible day, or None."""
        return date.fromisoformat(self.earliest[:10]) if self.earliest else None

    @property
    def last_day(self) -> date | None:
        """The latest possible day, or None."""
        return date.fromisoformat(self.latest[:10]) if self.latest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Doubtful data, shown with the result: a stable ``code``, a sentence for people, and where it stands."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report as published.

    ``id`` hashes the identity (address, else the given id, else the outlet) and the text, so that another
    text at the same address is another version; ``work`` is the same for all versions. ``snapshot`` is the
    SHA-256 of the raw bytes that came in. ``problems`` are those that its source has found.
    """

    id: str
    work: str
    doc_id: str | None
    url: str | None
    snapshot: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    language: str | None
    published: Published
    text: str
    passages: tuple[Passage, ...]
    citations: tuple[Citation, ...]
    problems: tuple[Problem, ...]

    def cut(self, start: int, end: int) -> Span:
        """The span ``start:end`` of this article's text."""
        return Span.cut(self.text, start, end)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds the character at ``offset``, or None between passages."""
        return next((p for p in self.passages if p.start <= offset < p.end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The raw bytes of an article as they came in, with their SHA-256 and media type."""

    sha256: str
    media_type: str
    content: bytes

    @classmethod
    def of(cls, content: bytes, *, media_type: str) -> "Snapshot":
        """Hash ``content`` and keep it."""
        return cls(sha256=hashlib.sha256(content).hexdigest(), media_type=media_type, content=content)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a source gives for one article: the article and the bytes that it was made of."""

    origin: str
    article: Article
    snapshot: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One article that could not be taken in or read: where it came from, and why.

    ``code`` is a stable word (``empty``, ``too_large``, ``not_text``, ``unreachable``...); ``message`` says
    what happened and what to do next. The articles beside it are not touched.
    """

    origin: str
    code: str
    message: str
    doc_id: str | None = None


def short_hash(*parts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over the parts, each ended by a NUL."""
    return hashlib.sha256(
        "".join(f"{part}\0" for part in parts).encode("utf-8", "surrogatepass")
    ).hexdigest()[:16]


def article_ids(*, url: str | None, doc_id: str | None, outlet: str | None, text: str) -> tuple[str, str]:
    """``(id, work)`` of an article: the address names it, else the given id, else outlet and text.

    ``work`` is shared by all versions of what stands at one address (or under one given id).
    """
    if url:
        work = short_hash("work", "url", url)
    elif doc_id:
        work = short_hash("work", "doc", outlet or "", doc_id)
    else:
        work = short_hash("work", "text", outlet or "", text)
    return short_hash("article", work, text), work
