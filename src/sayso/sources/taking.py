"""The bytes of one thing, made into its articles: which kind it is, and which way it goes from there."""

from collections.abc import Iterator
from typing import Any

from sayso.model import Failure, Problem, Snapshot, SourceError, Taken
from sayso.sources.articles import encodable, make
from sayso.sources.dates import days_of_address
from sayso.sources.decoding import decode, sniff
from sayso.sources.given import load, names_field, records, text_field
from sayso.sources.metadata import about, host_of, visible_date
from sayso.sources.options import TakeOptions
from sayso.sources.page import parse, pieces_of
from sayso.sources.pieces import lay
from sayso.sources.textual import lay_text

PAGE, TEXT, JSON, LINES, PDF = (
    "text/html",
    "text/plain",
    "application/json",
    "application/jsonl",
    "application/pdf",
)
_SAME = {
    "application/xhtml+xml": PAGE,
    "application/xml": PAGE,
    "text/xml": PAGE,
    "application/x-ndjson": LINES,
    "application/jsonlines": LINES,
    "application/x-pdf": PDF,
    "text/json": JSON,
    "application/ld+json": JSON,
}
_KNOWN = (PAGE, TEXT, JSON, LINES, PDF)


def articles_in(
    content: bytes,
    *,
    origin: str,
    media_type: str | None,
    url: str | None = None,
    charset: str | None = None,
    options: TakeOptions,
) -> Iterator[Taken | Failure]:
    """The articles in some bytes; what cannot be taken is a failure in its place."""
    try:
        check_size(len(content), options)
        kind = kind_of(content, media_type)
        if kind in (JSON, LINES):
            yield from _json_articles(
                content, origin=origin, charset=charset, lines=kind == LINES, options=options
            )
        elif kind == PDF:
            yield _from_pdf(content, origin=origin, url=url, options=options)
        elif kind == PAGE:
            found = decode(content, declared=charset, markup=True)
            snapshot = Snapshot.of(content, media_type=PAGE)
            problems = (found.problem,) if found.problem else ()
            yield from_page(
                found.text, origin=origin, url=url, snapshot=snapshot, problems=problems, options=options
            )
        else:
            found = decode(content, declared=charset)
            snapshot = Snapshot.of(content, media_type=TEXT)
            problems = (found.problem,) if found.problem else ()
            yield from_text(
                found.text, origin=origin, url=url, snapshot=snapshot, problems=problems, options=options
            )
    except SourceError as error:
        yield failure(origin, error)


def kind_of(content: bytes, media_type: str | None) -> str:
    """Which of our kinds the bytes are: by their looks where these are plain, else as they were called."""
    looks = sniff(content)
    called = _SAME.get(media_type or "", media_type)
    if looks not in _KNOWN:
        raise SourceError(
            "not_text",
            f"it is {looks} by its first bytes; give the article itself (HTML, text, JSON, PDF)",
        )
    if looks == PDF or called not in _KNOWN:
        return looks
    if called == PDF:
        raise SourceError("not_text", "it is called a PDF and is none; give a sound copy")
    if called == TEXT and looks == PAGE:
        return PAGE if media_type is None else TEXT
    return called


def check_size(size: int, options: TakeOptions) -> None:
    """Raise ``SourceError`` (``too_large``) for more bytes than one article may have."""
    if size > options.max_bytes:
        raise SourceError(
            "too_large",
            f"more than the {options.max_bytes:,} bytes an article may have; give the article alone",
        )


def failure(origin: str, error: SourceError, *, doc_id: str | None = None) -> Failure:
    """The failure of one article, with its origin at the head of the message."""
    said = error.message if error.message.startswith(origin) else f"{origin}: {error.message}"
    return Failure(
        origin=encodable(origin), code=error.code, message=encodable(said), doc_id=encodable(doc_id)
    )


def from_page(
    html: str,
    *,
    origin: str,
    snapshot: Snapshot,
    options: TakeOptions,
    url: str | None = None,
    known: dict[str, Any] | None = None,
    problems: tuple[Problem, ...] = (),
) -> Taken:
    """The article of a page; ``known`` are fields that the caller gives, which stand above the page's own."""
    tree = parse(html)
    said = about(tree, url=url)
    given = known or {}
    title = text_field(given, "title") or said.title
    pieces, head = pieces_of(tree, title=title, url=said.url)
    return make(
        lay(pieces),
        origin=origin,
        snapshot=snapshot,
        doc_id=text_field(given, "id", "doc_id"),
        url=text_field(given, "url") or said.url,
        title=text_field(given, "title") or head or said.title,
        outlet=text_field(given, "outlet", "publisher") or said.outlet,
        authors=names_field(given, "authors", "author") or said.authors,
        language=options.language or text_field(given, "language") or said.language,
        given=text_field(given, "published") or options.published,
        dates=said.dates or _shown(tree, html, said.url),
        problems=problems,
    )


