"""The days that a time phrase means, rule by rule: calendar arithmetic on what a pattern matched.

Each rule takes the match, the article's own day (None where nothing tells it) and the language's lists, and
gives :data:`Days`, or None where the match is no time after all. No rule invents a day.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"

Days = tuple[date | None, date | None, str, bool]
"""Start, end, precision, and whether the stretch runs up to the anchor."""


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


def _past(year: int | None, month: int, day: int, anchor: date | None, *, ahead: int = 60) -> date | None:
    """The named year's day, else the last such day that is at most ``ahead`` days after the anchor.

    A day up to two months ahead stays ahead ("due on 26 October"): ten months back would be told with a year.
    """
    if year is not None:
        return _day(year, month, day)
    if anchor is None:
        return None
    for candidate in (anchor.year + 1, anchor.year, anchor.year - 1):
        told = _day(candidate, month, day)
        if told and told <= anchor + timedelta(days=ahead):
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
    year = int(groups["y"]) if groups.get("y") else None
    if groups.get("past") and anchor is not None:
        year = anchor.year - 1
    first = _past(year, month, 1, anchor, ahead=0)
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
    return first, _by(last, first, anchor), MONTH, False


def _by(last: date, first: date, anchor: date | None) -> date:
    """The end of a month or year that is not over ends on the anchor: what is counted has happened by it."""
    return min(last, anchor) if anchor is not None and first <= anchor else last


def _whole_year(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    year = int(match["y"])
    if anchor is not None and year > anchor.year:
        return None
    first = date(year, 1, 1)
    return first, _by(date(year, 12, 31), first, anchor), YEAR, False


def _years(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """From the first of two years to the second."""
    begin, end = int(match["y"] or match["y2"]), int(match["y3"])
    if begin >= end or (anchor is not None and end > anchor.year):
        return None
    first = date(begin, 1, 1)
    return first, _by(date(end, 12, 31), first, anchor), YEAR, False


def _first_units(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """So many days or weeks from the first of a month on, so many months of a year; or its last ones."""
    unit, count, written = match["unit"].lower(), _count(match, words), match["y"] or match["y2"]
    if unit in words["shares"]:
        unit, count = "months", int(words["shares"][unit])
    year = int(written) if written else None
    if match["month"]:
        first = _past(year, _month(match, words), 1, anchor, ahead=0)
    else:
        first = _day(year or (anchor.year if anchor else 0), 1, 1)
    if first is None or count < 1:
        return None, None, DAY, False
    kind = str(words["units"][unit])
    last = ahead(first, count, kind) - timedelta(days=1)
    if match["final"]:
        last = ahead(first, 1, "month" if match["month"] else "year") - timedelta(days=1)
        first = back(last + timedelta(days=1), count, kind)
    return first, _by(last, first, anchor), DAY, False


def _nth_year(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """ "Now in its sixth year": up to the anchor, from the year that was the first."""
    before = int(words["ordinals"][match["nth"].lower()]) - 1
    begin = date(anchor.year - before, 1, 1) if anchor else None
    return begin, anchor, YEAR, True


def _nth_day(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """ "For the third day": up to the anchor, from the day that was the first."""
    nth = int(words["ordinals"][(match["nth"] or match["nth2"] or match["nth3"]).lower()])
    return (anchor - timedelta(days=nth - 1) if anchor else None), anchor, DAY, True


def _till_now(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    return None, anchor, DAY, True


def _shifted(days: int) -> Callable[[re.Match[str], date | None, Mapping[str, Any]], Days | None]:
    def rule(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
        told = anchor + timedelta(days=days) if anchor else None
        return told, told, DAY, False

    return rule


def _overnight(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    return (anchor - timedelta(days=1) if anchor else None), anchor, DAY, False


def _hours(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """ "The past few hours" reach into the day before, and are a window like "the past 24 hours"."""
    return (anchor - timedelta(days=1) if anchor else None), anchor, DAY, True


def _weekday(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    if anchor is None:
        return None, None, DAY, False
    back = (anchor.weekday() - words["days"][match["day"].lower()]) % 7
    if back == 0 and match.groupdict().get("last"):
        back = 7
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
    if unit in {"day", "night", "week"}:
        return anchor - timedelta(days=count * (7 if unit == "week" else 1))
    months = anchor.year * 12 + anchor.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date(1, 1, 1)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def ahead(first: date, count: int, unit: str) -> date:
    """The day ``count`` units after ``first``, which begins a month where the unit is one."""
    if unit not in {"month", "year"}:
        return first - timedelta(days=(back(first, count, unit) - first).days)
    months = first.year * 12 + first.month - 1 + count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, 1)


def _last_units(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    unit = _unit(match, words)
    vague = match.groupdict().get("vague") or (match["n"] is None and match["unit"].lower().endswith("s"))
    if vague:
        return None, anchor, DAY, True
    begin = back(anchor, _count(match, words), unit) if anchor else None
    return begin, anchor, DAY, True


def _in_units(match: re.Match[str], anchor: date | None, words: Mapping[str, Any]) -> Days | None:
    """ "In two days" are two days with that of the telling; "in the past two days" reach back to a third."""
    days = _last_units(match, anchor, words)
    if days is None or days[0] is None or _unit(match, words) != "day":
        return days
    return days[0] + timedelta(days=1), *days[1:]


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
    if anchor - saturday <= timedelta(days=1) and (match["last"] or match["last2"]):
        saturday -= timedelta(days=7)
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
    "years": _years,
    "first_units": _first_units,
    "nth_year": _nth_year,
    "nth_day": _nth_day,
    "till_now": _till_now,
    "since_then": _till_now,
    "today": _shifted(0),
    "yesterday": _shifted(-1),
    "day_before_yesterday": _shifted(-2),
    "overnight": _overnight,
    "hours": _hours,
    "nights": _weekday,
    "weekday": _weekday,
    "last_units": _last_units,
    "in_units": _in_units,
    "last_unit": _last_unit,
    "this_unit": _this_unit,
    "start_of_unit": _start_of,
    "weekend": _weekend,
    "ago": _ago,
    "day_shift": _unknown,
    "day_unknown": _unknown,
}
