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


def read(words: Sequence[Token], at: int, measure: Measure, before: tuple[int, Basis] | None = None) -> Basis:
    """The basis of the quantity at token ``at``.

    ``before`` is the figure before it in the sentence: its token and basis. A running total goes on in what
    is told with it ("the war has killed 280,000 people and displaced millions").
    """
    cumulative, standing, event, window, stocks = _patterns("en")
    near = event.sub(" ", " ".join(t.word for t in words[max(0, at - _BACK) : at + _AHEAD]))
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
