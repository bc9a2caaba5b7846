"""All that an article tells of its own time: its day, and each sentence's time phrases, resolved.

Relative phrases resolve against a date line where the text has one, else against the latest day on which the
article can have appeared, else the earliest; where only one side is known, a ``date_bounded`` problem says
so. Which phrase dates which claim is for :mod:`sayso.reading.times` to say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from sayso.model import Article, Problem, Span
from sayso.reading import timephrases
from sayso.reading.drafts import Document
from sayso.reading.timephrases import Phrase, find
from sayso.reading.timerules import DAY, RULES

_HEAD = 400
"""A date line stands in the first characters of the text; headlines run together with it in stripped copies.
"""

_RUNNING = frozenset({"last_units", "in_units", "nth_day"})
"""The rules of windows that end on the day of the telling."""

_YEARLESS = frozenset({"dm", "month", "days_of_month"})
"""The rules of days and months that may be told without a year."""

NEWS = timedelta(days=6)
"""How old news is at most when it is told without a day of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The times that an article tells: ``phrases[i]`` are those of sentence ``i``, in order.

    ``anchor`` is the article's own day, None where nothing tells it. ``dateline`` is the wording that tells
    it. ``news`` is True where the article is of the news: it has a date line, or tells a day of the week
    before its own.
    """

    anchor: date | None
    dateline: Span | None
    news: bool
    phrases: tuple[tuple[Phrase, ...], ...]
    problems: tuple[Problem, ...]


def read(document: Document, *, language: str = "en") -> Timeline:
    """All time phrases of ``document``, resolved."""
    anchor, dateline, problems = own_day(document.article, language=language)
    text = document.article.text
    phrases: list[tuple[Phrase, ...]] = []
    told: date | None = None
    begun: Phrase | None = None
    years = () if anchor is not None else _years(text, language)
    for sentence in document.sentences:
        here = []
        start, end = sentence.span.start, sentence.span.end
        found = find(text, start, end, anchor=anchor, language=language)
        for phrase in _in_year(found, text, start, end, years=years, language=language):
            if dateline is not None and phrase.span.overlaps(dateline):
                continue
            if phrase.shift is not None:
                base = told or (anchor if phrase.shift < 0 else None)
                day = base + timedelta(days=phrase.shift) if base else None
                phrase = _at(phrase, day)
            elif phrase.rule == "since_then":
                phrase = _from(phrase, begun)
            elif phrase.precision == DAY and phrase.end is not None and not phrase.window:
                told = phrase.end
            if phrase.start is not None and not (phrase.future or phrase.telling):
                begun = phrase
            here.append(phrase)
        phrases.append(tuple(_ending(here, anchor)))
    days = (p.end for p in chain.from_iterable(phrases) if p.precision == DAY and not p.window)
    news = dateline is not None or any(anchor and d and is_recent(d, anchor) for d in days)
    return Timeline(anchor=anchor, dateline=dateline, news=news, phrases=tuple(phrases), problems=problems)


def is_recent(day: date, told: date) -> bool:
    """Whether a day may be that of the news of the day ``told``: it lies within the week before."""
    return timedelta(0) <= told - day <= NEWS


def _years(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where a text tells a day with its year, and which year."""
    dates = timephrases.full_dates(text, 0, len(text), near=None, language=language)
    return tuple((span.start, day.year) for span, day in dates)


def _in_year(
    found: Sequence[Phrase],
    text: str,
    start: int,
    end: int,
    *,
    years: Sequence[tuple[int, int]],
    language: str,
) -> Sequence[Phrase]:
    """The phrases of ``text[start:end]``; in an article without a day of its own, a day or month told
    without a year is of the year that was told last before the sentence's end, else of the first one.
    """
    if not years or all(phrase.start or phrase.rule not in _YEARLESS for phrase in found):
        return found
    year = next((y for at, y in reversed(years) if at < end), years[0][1])
    of_year = {
        phrase.span: phrase
        for phrase in find(text, start, end, anchor=date(year, 12, 31), language=language)
        if phrase.rule in _YEARLESS
    }
    return tuple(phrase if phrase.start else of_year.get(phrase.span, phrase) for phrase in found)


def _from(phrase: Phrase, begun: Phrase | None) -> Phrase:
    """ "Since then": from the beginning of the time told before."""
    if begun is None:
        return replace(phrase, since=True)
    return replace(phrase, start=begun.start, precision=begun.precision, since=True)


def _ending(phrases: Sequence[Phrase], anchor: date | None) -> Iterator[Phrase]:
    """Short windows of a sentence end on the day of its telling ("in 24 hours, it said on Friday")."""
    told = telling_day(phrases, anchor)
    for phrase in phrases:
        if phrase.rule in _RUNNING and phrase.start and anchor and told:
            yield replace(phrase, start=phrase.start - (anchor - told), end=told)
        else:
            yield phrase


def telling_day(phrases: Sequence[Phrase], anchor: date | None) -> date | None:
    """The day that a sentence is told on, where it has one in the week before the article's own day."""
    days = (p.end for p in phrases if p.telling and p.precision == DAY and not p.window)
    told = next((d for d in days if d), None)
    return told if told and anchor and is_recent(told, anchor) else None


def _at(phrase: Phrase, day: date | None) -> Phrase:
    return Phrase(
        span=phrase.span,
        start=day,
        end=day,
        precision=DAY,
        rule=phrase.rule,
        since=phrase.since,
        shift=phrase.shift,
    )


def own_day(
    article: Article, *, language: str = "en"
) -> tuple[date | None, Span | None, tuple[Problem, ...]]:
    """The article's own day, the date line that tells it (if one does), and what is doubtful about it."""
    published = article.published
    latest, earliest = published.last_day, published.first_day
    near = latest or earliest
    dateline = _dateline(article.text, near, language)
    if dateline is not None:
        return dateline[1], dateline[0], ()
    if near is not None and (latest is None or earliest is None):
        side = "not before" if latest is None else "not after"
        message = f"Times count from {near.isoformat()}: the article appeared {side} that day."
        return near, None, (Problem(code="date_bounded", message=message),)
    return near, None, ()


def _dateline(text: str, near: date | None, language: str) -> tuple[Span, date] | None:
    known = timephrases.grammar(language)
    head = min(len(text), _HEAD)
    for span, day in timephrases.full_dates(text, 0, head, near=near, language=language):
        before = text[max(0, span.start - 60) : span.start]
        stamped = known.before["published"].search(before)
        told = known.before["inside"].search(before) or known.before["goes_on"].match(text, span.end)
        if stamped or not told:
            return span, day
    for rule, pattern, _ in known.datelines:
        match = pattern.search(text, 0, head)
        days = RULES[rule](match, near, known.words) if match else None
        if match and days and days[0]:
            return Span.cut(text, match.start(), match.end()), days[0]
    return None
