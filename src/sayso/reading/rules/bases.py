"""Whether a figure is of one happening, a running total, or a stock at a moment, by the words around it."""

import re
from collections.abc import Sequence
from functools import cache

from sayso.languages import load
from sayso.model import Basis, Measure
from sayso.reading.quantities.words import either
from sayso.reading.rules.tokens import Token

# How many words to either side of the quantity belong to its clause, at most.
_BACK, _AHEAD = 14, 22
_CLOSE = 14
_GOES_ON = 14
_LATEST = 10
_BESIDE = 4


@cache
def _patterns(
    language: str,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load(language, "bases")
    cumulative, standing, event, window = (
        re.compile(rf"(?:^|\W){either(data[name])}(?![\w-])")
        for name in ("cumulative", "standing", "event", "windows")
    )
    return cumulative, standing, event, window, frozenset(data["stocks"])


def _of_another(words: Sequence[Token], at: int) -> int:
    """Where a clause about another noun begins behind the number: "killed nine in a town | that has changed
    hands over the past two weeks"; the sentence's end where none does.
    """
    data = load("en", "times")["words"]
    for k in range(at + _BESIDE, len(words) - 1):
        if words[k].word in data["relative"] and words[k + 1].word in data["relative_verbs"]:
            return k
    return len(words)


@cache
def _compared(language: str) -> re.Pattern[str]:
    """What only compares with a stretch of time: "the deadliest attack this year"."""
    times = load(language, "times")["words"]
    ends = "|".join(load(language, "bases")["comparing"])
    return re.compile(
        rf"\b{either(times['compared'])}\s(?!{either(times['counted_time'])}\b)(?:[^.;,]+?\s)??(?:{ends})(?!\S)"
    )


@cache
def _recent(language: str) -> re.Pattern[str]:
    """Before a number: the last of what happened many times ("most recently on 3 May, when")."""
    return re.compile(rf"\b{either(load(language, 'bases')['recently'])}\b[^.;]*\bwhen(?:\s\w+)?$")


def read(words: Sequence[Token], at: int, measure: Measure, before: tuple[int, Basis] | None = None) -> Basis:
    """The basis of the quantity at token ``at``.

    ``before`` is the figure before it in the sentence: its token and basis. A running total goes on in what
    is told with it ("the war has killed 280,000 people and displaced millions").
    """
    cumulative, standing, event, window, stocks = _patterns("en")
    words = words[: _of_another(words, at)]
    told = " ".join(t.word for t in words[max(0, at - _BACK) : at + _AHEAD])
    if _recent("en").search(" ".join(t.word for t in words[max(0, at - _LATEST) : at])):
        return Basis.EVENT
    near = event.sub(" ", _compared("en").sub(" ", told))
    # A window at the end of a sentence covers all of a list before it.
    if cumulative.search(near) or window.search(" ".join(t.word for t in words[-_CLOSE:])):
        return Basis.CUMULATIVE
    if before is not None and before[1] is Basis.CUMULATIVE and at - before[0] <= _GOES_ON:
        return Basis.CUMULATIVE
    if str(measure) in stocks:
        return Basis.STANDING
    people = measure in (
        Measure.AFFECTED,
        Measure.DETAINED,
        Measure.FORCES,
        Measure.DISPLACED,
        Measure.ABDUCTED,
    )
    close = " ".join(t.word for t in words[max(0, at - 5) : at + 9])
    return Basis.STANDING if people and standing.search(close) else Basis.EVENT
