"""A language's number words, compiled once into the expressions that the grammar walks with.

Every expression is bounded in its repetitions, so that no text, however made, costs more than a time linear
in its length. What the words are stands in ``languages/<code>/quantities.toml``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.languages import load
from sayso.model import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The compiled number words of one language; every pattern ignores case."""

    cardinals: Mapping[str, int]
    magnitudes: Mapping[str, int]
    suffixes: Mapping[str, int]
    phrases: Mapping[str, int]
    vague: Mapping[str, int]
    bounds: Mapping[str, Bound]
    late_bounds: Mapping[str, Bound]
    first: re.Pattern[str]
    cardinal: re.Pattern[str]
    magnitude: re.Pattern[str]
    suffix: re.Pattern[str]
    fillers: frozenset[str]
    phrasal: frozenset[str]
    after: re.Pattern[str]
    late: re.Pattern[str]
    joiner: re.Pattern[str]
    openings: frozenset[str]
    rising: frozenset[str]
    upward: re.Pattern[str]
    zero_alone: frozenset[str]
    zero_heads: re.Pattern[str]
    zero_aside: frozenset[str]
    articles: frozenset[str]
    others: frozenset[str]
    elided: re.Pattern[str]
    reciprocal: re.Pattern[str]
    owners: re.Pattern[str]
    bodies: frozenset[str]
    reach: int
    stops: frozenset[str]
    pronoun_before: frozenset[str]
    pronoun_after: re.Pattern[str]
    raw: Mapping[str, Any]


# Quotation marks inside a phrase ("a ‘number of") are spaces; a dotless or dotted i is an i.
_FOLDED = str.maketrans({"\u0307": "", "ı": "i", **dict.fromkeys('"“”‘`', " ")})


def fold(words: str) -> str:
    """Lower case, single spaces and no quotation marks: how phrases stand in the look-up tables."""
    return " ".join(words.casefold().translate(_FOLDED).split())


def either(phrases: Iterable[str]) -> str:
    """An alternation of phrases, the longest of those with one beginning first.

    A space matches up to four characters of white space or quotation marks. Phrases are gathered by their
    first character, because the engine tries the branches of an alternation one by one.
    """
    return _branches((p, "") for p in phrases)


def whole(phrases: Iterable[str]) -> str:
    """Like :func:`either`, but a phrase that ends in a letter or digit must end a word."""
    return _branches((p, r"(?!\w)" if p[-1].isalnum() else "") for p in phrases)


def _branches(phrases: Iterable[tuple[str, str]]) -> str:
    groups: dict[str, list[str]] = {}
    for phrase, tail in sorted(set(phrases), key=lambda p: (-len(p[0]), p)):
        rest = re.escape(phrase[1:]).replace(r"\ ", r"[\s\"“‘`]{1,4}")
        groups.setdefault(re.escape(phrase[0]), []).append(rest + tail)
    return "(?:" + "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())) + ")"


# A number in digits. Thousands may be parted by comma, point, apostrophe or a thin or no-break space; by a
# plain space only where the last group is round, because "16 200 people" may be a day and a count.
DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,6})?"
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
    r"|\d{1,3},\s000(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u2009\u202f'’]\d{3}){1,6}(?!\d)"
    r"|\d{1,3}(?:\s\d{3}){0,3}\s\d00(?![\d,.])"
    r"|\d{1,3}(?:\.\d{3}){1,6}(?![\d.,])"
    r"|\d+(?:\.\d{1,6})?)"
)


def _negations(zero: Mapping[str, Any]) -> list[str]:
    """The ways to say none by a verb: "not cause any", "without inflicting any"."""
    pairs = ((zero["negating"], zero["negated"]), (zero["without"], zero["lacking"]))
    return [
        f"{first} {verb} {last}"
        for firsts, verbs in pairs
        for first in firsts
        for verb in verbs
        for last in zero["any"]
    ]


