"""Numbers that are no claim, and why: dates, ages, money, distances, model names, votes and their like.

Each rule looks at the few characters before and behind a numeral and names its reason. A reason is given
only where the words show it; a number of something that merely is not worth counting is left to the claim
reader. What the words are stands in ``languages/<code>/quantities.toml``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sayso.languages import load
from sayso.reading.quantities.numerals import Numeral
from sayso.reading.quantities.words import either, fold, whole

_BACK, _AHEAD = 40, 48

_INHABITED = 10_000
"""Fewer than so many are no city's inhabitants, but those of it who are told of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A numeral and its surroundings: the characters before and after it, and the ``last`` words before it.

    ``people`` is True where people are named right behind, ``counts`` where any counted plural is,
    ``bounded`` where a modifier bounds it.
    """

    numeral: Numeral
    written: str
    before: str
    after: str
    last: tuple[str, ...]
    bounded: bool
    people: bool
    counts: bool = False

    def follows(self, phrases: frozenset[str], *, skip: int = 0) -> bool:
        """Whether the words right before the numeral (but for the last ``skip``) are one of ``phrases``."""
        last = self.last[: len(self.last) - skip] if skip else self.last
        return any(" ".join(last[-count:]) in phrases for count in range(1, min(4, len(last)) + 1))


Rule = tuple[str, Callable[[Setting], bool]]


def reason(setting: Setting, *, language: str = "en") -> str | None:
    """Why the number is no claim (``date``, ``age``, ``money``...), or None where it may be one."""
    for name, holds in rules(language):
        if holds(setting):
            return name
    return None


def around(text: str, start: int, numeral: Numeral, end: int) -> tuple[str, str]:
    """The characters before and behind a numeral that the rules look at."""
    return text[max(start, numeral.start - _BACK) : numeral.start], text[
        numeral.end : min(end, numeral.end + _AHEAD)
    ]


def last_words(before: str) -> tuple[str, ...]:
    """The folded words of the characters before a numeral; one that the window cuts is left out."""
    found = fold(before.replace("(", " ").replace("-", " ")).split()
    return tuple(found[1:] if len(before) == _BACK else found)


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of ``language`` in the order that they are tried."""
    data = load(language, "quantities")["exclude"]
    return (
        *_shape_rules(data),
        *_date_rules(data),
        *_unit_rules(data),
        *_label_rules(data),
    )


