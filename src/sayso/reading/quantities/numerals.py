"""Numbers as written, and their values: "1,200", "2.5 million", "twenty-five", "half a dozen".

This reads one numeral at one place. It knows nothing of bounds, ranges or of what is counted.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from sayso.reading.quantities.words import Words, fold

# More digits than this are an identifier (a telephone number, an account), never a count.
_LONGEST = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A numeral where it stands. ``value`` is None for an identifier; ``digits`` tells figures from words.

    ``vague`` is True where the words give a least number only ("dozens"). ``decimal`` is True for a fraction
    without a magnitude behind it ("7.5"), which counts nothing; ``scale`` is the magnitude that was written.
    """

    start: int
    end: int
    value: int | float | None
    digits: bool = False
    vague: bool = False
    decimal: bool = False
    scale: int = 1


def read(text: str, match: re.Match[str], end: int, words: Words) -> Numeral | None:
    """The numeral that begins where ``match`` (of ``words.first``) stands; None for articles and "no"."""
    if match["digits"]:
        return _digits(text, match.start(), match.end(), end, words)
    if match["phrase"]:
        return _phrase(text, match, end, words)
    if match["word"]:
        return _cardinal(text, match.start(), end, words)
    return None


def at(text: str, position: int, end: int, words: Words) -> Numeral | None:
    """The exact numeral that begins at ``position``, or None."""
    match = words.first.match(text, position, end)
    found = read(text, match, end, words) if match else None
    return None if found is None or found.vague else found


def _digits(text: str, start: int, stop: int, end: int, words: Words) -> Numeral:
    written = text[start:stop]
    whole = re.sub(r"[,\s'’]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", whole) and not _scaled(text, stop, end, words):
        whole = whole.replace(".", "") if not written.startswith("0") else whole
    if len(whole) > _LONGEST:
        return Numeral(start=start, end=stop, value=None, digits=True)
    value = Decimal(whole)
    scale = _scaled(text, stop, end, words)
    if scale:
        stop, factor = scale
        return Numeral(start=start, end=stop, value=_plain(value * factor), digits=True, scale=factor)
    return Numeral(start=start, end=stop, value=_plain(value), digits=True, decimal="." in whole)


def _scaled(text: str, stop: int, end: int, words: Words) -> tuple[int, int] | None:
    """Where the magnitude behind digits ends, and what it multiplies with."""
    suffix = words.suffix.match(text, stop, end)
    if suffix:
        return suffix.end(), words.suffixes[fold(suffix[1])]
    factor = 1
    for _ in range(2):
        match = words.magnitude.match(text, stop, end)
        if match is None or fold(match[1]) not in words.magnitudes:
            break
        stop, factor = match.end(), factor * words.magnitudes[fold(match[1])]
    return (stop, factor) if factor > 1 else None


def _phrase(text: str, match: re.Match[str], end: int, words: Words) -> Numeral | None:
    phrase = fold(match["phrase"])
    if phrase in words.vague:
        return Numeral(start=match.start(), end=match.end(), value=words.vague[phrase], vague=True)
    value = words.phrases.get(phrase)
    if value is None:
        return None
    stop = match.end()
    longer = _goes_on(text, match, value, end, words) if value >= 100 else None
    if longer is not None:
        return longer
    scale = _scaled(text, stop, end, words) if value >= 100 else None
    if scale:
        return Numeral(start=match.start(), end=scale[0], value=value * scale[1], scale=scale[1])
    return Numeral(start=match.start(), end=stop, value=value, scale=value if value >= 1000 else 1)


def _goes_on(text: str, match: re.Match[str], value: int | float, end: int, words: Words) -> Numeral | None:
    """ "A hundred and thirty", "a thousand two hundred": the number that a phrase of one magnitude opens."""
    last = re.search(r"[^\W\d_]+$", match["phrase"])
    if last is None or words.magnitudes.get(fold(last[0])) != value:
        return None
    whole = _cardinal(text, match.start() + last.start(), end, words)
    if whole is None or whole.end <= match.end():
        return None
    return Numeral(start=match.start(), end=whole.end, value=whole.value, scale=whole.scale)


def _cardinal(text: str, start: int, end: int, words: Words) -> Numeral | None:
    match = words.cardinal.match(text, start, end)
    if match is None:
        return None
    stop, value, scale = _evaluate(
        [(fold(w[0]), w.end()) for w in re.finditer(r"[^\W\d_]+", match[0])], words
    )
    return Numeral(start=start, end=start + stop, value=value, scale=scale) if stop else None


def _evaluate(parts: list[tuple[str, int]], words: Words) -> tuple[int, int, int]:
    """The longest beginning that is one number: ``(where it ends, its value, its magnitude)``."""
    total, group, last, stop, scale, unit = 0, 0, 10**18, 0, 1, 10**18
    for index, (word, ending) in enumerate(parts):
        number, factor = words.cardinals.get(word), words.magnitudes.get(word)
        if number is not None:
            # A part must be smaller than the place that is free: "twenty" takes 1 to 9, "hundred" up to 99.
            if number >= last or (number == 0 and index):
                break
            group += number
            last = 10 if number >= 20 else 1
        elif factor is not None:
            if factor <= 100:
                if group >= 100 or (group == 0 and index):
                    break
                group, last, unit = max(group, 1) * factor, 100 if factor == 100 else 1, factor
            else:
                if factor >= scale > 1 or (group == 0 and index):
                    break
                total, group, last, scale = total + max(group, 1) * factor, 0, 1000, factor
                unit = factor
        elif index and _adds(parts, index, unit, words):
            continue  # "two thousand and five hundred" is one number, "one hundred and two hundred" are two
        else:
            break
        stop = ending
    return stop, total + group, scale


def _adds(parts: list[tuple[str, int]], index: int, unit: int, words: Words) -> bool:
    """Whether what follows an "and" is part of the number: something smaller, or what makes "two hundred and
    fifty thousand" of "two hundred".
    """
    factor = words.magnitudes.get(parts[min(index + 2, len(parts) - 1)][0], 0)
    return factor < unit or (unit == 100 and factor >= 1000)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
