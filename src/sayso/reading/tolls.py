"""Whether a count is the toll of something that lasts: a war, an offensive, an epidemic.

"The offensive has left 600 dead", "668 people have been killed in the violence": whatever days stand nearby,
such a number is a running total. Told without the perfect ("eight were killed in the offensive") it may be
one day's part of it, and is left alone. Words are data (``languages/<code>/bases.toml``).
"""

import re
from functools import cache

from sayso.languages import load
from sayso.model import Article
from sayso.reading.drafts import FigureDraft
from sayso.reading.quantities.words import either

_NEAR = 60
"""How many characters may stand between the verb and the number: other counts of the same toll."""


_FAR = 240
"""How far from the number words are looked for."""


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the number of such a toll, and what behind it."""
    words = load(language, "bases")["tolls"]
    lasting, took, perfect, done, breaks = (
        either(words[name]) for name in ("lasting", "took", "perfect", "done", "breaks")
    )
    said = rf"(?:{perfect}\s(?:[a-z]+\s)?{done}|(?:{perfect}\s)?{took})"
    step = rf"(?:(?!{breaks}\b)[\w-]+\W+)"
    before = rf"\b{lasting}\W+{step}{{0,8}}?{said}\b(?!.*\b{breaks}\b)"
    behind = (
        rf"\W*{step}{{0,6}}?{perfect}\s(?:been\s)?{done}\W+{either(words['in'])}\W+{step}{{0,4}}?{lasting}\b"
    )
    return re.compile(before, re.DOTALL), re.compile(behind)


def is_toll(article: Article, figure: FigureDraft, *, language: str = "en") -> bool:
    """Whether the sentence tells the figure as the toll of something that lasts."""
    before, behind = _patterns(language)
    quantity, sentence = figure.quantity.span, figure.sentence
    told = article.text[max(sentence.start, quantity.start - _FAR) : quantity.start].lower()
    if any(len(told) - found.end() <= _NEAR for found in before.finditer(told)):
        return True
    rest = article.text[quantity.end : min(sentence.end, quantity.end + _FAR)].lower()
    return behind.match(rest) is not None


_BEFORE, _BEHIND = 30, 50
"""Within how many characters of the number its own verb stands."""


def is_perfect(article: Article, figure: FigureDraft, *, language: str = "en") -> bool:
    """Whether the figure's verb tells what "has" or "had" been counted."""
    quantity, sentence = figure.quantity.span, figure.sentence
    near = article.text[max(sentence.start, quantity.start - _BEFORE) : quantity.end + _BEHIND].lower()
    return not set(load(language, "bases")["tolls"]["perfect"]).isdisjoint(near.split())