def _compile(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _behind(*sources: str) -> Callable[[Setting], bool]:
    pattern = _compile("|".join(sources))
    return lambda s: pattern.match(s.after) is not None


def _follows(phrases: list[str]) -> Callable[[Setting], bool]:
    known = frozenset(map(fold, phrases))
    return lambda s: s.follows(known)


def _small(setting: Setting, most: int) -> bool:
    value = setting.numeral.value
    return value is not None and value <= most


def _shape_rules(data: dict[str, list[str]]) -> tuple[Rule, ...]:
    """Reasons that lie in the writing itself: addresses, model names, footnotes, lists, telephone numbers."""
    score = _compile(r"[-–]\d{1,2}(?![\d,.])")
    stamp = _compile(r"[0-2]\d[0-5]\d[0-5]\d")
    decade = _compile(r"['’]?s(?!\w)")
    ordinal = _compile(rf"{either(data['ordinal'])}(?!\w)")
    address = _compile(r"(?:https?:|www\.|//|@|[?&]\w+=)\S*$")
    glued = _compile(r"(?:[^\W\d_]|(?<=[^\W\d_])[-–])$")
    # "dead16,000 families": a lost space behind a whole word, not the name of a model.
    joined = _compile(r"[^\W\d_]{4}$")
    listed = _compile(r"(?:^|\n)\s*$")
    dialled = _compile(r"\+\d{1,4}[\s.(-]{1,2}(?:\d{2,4}[\s.)-]{1,2}){0,3}$")
    stuck = _compile(r"[^\W\d_]{2}[.,;!?][\"”’']?$")
    money = _compile(rf"(?<![^\W_]){either(data['money_before'])}\s?$")
    phone = _compile(r"[\s.-]\(?\d{2,4}\)?[\s.-]\d{2,4}")

    def written(s: Setting) -> bool:
        return s.numeral.digits

    return (
        ("address", lambda s: written(s) and bool(address.search(s.before))),
        ("footnote", lambda s: written(s) and s.before[-1:] == "[" and s.after[:1] in "],"),
        (
            "footnote",
            lambda s: (
                written(s) and _small(s, 99) and bool(stuck.search(s.before)) and s.after[:1] in " \n\t"
            ),
        ),
        (
            "list",
            lambda s: (
                written(s)
                and _small(s, 99)
                and bool(listed.search(s.before))
                and bool(re.match(r"[.)]\s", s.after))
            ),
        ),
        (
            "clock",
            lambda s: written(s) and bool(re.match(r":[0-5]\d", s.after) or re.search(r"\d:$", s.before)),
        ),
        (
            "date",
            lambda s: (
                written(s)
                and bool(
                    re.match(r"([-./])\d{1,2}\1\d{1,4}|/\d|-(?:19|20)\d\d(?!\d)", s.after)
                    or re.search(r"\d\.\d{1,2}\.$|\d[-/]$", s.before)
                )
            ),
        ),
        (
            "percent",
            _behind(
                rf"[\s-]?{whole(data['percent'])}",
                rf"\s?(?:-|–|to|or)\s?[\d.]{{1,6}}\s?{whole(data['percent'])}",
            ),
        ),
        (
            "ordinal",
            lambda s: written(s) and bool(ordinal.match(s.after)),
        ),
        (
            "telephone",
            lambda s: (
                s.numeral.value is None
                or (written(s) and (s.before[-1:] == "+" or bool(dialled.search(s.before[-16:]))))
                or (
                    written(s) and not s.people and s.before[-1:] in ("-", "(") and bool(phone.match(s.after))
                )
            ),
        ),
        ("money", lambda s: bool(money.search(s.before[-6:]))),
        (
            "date",
            lambda s: written(s) and s.written[:1] == "0" and len(s.written) > 1 and s.written.isdigit(),
        ),
        ("score", lambda s: written(s) and bool(score.match(s.after))),
        ("clock", lambda s: bool(stamp.fullmatch(s.written) and re.match(r"\s\d", s.after))),
        ("year", lambda s: written(s) and bool(decade.match(s.after))),
        ("model", lambda s: written(s) and bool(glued.search(s.before)) and not joined.search(s.before)),
    )


def _date_rules(data: dict[str, list[str]]) -> tuple[Rule, ...]:
    """Days, years, clock times and ages."""
    month = either(data["months"])
    month_after = _compile(rf"(?:-|,?\s{{1,2}})(?:of\s)?{month}\.?(?!\w)(?P<day>\s\d{{1,2}}(?!\d))?")
    on_before = _compile(
        rf"(?<!\w){month}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s$|\d{{1,2}}(?:st|nd|rd|th)?,?\s{month},?\s$"
    )
    range_before = _compile(rf"(?<!\w){month}\.?\s\d{{1,2}}\s?(?:-|–|to|and|or)\s?$")
    range_after = _compile(
        rf"\s?(?:-|–|to|and|or|,)\s?\d{{1,2}}(?:\s?(?:and|,)\s\d{{1,2}})?\s(?:of\s)?{month}(?!\w)"
    )
    # "22 NOV 90 (RADIO", "Mosul May 13 Rebels": a date line that has lost its marks.
    opened = _compile(rf"(?:\d{{1,2}}|(?-i:[A-Z][a-z]+))\s{month}\.?\s$")
    stamped = _compile(rf"(?<!\d)\d{{1,2}}\s{month}\.?\s$")
    closed = _compile(r"\s?(?:[(\[–—,-]|$)")
    named_next = re.compile(r"\s[A-Z][a-z]+\s")
    years = _compile(r"(?:19|20)\d\d\s?[^\d\s]{1,3}\s?(?:19|20)?\d\d")
    months = frozenset(data["months"])
    year_words = frozenset(map(fold, data["year_before"]))
    time_words = frozenset(map(fold, data["time_before"]))
    age_words = frozenset(map(fold, data["age_before"]))
    time_after = _compile(rf"\s?{whole(data['time_after'])}")

    def plain(s: Setting) -> int | None:
        """A bare whole number in digits without a thousands separator."""
        n = s.numeral
        return (
            n.value
            if n.digits and isinstance(n.value, int) and n.end - n.start <= 4 and n.scale == 1
            else None
        )

    def day(s: Setting) -> bool:
        value = plain(s)
        if value is None or not 1 <= value <= 31:
            return False
        after = month_after.match(s.after)
        if after and not (s.people or s.bounded):
            return True
        if range_after.match(s.after) or (s.last and range_before.search(s.before)):
            return True
        if opened.search(s.before) and (closed.match(s.after) or named_next.match(s.after)):
            return True
        if s.bounded or s.people or not s.last or s.last[-1].strip(".,") not in months:
            return False
        return not (len(s.last) > 1 and s.last[-2][:1].isdigit() and len(s.last[-2]) <= 4)

    def year(s: Setting) -> bool:
        value = plain(s)
        if years.fullmatch(s.written):
            return True
        if value is None:
            return False
        if value <= 99 and stamped.search(s.before) and closed.match(s.after):
            return True
        if not 1800 <= value <= 2100 or s.numeral.end - s.numeral.start != 4:
            return False
        if on_before.search(s.before) or (s.last and s.last[-1].strip(".,") in months):
            return True
        told = s.follows(year_words)
        if s.people and not told:
            return False
        return not s.bounded or told or (not s.people and not s.counts and value >= 1900)

    def clock(s: Setting) -> bool:
        n, value = s.numeral, plain(s)
        if time_after.match(s.after) and n.digits and value is not None and value < 2400 and not s.people:
            return True
        four = n.digits and n.end - n.start == 4 and value is not None and value < 2400 and value % 100 < 60
        return bool(four and (s.follows(time_words) or (value is not None and value < 1000)) and not s.people)

    aged_after = _compile(rf"[\s,-]{{0,2}}{whole(data['age_after'])}")
    aged_range = _compile(rf"\s?(?:-|–|to|and|or)\s?[\w-]{{1,8}}[\s-]{whole(data['age_after'])}")
    limited = _compile(rf"(?<!\w){either(data['age_people'])}\s{either(data['age_bounds'])}\s$")
    bracketed = _compile(r"[^\W\d_]\s?\($")
    named = _compile(r"[^\W\d_][\w.’'-]*,\s$")

    def age(s: Setting) -> bool:
        if (
            aged_after.match(s.after)
            or aged_range.match(s.after)
            or s.follows(age_words)
            or s.follows(age_words, skip=2)
        ):
            return True
        if _small(s, 110) and not s.people and limited.search(s.before):
            return True
        if not (s.numeral.digits and _small(s, 110)):
            return False
        if bracketed.search(s.before) and re.match(r"\),?\s", s.after) and s.numeral.value in range(16, 100):
            return True
        return bool(named.search(s.before) and re.match(r",\s[^\W\d_]|,?\)|\.?$|;", s.after) and not s.people)

    return (("date", day), ("year", year), ("age", age), ("clock", clock))


def _unit_rules(data: dict[str, list[str]]) -> tuple[Rule, ...]:
    """Money, lengths of time and way, areas, weights, fractions, votes."""
    between = either(data["duration_between"])
    dated = whole(data["duration_dates"])
    times = whole(data["times"])
    ranged = r"(?:\s?(?:-|–|to|or|and)\s?[\d.,]{1,8})?"
    area = _compile(rf"[\s-]?(?:square\s)?{whole(data['area'])}(?!\s{either(data['area_of'])}\s)")
    metres = _compile(rf"\s{whole(data['metres'])}")

    def metric(s: Setting) -> bool:
        whole_number = s.numeral.digits and "." not in s.written
        return whole_number and s.written[-1:] == "m" and bool(metres.match(s.after))

    return (
        ("money", _behind(rf"{ranged}[\s-]?(?:{either(data['area_of'])}\s)?{whole(data['money_after'])}")),
        ("duration", _behind(rf"{ranged}[\s-](?!{dated})(?:{between}[\s-]){{0,2}}{whole(data['duration'])}")),
        ("distance", _behind(rf"{ranged}[\s-]?{whole(data['distance'])}", r"\s?m\b(?!-\d|\s?[a-z]{3,}s\b)")),
        ("distance", metric),
        ("area", lambda s: s.before[-1:] == "(" and bool(area.match(s.after))),
        ("measurement", _behind(rf"{ranged}[\s-]?{whole(data['measurement'])}", r"\s?mm\b")),
        ("measurement", _follows(data["measurement_before"])),
        (
            "times",
            _behind(
                rf"[\s-]?{whole(data['folds'])}", rf"[\s-]?{times}(?:-|\s{{1,3}}{whole(data['compared'])})"
            ),
        ),
        ("vote", _behind(rf"\s{whole(data['vote'])}")),
        (
            "fraction",
            _behind(
                rf"[\s-]{whole(data['fraction'])}", rf"\s{whole(data['out_of'])}\s{whole(data['ratios'])}"
            ),
        ),
        ("fraction", _follows(data["out_of"])),
        ("fraction", _rate(data["rates"])),
    )


def _rate(between: list[str]) -> Callable[[Setting], bool]:
    """Either number of a rate in digits ("1 in 6 people")."""
    first = re.compile(rf"\s{either(between)}\s\d{{1,3}}(?![\d,.]\d)", re.IGNORECASE)
    second = re.compile(rf"(?<![\d.,])1\s{either(between)}\s$", re.IGNORECASE)

    def holds(setting: Setting) -> bool:
        if not setting.numeral.digits:
            return False
        opens = setting.written == "1" and first.match(setting.after) is not None
        return opens or second.search(setting.before) is not None

    return holds


def _glued(setting: Setting) -> bool:
    """Letters right behind digits ("a 2D image", "5G"), but not a whole word that has lost its space."""
    return setting.numeral.digits and bool(re.match(r"[^\W\d_]{1,3}(?!\w)", setting.after))


def _label_rules(data: dict[str, list[str]]) -> tuple[Rule, ...]:
    """Numbers that name one thing: resolutions, roads, squads, arms."""
    labels = frozenset(map(fold, data["label"]))
    arms = re.compile(rf"(?<![^\W_])(?:{'|'.join(re.escape(a.upper()) for a in data['arms'])})\s$")

    def labelled(s: Setting) -> bool:
        n = s.numeral
        small = n.digits or _small(s, 10)
        return bool(small and not s.people and not s.bounded and s.follows(labels))

    named = frozenset(map(fold, data["labelled"]))
    places = frozenset(map(fold, data["places"]))
    tellers = re.compile(rf"\s(?:[a-z]+\s)?{whole(data['tellers'])}", re.IGNORECASE)
    parts = re.compile(rf"-{whole(data['parts'])}", re.IGNORECASE)
    houses = re.compile(
        rf"\s(?:[NSEW]\.?\s)?(?:(?!(?i:of)\b)[A-Z][\w.'’-]*\s){{1,3}}(?i:{whole(data['streets'])})"
    )

    def inhabited(s: Setting) -> bool:
        value = s.numeral.value
        return value is not None and value >= _INHABITED and s.follows(places)

    def armed(s: Setting) -> bool:
        return s.numeral.digits and not s.people and bool(arms.search(s.before))

    return (
        ("label", labelled),
        ("label", lambda s: s.numeral.digits and s.follows(named)),
        ("model", lambda s: bool(parts.match(s.after))),
        ("label", lambda s: s.numeral.digits and not s.people and bool(houses.match(s.after))),
        ("source", lambda s: bool(tellers.match(s.after))),
        ("population", inhabited),
        ("label", lambda s: s.before[-1:] == "#"),
        ("model", armed),
        ("model", _glued),
        ("decimal", lambda s: s.numeral.decimal and not s.people),
    )
