"""When an article appeared, as an interval with its basis; a day is never invented.

In order of trust: what the caller gives, what the page's metadata say, a date line in the text, the article's
address, and last the addresses it cites, which bound it from below only.
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from sayso.model import DateBasis, Passage, PassageKind, Published
from sayso.sources.lexicon import lexicon

YEARS = (1970, 2100)
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_URL_DAY = re.compile(
    r"(?:^|[/_.-])((?:19|20)\d\d)([/_.-]?)(\d{1,2}|[a-z]{3,9})\2(\d{1,2})(?=$|[/_.?#-]|[a-z])", re.I
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})(?=/|$)", re.I)
_CLOCK = (
    r"(?:[,|@·•–-]?\s*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:\(?[A-Z]{2,5}(?:[+-]\d{1,2})?\)?)?)"
)
FIRST_BLOCKS = 8


def published_of(
    *,
    given: str | None,
    metadata: Sequence[str],
    text: str,
    passages: Sequence[Passage],
    url: str | None,
    cited: Iterable[str | None],
) -> Published:
    """The publication interval by the first of the five bases that tells one."""
    if given and (found := read_iso(given)):
        return Published(earliest=found, latest=found, basis=DateBasis.GIVEN)
    for said in metadata:
        if (found := read_iso(said)) or (found := read_day(said)):
            return Published(earliest=found, latest=found, basis=DateBasis.METADATA)
    if found := dateline(text, passages):
        return Published(earliest=found, latest=found, basis=DateBasis.DATELINE)
    if bounds := days_of_address(url):
        return Published(earliest=bounds[0], latest=bounds[1], basis=DateBasis.URL)
    lower = [b[0] for address in cited if (b := days_of_address(address))]
    if lower:
        return Published(earliest=max(lower), latest=None, basis=DateBasis.CITED_URL)
    return Published()


def read_iso(said: str) -> str | None:
    """An ISO date, or a date-time where it has a zone; None where ``said`` is neither or no real day."""
    flat = said.strip().replace(" UTC", "+00:00").replace(" GMT", "+00:00")
    try:
        moment = datetime.fromisoformat(flat)
    except ValueError:
        found = _ISO.match(flat)
        return _day(int(found[1]), int(found[2]), int(found[3])) if found else None
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    if moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def read_day(said: str) -> str | None:
    """A day written out with its month by name and its year, and nothing but clock times around it."""
    found = _written().fullmatch(said.strip())
    return _written_day(found) if found else None


def is_date_line(said: str) -> bool:
    """True for a block that dates the report and says nothing else."""
    if len(said) >= 90:
        return False
    changed = lexicon().changed.match(said)
    return _dated_line(said[changed.end() :] if changed else said) is not None


def _dated_line(said: str) -> str | None:
    head = lexicon().dated.match(said)
    rest = said[head.end() :].strip() if head else said.strip()
    return read_day(rest) or (read_iso(rest) if len(rest) < 32 else None)


def dateline(text: str, passages: Sequence[Passage]) -> str | None:
    """The day that a line of its own, or the opening of the report, gives for it near the top of the text."""
    seen = 0
    for passage in passages:
        if seen >= FIRST_BLOCKS:
            return None
        if passage.kind is PassageKind.NOTE:
            continue
        seen += 1
        said = text[passage.start : passage.end]
        day = _dated_line(said) if len(said) < 90 else None
        if day is None and (opening := _opening(said[:160])):
            day = _written_day(opening)
        if day:
            return day
        if passage.kind is PassageKind.PARAGRAPH and len(said) > 200:
            return None
    return None


def days_of_address(url: str | None) -> tuple[str, str] | None:
    """First and last day that an address can mean ("/2020/feb/28/", "/2020/02/"), or None."""
    if not url:
        return None
    path = re.sub(r"^https?://[^/]*", "", url)
    for found in _URL_DAY.finditer(path):
        if not found[2] and (len(found[3]) != 2 or len(found[4]) != 2):
            continue
        month = _month(found[3])
        if month and (day := _day(int(found[1]), month, int(found[4]))):
            return day, day
    if monthly := _URL_MONTH.search(path):
        month, year = _month(monthly[2]), int(monthly[1])
        if month and YEARS[0] <= year <= YEARS[1]:
            last = calendar.monthrange(year, month)[1]
            return date(year, month, 1).isoformat(), date(year, month, last).isoformat()
    return None


def _month(said: str) -> int | None:
    if said.isdigit():
        return int(said) if 1 <= int(said) <= 12 else None
    return lexicon().months.get(said.casefold())


def _day(year: int, month: int, day: int) -> str | None:
    if not YEARS[0] <= year <= YEARS[1]:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _months() -> str:
    return "|".join(sorted(map(re.escape, lexicon().months), key=len, reverse=True))


def _date() -> str:
    months = _months()
    return (
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ .-]+(?P<m1>{months})\.?,?[ -]+(?P<y1>\d{{4}})"
        rf"|(?P<m2>{months})\.?[ -]+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ -]+(?P<y2>\d{{4}}))(?!\d)"
    )


@cache
def _written() -> re.Pattern[str]:
    """A written-out day with weekday and clock around it, as a whole line."""
    weekday = lexicon().weekday
    return re.compile(
        rf"(?:{weekday}\.?,?\s+)?{_CLOCK}?[,|·•–-]?\s*(?:on\s+)?(?:{weekday}\.?,?\s+)?{_date()}{_CLOCK}?\s*\.?",
        re.IGNORECASE,
    )


@cache
def _openings() -> re.Pattern[str]:
    weekday = lexicon().weekday
    place = r"(?-i:[A-Z][\w’'.-]+(?:[ ,/]+(?-i:[A-Z(])[\w’'.-]*\)?){0,5}),?\s+"
    return re.compile(
        rf"(?:{weekday}\.?,?\s+{_date()}(?=\s*[|–—:-]|\s+(?-i:[A-Z“\"‘])|$)"
        rf"|{place}{_date().replace('P<', 'P<p')}\s*(?:\([^)]{{1,40}}\)|/[^/]{{1,30}}/)?\s*[-–—:])",
        re.IGNORECASE,
    )


def _opening(said: str) -> re.Match[str] | None:
    """Match "Fri 28 Feb 2020 Shells fell…" or "GAZIANTEP, Turkey, Feb. 28, 2020 (Agency) -" at the head."""
    return _openings().match(said.strip())


def _written_day(found: re.Match[str]) -> str | None:
    parts = {k.removeprefix("p"): v for k, v in found.groupdict().items() if v}
    day, month, year = (parts.get(k + "1") or parts.get(k + "2") for k in "dmy")
    if not (day and month and year):
        return None
    return _day(int(year), lexicon().months[month.casefold()], int(day))
