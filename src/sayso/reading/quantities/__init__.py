"""Quantities in running text: a grammar of how reporting writes numbers, and of numbers that count nothing.

``find`` gives every quantity of a stretch of text with its value and bound: digits with any thousands
separator, number words, magnitudes, ranges, bounds ("at least", "as many as"), vague quantifiers ("dozens",
"several hundred"), articles that count ("a soldier") and zero ("no casualties"). Values are those of the
annotation guidelines, whose source is how casualty recorders read such words. Quantities that are no claim
(dates, ages, money, distances, model names...) come with the reason that excludes them.

It needs no model, costs a time linear in the length of the text, and never raises, whatever the text. It does
not say what a quantity measures: that is the claim reader's work.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sayso.model import Bound, Quantity, Span
from sayso.reading.drafts import Candidate
from sayso.reading.nouns import PEOPLE, nouns
from sayso.reading.quantities import exclusions, modifiers, numerals, singles
from sayso.reading.quantities.numerals import Numeral
from sayso.reading.quantities.words import Words, compiled, fold

_OWNER = re.compile(r"^\sof\s(?:the\s)?[^\W\d_]+['’]s?\s")
_NEXT = re.compile(
    r"\s{1,3}(?:[\"“‘'`(]{1,2})?([^\W\d_][\w’'-]{0,30})(?:\s{1,3}([^\W\d_][\w’'-]{0,30}))?(?:\s{1,3}([^\W\d_][\w’'-]{0,30}))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """The stretch of text that is searched, and the words of its language."""

    text: str
    start: int
    end: int
    words: Words
    language: str


def find(text: str, start: int, end: int, *, language: str = "en") -> tuple[Candidate, ...]:
    """The quantities of ``text[start:end]``, in order; their spans do not overlap.

    A candidate with ``excluded`` set is a number that counts nothing; the word says why. The same text always
    gives the same candidates.
    """
    ground = _Ground(text=text, start=start, end=end, words=compiled(language), language=language)
    found: list[Candidate] = []
    here = floor = start
    while match := ground.words.first.search(text, here, end):
        candidate, after = _at(ground, match, floor)
        if candidate is not None:
            found.append(candidate)
            floor = after
        here = max(after, match.end())
    return tuple(found)


def _at(ground: _Ground, match: re.Match[str], floor: int) -> tuple[Candidate | None, int]:
    """What ``match`` opens, if any, and where to look on; ``floor`` is where the last one ended."""
    text, end, words = ground.text, ground.end, ground.words
    if match["single"]:
        return _single(text, match, end, words)
    numeral = numerals.read(text, match, end, words)
    if numeral is None:
        return None, match.end()
    ranged = None if numeral.vague else _range(text, floor, numeral, end, words)
    if ranged is not None:
        quantity, last = ranged
        low = quantity.low if quantity.low is not None else 0
        whole = Numeral(start=numeral.start, end=last.end, value=low, digits=numeral.digits, scale=last.scale)
        return _candidate(ground, whole, quantity), quantity.span.end
    begins, bound = modifiers.bound_before(text, floor, numeral.start, words)
    ends, later = modifiers.bound_after(text, numeral.end, end, words)
    low_, high_, kind = modifiers.limits(
        numeral, bound if bound not in (None, Bound.ABOUT) else later or bound
    )
    quantity = Quantity(span=Span.cut(text, begins, ends), low=low_, high=high_, bound=kind)
    return _candidate(ground, numeral, quantity), ends


def _single(text: str, match: re.Match[str], end: int, words: Words) -> tuple[Candidate | None, int]:
    single = singles.read(text, match, end, words)
    if single is None:
        return None, match.end()
    span = Span.cut(text, single.start, single.end)
    quantity = Quantity(span=span, low=single.value, high=single.value, bound=Bound.EXACT)
    return Candidate(quantity=quantity, article_word=single.article), single.end


_WRITTEN_OUT = 10
"""Up to this, editors write numbers in words: "ten to 15" is one range."""


def _range(text: str, start: int, first: Numeral, end: int, words: Words) -> tuple[Quantity, Numeral] | None:
    """The range that ``first`` opens ("20 to 30", "between 1 and 2 million"), with its last numeral."""
    if first.value is None:
        return None
    upward = words.upward.match(text, first.end, end)
    if upward:
        last = numerals.at(text, upward.end(), end, words)
        if last is None or last.value is None or last.value <= first.value:
            return None
        begins, _ = modifiers.bound_before(text, start, first.start, words)
        return _ranged(text, begins, first.value, last)
    joiner = words.joiner.match(text, first.end, end)
    if joiner is None:
        return None
    last = numerals.at(text, joiner.end(), end, words)
    if last is None or last.value is None:
        return None
    if last.digits != first.digits and not (last.digits and first.value <= _WRITTEN_OUT):
        return None
    low = first.value
    if last.scale > 1 and first.scale == 1 and low < last.value / last.scale:
        low *= last.scale
    if low >= last.value:
        return None
    before = modifiers.words_before(text, start, first.start)
    for count in (2, 1):
        opening = " ".join(word for word, _ in before[-count:])
        if len(before) >= count and opening in words.openings:
            return _ranged(text, before[-count][1], low, last)
    if joiner[2] and (
        fold(joiner[2]) == words.raw["range"]["joiners"][-1] or (before and before[-1][0] in words.rising)
    ):
        return None  # "20 and 30" are two numbers; "rose from 20 to 30" tells two
    begins, _ = modifiers.bound_before(text, start, first.start, words)
    return _ranged(text, begins, low, last)


def _ranged(text: str, begins: int, low: int | float, last: Numeral) -> tuple[Quantity, Numeral]:
    span = Span.cut(text, begins, last.end)
    return Quantity(span=span, low=low, high=last.value, bound=Bound.RANGE), last


def _candidate(ground: _Ground, numeral: Numeral, quantity: Quantity) -> Candidate:
    before, after = exclusions.around(ground.text, ground.start, numeral, ground.end)
    setting = exclusions.Setting(
        numeral=numeral,
        written=ground.text[numeral.start : numeral.end],
        before=before,
        after=after,
        last=exclusions.last_words(before),
        bounded=quantity.bound is not Bound.EXACT,
        people=_counts_people(ground.text, numeral.end, ground.end, nouns().plural),
        counts=_counts_things(ground.text, numeral.end, ground.end),
    )
    excluded = exclusions.reason(setting, language=ground.language)
    if (
        excluded is None
        and numeral.value == 1
        and not numeral.digits
        and quantity.bound is Bound.EXACT
        and not _counts_people(ground.text, numeral.end, ground.end, nouns().singular, words=1)
    ):
        excluded = _pronoun(setting.last, after, ground.words)
    return Candidate(quantity=quantity, excluded=excluded)


def _counts_people(text: str, here: int, end: int, table: Mapping[str, str], *, words: int = 3) -> bool:
    """Whether one of the next ``words`` is a noun that is counted ("2000 people", "12 more children")."""
    match = _NEXT.match(text, here, end)
    if match is None:
        return False
    return any(word and (table.get(fold(word)) in PEOPLE) for word in match.groups()[:words])


def _counts_things(text: str, here: int, end: int) -> bool:
    """Whether the next word is a plural that is counted ("about 2000 homes")."""
    match = _NEXT.match(text, here, end)
    return bool(match and nouns().plural.get(fold(match[1])) not in (None, "skip"))


def _pronoun(last: tuple[str, ...], after: str, words: Words) -> str | None:
    """ "one" that stands for a thing named before, or for anybody, counts nothing."""
    if any(" ".join(last[-n:]) in words.pronoun_before for n in (1, 2) if len(last) >= n):
        return "pronoun"
    # "One of the province's main roads" is one of the main roads.
    stands = words.pronoun_after.match(after) or words.pronoun_after.match(_OWNER.sub(" of the ", after))
    return "pronoun" if stands else None
