"""What pages say around an article, in every language that sayso has a folder for, ready to match.

The furniture of a page may be in another language than its article, so the lists of all languages hold at
once. The words themselves are data: ``languages/<code>/pages.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.languages import available, load


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The patterns of ``pages.toml``, compiled; each matches from the start of a block."""

    opens: re.Pattern[str]
    whole: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    captioned: re.Pattern[str]
    dated: re.Pattern[str]
    changed: re.Pattern[str]
    note_heading: re.Pattern[str]
    post_leads: re.Pattern[str]
    post_services: re.Pattern[str]
    post_traces: re.Pattern[str]
    abbreviations: frozenset[str]
    months: dict[str, int]
    weekday: str


def _any(patterns: list[str], *, tail: str = "") -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{p})" for p in patterns) + ")" + tail, re.IGNORECASE)


@cache
def lexicon() -> Lexicon:
    """The lexicon of all languages together."""
    books: list[dict[str, Any]] = []
    for code in available():
        try:
            books.append(load(code, "pages"))
        except FileNotFoundError:
            continue
    months: dict[str, int] = {}
    for book in books:
        for names in (book["dates"]["months"], book["dates"]["short_months"]):
            months.update({name: number for number, name in enumerate(names, start=1)})

    def gathered(section: str, key: str) -> list[str]:
        found: list[str] = []
        for book in books:
            value = book[section][key]
            found.extend([value] if isinstance(value, str) else value)
        return found

    return Lexicon(
        opens=_any(gathered("boilerplate", "opens")),
        whole=_any(gathered("boilerplate", "whole"), tail=r"[\s.:!…>»]*$"),
        byline=_any(gathered("lines", "byline")),
        credit=_any(gathered("lines", "credit")),
        captioned=_any(gathered("lines", "captioned")),
        dated=_any(gathered("lines", "dated")),
        changed=_any(gathered("lines", "changed")),
        note_heading=_any(gathered("notes", "headings"), tail=r"\s*:?\s*$"),
        post_leads=_any(gathered("posts", "leads")),
        post_services=_any(gathered("posts", "services")),
        post_traces=_any(gathered("posts", "traces")),
        abbreviations=frozenset(gathered("sentences", "abbreviations")),
        months=months,
        weekday="(?:" + "|".join(sorted(gathered("dates", "weekdays"), key=len, reverse=True)) + ")",
    )
