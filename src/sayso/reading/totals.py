"""Running totals that a reader took for single events, by what the article's own times tell of them.

A reader decides the basis of a figure by its sentence; the time phrase and the rest of the article may know
better. A count since a month or a year, or in the past three days, is a running total, and so is the toll of
a war (:mod:`sayso.reading.tolls`). So is what is told a second time of a total ("100 killed", says the
headline; "100 in the past three days", says the text), and what is listed with it or broken down from it.
Nothing here makes a total an event: where the two disagree, the total was nearly always right.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from sayso.languages import load
from sayso.model import Basis, Measure, Span
from sayso.reading import stocks, times, tolls
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.timeline import Timeline
from sayso.reading.timephrases import Phrase
from sayso.reading.timerules import DAY

_LASTS, _WEEK = timedelta(days=2), timedelta(days=7)
"""How long a window of days is at least that makes a count in it a running total; "the past week" is told
of one flood or one battle as often.
"""

_LASTS_SINCE = timedelta(days=4)
"""How far back the day lies at least from which on a running total counts; nearer, it is one event's."""

_FEW = 10
"""Smaller counts are told of many things: the same number twice need not be the same count."""

_COUNTED_BACK = frozenset({"last_units", "in_units"})
"""The rules of windows told by their length."""

_Count = tuple[Measure, float]


def settled(
    document: Document, drafts: Sequence[FigureDraft], timeline: Timeline, *, language: str = "en"
) -> tuple[FigureDraft, ...]:
    """The drafts, in their order, with the basis of running totals set right."""
    figures = [_windowed(document, draft, timeline, language) for draft in drafts]
    figures = _told_again(document, figures, timeline)
    listed = {
        (document.sentence_at(f.quantity.span), f.measure) for f in figures if f.basis is Basis.CUMULATIVE
    }
    last: dict[Measure, int] = {}
    for index, figure in sorted(enumerate(figures), key=lambda pair: pair[1].quantity.span):
        at = document.sentence_at(figure.quantity.span)
        if figure.basis is Basis.EVENT and times.own(document, figure, timeline) is None:
            before = last.get(figure.measure)
            part = before == at - 1 and _breaks_down(document, at, language)
            if part or (at, figure.measure) in listed:
                figure = figures[index] = replace(figure, basis=Basis.CUMULATIVE)
                listed.add((at, figure.measure))
        if figure.basis is Basis.CUMULATIVE:
            last[figure.measure] = at
        else:
            last.pop(figure.measure, None)
    return tuple(figures)


def _windowed(document: Document, draft: FigureDraft, timeline: Timeline, language: str) -> FigureDraft:
    """An event whose own time is a window, or that is the toll of a war, is a running total; what is so
    while it is told (:mod:`sayso.reading.stocks`) is a stock.
    """
    if draft.basis is not Basis.EVENT:
        return draft
    if stocks.is_stock(document.article, draft, language=language):
        return replace(draft, basis=Basis.STANDING)
    phrase = times.own(document, draft, timeline)
    long = phrase is not None and _is_long(
        phrase, timeline, perfect=tolls.is_perfect(document.article, draft, language=language)
    )
    total = long or tolls.is_toll(document.article, draft, language=language)
    return replace(draft, basis=Basis.CUMULATIVE) if total else draft


def _is_long(phrase: Phrase, timeline: Timeline, *, perfect: bool) -> bool:
    """Whether a phrase tells a stretch too long for one event ("since March", "in the past three days").

    What "has" been counted from a day on that lies some days back is a total, too ("have died since Monday").
    """
    if phrase.since and not phrase.window and phrase.precision == DAY:
        anchor = timeline.anchor
        return bool(perfect and anchor and phrase.start and anchor - phrase.start >= _LASTS_SINCE)
    if phrase.since and not phrase.window:
        return True
    lasts = phrase.end - phrase.start if phrase.start and phrase.end else timedelta(0)
    return phrase.rule in _COUNTED_BACK and _LASTS <= lasts != _WEEK


def _told_again(document: Document, figures: Sequence[FigureDraft], timeline: Timeline) -> list[FigureDraft]:
    """A count without a time of its own that the article tells as a total elsewhere is that total."""
    totals: dict[_Count, Span | None] = {}
    for figure in figures:
        count = _count(figure)
        if count and figure.basis is Basis.CUMULATIVE and not totals.get(count):
            phrase = times.own(document, figure, timeline)
            totals[count] = phrase.span if phrase else None
    return [_as_total(document, figure, totals, timeline) for figure in figures]


def _as_total(
    document: Document, figure: FigureDraft, totals: Mapping[_Count, Span | None], timeline: Timeline
) -> FigureDraft:
    count = _count(figure)
    if count is None or count not in totals or figure.basis is Basis.STANDING:
        return figure
    phrase = times.own(document, figure, timeline)
    if phrase is not None and not (phrase.span == totals[count] and (phrase.since or phrase.window)):
        return figure
    return replace(figure, basis=Basis.CUMULATIVE, time=figure.time or totals[count])


def _count(figure: FigureDraft) -> _Count | None:
    """What makes a count the same as another: its measure and number ("132", "at least 132"). None where
    the number is small.
    """
    low, high = figure.quantity.low, figure.quantity.high
    number = low if low is not None else high
    return (figure.measure, number) if number is not None and number >= _FEW else None


def _breaks_down(document: Document, at: int, language: str) -> bool:
    """Whether a sentence tells who is among those just counted ("Among the dead were 20 children")."""
    return document.sentences[at].span.text.lower().startswith(_openings(language))


@cache
def _openings(language: str) -> tuple[str, ...]:
    return tuple(load(language, "bases")["parts"])
