"""What comes in: pages, texts, JSON, PDF, folders and addresses, as articles with passages and citations.

:func:`take` gives an article, or a failure in its place, for everything named to it. Nothing of an article is
read for claims here; see :mod:`sayso.reading`.
"""

import sys
from collections.abc import Iterable, Iterator
from os import PathLike, fspath
from typing import BinaryIO

from sayso.model import Failure, Snapshot, Taken
from sayso.sources.options import TakeOptions, is_public
from sayso.sources.paths import counted, taken_from
from sayso.sources.taking import TEXT, articles_in, from_text

__all__ = ["TakeOptions", "count", "is_public", "take", "take_bytes", "take_text"]

DEFAULT = TakeOptions()


def take(
    paths: Iterable[str | PathLike[str]], *, options: TakeOptions = DEFAULT, stdin: BinaryIO | None = None
) -> Iterator[Taken | Failure]:
    """The articles under ``paths`` in the order given, each as soon as it is wanted.

    A path is a file (``.html .txt .json .jsonl .pdf``, or by its looks), a folder (walked in order of names,
    other endings passed over), an ``http`` or ``https`` address, or ``-`` for ``stdin`` (the process's own
    where none is given). What cannot be taken is a :class:`~sayso.model.Failure` in its place.
    """
    for path in paths:
        source = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
        yield from taken_from(fspath(path), options=options, stdin=source)


def take_bytes(
    content: bytes,
    *,
    origin: str,
    media_type: str | None = None,
    url: str | None = None,
    options: TakeOptions = DEFAULT,
) -> Iterator[Taken | Failure]:
    """The articles in bytes at hand, of ``media_type`` or else by their looks; they stood at ``url``."""
    return articles_in(content, origin=origin, media_type=media_type, url=url, options=options)


def take_text(
    text: str,
    *,
    doc_id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
    origin: str = "text",
) -> Taken:
    """The article of a text at hand, kept code point for code point.

    Raises :class:`~sayso.model.SourceError` (``empty``, ``no_article``) where it holds nothing to read.
    """
    known = {"id": doc_id, "title": title, "outlet": outlet, "url": url, "published": published}
    snapshot = Snapshot.of(text.encode("utf-8", "replace"), media_type=TEXT)
    return from_text(text, origin=origin, snapshot=snapshot, known=known, options=DEFAULT)


def count(paths: Iterable[str | PathLike[str]]) -> int | None:
    """How many articles ``paths`` hold, for progress; None where that cannot be told without reading."""
    return counted([fspath(path) for path in paths])
