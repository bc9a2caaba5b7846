"""The desk: articles come in, readings go out. Composes ``sources`` and ``reading``; keeps nothing.

A trouble with one article is a :class:`~sayso.model.Failure` in its place among the others, never the end of
the run. With ``workers`` the reading is spread over processes; what comes out is the same, in the same order.
"""

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from sayso.model import (
    Article,
    Failure,
    Quantity,
    Reading,
    ReadingError,
    SourceError,
    Span,
    Taken,
)

Source = str | os.PathLike[str]
Day = str | date

_log = logging.getLogger(__name__)

WORTH_IT = 40  # articles, below which starting processes takes longer than it saves


def read(source: Source, *, published: Day | None = None, reader: str | None = None) -> Reading:
    """Read one article: a file (``.html .txt .json .pdf``), a URL, or ``-`` for standard input.

    ``published`` is the day it appeared (ISO), for an article that does not tell it. ``reader`` is ``model``
    or ``rules`` (None: the best that is installed). Raises ``SourceError``
    where it could not be taken in, ``ReadingError`` where the reader failed, and ``SourceError`` with code
    ``many`` where the source holds several articles: those are for :func:`read_all`.
    """
    found = read_all([source], published=published, reader=reader)
    first = next(found, None)
    if first is None:
        raise SourceError(
            "empty", f"{source}: no article in it; give a file, a folder with articles or a URL"
        )
    if isinstance(first, Failure):
        raise (ReadingError if first.code == "reader_fault" else SourceError)(first.code, first.message)
    if next(found, None) is not None:
        raise SourceError("many", f"{source}: more than one article in it; use read_all, which gives each")
    return first


def read_all(
    paths: Iterable[Source], *, published: Day | None = None, workers: int = 1, reader: str | None = None
) -> Iterator[Reading | Failure]:
    """Read every article under ``paths`` (files, folders, URLs, ``-``), lazily and in order.

    Gives a ``Reading`` for each, or in its place a ``Failure`` with ``origin``, ``code``, ``message``; code
    ``reader_fault`` is a fault of the reader's own in that one article. ``workers`` above 1 reads in as many
    processes, with the same results in the same order (each starts the calling program anew: guard a script
    with ``if __name__ == "__main__"``).
    """
    for _, outcome in readings(take(paths, published=published), workers=workers, reader=reader):
        yield outcome


def read_text(
    text: str,
    *,
    published: Day | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read a text that is at hand; it is kept code point for code point, so offsets are offsets into it.

    Raises ``SourceError`` where the text holds nothing to read.
    """
    from sayso import sources
    from sayso.reading import read as read_article

    day = _iso(published)
    taken = sources.take_text(text, title=title, outlet=outlet, url=url, published=day)
    return read_article(taken.article)


def take(paths: Iterable[Source], *, published: Day | None = None) -> Iterator[Taken | Failure]:
    """The articles under ``paths`` with their raw bytes, not yet read."""
    from sayso import sources

    return sources.take(paths, options=sources.TakeOptions(published=_iso(published)))


def _iso(day: Day | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def take_bytes(content: bytes, *, origin: str, published: Day | None = None) -> Iterator[Taken | Failure]:
    """The articles in bytes at hand (a page, text, JSON or PDF by their looks); ``origin`` names them."""
    from sayso import sources

    return sources.take_bytes(content, origin=origin, options=sources.TakeOptions(published=_iso(published)))


def table(
    path: Source, *, like: str, mapping: Source | None = None, encoding: str | None = None
) -> Iterator[tuple[Taken, Reading] | Failure]:
    """Each row of a table of events as an article with its figures; a row that is wrong is a ``Failure``.

    Raises ``SourceError`` where the table or its TOML ``mapping`` cannot be understood.
    """
    import sayso
    from sayso.sources import layouts, tables

    try:
        layout = layouts.mapped(Path(mapping).read_bytes()) if mapping else layouts.layout(like)
        with Path(path).open("rb") as stream:
            yield from tables.rows(
                stream, origin=os.fspath(path), layout=layout, version=sayso.__version__, encoding=encoding
            )
    except OSError as error:
        raise SourceError("unreadable", f"{error.filename}: {error.strerror}") from error


def count(paths: Iterable[Source]) -> int | None:
    """How many articles ``paths`` hold, where that can be told without reading them; else None."""
    from sayso import sources

    return sources.count(paths)


def workers_for(paths: Iterable[Source], wanted: int) -> int:
    """How many processes to read in: ``wanted``; for 0 one, and from :data:`WORTH_IT` articles on all."""
    if wanted:
        return wanted
    return (os.cpu_count() or 1) if (count(paths) or 0) >= WORTH_IT else 1


def readings(
    taken: Iterable[Taken | Failure], *, workers: int = 1, reader: str | None = None
) -> Iterator[tuple[Taken | None, Reading | Failure]]:
    """Each article with its reading, in order; a failure stays in its place with no article beside it.

    ``reader`` is ``model`` or ``rules`` (None: the best that is installed).
    """
    if workers > 1:
        from sayso.workers import spread

        yield from spread(taken, workers=workers, read=partial(read_taken, reader=reader))
        return
    for item in taken:
        yield (
            (None, item)
            if isinstance(item, Failure)
            else (item, read_taken(item.article, origin=item.origin, reader=reader))
        )


def read_taken(article: Article, *, origin: str, reader: str | None = None) -> Reading | Failure:
    """Read one article; whatever goes wrong in the reader is a ``reader_fault`` of this article alone."""
    from sayso.reading import read as read_article

    try:
        return read_article(article, reader_name=reader)
    except Exception as error:  # the edge of an article: the others must go on
        _log.debug("the reader failed on %s", origin, exc_info=True)
        return fault(origin, article.doc_id, f"{type(error).__name__}: {error}")


def fault(origin: str, doc_id: str | None, what: str) -> Failure:
    """The failure of the reader itself in one article."""
    message = f"{origin}: the reader failed on this article ({what}). Please report it, with what -vv says."
    return Failure(origin=origin, code="reader_fault", message=message, doc_id=doc_id)


def decoded(content: bytes, *, media_type: str) -> str:
    """The text of bytes as they came in, in the encoding that they name or else look like."""
    from sayso.sources.decoding import decode

    return decode(content, markup=media_type.endswith("html")).text


def sentence_at(article: Article, start: int, end: int) -> Span:
    """The sentences that the words at ``start:end`` stand in; the words alone where no sentence has them."""
    from sayso.reading.sentences import split

    here = [s.span for s in split(article) if s.span.start < end and start < s.span.end]
    return article.cut(min([start, *(s.start for s in here)]), max([end, *(s.end for s in here)]))


def quantity_at(article: Article, start: int, end: int) -> Quantity | None:
    """The first number that the reader sees in the words at ``start:end``, with its bound; None for none."""
    from sayso.reading.quantities import find

    found = [c for c in find(article.text, start, end) if not c.excluded]
    return found[0].quantity if found else None