@cache
def compiled(language: str = "en") -> Words:
    """The number words of ``language``."""
    data = load(language, "quantities")
    cardinals, magnitudes = data["cardinals"], data["magnitudes"]
    one = either([*cardinals, *magnitudes])
    zero, article = data["zero"], data["article"]
    phrases = either([*data["phrases"], *data["vague"]])
    nothing = [*zero["words"], *_negations(zero)]
    singles = either([*zero["alone"], *nothing, *article["words"], *article["other"]])
    ranges = data["range"]
    starts = "".join(
        sorted(
            {
                re.escape(p[0])
                for p in [
                    *data["phrases"],
                    *data["vague"],
                    *cardinals,
                    *magnitudes,
                    *zero["alone"],
                    *zero["words"],
                    *article["words"],
                    *article["other"],
                ]
            }
        )
    )
    linking = either(data["linking"])
    # "Three thousand, six hundred and fifty": hundreds behind a comma go on.
    parted = rf",\s{{1,3}}(?={either(cardinals)}\s{{1,3}}{either(data['hundreds'])}(?![^\W_]))"

    def pattern(source: str) -> re.Pattern[str]:
        return re.compile(source, re.IGNORECASE)

    bounds = {fold(p): Bound(kind) for kind in ("at_least", "at_most", "about") for p in data["before"][kind]}
    later = {fold(p): Bound(kind) for kind in ("at_least", "at_most", "about") for p in data["after"][kind]}
    tails = data["after"]["late_at_least"]
    later |= {fold(p): Bound.AT_LEAST for p in tails}
    dashes = either(ranges["dashes"])
    return Words(
        cardinals=cardinals,
        magnitudes=magnitudes,
        suffixes=data["suffixes"],
        phrases={fold(p): v for p, v in data["phrases"].items()},
        vague={fold(p): v for p, v in data["vague"].items()},
        bounds=bounds,
        late_bounds=later,
        first=pattern(
            # What most places lack (a digit, the beginning of a word) is asked for before all else.
            rf"(?P<digits>(?=\d)(?<!\d)(?<!\d[.,]){DIGITS})|(?:(?<![^\W_])|(?<=\\n))(?=[{starts}])"
            rf"(?:(?P<phrase>{phrases})|(?P<word>{one})|(?P<single>{singles}))(?![^\W_])"
        ),
        cardinal=pattern(
            rf"{one}(?:(?:\s{{1,3}}|-|\s{{1,3}}{linking}\s{{1,3}}|{parted}){one}){{0,12}}(?![^\W_])"
        ),
        magnitude=pattern(rf"[\s-]{{1,3}}({either(magnitudes)})(?![^\W_])"),
        suffix=pattern(rf"({either(data['suffixes'])})(?![\w-])"),
        fillers=frozenset(map(fold, data["before"]["filler"])),
        phrasal=frozenset(map(fold, data["before"]["phrasal"])),
        after=pattern(
            rf"\s{{0,2}}({whole([p for k in ('at_least', 'at_most', 'about') for p in data['after'][k]])})"
        ),
        late=pattern(rf"\s{{1,3}}[^\W\d_]+\s{{1,3}}({whole(tails)})(?!\s{{1,3}}(?:\d|{one}))"),
        joiner=pattern(rf"\s{{0,2}}({dashes})\s{{0,2}}|\s{{1,3}}({either(ranges['joiners'])})\s{{1,3}}"),
        openings=frozenset(map(fold, ranges["opening"])),
        rising=frozenset(map(fold, ranges["from"])),
        upward=pattern(rf",?\s{{1,3}}{either(ranges['upward'])}\s{{1,3}}"),
        zero_alone=frozenset(zero["alone"]),
        zero_heads=pattern(
            rf"(?:\s{{1,3}}{either(zero['between'])}(?![^\W_])){{0,7}}\s{{1,3}}{either(zero['heads'])}(?![^\W_])"
        ),
        zero_aside=frozenset(zero["aside"]),
        articles=frozenset(article["words"]),
        others=frozenset(article["other"]),
        elided=pattern(rf"\s{{0,3}}{whole(article['elided'])}"),
        reciprocal=pattern(rf"(?<!\w){either(article['reciprocal'])}\s{{1,3}}$"),
        owners=pattern(rf"(?<!\w){whole(article['owners'])}\s{{1,3}}$"),
        bodies=frozenset(article["bodies"]),
        reach=article["reach"],
        stops=frozenset(article["stop"]),
        pronoun_before=frozenset(map(fold, data["pronoun"]["before"])),
        pronoun_after=pattern(rf"\s{{0,3}}{whole(data['pronoun']['after'])}"),
        raw=data,
    )
