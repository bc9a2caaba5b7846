"""Quantities that are no numerals: "a soldier", "another child", "no casualties", "no one".

An article is a number only before a noun that is counted so in crisis reporting (people, and things that are
destroyed, damaged or seized); "no" is zero only before what an attack or a disaster would leave.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.reading.nouns import nouns
from sayso.reading.quantities.words import Words, fold

_WORD = re.compile(
    r"[\s\"“‘'`(]{1,3}((?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[-’'.](?=[^\W_]))*)([,;:.!?)]?)"
)  # "U.S." is one word
# Groups whose nouns an article may count.
_COUNTED = frozenset({"civilian", "combatant", "unknown", "thing", "munitions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A quantity of one or none, where it stands; ``article`` is True for "a" and "an"."""

    start: int
    end: int
    value: int
    article: bool


def read(text: str, match: re.Match[str], end: int, words: Words) -> Single | None:
    """What ``match`` of a single word counts, or None where it counts nothing."""
    word = fold(match["single"])
    if word in words.zero_alone:
        return Single(start=match.start(), end=match.end(), value=0, article=False)
    if word in words.articles or word in words.others:
        before = text[max(0, match.start() - 24) : match.start()]
        if word in words.articles and words.owners.search(before):
            return None
        counted = head(text, match.end(), end, words) is not None
        if not counted and word in words.others:
            left_out = words.elided.match(text, match.end(), end) is not None
            counted = left_out and words.reciprocal.search(before) is None
        return Single(start=match.start(), end=match.end(), value=1, article=True) if counted else None
    nothing = words.zero_heads.match(text, match.end(), end) or _nothing(text, match.end(), end, words)
    return Single(start=match.start(), end=match.end(), value=0, article=False) if nothing else None


def _nothing(text: str, here: int, end: int, words: Words) -> bool:
    """Whether a noun that is counted stands behind "no", at most one word between ("no tank was lost")."""
    table = nouns()
    for _ in range(2):
        match = _WORD.match(text, here, end)
        if match is None or fold(match[1]) in words.zero_aside | words.stops:
            return False
        if table.group(fold(match[1])) not in (None, "skip"):
            return True
        if match[2]:
            return False
        here = match.end()
    return False


def _tail(word: str, table: Mapping[str, str], peoples: frozenset[str]) -> str | None:
    """The group of the last part of a compound ("school-bus"), but not of "pro-Russian"."""
    last = word.rpartition("-")[2]
    return None if last in peoples else table.get(last)


def head(text: str, here: int, end: int, words: Words) -> str | None:
    """The group of the singular noun that an article before ``here`` counts, or None.

    The noun phrase ends at a word that cannot be in it, at a comma, or at the farthest reach; its head is the
    last listed noun in it ("an army colonel", "a residential building").
    """
    table, peoples, group, previous = nouns().singular, nouns().peoples, None, ""
    for _ in range(words.reach):
        match = _WORD.match(text, here, end)
        if match is None:
            break
        word = fold(match[1])
        if word in words.stops:
            break
        if word in words.cardinals and word not in table:
            break  # "another nine": the number is the quantity; "a tank two cars" has lost its comma
        if previous in peoples and word in words.bodies:
            group = found = None  # "a Pakistani army": its own, and nobody of the people
        else:
            found = table.get(f"{previous} {word}") or table.get(word) or _tail(word, table, peoples)
        if found:
            group = found
        elif (group and previous not in peoples) or (word[0].isdigit() and word.isalnum()):
            break
        previous, here = word, match.end()
        if match[2]:
            break
    return group if group in _COUNTED else None
