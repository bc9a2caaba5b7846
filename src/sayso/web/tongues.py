"""The language of the pages: every text goes through gettext, in the language that the browser asks for.

Catalogues lie in ``locale/<code>/LC_MESSAGES/sayso.mo``; the English texts stand in the source, so a language
without a catalogue, and a text that a catalogue lacks, is English. ``scripts/texts`` gathers the texts into
``locale/sayso.pot``. Words of articles are never translated, nor are the contract's own words (``killed``).
"""

import gettext
import re
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)

_asked: ContextVar[str] = ContextVar("language", default=ENGLISH)


def languages() -> frozenset[str]:
    """The languages that the pages speak."""
    return frozenset({ENGLISH, *(p.parts[-3] for p in LOCALE.glob("*/LC_MESSAGES/sayso.mo"))})


def wanted(accept: str, known: frozenset[str]) -> str:
    """The language of ``known`` that an Accept-Language header likes best; English where it likes none."""
    liked: list[tuple[float, int, str]] = []
    for at, part in enumerate(accept[:1000].split(",")):
        code, _semicolon, rest = part.partition(";")
        code = code.strip()
        if not _CODE.fullmatch(code):
            continue
        match = re.fullmatch(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", rest) if rest else None
        liked.append((-(float(match[1]) if match else 1.0), at, code.lower()))
    for weight, _at, code in sorted(liked):
        found = next((k for k in (code, code.split("-")[0]) if k in known), None)
        if found and weight < 0:
            return found
    return ENGLISH


def speak(language: str) -> None:
    """From here on texts of this request are in that language."""
    _asked.set(language)


def spoken() -> str:
    """The language of this request."""
    return _asked.get()


@lru_cache(maxsize=64)
def _catalogue(language: str, locale: Path) -> gettext.NullTranslations:
    return gettext.translation("sayso", locale, languages=[language], fallback=True)


def text(message: str) -> str:
    """A text in the language of the request."""
    return _catalogue(spoken(), LOCALE).gettext(message)


def texts(one: str, many: str, number: int) -> str:
    """A text that depends on a number, in the language of the request."""
    return _catalogue(spoken(), LOCALE).ngettext(one, many, number)


def marked(message: str) -> str:
    """A text that is looked up later, where it is shown; only noted here for the catalogue."""
    return message
