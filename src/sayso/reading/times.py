"""Which time a claim covers: the phrase that dates it, resolved against the article's own day.

An event without a phrase of its own takes the day, or the window of days, that its neighbourhood tells,
then that of the lead; the day of a telling ("a doctor said on Friday") stands back behind those of what is
told. Where no day is told, an event happened by the article's own day, and the end alone is known; so for
people who fled. A running total ends on the day of its telling, else on the article's; a stock is told of on
that day. Without any day, nothing is invented.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import chain

from sayso.model import Basis, Measure, Span, Time
from sayso.reading import backgrounds, timephrases
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.timeline import NEWS, Timeline, is_recent, read, telling_day
from sayso.reading.timephrases import Phrase
from sayso.reading.timerules import DAY, YEAR

__all__ = ["Timeline", "find", "for_claim", "own", "read"]

find = timephrases.find

_REACH = 3
"""How many sentences a day is carried on before the lead's own day is the better guess, and back before a
dispatch's own day is.
"""


_BEHIND = 40
"""How many characters nearer a day that follows a number counts than one before it."""


_WHEN = 24
"""How many characters may stand between a day and the number told of it: ", when at least"."""

_LASTING = frozenset({Measure.DISPLACED})
_LASTING_IF_DONE = frozenset({Measure.FORCES})

_WINDOW = timedelta(days=7)
"""How long a window is at most in which the events of an article are told one by one."""


_NEWS = frozenset({"dateline", "today", "yesterday", "overnight"})
"""The rules of days that are those of the news, and not of what it tells as known before."""

_DATES = frozenset({"dm", "dmy", "days_of_month"})

_ITEM = re.compile(r"^[*•\s]{0,3}[A-Z][A-Z'’ -]{2,40}(?:,[^\n–—-]{0,30})?\s?[–—-]{1,2}\s", re.MULTILINE)
"""An item of a round-up: "* KIRKUK - A mine ..."."""

_MARKS = ".,;:!?()[]\"'“”‘’"


def for_claim(document: Document, draft: FigureDraft, timeline: Timeline) -> Time | None:
    """The interval that ``draft`` covers, or None where nothing tells it.

    A draft that brings its own wording is dated by that wording. Otherwise: the nearest phrase of its
    sentence, for an event else the last day told before it in the same run of sentences, else the first day
    of the lead. An event that no day is told for happened by the article's own day: the end alone is known,
    but what is told in the present happens on that day.
    """
    at = document.sentence_at(draft.quantity.span)
    told_on = _told_on(timeline, at)
    phrase = (
        _given(document, draft, timeline)
        if draft.time
        else _nearest(_of_what_is_told(timeline, draft, at), draft)
    )
    if draft.basis is Basis.STANDING:
        return _standing(phrase, timeline.anchor)
    if draft.basis is Basis.CUMULATIVE:
        window = phrase or _carried_window(timeline, at, long=_is_long(document, at))
        return _running(window, told_on)
    if phrase is not None:
        lasts = not (_is_then(phrase, draft) or _just_began(phrase, timeline))
        if phrase.since and not phrase.window and lasts:
            return _running(phrase, told_on)
        if phrase.until and phrase.precision == DAY and not phrase.window:
            return _time(phrase.span, None, phrase.end, phrase.precision)
        return _time(phrase.span, phrase.start, phrase.end, phrase.precision)
    known = backgrounds.is_known(document.article, draft)
    carried = _carried(timeline, at, draft, anew=_is_another(document, at), known=known)
    if carried is None or _goes_on(document, draft, carried):
        begun = timeline.anchor if carried is None and _is_present(document, at) else None
        return _time(None, begun, timeline.anchor, DAY) if timeline.anchor else None
    if carried.since and not carried.window and not _just_began(carried, timeline):
        return _running(carried, told_on)
    return _time(carried.span, carried.start, carried.end, carried.precision)


def _just_began(phrase: Phrase, timeline: Timeline) -> bool:
    """Whether what began on a day is news of that day: "a fight broke out on Tuesday", told on Wednesday."""
    if not phrase.began or phrase.precision != DAY or phrase.start is None or timeline.anchor is None:
        return False
    return timeline.anchor - phrase.start <= timedelta(days=1)


def _is_then(phrase: Phrase, draft: FigureDraft) -> bool:
    """Whether an event is what happened on the day that a count runs from ("since May, when nine fell")."""
    return phrase.when and phrase.span.end < draft.quantity.span.start


def _is_perfect(document: Document, draft: FigureDraft, *, language: str = "en") -> bool:
    """Whether a draft's sentence tells what "has" happened, by the day of its telling."""
    known = timephrases.grammar(language).words["words"]["perfect"]
    words = document.sentences[document.sentence_at(draft.quantity.span)].span.text.lower().split()
    return not set(known).isdisjoint(words)


