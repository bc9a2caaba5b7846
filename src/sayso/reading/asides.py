"""Names of places of which an article says something else than that what it counts happened there.

Somebody speaks there ("a news conference in X"), the dead and the hurt are brought there, an older event that
this one is measured by was there ("the worst since ... in X"), somebody was on the way there, it lies beyond
a border, or it wages the war that is told of ("X's war against Y"). Such a place is the scene of a claim only
where nothing else is named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Measure
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.placewords import Words
from sayso.reading.toponyms import Mention

_REACH = 220
"""Characters before a name that are read."""

_STOP = re.compile(r"[,;:.]")
_BARE = re.compile(r"\s(?:[^\s]+\s[^\s]+\sand\s)?")
_HURT = frozenset({Measure.KILLED, Measure.INJURED, Measure.CASUALTIES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What is said of a name instead: ``kind`` as in the language data, from ``start`` to the ``end`` of its
    sentence.
    """

    kind: str
    start: int
    end: int


def read(document: Document, mention: Mention, known: Words) -> Aside | None:
    """The aside that ``mention`` stands in, or None."""
    text, sentence = document.article.text, document.sentences[mention.sentence].span
    low = max(sentence.start, mention.span.start - _REACH)
    for kind, pattern in known.asides.items():
        match = pattern.search(text[low : mention.span.start])
        if match is not None:
            return Aside(kind=kind, start=low + match.start("begin"), end=sentence.end)
    if known.waged.match(text, mention.span.end):
        return Aside(kind="waged", start=mention.span.start, end=sentence.end)
    return None


def bars(aside: Aside, draft: FigureDraft) -> bool:
    """Whether a name in ``aside`` is not where ``draft`` was: what is counted within a comparison is of it,
    and only the dead and the hurt are brought away from where they came to harm.
    """
    if aside.kind == "brought":
        return draft.measure in _HURT
    if aside.kind == "compared":
        return not aside.start <= draft.quantity.span.start < aside.end
    return True


def counts(
    document: Document, name: Mention, draft: FigureDraft, here: Sequence[Mention], known: Words
) -> bool:
    """Whether a name is said to have the number: "X reported 360 dead and 40 missing, Y 12", or "X,
    where 9 died".

    ``here`` are the names of its sentence: one that follows in the same clause is where they were instead.
    """
    text, quantity = document.article.text, draft.quantity.span
    sentence = document.sentences[name.sentence].span
    if not (sentence.covers(quantity) and name.span.end < quantity.start):
        return False
    between = text[name.span.end : quantity.start]
    if known.where.fullmatch(between):
        return not any(name.span.end <= other.span.start < quantity.start for other in here)
    told = known.counting.match(between)
    listed = _BARE.fullmatch(between) and known.counting.search(text, sentence.start, name.span.start)
    if not (told or listed) or _STOP.search(between):
        return False
    stop = _STOP.search(text, quantity.end, sentence.end)
    until = stop.start() if stop else sentence.end
    return not any(quantity.end <= other.span.start < until for other in here)


def is_of_world(document: Document, sentence: int, known: Words) -> bool:
    """Whether a sentence tells of the whole world, or goes on from one that does ("These include ...")."""
    text = document.article.text

    def told(number: int) -> bool:
        span = document.sentences[number].span
        return known.world.search(text, span.start, span.end) is not None

    goes_on = known.these.match(text, document.sentences[sentence].span.start) is not None
    return told(sentence) or (goes_on and sentence > 0 and told(sentence - 1))
