"""An article from its address: checked, followed and limited, so that an address cannot be turned against us.

Each host is resolved once and every address of it checked; the connection goes to that very address (the name
is kept for certificate and Host), so that a name cannot be rebound between check and use. Redirects are
followed by hand, each step checked the same way. Proxies from the environment are not used: a proxy would
resolve names by itself, past the check.
"""

import logging
import socket
import time
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin

import httpx2
import stamina

from sayso.model import SourceError
from sayso.sources.options import TakeOptions, is_public

AGENT = "sayso (+reads public reporting for its claims)"
PASSING = (429, 502, 503, 504)
WHOLE_TIME = 4.0  # times the timeout: the longest that one answer may drip in


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave: where it ended up, the bytes, their declared type and encoding."""

    url: str
    content: bytes
    media_type: str | None
    charset: str | None


class _PassingError(Exception):
    """The server is busy; worth another try."""


def fetch(url: str, *, options: TakeOptions) -> Fetched:
    """Get one address. Raises ``SourceError``: ``bad_url``, ``private_address``, ``redirect_loop``,
    ``unreachable``, ``refused`` (an HTTP error), ``too_large``, ``timeout``."""
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    seen = {url}
    try:
        for _ in range(options.redirects + 1):
            answer = _patiently(url, options)
            if isinstance(answer, Fetched):
                return answer
            url = answer
            if url in seen:
                break
            seen.add(url)
    except (httpx2.HTTPError, _PassingError, OSError, httpx2.InvalidURL, UnicodeError) as error:
        raise _as_source_error(url, error, options) from error
    raise SourceError(
        "redirect_loop", f"{url}: redirects without end; open it in a browser and give its final address"
    )


def _patiently(url: str, options: TakeOptions) -> Fetched | str:
    again = (httpx2.TransportError, _PassingError)
    for attempt in stamina.retry_context(
        on=again,
        attempts=options.attempts,
        wait_initial=options.wait,
        wait_jitter=options.wait / 2,
        timeout=options.timeout * WHOLE_TIME,
    ):
        with attempt:
            return _once(url, options)
    raise AssertionError("unreachable: stamina raises after its last attempt")  # pragma: no cover


def _once(url: str, options: TakeOptions) -> Fetched | str:
    """One request: what was fetched, or the address that the server points to."""
    target = httpx2.URL(url)
    if target.scheme not in ("http", "https") or not target.host:
        raise SourceError(
            "bad_url", f"{url}: not a web address; give one that begins with http:// or https://"
        )
    *others, last = _checked_addresses(target, options)
    for pinned in others:
        try:
            return _ask(url, target, pinned, options)
        except httpx2.ConnectError:
            continue
    return _ask(url, target, last, options)


def _ask(url: str, target: httpx2.URL, pinned: str, options: TakeOptions) -> Fetched | str:
    headers = {"Host": target.netloc.decode("ascii"), "User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"}
    with (
        httpx2.Client(timeout=options.timeout, trust_env=False, follow_redirects=False) as client,
        client.stream(
            "GET", target.copy_with(host=pinned), headers=headers, extensions={"sni_hostname": target.host}
        ) as response,
    ):
        if response.is_redirect and (where := response.headers.get("location")):
            return urljoin(url, where)
        if response.status_code in PASSING:
            raise _PassingError(f"HTTP {response.status_code}")
        if response.status_code >= 400:
            raise SourceError(
                "refused",
                f"{url}: the server answered HTTP {response.status_code}; save the page and give the file",
            )
        content = _limited(response, url, options)
        kind = response.headers.get("content-type", "")
        return Fetched(
            url=url,
            content=content,
            media_type=kind.partition(";")[0].strip().lower() or None,
            charset=response.charset_encoding,
        )


def _limited(response: httpx2.Response, url: str, options: TakeOptions) -> bytes:
    parts, size = [], 0
    end = time.monotonic() + options.timeout * WHOLE_TIME
    for part in response.iter_bytes():
        size += len(part)
        if size > options.max_bytes:
            raise SourceError(
                "too_large",
                f"{url}: more than {options.max_bytes:,} bytes; save the article alone and give the file",
            )
        if time.monotonic() > end:
            raise SourceError("timeout", f"{url}: the answer drips in too slowly; try again later")
        parts.append(part)
    return b"".join(parts)


def _checked_addresses(target: httpx2.URL, options: TakeOptions) -> list[str]:
    """The host's addresses, where every one of them may be asked."""
    port = target.port or (443 if target.scheme == "https" else 80)
    found = socket.getaddrinfo(target.raw_host.decode("ascii"), port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    for address in addresses:
        ip = ip_address(address)
        if not is_public(ip) and not options.allow_private(ip):
            raise SourceError(
                "private_address",
                f"{target}: leads to {address}, which is not on the open internet, and was not asked; "
                "save the page and give the file",
            )
    return list(dict.fromkeys(addresses))


def _as_source_error(url: str, error: Exception, options: TakeOptions) -> SourceError:
    if isinstance(error, httpx2.InvalidURL | UnicodeError):
        return SourceError("bad_url", f"{url}: not a web address ({error}); check how it is written")
    if isinstance(error, httpx2.TimeoutException):
        return SourceError("timeout", f"{url}: no answer within {options.timeout:g} seconds; try again later")
    if isinstance(error, _PassingError):
        return SourceError("refused", f"{url}: the server is busy ({error}); try again later")
    what = str(error) or type(error).__name__
    return SourceError(
        "unreachable",
        f"{url}: cannot be reached ({what}); check the address and the connection, or give a saved file",
    )
