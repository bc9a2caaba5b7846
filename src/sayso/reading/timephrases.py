"""Finds the wordings that tell a time, and works out the days they mean.

The grammar is data (``languages/<code>/times.toml``); the arithmetic is here. Relative phrases count from an
*anchor*, the article's own day; without one they have no days, and none is invented. Which phrase dates which
claim is for :mod:`sayso.reading.times` to say.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from sayso.languages import load
from sayso.model import Span

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording and the days it means: ``start`` and ``end`` inclusive, both None where it cannot be known.

    ``window`` is True for a stretch that runs up to the anchor ("in the last 17 days", "this month").
    ``since`` is True where the text says that a count runs from there on. ``shift`` counts days from the
    day told before ("a day earlier"), None for all other phrases.
    """

    span: Span
    start: date | None
    end: date | None
    precision: str
    rule: str
    window: bool = False
    since: bool = False
    future: bool = False
    shift: int | None = None


Days = tuple[date | None, date | None, str, bool]
"""Start, end, precision, and whether the stretch runs up to the anchor."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    dates: tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]
    datelines: tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]
    searched: tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]
    before: Mapping[str, re.Pattern[str]]
    hint: re.Pattern[str]
    words: Mapping[str, Any]


@cache
def grammar(language: str) -> _Grammar:
    """The patterns of one language, compiled."""
    words = load(language, "times")
    lists = {
        "month": words["months"],
        "weekday": words["weekdays"],
        "day": words["days"],
        "unit": words["units"],
        "number": words["numbers"],
        "part": words["parts"],
    }

    months = tuple(sorted({name[:3] for name in words["months"]}))

    def compiled(group: str) -> tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]:
        made = []
        for item in words[group]:
            pattern = item["pattern"].replace(" ", r"\s")
            for name, entries in lists.items():
                pattern = pattern.replace("{" + name + "}", f"(?:{_any(entries)})")
            needs = [n for need in item["needs"] for n in (months if need == "month" else (need,))]
            made.append(
                (item["rule"], re.compile(r"(?<!\w)" + pattern, re.IGNORECASE), {**item, "needs": needs})
            )
        return tuple(made)

    before = {
        "since": re.compile(rf"\b(?:{_any(words['words']['since'])})\s(?:\w+\s){{0,3}}$", re.IGNORECASE),
        "began": re.compile(rf"\b(?:{_any(words['words']['began'])})\b[^.]{{0,90}}$", re.IGNORECASE),
        "inside": re.compile(rf"\b(?:{_any(words['words']['inside'])})\s*$", re.IGNORECASE),
        "published": re.compile(
            rf"\b(?:{_any(words['words']['published'])})\b\W*(?:\w+\W+){{0,2}}$", re.IGNORECASE
        ),
        "from": re.compile(rf"\b(?:{_any(words['words']['from'])})\s(?:the\s)?$", re.IGNORECASE),
        "to": re.compile(rf"\s?(?:{_any(words['words']['to'])})\s(?:the\s)?", re.IGNORECASE),
        "future": re.compile(rf"\b(?:{_any(words['words']['future'])})\s+(?:the\s+)?$", re.IGNORECASE),
    }
    stems = [
        *words["months"],
        *words["days"],
        "day",
        "night",
        "evening",
        "morning",
        "afternoon",
        "hour",
        "week",
    ]
    hint = re.compile(rf"\d\d|{_any([*stems, 'month', 'year', 'later'])}", re.IGNORECASE)
    return _Grammar(
        dates=compiled("dates"),
        datelines=compiled("datelines"),
        searched=(*compiled("dates"), *compiled("phrases")),
        before=before,
        hint=hint,
        words=words,
    )


def _any(entries: Any) -> str:
    return "|".join(re.escape(e).replace(r"\ ", r"\s") for e in sorted(entries, key=lambda e: (-len(e), e)))


def find(text: str, start: int, end: int, *, anchor: date | None, language: str = "en") -> tuple[Phrase, ...]:
    """The time phrases in ``text[start:end]``, in order, without overlaps (the longest wins)."""
    known = grammar(language)
    if not known.hint.search(text, start, end):
        return ()
    low = text[start:end].lower()
    found = [
        (match, rule, item)
        for rule, pattern, item in known.searched
        if any(need in low for need in item["needs"])
        for match in pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda f: (f[0].start() - f[0].end(), f[0].start()))
    taken: list[tuple[int, int]] = []
    phrases = []
    for match, rule, item in found:
        if any(match.start() < e and s < match.end() for s, e in taken):
            continue
        days = RULES[rule](match, anchor, known.words)
        if days is None:
            continue
        taken.append(match.span())
        phrases.append(_phrase(text, start, match, rule, item, days, known))
    return _joined(text, start, sorted(phrases, key=lambda p: p.span.start), known)


def _joined(text: str, start: int, phrases: list[Phrase], known: _Grammar) -> tuple[Phrase, ...]:
    """ "From 27 March to 10 April" is one stretch; each of its ends would date the count wrongly."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.start
            and phrase.end
            and last.start <= phrase.end
            and known.before["to"].fullmatch(text, last.span.end, phrase.span.start)
            and known.before["from"].search(text[max(start, last.span.start - 20) : last.span.start])
        ):
            span = Span.cut(text, last.span.start, phrase.span.end)
            joined[-1] = replace(last, span=span, end=phrase.end, since=False, window=False)
        else:
            joined.append(phrase)
    return tuple(joined)


