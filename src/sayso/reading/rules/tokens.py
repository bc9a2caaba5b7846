"""A sentence as words, with its quantities as single tokens: what the rules for figures walk over."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sayso.languages import load
from sayso.model import Span
from sayso.reading.drafts import Candidate

# The last point of "U.S." belongs to the word where the sentence goes on.
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?=\s+\w)|[^\W_]+(?:[-'’.][^\W_]+)*|[^\w\s]")


class Token(NamedTuple):
    """A word, a mark of punctuation, or a quantity (``candidate`` is its index, else None).

    ``word`` is in lower case; for a quantity it is "#", for a number that counts nothing "~". A named tuple,
    because an article has a thousand of them and a frozen dataclass takes four times as long to make.
    """

    start: int
    end: int
    word: str
    raw: str
    candidate: int | None = None

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.raw[:1].isupper()


def tokens(text: str, sentence: Span, candidates: Sequence[Candidate]) -> tuple[Token, ...]:
    """The tokens of ``sentence`` in order; every candidate is one token, whatever its words."""
    out: list[Token] = []
    here = sentence.start
    names = {} if _shouted(text, sentence) else _homographs("en")
    for index, candidate in enumerate(candidates):
        span = candidate.quantity.span
        _words(out, text, here, span.start, names)
        if candidate.excluded is None:
            out.append(Token(start=span.start, end=span.end, word="#", raw=span.text, candidate=index))
        else:
            out.append(Token(start=span.start, end=span.end, word="~", raw=span.text))
        here = span.end
    _words(out, text, here, sentence.end, names)
    return tuple(out)


def _shouted(text: str, sentence: Span) -> bool:
    """Whether a sentence is all in capitals, where capitals tell nothing."""
    return text[sentence.start : sentence.end].isupper()


def _words(out: list[Token], text: str, start: int, end: int, names: Mapping[str, str]) -> None:
    make, known = Token._make, names.get
    out.extend(
        [
            make((*match.span(), known(raw := match[0]) or _word(raw), raw, None))
            for match in _TOKEN.finditer(text, start, end)
        ]
    )


def _word(raw: str) -> str:
    """A token in lower case, "U.S." without its last point; a point by itself stays."""
    return raw.lower() if len(raw) == 1 else raw.lower().removesuffix(".")


@cache
def _homographs(language: str) -> Mapping[str, str]:
    """Names that are small words in lower case ("IS", "May"), and the words that stand for them."""
    return dict(load(language, "measures")["homographs"])
