"""The page as it came in: harmless in a sandboxed frame, or its bytes to be saved.

The frame's answer may be framed by our own pages alone, runs nothing and has no origin (``sandbox``); its one
style is named by its hash.
"""

import base64
import hashlib
import html
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import HTMLResponse, Response

from sayso import desk
from sayso.model import NotFoundError, Snapshot
from sayso.web.answers import _, page
from sayso.web.articles import Id
from sayso.web.cleaning import cleaned
from sayso.web.guard import POLICY
from sayso.web.judgements import Now
from sayso.web.shelf import Shelf

router = APIRouter(include_in_schema=False)
Hash = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="SHA-256 of the bytes.")]
LARGEST = 3_000_000  # bytes that are shown in a frame; what is larger can be saved
STYLE = (
    "body{font:16px/1.6 Georgia,serif;max-width:46rem;margin:1rem auto;padding:0 1rem;color:#1d1f21;"
    "background:#fff;overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #bbb;"
    "padding:.2rem .4rem;text-align:start}pre{white-space:pre-wrap}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
FRAMED = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; sandbox; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
SAVED = "default-src 'none'; sandbox"


@router.get("/articles/{id}/snapshot")
def snapshot(request: Request, ledger: Shelf, judged: Now, id: Id) -> Response:
    """The frame, and what is known of the bytes. Words that were redacted since are still in them."""
    article = judged.view(id).reading.article
    found = ledger.snapshot(article.snapshot)
    answer = page(
        request,
        "snapshot.html",
        title=_("As it came in"),
        article=article,
        snapshot=found,
        shown=_showable(found),
        redacted=bool(judged.hidden),
    )
    answer.headers["content-security-policy"] = f"{POLICY}; frame-src 'self'"
    return answer


@router.get("/snapshots/{sha256}/page")
def framed(ledger: Shelf, judged: Now, sha256: Hash) -> Response:
    """The harmless page, for the frame alone."""
    found = ledger.snapshot(sha256)
    if not _showable(found) or judged.hidden:
        raise NotFoundError("not_found", _("These bytes are not shown; they can be saved."))
    text = desk.decoded(found.content, media_type=found.media_type)
    body, cut = (
        cleaned(text) if found.media_type.endswith("html") else (f"<pre>{html.escape(text)}</pre>", False)
    )
    more = f"<p><em>{html.escape(_('The page goes on; it is cut here.'))}</em></p>" if cut else ""
    whole = f'<!DOCTYPE html><html lang="und"><meta charset="utf-8"><title>-</title><style>{STYLE}</style>'
    headers = {"content-security-policy": FRAMED, "x-frame-options": "SAMEORIGIN"}
    return HTMLResponse(f'{whole}<body dir="auto">{body}{more}</body></html>', headers=headers)


@router.get("/snapshots/{sha256}/raw")
def raw(ledger: Shelf, sha256: Hash) -> Response:
    """The very bytes, to be saved and not opened by the browser."""
    found = ledger.snapshot(sha256)
    headers = {
        "content-disposition": f'attachment; filename="{sha256[:16]}.bin"',
        "content-security-policy": SAVED,
    }
    return Response(found.content, media_type="application/octet-stream", headers=headers)


def _showable(found: Snapshot) -> bool:
    textual = found.media_type.startswith("text/") or found.media_type.endswith(("html", "json"))
    return textual and len(found.content) <= LARGEST
