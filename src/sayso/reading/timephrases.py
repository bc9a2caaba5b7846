"""Finds the wordings that tell a time, and works out the days they mean.

The grammar is data (``languages/<code>/times.toml``); the arithmetic is in :mod:`timerules`. Relative
phrases count from an *anchor*, the article's own day; without one they have no days, and none is invented.
Which phrase dates which claim is for :mod:`sayso.reading.times` to say.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from sayso.languages import load
from sayso.model import Span
from sayso.reading.timerules import DAY, RULES, YEAR, Days


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording and the days it means: ``start`` and ``end`` inclusive, both None where it cannot be known.

    ``window`` is True for a stretch that runs up to the anchor ("in the last 17 days", "this month").
    ``since`` is True where the text says that a count runs from there on. ``shift`` counts days from the
    day told before ("a day earlier"), None for all other phrases. ``telling`` is True where it dates the
    telling ("a doctor said on Friday"), ``until`` where what is told came about by then ("as of Monday"),
    ``when`` where what follows it came about on it ("since Monday, when nine were shot"), ``recalled`` where
    the text only looks back to it ("the raid comes a week after"). ``began`` is True where only a word of
    beginning makes it ``since`` ("fighting broke out on Monday").
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
    telling: bool = False
    until: bool = False
    when: bool = False
    recalled: bool = False
    began: bool = False


_NEIGHBOURS = (timedelta(days=1), timedelta(days=2))
"""How far two days may lie apart that are told in one breath as the time of one thing."""

_MEASURING = frozenset({"last_units", "in_units"})
"""The rules whose windows may be those of an amount of rain."""

_SPACE = re.compile(r"[\n\t\xa0]")
_Entry = tuple[str, re.Pattern[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Patterns that are searched only where one of ``words``, or one of the ``stems``, stands."""

    words: tuple[str, ...]
    stems: re.Pattern[str] | None
    entries: tuple[_Entry, ...]

    def fits(self, low: str) -> bool:
        """Whether a sentence, in lower case, may hold one of the patterns."""
        return any(map(low.__contains__, self.words)) or bool(self.stems and self.stems.search(low))