def _phrase(
    text: str,
    start: int,
    match: re.Match[str],
    rule: str,
    item: Mapping[str, Any],
    days: Days,
    known: _Grammar,
) -> Phrase:
    lead, tail = match.start(), match.end()
    while lead < tail and text[lead].isspace():
        lead += 1
    before = text[max(start, lead - 120) : lead]
    inner = text[lead:tail]
    since = bool(
        known.before["since"].search(before + inner[: _lead_words(inner)])
        or known.before["began"].search(before)
    )
    future = bool(known.before["future"].search(before + inner[: _lead_words(inner)]))
    return Phrase(
        span=Span.cut(text, lead, tail),
        start=days[0],
        end=days[1],
        precision=days[2],
        rule=rule,
        window=days[3],
        since=since,
        future=future,
        shift=item.get("shift"),
    )


def _lead_words(inner: str) -> int:
    """How far the phrase's own first word reaches: "since Monday" carries its "since" inside."""
    at = inner.find(" ")
    return at + 1 if at > 0 else 0


def full_dates(
    text: str, start: int, end: int, *, near: date | None, language: str = "en"
) -> list[tuple[Span, date]]:
    """Dates with day, month and year in ``text[start:end]``, in order; numeric ones by ``near``."""
    known, found = grammar(language), []
    for rule, pattern, _ in known.dates:
        for match in pattern.finditer(text, start, end):
            days = RULES[rule](match, near, known.words)
            if days is not None and days[0] is not None:
                found.append((Span.cut(text, match.start(), match.end()), days[0]))
    return sorted(found, key=lambda f: (f[0].start, -f[0].end))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(match: re.Match[str], words: Mapping[str, Any], group: str = "month") -> int:
    return int(words["months"][match[group].lower().rstrip(".")])


def _year(written: str, near: date | None) -> int:
    """ "90" is 1990 and "16" is 2016: the century that comes nearest, at latest the anchor's year."""
    year = int(written)
    if year > 99:
        return year
    latest = near.year if near else 2049
    return max(y for y in (1900 + year, 2000 + year) if y <= latest + 1 or y < 2000)


