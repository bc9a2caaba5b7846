"""Read what is pasted or dropped: nothing is kept until the reader says so.

An address is fetched only where the server was started for it (``sayso serve --fetch``); text and files never
need the network.
"""

from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from sayso import desk
from sayso.model import Failure, Reading, SourceError
from sayso.web.answers import _, page
from sayso.web.articles import reading_page
from sayso.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
LARGEST = 20_000_000  # bytes of one upload


@router.get("/read")
def form(request: Request) -> Response:
    """The form alone."""
    return page(
        request, "read.html", title=_("Read an article"), trouble=None, text="", published="", outlet=""
    )


@router.post("/read")
async def read(
    request: Request,
    ledger: Shelf,
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    outlet: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
    keep: Annotated[bool, Form()] = False,
) -> Response:
    """Read pasted text or one file; with ``keep``, into the ledger."""
    content, name = await _content(text, file)
    taken = next(iter(desk.take_bytes(content, origin=name, published=published or None)))
    outcome: Reading | Failure = (
        taken if isinstance(taken, Failure) else desk.read_taken(taken.article, origin=name)
    )
    if isinstance(outcome, Failure) or isinstance(taken, Failure):
        failure = cast("Failure", outcome)
        return page(
            request,
            "read.html",
            status=422,
            title=_("Read an article"),
            trouble=failure.message,
            text=text,
            published=published,
            outlet=outlet,
        )
    if keep:
        kept = ledger.keep(taken, outcome)
        return RedirectResponse(f"/articles/{kept.article}", status_code=303)
    return reading_page(
        request, outcome, pasted=text if not (file and file.filename) else None, given=published
    )


async def _content(text: str, file: UploadFile | None) -> tuple[bytes, str]:
    """The bytes to read and what to call them; raises ``SourceError`` where there are none or too many."""
    if file is not None and file.filename:
        content = await file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise SourceError("too_large", _("The file is larger than 20 MB; use `sayso add` for it."))
        return content, file.filename
    if not text.strip():
        raise SourceError("empty", _("There is nothing to read: paste an article or choose a file."))
    return text.encode("utf-8", "surrogatepass"), _("pasted text")