def _goes_on(document: Document, draft: FigureDraft, carried: Phrase) -> bool:
    """Whether a count without a time of its own is one up to the article's day, its beginning not told.

    People flee for days after what drove them out, and troops that "have" come came by the telling; a single
    day told beside them is not theirs.
    """
    perfect = _is_perfect(document, draft)
    one_day = carried.start == carried.end and not carried.since
    return one_day and (draft.measure in _LASTING or (perfect and draft.measure in _LASTING_IF_DONE))


def _of_what_is_told(timeline: Timeline, draft: FigureDraft, at: int) -> Sequence[Phrase]:
    """A sentence's phrases; for an event without those that date the telling ("a doctor said on Friday")."""
    here = timeline.phrases[at]
    return [p for p in here if not p.telling] if draft.basis is Basis.EVENT else here


def _told_on(timeline: Timeline, at: int) -> date | None:
    """The day up to which a sentence counts: that of its telling, where one is told, else the article's."""
    return telling_day(timeline.phrases[at], timeline.anchor) or timeline.anchor


def own(document: Document, draft: FigureDraft, timeline: Timeline) -> Phrase | None:
    """The phrase of the draft's own sentence that dates it, None where its time is told elsewhere."""
    return _nearest(_of_what_is_told(timeline, draft, document.sentence_at(draft.quantity.span)), draft)


def _given(document: Document, draft: FigureDraft, timeline: Timeline) -> Phrase | None:
    assert draft.time is not None
    wording = draft.time
    for phrases in timeline.phrases:
        for phrase in phrases:
            if phrase.span.overlaps(wording):
                return phrase
    found = find(document.article.text, wording.start, wording.end, anchor=timeline.anchor)
    return found[0] if found else None


def _nearest(phrases: Sequence[Phrase], draft: FigureDraft) -> Phrase | None:
    """The phrase nearest to the quantity; windows first for running totals, days first for events."""
    quantity = draft.quantity.span
    fit = [p for p in phrases if not p.future and not p.span.overlaps(quantity) and not _of_another(p, draft)]
    if draft.basis is Basis.CUMULATIVE:
        fit = [p for p in fit if p.since or p.window] or [p for p in fit if p.precision != DAY] or fit
    elif draft.basis is Basis.EVENT:
        fit = [p for p in fit if _is_then_and_there(p, quantity)] or [p for p in fit if not p.since] or fit
    return min(fit, key=lambda p: _gap(p.span, quantity), default=None)


def _is_then_and_there(phrase: Phrase, quantity: Span) -> bool:
    """Whether the number's own clause is told of a day: "most recently on 9 March, when nine were killed"."""
    return phrase.when and not phrase.since and 0 <= quantity.start - phrase.span.end <= _WHEN


def _of_another(phrase: Phrase, draft: FigureDraft, *, language: str = "en") -> bool:
    """Whether a stretch behind the number is told of another noun: "in a town that has changed hands over".

    A clause right behind the counted is theirs.
    """
    if not (phrase.window or phrase.since) or phrase.span.start < draft.quantity.span.end:
        return False
    sentence = draft.sentence
    told = sentence.text[draft.quantity.span.end - sentence.start : phrase.span.start - sentence.start]
    return timephrases.grammar(language).before["of_another"].search(told) is not None


