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


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load(language, "bases")
    cumulative, standing, event = (
        re.compile(rf"(?:^|\W){either(data[name])}(?!\w)") for name in ("cumulative", "standing", "event")
    )
    return cumulative, standing, event, frozenset(data["stocks"])


def read(words: Sequence[Token], at: int, measure: Measure) -> Basis:
    """The basis of the quantity at token ``at``."""
    cumulative, standing, event, stocks = _patterns("en")
    near = event.sub(" ", " ".join(t.word for t in words[max(0, at - _BACK) : at + _AHEAD]))
    if cumulative.search(near):
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
