"""What stands around a numeral and bounds it: "at least 70", "70 or more", "between 20 and 30".

Values are those of the annotation guidelines: "more than 70" says no more than that 70 is the least, and
"as many as 70" that it is the most; "some 70", "nearly 70" mean 70, roughly.
"""

import re

from sayso.model import Bound
from sayso.reading.quantities.numerals import Numeral
from sayso.reading.quantities.words import Words, fold

# How far back a bound is looked for, and how many of its words may be one phrase.
_WINDOW, _PHRASE = 48, 5
_SYMBOLS = "~≈<>±"
_QUOTES = "\"“”‘’'`(["
_WORD = re.compile(r"\S+")


def words_before(text: str, start: int, here: int) -> list[tuple[str, int]]:
    """The last words before ``here``, nearest last, folded, each with its offset, without quotation marks.

    Words that stand before a comma or a full stop do not reach what follows, so they are left out.
    """
    window = max(start, here - _WINDOW)
    stop = here
    while stop > window and text[stop - 1] in _QUOTES:
        stop -= 1
    found: list[tuple[str, int]] = []
    for match in _WORD.finditer(text, window, stop):
        if match.start() == window and window > start and not text[window - 1].isspace():
            continue
        word = match[0]
        bare = word.lstrip(_QUOTES)
        if not bare or bare[-1] in ',;:!?)]”"' or (bare[-1] == "." and len(bare) > 4):
            found = []
            continue
        found.append((fold(bare), match.end() - len(bare)))
    return found


def bound_before(text: str, start: int, here: int, words: Words) -> tuple[int, Bound | None]:
    """Where the modifiers before ``here`` begin, and the bound that they give (the outermost but "about").

    ``here`` itself and None where there are none.
    """
    if here > start and text[here - 1] in _SYMBOLS:
        return here - 1, words.bounds.get(text[here - 1])
    before = words_before(text, start, here)
    begins, bound = here, None
    while before:
        taken = _phrase(before, words)
        if taken is None:
            skipped = 1 if before[-1][0] in words.fillers else 0
            three = " ".join(w for w, _ in before[-3:])
            skipped = 3 if three in words.fillers else skipped
            two = " ".join(w for w, _ in before[-2:])
            skipped = 2 if two in words.fillers else skipped
            rest = before[: len(before) - skipped]
            if not skipped or begins != here or not rest or _phrase(rest, words) is None:
                break
            before = rest
            continue
        count, kind = taken
        begins = before[-count][1]
        bound = kind if bound in (None, Bound.ABOUT) else bound
        before = before[:-count]
    return begins, bound


def _phrase(before: list[tuple[str, int]], words: Words) -> tuple[int, Bound] | None:
    """How many of the last words are one bounding phrase, and its bound; the longest phrase wins."""
    for count in range(min(_PHRASE, len(before)), 0, -1):
        kind = words.bounds.get(" ".join(word for word, _ in before[-count:]))
        if kind is not None:
            # "took over two villages": the word belongs to the verb.
            phrasal = " ".join(word for word, _ in before[-count - 1 :]) in words.phrasal
            return None if phrasal else (count, kind)
    return None


def bound_after(text: str, here: int, end: int, words: Words) -> tuple[int, Bound | None]:
    """Where a modifier behind the numeral ends ("or more", "+"), and its bound."""
    match = words.after.match(text, here, end)
    if match:
        return match.end(), words.late_bounds.get(fold(match[1]))
    late = words.late.match(text, here, end)
    if late:
        return late.end(), words.late_bounds.get(fold(late[1]))
    return here, None


def limits(numeral: Numeral, bound: Bound | None) -> tuple[int | float | None, int | float | None, Bound]:
    """``(low, high, bound)`` of a numeral under its modifiers.

    A vague numeral stays vague: "up to several hundred" still gives only the least that the word says.
    """
    if numeral.vague:
        return numeral.value, None, Bound.VAGUE
    if bound is Bound.AT_LEAST:
        return numeral.value, None, bound
    if bound is Bound.AT_MOST:
        return None, numeral.value, bound
    return numeral.value, numeral.value, bound or Bound.EXACT