def _gap(span: Span, quantity: Span) -> tuple[int, int]:
    """Characters between; what follows the number counts as nearer, for its verb and object stand between."""
    if span.start >= quantity.end:
        return span.start - quantity.end, 0
    return quantity.start - span.end + _BEHIND, 1


def _carried(
    timeline: Timeline, at: int, draft: FigureDraft, *, anew: bool, known: bool = False
) -> Phrase | None:
    """The day that the neighbourhood tells for an event without a phrase of its own.

    The month or week of the sentence before, the last day told in the few sentences before, else the first
    that the article tells, each first without those of a telling; else that of the date line: a dated
    dispatch tells the news of its day, whatever days stand far below. What is told ``anew`` has nothing to
    do with the sentences before, and what is told as ``known`` nothing with the days of the news.
    """
    own = _nearest([p for p in timeline.phrases[at] if p.telling], draft)
    before = reversed(timeline.phrases[at - 1]) if at and not anew else ()
    before = (p for p in before if not (known and p.rule in _NEWS))
    coarse = next((p for p in before if _come(p, timeline) and (_dates_event(p) or _stretch(p))), None)
    if coarse is not None and not coarse.telling and _fits(coarse, own):
        return coarse
    reach = range(at - 1, max(-1, at - 1 - _REACH), -1) if not anew else ()
    near = [p for i in reach for p in reversed(timeline.phrases[i])]
    until = at + 1 + _REACH if timeline.dateline is not None else None
    behind = [p for p in chain.from_iterable(timeline.phrases[at + 1 : until]) if _is_news(p, timeline)]
    told_of = (*near, *chain.from_iterable(timeline.phrases[: at + 1]), *behind)
    days = [p for p in told_of if _come(p, timeline) and (_dates_event(p) or _recent(p, timeline.anchor))]
    if known:
        return next((p for p in days if not p.telling and p.rule not in _NEWS), None)
    told = next((p for p in days if not p.telling and _fits(p, own)), None) or own or next(iter(days), None)
    if told is None and timeline.dateline is not None:
        day = timeline.anchor
        return Phrase(span=timeline.dateline, start=day, end=day, precision=DAY, rule="dateline")
    return told


def _is_news(phrase: Phrase, timeline: Timeline) -> bool:
    """Whether a day that is told later on may be that of the news: it is no week before the article's own."""
    if timeline.anchor is None or phrase.end is None or not timeline.news:
        return True
    return timeline.anchor - phrase.end <= NEWS


def _fits(phrase: Phrase, own: Phrase | None) -> bool:
    """Whether a day may be that of what was told on the day of ``own``: the news of a week at most."""
    if own is None or own.end is None or phrase.end is None:
        return True
    return is_recent(phrase.end, own.end)


def _is_another(document: Document, at: int, *, language: str = "en") -> bool:
    """Whether a sentence turns to another event ("in another attack") than the one told just before."""
    known = timephrases.grammar(language).words["words"]["another"]
    sentence = document.sentences[at].span
    return sentence.text.lower().startswith(tuple(known)) or _is_item(document, sentence.start)


def _is_item(document: Document, start: int) -> bool:
    """Whether a round-up's next item begins there, with a place in capitals as a date line of its own."""
    text = document.article.text
    item = _ITEM.match(text, start)
    return item is not None and len(_ITEM.findall(text)) > 2


def _is_present(document: Document, at: int, *, language: str = "en") -> bool:
    """Whether a sentence tells in the present ("ten are arrested"), as a chronicle does."""
    known = timephrases.grammar(language).words["words"]
    words = [word.strip(_MARKS) for word in document.sentences[at].span.text.lower().split()]
    present = [word in known["present"] for word in words]
    finite = [word for word, after in zip(words, [False, *present], strict=False) if not after]
    if not set(known["past"]).isdisjoint(finite):
        return False
    return any(present) or not any(word.endswith(tuple(known["past_endings"])) for word in finite)


