"""Bytes to text: what kind of thing it is and in which encoding, with a problem where that was guessed."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from sayso.model import Problem, SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"SQLite format 3", "application/vnd.sqlite3"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"RIFF", "application/x-riff"),
    (b"ID3", "audio/mpeg"),
)
# The web's reading of a declared name (WHATWG Encoding): pages that say latin-1 are written in Windows-1252.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.-]+)""",
    re.I,
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h[1-6]"
    rb"|\?xml[^>]*>\s*<(?:!doctype )?html)\b",
    re.I | re.S,
)
_CONTROL = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 27})
TEXT_CONTROL_SHARE = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read in, and a problem where that was not the declared one or was guessed."""

    text: str
    encoding: str
    problem: Problem | None = None


def sniff(content: bytes) -> str:
    """The media type of bytes by their looks: PDF, HTML, JSON (one or lines), or plain text.

    Raises ``SourceError`` (``empty``, ``not_text``) where nothing of ours is in them.
    """
    if not content.strip(b" \t\r\n\x0b\x0c\x00"):
        raise SourceError("empty", "there is nothing in it; give a file with the article's text")
    head = content[:4096]
    known = next((media for magic, media in _MAGIC if head.startswith(magic)), None)
    if known:
        return known
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if _HTML.match(start):
        return "text/html"
    if start[:1] == b"{" or (start[:1] == b"[" and re.match(rb"\[\s*[{\]]", start)):
        return "application/json"
    if re.search(rb"<(?:html|body|head)[\s>]", head, re.I):
        return "text/html"
    return "text/plain"


def decode(content: bytes, *, declared: str | None = None, markup: bool = False) -> Decoded:
    """Text of ``content``: by byte order mark, else UTF-8 where it is that, else as declared, else by guess.

    ``declared`` is what the transport says; with ``markup`` the page's own declaration counts too. Raises
    ``SourceError`` (``not_text``) where the bytes are no text.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                break
            return Decoded(text=text.removeprefix("\ufeff"), encoding=encoding)
    _check_text(content)
    named = declared or (_declared_in(content) if markup else None)
    known = _known(named)
    if known in ("iso2022_jp", "iso2022_kr", "hz", "utf-7") and (found := _try(content, known)) is not None:
        return Decoded(text=found, encoding=known)
    found = _try(content, "utf-8")
    if found is not None:
        wrong = named is not None and known != "utf-8" and not content.isascii()
        return Decoded(text=found, encoding="utf-8", problem=_guessed(named, "utf-8") if wrong else None)
    if known and known != "utf-8" and (found := _try(content, known)) is not None:
        return Decoded(text=found, encoding=known)
    encoding, text = _guess(content)
    return Decoded(text=text, encoding=encoding, problem=_guessed(named, encoding))


def media_type_of(name: str) -> str | None:
    """The media type that a file's ending stands for, or None for one we do not know."""
    return ENDINGS.get(name[name.rfind(".") :].lower()) if "." in name else None


ENDINGS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".pdf": "application/pdf",
}


def _check_text(content: bytes) -> None:
    sample = content[:65536]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    if any(sample.startswith(magic) for magic, _ in _MAGIC) or odd > TEXT_CONTROL_SHARE * len(sample) + 2:
        raise SourceError(
            "not_text", "these bytes are no text; give the page or text itself (HTML, text, JSON or PDF)"
        )


def _declared_in(content: bytes) -> str | None:
    found = _META.search(content[:8192])
    return (found[1] or found[2]).decode("ascii") if found else None


def _known(named: str | None) -> str | None:
    if named is None:
        return None
    try:
        name = codecs.lookup(named.strip().lower()).name
    except LookupError:
        return None
    return _ALIASES.get(name, name)


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError, UnicodeError):
        if encoding == "cp1252":  # its five unassigned bytes are controls on the web, not errors
            return content.decode("latin-1") if len(content) < 64 else _loose_1252(content)
        return None


def _try_strictly(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _loose_1252(content: bytes) -> str:
    return content.decode("cp1252", errors="replace")


def _guess(content: bytes) -> tuple[str, str]:
    """Nearly UTF-8 stays UTF-8 with marks for the broken bytes; anything else by charset-normalizer."""
    loose = content.decode("utf-8", errors="replace")
    broken = loose.count("\ufffd")
    sound = sum(1 for c in loose[:200_000] if ord(c) > 127) - broken
    if broken * 20 < sound or broken <= 2 < sound:
        return "utf-8", loose
    best = from_bytes(content[:200_000]).best()
    encoding = best.encoding if best else "cp1252"
    if best and all(c < "\u0250" for c in str(best) if c.isalpha()) and _try_strictly(content, "cp1252"):
        encoding = "cp1252"  # among the Latin code pages, which look alike, the web's own default
    return encoding, content.decode(encoding, errors="replace")


def _guessed(named: str | None, encoding: str) -> Problem:
    declared = f"it says {named} and is not" if named else "it does not say in which encoding it is"
    return Problem(
        code="encoding_guessed",
        message=f"{declared}; read as {encoding}: check letters beyond a to z against the original",
    )