@dataclass(frozen=True, slots=True)
class _Grammar:
    dates: tuple[_Group, ...]
    datelines: tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]
    groups: tuple[_Group, ...]
    before: Mapping[str, re.Pattern[str]]
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
        "ordinal": words["ordinals"],
        "part": words["parts"],
    }

    stems = {
        "month": rf"(?<!\w)(?:{_any(words['months'])})(?![^\W\d_])",
        "weekday": rf"(?<!\w)(?:{_any(words['days'])})",
        "year": r"(?:19|20)\d\d",
    }

    def needed(needs: Iterable[str], group: Sequence[_Entry]) -> _Group:
        patterns = "|".join(stems[need] for need in needs if need in stems)
        return _Group(
            words=tuple(need for need in needs if need not in stems),
            stems=re.compile(patterns) if patterns else None,
            entries=tuple(group),
        )

    def grouped(entries: Iterable[_Entry]) -> tuple[_Group, ...]:
        groups: dict[tuple[str, ...], list[_Entry]] = {}
        for entry in entries:
            groups.setdefault(tuple(entry[2]["needs"]), []).append(entry)
        return tuple(needed(needs, group) for needs, group in groups.items())

    def compiled(group: str) -> tuple[tuple[str, re.Pattern[str], Mapping[str, Any]], ...]:
        made = []
        for order, item in enumerate(words[group], start=len(words["dates"]) if group == "phrases" else 0):
            pattern = item["pattern"].replace(" ", r"\s")
            for name, entries in lists.items():
                pattern = pattern.replace("{" + name + "}", f"(?:{_any(entries)})")
            made.append(
                (item["rule"], re.compile(r"(?<!\w)" + pattern, re.IGNORECASE), {**item, "order": order})
            )
        return tuple(made)

    hour = (
        r"(?:\d{1,2}[:.]?\d\d\s?(?:(?:hours|gmt|[ap]\.?m\.?)\s)?(?:on\s)?"
        rf"|(?:the\s)?(?:{_any(words['words']['parts_of_day'])})\s)?"
    )
    before = {
        "since": re.compile(
            rf"\b(?:{_any(words['words']['since'])})\s(?:\w+\s){{0,3}}$"
            rf"|\b(?:{_any(words['words']['ever_since'])})\s(?:[^\s.,;:]+\s){{0,10}}$",
            re.IGNORECASE,
        ),
        "began": re.compile(
            rf"\b(?:{_any(words['words']['began'])})\b[^.]{{0,90}}$"
            rf"|\b(?:{_any(words['words']['launched'])})\s(?:\w+\s)?$"
            rf"|\b(?:{_any(words['words']['launched'])})\b[^.]{{0,60}}"
            rf"\b(?:{_any(words['words']['undertakings'])})\b[^.]{{0,40}}$",
            re.IGNORECASE,
        ),
        "inside": re.compile(rf"\b(?:{_any(words['words']['inside'])})\s*$", re.IGNORECASE),
        "goes_on": re.compile(rf",\s(?:{_any(words['words']['goes_on'])})\s"),
        "published": re.compile(
            rf"\b(?:{_any(words['words']['published'])})\b\W*(?:\w+\W+){{0,2}}$", re.IGNORECASE
        ),
        "telling": re.compile(rf"\b(?:{_any(words['words']['telling'])})\s(?:\w{{1,7}}\s)?$", re.IGNORECASE),
        "according": re.compile(
            rf"\b(?:{_any(words['words']['according'])})\s(?:[^\s.,;]+\s){{1,8}}?$", re.IGNORECASE
        ),
        "tolls": re.compile(
            rf"\b(?:{_any(words['words']['tolls'])})\s(?:[^\s.;]+\s){{0,12}}?(?:\w+\s)?[\d,]{{1,12}},?\s(?:\w{{1,7}}\s)?$",
            re.IGNORECASE,
        ),
        "compared": re.compile(
            rf"\b(?:{_any(words['words']['compared'])})\s(?!(?:{_any(words['words']['counted_time'])})\b)"
            r"(?:[^\s.,;:]+\s){0,10}$",
            re.IGNORECASE,
        ),
        "of_another": re.compile(
            rf"(?:[^\s]+\s){{4,}}(?:{_any(words['words']['relative'])})\s"
            rf"(?:{_any(words['words']['relative_verbs'])})\s[^.,;]*$",
            re.IGNORECASE,
        ),
        "amounts": re.compile(
            rf"(?:\b|\d)(?:{_any(words['words']['amounts'])})\b(?: of \w+| \w+){{0,2}}\s?$", re.IGNORECASE
        ),
        "told": re.compile(rf"\s(?:{_any(words['words']['telling_after'])})\b", re.IGNORECASE),
        "told_first": re.compile(
            rf",?\s(?:{_any(words['words']['tellers'])})\s(?:(?!\S*(?:ed|ing)\b)[^\s.,;]+\s){{0,6}}?"
            rf"(?:{_any(words['words']['telling_after'])})\b",
            re.IGNORECASE,
        ),
        "until": re.compile(
            rf"\b(?:{_any(words['words']['until'])})\s(?:[\d:.]+\s?(?:[ap]\.?m\.?)?,?\s)?(?:\w{{1,7}}\s)?$",
            re.IGNORECASE,
        ),
        "until_it": re.compile(rf"\b(?:{_any(words['words']['until'])})\s$", re.IGNORECASE),
        "from": re.compile(rf"\b(?:{_any(words['words']['from'])})\s{hour}(?:the\s)?$", re.IGNORECASE),
        "to": re.compile(rf"\s?(?:{_any(words['words']['to'])})\s{hour}(?:the\s)?", re.IGNORECASE),
        "ended": re.compile(
            rf",?\s(?:{_any(words['words']['ended'])})\s(?:at\s)?{hour}(?:on\s)?(?:the\s)?", re.IGNORECASE
        ),
        "when": re.compile(rf",?\s(?:{_any(words['words']['when'])})\b", re.IGNORECASE),
        "and": re.compile(rf"\s(?:{_any(words['words']['and'])})\s", re.IGNORECASE),
        "future": re.compile(rf"\b(?:{_any(words['words']['future'])})\s+(?:the\s+)?$", re.IGNORECASE),
        "plans": re.compile(rf"\b(?:{_any(words['words']['plans'])})\s[^.,;:\n]{{0,70}}$", re.IGNORECASE),
    }
    dates = compiled("dates")
    return _Grammar(
        dates=grouped(dates),
        datelines=compiled("datelines"),
        groups=grouped((*dates, *compiled("phrases"))),
        before=before,
        words=words,
    )


def _any(entries: Any) -> str:
    return "|".join(re.escape(e).replace(r"\ ", r"\s") for e in sorted(entries, key=lambda e: (-len(e), e)))


@lru_cache(maxsize=4)
def _fitting(text: str, language: str) -> tuple[_Group, ...]:
    """The groups that a text may hold a pattern of: only these are asked for in its sentences."""
    low = _SPACE.sub(" ", text.lower())
    return tuple(group for group in grammar(language).groups if group.fits(low))


