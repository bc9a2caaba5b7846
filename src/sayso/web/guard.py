"""What stands before every page: allowed names, same-origin writes, bounds, strict headers, entity tags.

A ledger holds words of strangers. Nothing from an article runs or loads here: the policy allows no script
but our own file, no style but our own, no image, font, frame or connection to anywhere else.
"""

import asyncio
import hashlib
import time
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web import tongues

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Nothing to others. Not "no-referrer": browsers then call the origin of our own forms "null".
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


LARGEST = 24_000_000  # bytes of one request: an upload's 20 MB and what is around it
SLOWEST = 180.0  # seconds in which a request must have come in


class _Bounded:
    """What a request sends, counted and timed; too much or too slow is refused."""

    def __init__(self, receive: Receive) -> None:
        self.receive, self.size, self.whole = receive, 0, False
        self.until = time.monotonic() + SLOWEST

    async def __call__(self) -> Message:
        if self.whole:  # what comes now is the end of the connection
            return await self.receive()
        try:
            message = await asyncio.wait_for(self.receive(), max(self.until - time.monotonic(), 0.01))
        except TimeoutError as error:
            raise HTTPException(408, "The request comes in too slowly.") from error
        self.size += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.size > LARGEST:
            raise HTTPException(413, "The request is larger than 24 MB; use `sayso add` for it.")
        return message


class Guard:
    """ASGI middleware; see the module."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.languages = tongues.languages()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await PlainTextResponse(refusal, status_code=403, headers=HEADERS)(scope, receive, send)
            return
        if scope["method"] in WRITES:
            declared = headers.get("content-length", "0")
            if not declared.isdecimal() or int(declared) > LARGEST:
                refusal = "The request is larger than 24 MB; use `sayso add` for it.\n"
                await PlainTextResponse(refusal, status_code=413, headers=HEADERS)(scope, receive, send)
                return
            receive = _Bounded(receive)
        tongues.speak(tongues.wanted(headers.get("accept-language", ""), self.languages))
        await _Tagged(send, headers.get("if-none-match"), scope["method"]).run(self.app, scope, receive)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return f"This server does not go by the name {_name(host)!r}. Start it with --host to allow it.\n"
        if method not in WRITES:
            return None
        # A form of another site must not write here. Browsers say where a request comes from.
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site not in (None, "same-origin", "none"):
            return "A page elsewhere may not write into this ledger.\n"
        if origin is not None and origin.split("://", 1)[-1] != host:
            return "A page elsewhere may not write into this ledger.\n"
        return None


def _name(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


class _Tagged:
    """Adds the headers, and to small complete answers an entity tag; answers 304 where it is known."""

    LIMIT = 4_000_000  # bytes; what is larger streams through without a tag

    def __init__(self, send: Send, known: str | None, method: str) -> None:
        self.send, self.known, self.method = send, known, method
        self.start: Message | None = None

    async def run(self, app: ASGIApp, scope: Scope, receive: Receive) -> None:
        await app(scope, receive, self.answer)

    async def answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if headers.get("content-type", "").startswith("text/html"):
                headers["content-language"] = tongues.spoken()
                headers.add_vary_header("accept-language")
            self.start = message
            return
        if self.start is None:
            await self.send(message)
            return
        start, self.start = self.start, None
        body = message.get("body", b"")
        whole = not message.get("more_body", False) and len(body) <= self.LIMIT
        headers = MutableHeaders(raw=start["headers"])
        if whole and start["status"] == 200 and self.method in ("GET", "HEAD") and "etag" not in headers:
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers["etag"] = tag
            headers.setdefault("cache-control", "no-cache")
            if self.known and tag in (part.strip().removeprefix("W/") for part in self.known.split(",")):
                start = {**start, "status": 304}
                del headers["content-length"]
                start["headers"] = headers.raw
                message = {"type": "http.response.body", "body": b""}
        await self.send(start)
        await self.send(message)
