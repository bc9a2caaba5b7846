"""Whose words a transcript, speech or communique is: "[PONCE] We have ...", "Ana Ruiz: We have ...".

Monitors of broadcasts put the one who speaks in brackets before the words, and at the head of a text what it
is and whose ("[COMMUNIQUE] [ARMED FORCES PRESS COMMITTEE]"); interviews put the name and a colon at the start
of a paragraph. A turn goes on to the next. Whoever asks, announces or reports is no source of what is told.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso import languages
from sayso.model import Article, Span
from sayso.reading.rules.lines import is_cased
from sayso.reading.rules.vocabulary import word_set

HEAD = 500
"""Characters in which a text says what it is and whose."""

_BRACKET = re.compile(r"(?<![^\s\]])\[([^\W\d_][^\[\]\n]{1,70})\](?=\s)")
_NAMED = r"[^\W\d_][\w.'’-]{0,40}"
_COLON = re.compile(rf"(?:^|(?<=\n))[ \t]{{0,8}}({_NAMED}(?:[ \t]{_NAMED}){{0,4}})(?<!\.):[ \t]+(?=\S)")
_SIGNED = re.compile(r"([^\W\d_]+)\s([^\W\d_]+) by ([^:.\n\[\]]{3,90}):(?=\s)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RUN = re.compile(rf"(?:[ \t]+{_NAMED}){{1,4}}")

Turn = tuple[Span, Span, Span]
"""The wording of who speaks, the mark that says so, and what is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    signed: frozenset[str]
    reporting: frozenset[str]
    asking: frozenset[str]
    issued: frozenset[str]
    editorial: frozenset[str]
    small: frozenset[str]


@cache
def _words(language: str | None) -> _Words:
    data = languages.lexicon(language, "speech")["turns"]
    return _Words(**{name: word_set(data[name]) for name in _Words.__slots__})


def find(article: Article) -> Iterator[Turn]:
    """The turns of ``article`` whose speakers are sources, in the order of the text."""
    known = _words(article.language)
    text = article.text
    marks = sorted([*_bracketed(text, known), *_named(text, known), *_signed(text, known)])
    edges = [*(start for start, _, _ in marks), len(article.text)]
    for (start, end, name), stop in zip(marks, edges[1:], strict=True):
        told = article.text[end:stop]
        first = end + len(told) - len(told.lstrip())
        last = end + len(told.rstrip())
        if name is not None and first < last:
            comma = article.text.find(",", *name)  # "PONCE, IN PROGRESS"
            stop = name[1] if comma < 0 else comma
            yield article.cut(name[0], stop), article.cut(start, end), article.cut(first, last)


_Mark = tuple[int, int, tuple[int, int] | None]
# Where a mark begins and ends, and the name in it; None where nobody who counts speaks from there on.


def _bracketed(text: str, known: _Words) -> Iterator[_Mark]:
    """Names in brackets at the head, or that open a sentence or paragraph."""
    told: str | None = None
    reporters = _reporters(text, known)
    cased = is_cased(text)
    authors: set[str] = set()
    for match in _BRACKET.finditer(text):
        lows = [w.lower() for w in _WORD.findall(match[1])]
        if match.start() < HEAD and set(lows[:2]) & (known.signed | known.reporting):
            told = "signed" if set(lows[:2]) & known.signed else "reporting"
            continue
        if not lows or set(lows) & known.editorial:
            continue
        if match.start() < HEAD and told is not None and text[: match.start()].rstrip().endswith("]"):
            if told == "reporting":
                authors.update(lows)
            else:
                yield match.start(), match.end(), match.span(1)
            told = None
        elif _opens(text, match.start(), cased=cased) and _is_name(match[1], known):
            silent = bool(set(lows) & known.asking) or set(lows) <= authors
            silent = silent or any(set(lows) <= names for at, names in reporters if at < match.start())
            yield match.start(), match.end(), None if silent else match.span(1)


def _reporters(text: str, known: _Words) -> list[tuple[int, frozenset[str]]]:
    """Where a journalist is announced, and the words that may be the name: "our reporter Ana Ruiz"."""
    return [
        (word.start(), frozenset(behind[0].lower().split()))
        for word in _WORD.finditer(text)
        if word[0].lower() in known.asking and (behind := _RUN.match(text, word.end()))
    ]


def _signed(text: str, known: _Words) -> Iterator[_Mark]:
    """ "Communique issued by the General Command: we ..." at the head of a text."""
    for match in _SIGNED.finditer(text[:HEAD]):
        if match[1].lower() in known.signed and match[2].lower() in known.issued:
            yield match.start(), match.end(), match.span(3)


def _opens(text: str, at: int, *, cased: bool) -> bool:
    """True where a paragraph begins; in monitors' capitals also behind a sentence.

    Elsewhere a name in brackets behind a sentence cites whom it is from.
    """
    before = text[max(0, at - 40) : at].rstrip(" \t")
    return not before or before[-1] == "\n" or (not cased and before[-1] in ".!?]\"'")


def _named(text: str, known: _Words) -> Iterator[_Mark]:
    """Names with a colon that open paragraphs, where the text is an interview: two speak again and again."""
    found = [m for m in _COLON.finditer(text) if _is_name(m[1], known)]
    often = Counter(m[1].strip().lower() for m in found)
    again = {name for name, times in often.items() if times > 1}
    if len(again) > 1:
        for match in (m for m in found if m[1].strip().lower() in again):
            lows = {w.lower() for w in _WORD.findall(match[1])}
            end = match.start(1) + len(match[1].rstrip())
            yield match.start(1), match.end(), None if lows & known.asking else (match.start(1), end)


def _is_name(told: str, known: _Words) -> bool:
    words = _WORD.findall(told)
    return bool(words) and told[-1] != "." and all(w[0].isupper() or w.lower() in known.small for w in words)