def find(text: str, start: int, end: int, *, anchor: date | None, language: str = "en") -> tuple[Phrase, ...]:
    """The time phrases in ``text[start:end]``, in order, without overlaps (the longest wins)."""
    known = grammar(language)
    low = _SPACE.sub(" ", text[start:end].lower())
    found = [
        (match, rule, item)
        for group in _fitting(text, language)
        if group.fits(low)
        for rule, pattern, item in group.entries
        for match in pattern.finditer(text, start, end)
    ]
    found.sort(key=lambda f: (f[0].start() - f[0].end(), f[0].start(), f[2]["order"]))
    taken: list[tuple[int, int]] = []
    phrases = []
    for match, rule, item in found:
        if any(match.start() < e and s < match.end() for s, e in taken):
            continue
        days = RULES[rule](match, anchor, known.words)
        if days is None:
            continue
        taken.append(match.span())
        if rule in _MEASURING and known.before["amounts"].search(text, start, match.start()):
            continue
        phrase = _phrase(text, start, match, rule, item, days, known)
        if not _compares(text, start, phrase, known):
            phrases.append(phrase)
    return _joined(text, start, sorted(phrases, key=lambda p: p.span.start), known)


def _compares(text: str, start: int, phrase: Phrase, known: _Grammar) -> bool:
    """True for a stretch that only compares: "in one of the deadliest attacks this year"."""
    long = phrase.window or phrase.since or phrase.precision == YEAR
    return long and known.before["compared"].search(text, start, phrase.span.start) is not None


def _joined(text: str, start: int, phrases: list[Phrase], known: _Grammar) -> tuple[Phrase, ...]:
    """ "From 27 March to 10 April" is one stretch; each of its ends would date the count wrongly."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        if last is not None and (
            _from_to(text, start, last, phrase, known) or _both_days(text, last, phrase, known)
        ):
            span = Span.cut(text, last.span.start, phrase.span.end)
            joined[-1] = replace(last, span=span, end=phrase.end, since=False, window=False)
        else:
            joined.append(phrase)
    return tuple(joined)


def _from_to(text: str, start: int, last: Phrase, phrase: Phrase, known: _Grammar) -> bool:
    """Whether two phrases are the ends of one stretch: "from" or "between" before, "to" or "and" between;
    or what "began" on the first day "and ended" on the second.
    """
    if not (last.start and phrase.end and last.start <= phrase.end):
        return False
    begins = phrase.span.start

    def between(pattern: re.Pattern[str]) -> bool:
        ends = (begins, begins + _lead_words(phrase.span.text))
        return any(pattern.fullmatch(text, last.span.end, end) for end in ends)

    if last.since and between(known.before["ended"]):
        return True
    return between(known.before["to"]) and _from(text, start, last, known)


def _both_days(text: str, last: Phrase, phrase: Phrase, known: _Grammar) -> bool:
    """ "On Thursday and Friday": one stretch of days in a row, told with a single "on"."""
    if last.start is None or phrase.end is None or phrase.telling or last.since or phrase.since:
        return False
    return (
        last.precision == phrase.precision == DAY
        and last.start == last.end
        and phrase.start == phrase.end
        and phrase.end - last.start in _NEIGHBOURS
        and known.before["and"].fullmatch(text, last.span.end, phrase.span.start) is not None
    )


def _from(text: str, start: int, phrase: Phrase, known: _Grammar) -> bool:
    """Whether a "from" or "between" stands before a phrase, or is its own first word ("from 1986")."""
    begins = phrase.span.start
    before = text[max(start, begins - 40) : begins], text[begins : begins + _lead_words(phrase.span.text)]
    return any(known.before["from"].search(words) for words in before)


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
    counted = bool(
        known.before["since"].search(before)
        or known.before["since"].search(before + inner[: _lead_words(inner)])
    )
    since = counted or known.before["began"].search(before) is not None
    future = bool(
        known.before["future"].search(before + inner[: _lead_words(inner)])
        or (days[2] == "day" and known.before["plans"].search(before))
    )
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
        recalled=item.get("recalled", False),
        began=since and not counted,
        telling=bool(
            known.before["telling"].search(text, max(start, lead - 40), lead)
            or known.before["according"].search(text, max(start, lead - 80), lead)
            or known.before["tolls"].search(text, max(start, lead - 120), lead)
            or known.before["told"].match(text, tail)
            or (lead == start and known.before["told_first"].match(text, tail))
        ),
        until=bool(
            known.before["until"].search(text[max(start, lead - 30) : lead] + inner[: _lead_words(inner)])
            or known.before["until_it"].search(text, max(start, lead - 10), lead)
        ),
        when=known.before["when"].match(text, tail) is not None,
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
    low = _SPACE.sub(" ", text[start:end].lower())
    for rule, pattern, _ in (entry for group in known.dates if group.fits(low) for entry in group.entries):
        for match in pattern.finditer(text, start, end):
            days = RULES[rule](match, near, known.words)
            if days is not None and days[0] is not None:
                found.append((Span.cut(text, match.start(), match.end()), days[0]))
    return sorted(found, key=lambda f: (f[0].start, -f[0].end))
