"""Answers: a page from a template, its JSON twin, and one shape for troubles.

Texts in templates and code go through gettext (``_``, see :mod:`sayso.web.tongues`).
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

import sayso
from sayso.web import tongues

HERE = Path(__file__).parent
_ = tongues.text


@cache
def templates() -> Environment:
    """The templates, with every variable escaped and an unknown one an error."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(tongues.text, tongues.texts, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = tongues.spoken
    environment.filters["weblink"] = weblink
    environment.globals["version"] = sayso.__version__
    environment.globals["query"] = query
    return environment


def weblink(address: str) -> str:
    """An address that a page may link to: http and https only, anything else leads nowhere."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else "#"


def query(request: Request, **changes: object) -> str:
    """The request's address with some of its parameters changed (None takes one away)."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in changes]
    added = [(k, str(v)) for k, v in changes.items() if v is not None]
    return "?" + urlencode([*kept, *added])


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page; ``here`` in the template is the path, ``request`` the request."""
    text = templates().get_template(template).render(request=request, here=request.url.path, **values)
    return HTMLResponse(text, status_code=status)


def data(value: Any, *, status: int = 200) -> Response:
    """A JSON answer, in the words of the contract."""
    content = json.dumps(value, ensure_ascii=True, allow_nan=False)
    return Response(content, status_code=status, media_type="application/json")


def problem(request: Request, status: int, code: str, message: str, *, headers: Any = None) -> Response:
    """A trouble: an object for a ``.json`` address, a page for people."""
    if request.url.path.endswith(".json"):
        answer = data({"error": {"code": code, "message": message}}, status=status)
    else:
        answer = page(request, "trouble.html", status=status, code=code, message=message, title=_("Trouble"))
    answer.headers.update(headers or {})
    return answer


def download(name: str, write: Callable[[BinaryIO], object]) -> Response:
    """A file for the reader to keep: written whole to the disk first, for it may be larger than memory."""
    out = TemporaryFile()  # noqa: SIM115 - closed when it is sent
    try:
        write(out)
    except BaseException:
        out.close()
        raise
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(out), media_type="application/octet-stream", headers=headers)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        out.seek(0)
        while piece := out.read(1 << 16):
            yield piece
