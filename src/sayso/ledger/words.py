"""Words as full-text search sees them, the same on both databases.

A word is a run of letters and digits, without case and without accents: "Idlib's" is ``idlib`` and ``s``,
"Şırnak" is ``sırnak``. Signs that are written without spaces (Chinese, Japanese) stand one by one. Nothing is
stemmed, for that would need to know the language; ``kill*`` finds by beginning instead.

What people type is parsed here too. Nothing they type is an error: what makes no sense is taken as words.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0981-\u0983\u09bc\u09be-\u09cd"
)
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}]+(?:[{_MARKS}]+[^\W_{_SINGLE}]*)*")
_ASCII_WORD = re.compile("[a-z0-9]+")  # what _WORD finds in ASCII, several times as fast
_ASKED = re.compile(r'(-?)"([^"]*)"?(\*?)|(\S+)')
_LONGEST = 100  # no word is longer; PostgreSQL takes 2,046 bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One word or one phrase that is looked for; ``beginning`` where the last word may go on."""

    words: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What must be there (one term of each group) and what must not."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...]


def fold(words: str) -> str:
    """``words`` without case and accents."""
    if words.isascii():
        return words.lower()
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The words of ``text`` in order, folded."""
    words: list[str] = []
    for line in text.lower().split("\n"):  # no word goes over a line's end, and most lines are ASCII
        if line.isascii():
            words += [word[:_LONGEST] for word in _ASCII_WORD.findall(line)]
        else:
            found = _WORD.findall(line)
            words += [word[:_LONGEST] if word.isascii() else fold(word)[:_LONGEST] for word in found]
    return words


def places_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of ``text`` with where they stand."""
    for match in _WORD.finditer(text):
        yield fold(match[0])[:_LONGEST], match.start(), match.end()


def parse(asked: str) -> Query | None:
    """What a person typed: all its words, ``"a phrase"``, ``begin*``, ``-without``, ``this OR that``.

    None where nothing is asked for that could be found.
    """
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    either = False
    for minus, phrase, star, bare in _ASKED.findall(asked):
        if bare == "OR":
            either = bool(groups)
            continue
        negative = bool(minus) or (len(bare) > 1 and bare.startswith("-"))
        words = tuple(words_of(phrase or bare))
        if not words:
            continue
        term = Term(words=words, beginning=bool(star) or bare.endswith("*"))
        if negative:
            without.append(term)
        elif either:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        either = False
    return Query(groups=tuple(groups), without=tuple(without)) if groups else None


def marks(text: str, query: Query) -> list[tuple[int, int]]:
    """Where the terms of ``query`` stand in ``text``, in order, as half-open offsets."""
    places = list(places_of(text))
    terms = [term for group in query.groups for term in group]
    found: list[tuple[int, int]] = []
    for i in range(len(places)):
        length = max((len(t.words) for t in terms if _stands(t, places, i)), default=0)
        if length:
            found.append((places[i][1], places[i + length - 1][2]))
    return found


def _stands(term: Term, places: list[tuple[str, int, int]], i: int) -> bool:
    last = i + len(term.words) - 1
    if last >= len(places):
        return False
    if any(places[i + n][0] != word for n, word in enumerate(term.words[:-1])):
        return False
    word = places[last][0]
    return word.startswith(term.words[-1]) if term.beginning else word == term.words[-1]
