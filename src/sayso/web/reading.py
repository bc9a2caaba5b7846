"""Read what is pasted, dropped or named by its address: nothing is kept until the reader says so.

What was read and is not kept yet waits a while under a token that only its page has, so that *Keep* keeps the
very article that is shown. An address is fetched by :mod:`sayso.sources`, which asks no private address;
``sayso serve --no-fetch`` fetches none at all.
"""

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from sayso import desk
from sayso.keeping import Ledger
from sayso.model import Failure, Reading, SourceError, Taken, article_ids
from sayso.web.answers import _, page
from sayso.web.articles import reading_page
from sayso.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
LARGEST = 20_000_000  # bytes of one upload
MOST = 200  # files of one upload
WAITING = 24  # articles that wait to be kept
ADDRESS = re.compile(r"https?://\S{3,2000}", re.IGNORECASE)


@dataclass(slots=True)
class Waiting:
    """What was read and not kept yet, the newest few; safe under several requests at once."""

    _held: OrderedDict[str, tuple[Taken, Reading]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, taken: Taken, reading: Reading) -> str:
        """Let an article wait; gives the token to ask for it by."""
        token = secrets.token_urlsafe(24)
        with self._lock:
            self._held[token] = taken, reading
            while len(self._held) > WAITING:
                self._held.popitem(last=False)
        return token

    def get(self, token: str) -> tuple[Taken, Reading] | None:
        """The article with this token; None where it waits no longer."""
        with self._lock:
            return self._held.get(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the form holds: bytes with what to call them, or an address."""

    items: tuple[tuple[bytes, str], ...] = ()
    address: str | None = None
    published: str | None = None
    outlet: str | None = None


@router.get("/read")
def form(request: Request) -> Response:
    """The form alone."""
    return _form(request)


def _form(
    request: Request,
    *,
    status: int = 200,
    trouble: str | None = None,
    text: str = "",
    published: str = "",
    outlet: str = "",
) -> Response:
    return page(
        request,
        "read.html",
        status=status,
        title=_("Read an article"),
        trouble=trouble,
        text=text,
        published=published,
        outlet=outlet,
    )


@router.post("/read")
async def read(
    request: Request,
    ledger: Shelf,
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    outlet: Annotated[str, Form(max_length=200)] = "",
    file: Annotated[list[UploadFile] | None, Form()] = None,
    keep: Annotated[bool, Form()] = False,
) -> Response:
    """Read pasted text, an address or files; with ``keep``, into the ledger."""
    try:
        given = await _given(request, text, file or [])
    except SourceError as error:
        return _form(
            request, status=422, trouble=error.message, text=text, published=published, outlet=outlet
        )
    given = replace(given, published=published or None, outlet=outlet.strip() or None)
    # Reading takes its time, and fetching even more: meanwhile others are answered.
    outcomes = await run_in_threadpool(lambda: list(_read(given)))
    if keep and len(outcomes) != 1:
        return await run_in_threadpool(_kept_all, request, ledger, outcomes)
    if len(outcomes) != 1:
        trouble = _("Several articles go into the ledger at once: choose “Read and keep”.")
        return _form(request, status=422, trouble=trouble, text=text, published=published, outlet=outlet)
    taken, outcome = outcomes[0]
    if isinstance(outcome, Failure) or taken is None:
        trouble = outcome.message if isinstance(outcome, Failure) else ""
        return _form(request, status=422, trouble=trouble, text=text, published=published, outlet=outlet)
    if keep:
        kept = await run_in_threadpool(ledger.keep, taken, outcome)
        return RedirectResponse(f"/articles/{kept.article}", status_code=303)
    waiting: Waiting = request.app.state.waiting
    return reading_page(request, outcome, token=waiting.put(taken, outcome))


@router.post("/keep")
def keep(request: Request, ledger: Shelf, token: Annotated[str, Form(max_length=100)]) -> Response:
    """Keep the very article that was shown."""
    waiting: Waiting = request.app.state.waiting
    found = waiting.get(token)
    if found is None:
        trouble = _("That article waits no longer: read it once more, then keep it.")
        return _form(request, status=410, trouble=trouble)
    kept = ledger.keep(*found)
    return RedirectResponse(f"/articles/{kept.article}", status_code=303)


async def _given(request: Request, text: str, files: Sequence[UploadFile]) -> Given:
    """What there is to read; raises ``SourceError`` where there is nothing, or too much."""
    named = [file for file in files if file.filename]
    if len(named) > MOST:
        raise SourceError("too_many", _("These are too many files at once; use `sayso add` for a folder."))
    items = []
    left = LARGEST
    for file in named:
        content = await file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise SourceError("too_large", _("The files are larger than 20 MB; use `sayso add` for them."))
        items.append((content, file.filename or _("a file")))
    if items:
        return Given(items=tuple(items))
    if not text.strip():
        raise SourceError("empty", _("There is nothing to read: paste an article or choose a file."))
    if ADDRESS.fullmatch(text.strip()):
        if not request.app.state.fetch:
            raise SourceError(
                "no_fetch", _("This server fetches no addresses: paste the text, or give a file.")
            )
        return Given(address=text.strip())
    return Given(items=((text.encode("utf-8", "surrogatepass"), _("pasted text")),))


def _read(given: Given) -> Iterator[tuple[Taken | None, Reading | Failure]]:
    taken: list[Taken | Failure] = []
    if given.address:
        taken.extend(desk.take([given.address], published=given.published))
    for content, name in given.items:
        taken.extend(desk.take_bytes(content, origin=name, published=given.published))
    yield from desk.readings(_from(one, given.outlet) if isinstance(one, Taken) else one for one in taken)


def _from(taken: Taken, outlet: str | None) -> Taken:
    """The article with the outlet that the reader gave, where it names none itself."""
    article = taken.article
    if outlet is None or article.outlet:
        return taken
    identity, work = article_ids(url=article.url, doc_id=article.doc_id, outlet=outlet, text=article.text)
    return replace(taken, article=replace(article, outlet=outlet, id=identity, work=work))


def _kept_all(
    request: Request, ledger: Ledger, outcomes: Sequence[tuple[Taken | None, Reading | Failure]]
) -> Response:
    """Keep what could be read of many, and tell of each."""
    kept, failed = [], []
    for taken, outcome in outcomes:
        if isinstance(outcome, Failure) or taken is None:
            failed.append(outcome)
        else:
            kept.append((ledger.keep(taken, outcome), outcome))
    return page(request, "keptmany.html", title=_("Read and kept"), kept=kept, failed=failed)