def _dmy(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    groups = match.groupdict()
    year, day = _year(match["y"], anchor), int(match["d"])
    if groups.get("month"):
        told = _day(year, _month(match, words), day)
    else:
        month = int(match["m"])
        told = _day(year, month, day)
        if groups.get("sep"):
            told = _nearer(told, _day(year, day, month), anchor)
    return (told, told, DAY, False) if told else None


def _nearer(first: date | None, second: date | None, anchor: date | None) -> date | None:
    """Day before month, unless only the other reading is a date, or it alone lies near the anchor."""
    if first is None or second is None or anchor is None:
        return first or second
    return second if abs(second - anchor) <= timedelta(days=3) < abs(first - anchor) else first


def _past(year: int | None, month: int, day: int, anchor: date | None) -> date | None:
    """The named year's day, else the last such day that is not after the anchor.

    A day up to two months ahead stays ahead ("due on 26 October"): ten months back would be told with a year.
    """
    if year is not None:
        return _day(year, month, day)
    if anchor is None:
        return None
    for candidate in (anchor.year + 1, anchor.year, anchor.year - 1):
        told = _day(candidate, month, day)
        if told and told <= anchor + timedelta(days=60):
            return told
    return None


def _dm(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    groups = match.groupdict()
    month = _month(match, words, "month" if match["month"] else "month2")
    day = int(match["d"] or groups["d2"])
    if not 1 <= day <= 31:
        return None
    told = _past(None, month, day, anchor)
    return told, told, DAY, False


def _days_of_month(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    first, last, month = int(match["d"]), int(match["d2"]), _month(match, words)
    if not 1 <= first < last <= 31:
        return None
    year = int(match["y"]) if match["y"] else None
    return _past(year, month, first, anchor), _past(year, month, last, anchor), DAY, False


def _whole_month(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    groups, month = match.groupdict(), _month(match, words)
    first = _past(int(groups["y"]) if groups.get("y") else None, month, 1, anchor)
    if first is None:
        return None, None, MONTH, False
    last = first.replace(day=monthrange(first.year, month)[1])
    part = words["parts"].get(re.sub(r"\s+", " ", (groups.get("part") or "").lower()))
    if part == "early":
        last = first.replace(day=10)
    elif part == "mid":
        first, last = first.replace(day=11), first.replace(day=20)
    elif part == "late":
        first = first.replace(day=21)
    return first, last, MONTH, False


def _whole_year(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    year = int(match["y"])
    if anchor is not None and year > anchor.year:
        return None
    return date(year, 1, 1), date(year, 12, 31), YEAR, False


def _shifted(days: int) -> Callable[[re.Match[str], date | None, Mapping[str, Any]], Days | None]:
    def rule(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
        told = anchor + timedelta(days=days) if anchor else None
        return told, told, DAY, False

    return rule


def _overnight(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    return (anchor - timedelta(days=1) if anchor else None), anchor, DAY, False


def _weekday(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    if anchor is None:
        return None, None, DAY, False
    back = (anchor.weekday() - words["days"][match["day"].lower()]) % 7
    told = anchor - timedelta(days=back)
    return told, told, DAY, False


def _count(match: re.Match[str], words: Mapping[str, Any]) -> int:
    written = match["n"]
    if written is None:
        return 1
    return int(written) if written.isdigit() else int(words["numbers"][written.lower()])


def _unit(match: re.Match[str], words: Mapping[str, Any]) -> str:
    return str(words["units"][match["unit"].lower()])


def back(anchor: date, count: int, unit: str) -> date:
    """The day ``count`` units before ``anchor``; hours round up to whole days."""
    if unit == "hour":
        return anchor - timedelta(days=-(-count // 24))
    if unit in {"day", "week"}:
        return anchor - timedelta(days=count * (7 if unit == "week" else 1))
    months = anchor.year * 12 + anchor.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date(1, 1, 1)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def _last_units(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    unit = _unit(match, words)
    vague = match.groupdict().get("vague") or (match["n"] is None and match["unit"].endswith("s"))
    if vague:
        return None, anchor, DAY, True
    begin = back(anchor, _count(match, words), unit) if anchor else None
    return begin, anchor, DAY, True


def _last_unit(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    unit = _unit(match, words)
    if anchor is None:
        return None, None, unit, False
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday() + 7)
        return monday, monday + timedelta(days=6), WEEK, False
    if unit == "month":
        last = anchor.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last, MONTH, False
    return date(anchor.year - 1, 1, 1), date(anchor.year - 1, 12, 31), YEAR, False


def _this_unit(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    unit = _unit(match, words)
    if anchor is None:
        return None, None, unit, False
    firsts = {"week": anchor - timedelta(days=anchor.weekday()), "month": anchor.replace(day=1)}
    return firsts.get(unit, anchor.replace(month=1, day=1)), anchor, DAY, True


def _weekend(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    if anchor is None:
        return None, None, DAY, False
    saturday = anchor - timedelta(days=(anchor.weekday() - 5) % 7)
    return saturday, min(anchor, saturday + timedelta(days=1)), DAY, False


def _ago(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    unit = _unit(match, words)
    if anchor is None:
        return None, None, DAY, False
    told = (
        anchor if unit == "hour" and _count(match, words) < 12 else back(anchor, _count(match, words), unit)
    )
    if unit == "month":
        return told.replace(day=1), told.replace(day=monthrange(told.year, told.month)[1]), MONTH, False
    if unit == "year":
        return date(told.year, 1, 1), date(told.year, 12, 31), YEAR, False
    return told, told, DAY, False


def _unknown(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    return None, None, DAY, False


def _start_of(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    days = _this_unit(match, anchor, words)
    return (days[0], days[0], DAY, False) if days else None


RULES: Mapping[str, Callable[[re.Match[str], date | None, Mapping[str, Any]], Days | None]] = {
    "dmy": _dmy,
    "dm": _dm,
    "days_of_month": _days_of_month,
    "month": _whole_month,
    "year": _whole_year,
    "today": _shifted(0),
    "yesterday": _shifted(-1),
    "day_before_yesterday": _shifted(-2),
    "overnight": _overnight,
    "nights": _weekday,
    "weekday": _weekday,
    "last_units": _last_units,
    "last_unit": _last_unit,
    "this_unit": _this_unit,
    "start_of_unit": _start_of,
    "weekend": _weekend,
    "ago": _ago,
    "day_shift": _unknown,
}