def _shown(tree: Any, html: str, url: str | None) -> tuple[str, ...]:
    """The day that a page shows and does not declare, where its address does not tell one either."""
    if days_of_address(url):
        return ()
    found = visible_date(tree, page=html)
    return (found,) if found else ()


def from_text(
    text: str,
    *,
    origin: str,
    snapshot: Snapshot,
    options: TakeOptions,
    url: str | None = None,
    known: dict[str, Any] | None = None,
    problems: tuple[Problem, ...] = (),
) -> Taken:
    """The article of a text, which is kept as it is but for lone surrogates, which no file can hold."""
    given = known or {}
    sound = encodable(text)
    if not sound.strip():
        raise SourceError("empty", "the text is empty; give the article's text")
    if sound != text:
        mended = (
            "the text held broken characters (lone surrogates); each became a replacement mark in its place"
        )
        problems = (*problems, Problem(code="text_repaired", message=mended))
    title = text_field(given, "title")
    laid = lay_text(sound, title=title)
    if title is None and not given:
        title = next((sound[p.start : p.end] for p in laid.passages if p.kind == "headline"), None)
    address = text_field(given, "url") or url
    return make(
        laid,
        origin=origin,
        snapshot=snapshot,
        doc_id=text_field(given, "id", "doc_id"),
        url=address,
        title=title,
        outlet=text_field(given, "outlet", "publisher") or host_of_web(address),
        authors=names_field(given, "authors", "author"),
        language=options.language or text_field(given, "language"),
        given=text_field(given, "published") or options.published,
        problems=problems,
    )


def host_of_web(address: str | None) -> str | None:
    """The host of an http address; None for anything else that stands in a url field."""
    try:
        return host_of(address) if address and address.startswith(("http://", "https://")) else None
    except ValueError:
        return None


def _from_pdf(content: bytes, *, origin: str, url: str | None, options: TakeOptions) -> Taken:
    from sayso.sources.portable import pdf_text  # loads a native library that only PDF needs

    text, title = pdf_text(content, max_characters=options.max_bytes)
    known = {"title": title} if title else None
    snapshot = Snapshot.of(content, media_type=PDF)
    return from_text(text, origin=origin, snapshot=snapshot, options=options, url=url, known=known)


def _json_articles(
    content: bytes, *, origin: str, charset: str | None, lines: bool, options: TakeOptions
) -> Iterator[Taken | Failure]:
    found = decode(content, declared=charset)
    problems = (found.problem,) if found.problem else ()
    text = found.text
    if not lines:
        try:
            documents = list(records(text))
        except SourceError:
            lines = (
                text.strip().count("\n") > 0
                and text.lstrip().startswith("{")
                and _loads(text.split("\n", 1)[0])
            )
            if not lines:
                raise
        else:
            whole = len(documents) == 1 and documents[0][0] is text
            for number, (raw, record) in enumerate(documents, start=1):
                name = origin if whole else f"{origin}:{number}"
                yield from_record(
                    record,
                    origin=name,
                    raw=content if whole else raw.encode("utf-8", "replace"),
                    problems=problems,
                    options=options,
                )
            return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield line_article(
                line.rstrip("\r"), origin=f"{origin}:{number}", problems=problems, options=options
            )


def _loads(line: str) -> bool:
    try:
        load(line)
    except SourceError:
        return False
    return True


def line_article(
    line: str,
    *,
    origin: str,
    options: TakeOptions,
    problems: tuple[Problem, ...] = (),
    raw: bytes | None = None,
) -> Taken | Failure:
    """The article on one line of JSON Lines; a bad line is a failure of that line alone."""
    try:
        record = load(line)
    except SourceError as error:
        return failure(origin, error)
    raw = raw if raw is not None else line.encode("utf-8", "replace")
    return from_record(record, origin=origin, raw=raw, problems=problems, options=options)


def from_record(
    record: Any, *, origin: str, raw: bytes, options: TakeOptions, problems: tuple[Problem, ...] = ()
) -> Taken | Failure:
    """One article given as a JSON object with ``text`` or ``html``."""
    doc_id = None
    try:
        if not isinstance(record, dict):
            raise SourceError(
                "no_text", 'this JSON is no article; give an object with "text" or "html" in it'
            )
        doc_id = text_field(record, "id", "doc_id")
        snapshot = Snapshot.of(raw, media_type=JSON)
        if isinstance(record.get("text"), str):
            return from_text(
                record["text"],
                origin=origin,
                snapshot=snapshot,
                known=record,
                problems=problems,
                options=options,
            )
        if isinstance(record.get("html"), str):
            if not record["html"].strip():
                raise SourceError("empty", "its html is empty; give the article's page or text")
            url = text_field(record, "url")
            return from_page(
                record["html"],
                origin=origin,
                url=url,
                snapshot=snapshot,
                known=record,
                problems=problems,
                options=options,
            )
        raise SourceError("no_text", 'the article has neither "text" nor "html"; add one of them')
    except SourceError as error:
        return failure(origin, error, doc_id=doc_id)
