"""Articles given as JSON: one object, a list of them, or one a line. The given text is kept as it is."""

import json
from collections.abc import Iterator
from typing import Any

from sayso.model import SourceError

_SPACE = " \t\r\n"


def records(text: str) -> Iterator[tuple[str, Any]]:
    """Each article of a JSON document with the very text that it was read from.

    A document is one object, a list of objects, or one object a line. Raises ``SourceError`` (``bad_json``)
    where it is none of these.
    """
    body = text.strip(_SPACE)
    decoder = json.JSONDecoder(strict=False)
    if not body.startswith("["):
        yield text, load(text)
        return
    at = _skip(body, 1)
    while at < len(body) and body[at] != "]":
        try:
            item, end = decoder.raw_decode(body, at)
        except (ValueError, RecursionError) as error:
            raise _bad(error) from error
        yield body[at:end], item
        at = _skip(body, end)
        if body[at : at + 1] == ",":
            at = _skip(body, at + 1)
    if at >= len(body):
        raise SourceError("bad_json", "the JSON list breaks off before its end; what came before is complete")


def load(text: str) -> Any:
    """One JSON value; raises ``SourceError`` (``bad_json``) with the place of the fault."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise _bad(error) from error


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _bad(error: Exception) -> SourceError:
    if isinstance(error, RecursionError):
        return SourceError("bad_json", "the JSON is nested too deeply to be an article")
    return SourceError("bad_json", f"this is no valid JSON ({error}); mend it and give it again")


def text_field(record: dict[str, Any], *names: str) -> str | None:
    """The first of these fields that holds something, as text; None where none does."""
    for name in names:
        value = record.get(name)
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            value = value["name"]
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def names_field(record: dict[str, Any], *names: str) -> tuple[str, ...]:
    """A field that holds one name or a list of names."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return (value.strip(),)
        if isinstance(value, list):
            said = (v.get("name") if isinstance(v, dict) else v for v in value)
            return tuple(s.strip() for s in said if isinstance(s, str) and s.strip())
    return ()
