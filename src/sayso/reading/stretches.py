"""Which words of a sentence may be a place name, before anything is looked up.

Runs of words in capitals, and where case tells nothing any few words. Whether a place is called so is for
:mod:`sayso.reading.toponyms` to find out.
"""

from collections.abc import Iterator, Sequence

from sayso.reading.drafts import Document
from sayso.reading.gazetteer import fold
from sayso.reading.namecontext import JOINED, POSSESSIVE, Line, flat
from sayso.reading.placeindex import ARTICLES
from sayso.reading.placewords import Words, demonym
from sayso.reading.unlisted import LONGEST, is_plain

_LONGEST_FLAT = 3
"""Where case tells nothing every word may open a name, so that long names would cost most of the time; words
that stand within a name ("de") are not counted.
"""


def stretches(document: Document, line: Line, known: Words) -> Iterator[tuple[int, int, str]]:
    """Token ranges that may be a name, with their keys."""
    text, tokens = document.article.text, line.tokens
    any_word = flat(line)
    for i in range(len(tokens)):
        if not (line.upper[i] or _may_start(line, i, known)):
            continue
        joined = 0
        for j in range(i + 1, min(i + LONGEST, len(tokens)) + 1):
            joined += line.low[j - 1] in known.joins
            if line.blind and j - i - joined > _LONGEST_FLAT:
                break
            if j > i + 1 and not JOINED.fullmatch(text, tokens[j - 2][1], tokens[j - 1][0]):
                break
            if not (line.upper[j - 1] or line.low[j - 1] in known.joins or any_word):
                break
            if line.low[j - 1] in known.joins and not line.upper[j - 1] and j > i + 1:
                continue
            key = fold(POSSESSIVE.sub("", text[tokens[i][0] : tokens[j - 1][1]]))
            if j == i + 1 and _abbreviated(text, line, i, key, known):
                yield i, j, known.abbreviations[key]
                continue
            if len(key) >= 2 and (
                key in known.named or _whole_country(line, i, j, key, known) or _may_be(line, i, j, known)
            ):
                yield i, j, key


def _abbreviated(text: str, line: Line, i: int, key: str, known: Words) -> bool:
    """A division's short name behind a town and a comma: "Alexandria, La."."""
    start, end, word = line.tokens[i]
    stop = word.endswith(".") or text[end : end + 1] == "."
    return stop and key in known.abbreviations and i > 0 and text[line.tokens[i - 1][1] : start] == ", "


def _whole_country(line: Line, i: int, j: int, key: str, known: Words) -> bool:
    """ "The United States", "the Philippines": a country, though its words look plain or like a people."""
    return key in known.countries and (j > i + 1 or line.low[i] not in known.plain)


def _may_start(line: Line, i: int, known: Words) -> bool:
    """Whether a word without a capital may open a name."""
    if line.low[i] in ARTICLES and i + 1 < len(line.upper) and line.upper[i + 1]:
        return True
    return flat(line) and line.low[i] not in known.plain


def _may_be(line: Line, i: int, j: int, known: Words) -> bool:
    """No name is made of plain words only; short ones like "US" must stand in capitals."""
    word = line.tokens[i][2]
    if j == i + 1:
        if line.low[i] in known.capitals or (len(word) <= 3 and not flat(line)):
            return word.isupper() and not (line.blind and all(line.upper) and line.low[i] in known.plain)
        bare = POSSESSIVE.sub("", line.low[i])
        return not is_plain(bare, known) and not demonym(bare, known)
    return (all(line.upper[i:j]) and not line.blind) or not all_plain(line.low[i:j], known)


def all_plain(low: Sequence[str], known: Words) -> bool:
    """ "Port Said" is made of plain words only: a place where a large one is called so."""
    return all(word in known.plain or word in known.joins for word in low)