def _is_long(document: Document, at: int, *, language: str = "en") -> bool:
    """Whether a sentence tells of a war or a crisis, whose total no window of days or weeks holds."""
    known = timephrases.grammar(language).words["words"]["long"]
    return not set(known).isdisjoint(document.sentences[at].span.text.lower().split())


def _carried_window(timeline: Timeline, at: int, *, long: bool) -> Phrase | None:
    """The window that a running total shares with its neighbours: the last told before, else just after.

    That of a ``long`` war is told by its year or month.
    """
    behind = range(at + 1, min(at + 2, len(timeline.phrases)))
    for index in chain(range(at - 1, max(-1, at - 1 - _REACH), -1), behind):
        for phrase in reversed(timeline.phrases[index]):
            if _is_window(phrase) and not (long and phrase.precision == DAY):
                return phrase
    return None


def _is_window(phrase: Phrase) -> bool:
    """Whether it tells what a total covers: from when on is counted, or days "from 3 to 9 May".

    "This year" is said of one thing, and not of its neighbours.
    """
    if phrase.start is None or phrase.rule == "this_unit":
        return False
    return phrase.since or phrase.window or (phrase.rule in _DATES and phrase.start != phrase.end)


def _dates_event(phrase: Phrase) -> bool:
    return (
        phrase.precision == DAY
        and phrase.start is not None
        and not (phrase.since or phrase.window or phrase.future or phrase.recalled)
    )


def _come(phrase: Phrase, timeline: Timeline) -> bool:
    """Whether a day has come by the article's own: what is yet to be dates nothing that was counted."""
    return timeline.anchor is None or phrase.end is None or phrase.end <= timeline.anchor


def _recent(phrase: Phrase, anchor: date | None) -> bool:
    """A window of days that ends on the article's day: what goes on in it is told without its own day."""
    return (
        anchor is not None
        and phrase.precision == DAY
        and phrase.start is not None
        and phrase.start >= anchor - _WINDOW
        and (phrase.since or phrase.window)
        and not phrase.future
    )


def _stretch(phrase: Phrase) -> bool:
    """A week or month of its own, not a window up to the article's day."""
    return (
        phrase.start is not None
        and phrase.precision not in {DAY, YEAR}
        and not (phrase.since or phrase.window or phrase.future)
    )


def _running(phrase: Phrase | None, anchor: date | None) -> Time | None:
    if phrase is None:
        return _time(None, None, anchor, DAY) if anchor else None
    if phrase.since or phrase.window:
        end = anchor if phrase.start is None or anchor is None else max(anchor, phrase.start)
        return _time(phrase.span, phrase.start, end, DAY if phrase.window else phrase.precision)
    if phrase.precision == DAY and (phrase.telling or phrase.start == phrase.end):
        return _time(phrase.span, None, phrase.end, DAY)  # a total as it stood on that day
    return _time(phrase.span, phrase.start, phrase.end, phrase.precision)


def _standing(phrase: Phrase | None, anchor: date | None) -> Time | None:
    told = phrase is not None and not phrase.since and (phrase.precision == DAY or phrase.until)
    come = phrase is not None and phrase.end is not None and (anchor is None or phrase.end <= anchor)
    dated = phrase if told and come else None
    end = dated.end if dated else anchor
    precision = dated.precision if dated else DAY
    return _time(dated.span if dated else None, None, end, precision) if end else None


def _time(span: Span | None, start: date | None, end: date | None, precision: str) -> Time | None:
    if span is None and start is None and end is None:
        return None
    return Time(
        span=span,
        start=start.isoformat() if start else None,
        end=end.isoformat() if end else None,
        precision=precision if start or end else None,
    )
