"""Laid-out text and what is known about it, made into an article."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from sayso.languages import available, load
from sayso.model import (
    Article,
    PassageKind,
    Problem,
    Snapshot,
    SourceError,
    Taken,
    article_ids,
)
from sayso.sources.citations import citations_of
from sayso.sources.dates import published_of, read_day, read_iso
from sayso.sources.pieces import Laid
from sayso.sources.posts import missing_posts

T = TypeVar("T", str, str | None)
_WORD = re.compile(r"[^\W\d_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
FAMILIAR_SHARE = 0.2
FEW_WORDS = 6


def encodable(text: T) -> T:
    """The same text, as long, with a replacement mark for each lone surrogate, which no file can hold."""
    return _SURROGATE.sub("\ufffd", text) if text else text


def make(
    laid: Laid,
    *,
    origin: str,
    snapshot: Snapshot,
    doc_id: str | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    authors: Sequence[str] = (),
    language: str | None = None,
    given: str | None = None,
    dates: Sequence[str] = (),
    problems: Iterable[Problem] = (),
) -> Taken:
    """The article of one source. Raises ``SourceError`` (``no_article``) where none of it can be read."""
    _check_readable(laid)
    text, citations = laid.text, citations_of(laid)
    doc_id, url, title, outlet = map(encodable, (doc_id, url, title, outlet))
    published = published_of(
        given=given,
        metadata=dates,
        text=text,
        passages=laid.passages,
        url=url,
        cited=(c.url for c in citations),
    )
    found = list(problems)
    if given and not (read_iso(given) or read_day(given)):
        found.append(
            Problem(
                code="date_unreadable",
                message=f"the given date {encodable(given)!r} is no ISO date; it was left aside",
            )
        )
    identity, work = article_ids(url=url, doc_id=doc_id, outlet=outlet, text=text)
    article = Article(
        id=identity,
        work=work,
        doc_id=doc_id,
        url=url,
        snapshot=snapshot.sha256,
        title=title,
        outlet=outlet,
        authors=tuple(encodable(a) for a in authors),
        language=language or language_of(text),
        published=published,
        text=text,
        passages=laid.passages,
        citations=citations,
        problems=(*found, *missing_posts(laid)),
    )
    return Taken(origin=encodable(origin), article=article, snapshot=snapshot)


def _check_readable(laid: Laid) -> None:
    silent = (PassageKind.BOILERPLATE, PassageKind.NOTE, PassageKind.HEADLINE)
    if all(p.kind in silent for p in laid.passages):
        raise SourceError(
            "no_article",
            "no article text was found in it (pages that a script draws have none); "
            "give the article's own page as a browser saves it, or its text as .txt or .json",
        )


@cache
def _familiar() -> dict[str, frozenset[str]]:
    found = {}
    for code in available():
        try:
            found[code] = frozenset(load(code, "pages")["frequent"]["words"])
        except (FileNotFoundError, KeyError):
            continue
    return found


def language_of(text: str) -> str | None:
    """The language's code: by its commonest words, else by py3langid; None for a few words."""
    words = [w.casefold() for w in _WORD.findall(text[:4000])]
    if len(words) < FEW_WORDS:
        return None
    shares = {code: sum(w in known for w in words) / len(words) for code, known in _familiar().items()}
    best = max(shares, key=lambda code: shares[code], default=None)
    if best is not None and shares[best] >= FAMILIAR_SHARE:
        return best
    import py3langid  # slow to load, and most articles are in a language that we know

    return str(py3langid.classify(text[:4000])[0])
