"""Whether a happening is told as known before: "the murder of the six teachers", "the funeral of ten miners".

News tells what happened; a deed that is named with "the" happened earlier, and the day of the news is not its
own. "The storm caused the death of ten" tells news all the same. Words are data
(``languages/<code>/times.toml``).
"""

import re
from functools import cache

from sayso.languages import load
from sayso.model import Article
from sayso.reading.drafts import FigureDraft
from sayso.reading.quantities.words import either

_FAR = 100
"""How many characters before the number are looked at."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = load(language, "times")["background"]
    the, deeds, of, causes = (either(words[name]) for name in ("the", "deeds", "of", "causes"))
    return re.compile(
        rf"(?:^|\b(?P<cause>{causes})\W+|\W){the}\W+(?:[\w-]+\W+){{0,3}}?{deeds}\W+(?:[\w-]+\W+){{0,2}}?{of}\W+"
        rf"(?:{the}\W+)?(?:[\w-]+\W+)?$"
    )


def is_known(article: Article, figure: FigureDraft, *, language: str = "en") -> bool:
    """Whether the figure is of a deed that its sentence names as known."""
    quantity = figure.quantity.span
    told = article.text[max(figure.sentence.start, quantity.start - _FAR) : quantity.start].lower()
    found = _pattern(language).search(told)
    return found is not None and found["cause"] is None
