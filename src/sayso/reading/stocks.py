"""Whether a count is told as it stands: soldiers "are patrolling", families "were staying in schools".

What is going on while it is told is a stock at that moment, and no event. Words are data
(``languages/<code>/bases.toml``).
"""

import re
from collections.abc import Mapping
from functools import cache

from sayso.languages import load
from sayso.model import Article, Measure
from sayso.reading.drafts import FigureDraft
from sayso.reading.quantities.words import either

_FAR = 100
"""How many characters behind the number are looked at."""


@cache
def _patterns(language: str) -> Mapping[Measure, re.Pattern[str]]:
    words = load(language, "bases")["stock"]
    step = rf"(?:(?!{either(words['breaks'])}\b)[\w.-]+\s)"
    aside = rf"(?:{either(words['aside'])}\s)?"
    now, be, doing = either(words["now"]), either(words["be"]), rf"(?!{either(words['not_doing'])}\b)\w+"
    told = {
        Measure.FORCES: rf"{now}\s{aside}{doing}{either(words['endings'])}\b|{either(words['posted'])}\b",
        Measure.DISPLACED: rf"{be}\s{aside}{either(words['lodged'])}\b",
    }
    return {measure: re.compile(rf"\s{step}{{0,7}}?(?:{source})") for measure, source in told.items()}


def is_stock(article: Article, figure: FigureDraft, *, language: str = "en") -> bool:
    """Whether the figure's own clause tells what is so at the moment."""
    pattern = _patterns(language).get(figure.measure)
    end = figure.quantity.span.end
    rest = article.text[end : min(figure.sentence.end, end + _FAR)].lower()
    return pattern is not None and pattern.match(rest) is not None
