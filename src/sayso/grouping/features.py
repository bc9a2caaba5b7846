"""The features that say whether two clues tell of one incident.

Each is a small function of two clues; its docstring is what ``sayso explain`` and the pages publish. It gives
a score (for: positive, against: negative, silent: 0) and a sentence. The scores are log-odds in tenths or
so, set on annotated articles; what decides is their sum.
"""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product
from math import asin, cos, log, radians, sin, sqrt

from rapidfuzz.fuzz import ratio

from sayso.grouping.clues import Clue, Spot, content_words
from sayso.grouping.names import fold
from sayso.languages import lexicon
from sayso.model import Reason

# Kilometres that each precision code of UCDP may be off: exact, near, second order, first order, large,
# country, sea.
REACH_KM = {1: 5.0, 2: 25.0, 3: 40.0, 4: 120.0, 5: 300.0, 6: 600.0, 7: 300.0}
UNKNOWN = -0.6  # how two names compare where nothing tells how far apart they lie
SAME_POINT_KM = 3.0
BORDER_KM = 5.0  # towns across a border from one another that an incident can touch at once
WIDE = 0.3  # what different places and days of a disaster weigh within one article
WIDE_DAYS = 4
OTHER_ACT, OTHER_ACT_ACROSS = -1.2, -2.0
OTHER_PARTY, OTHER_PARTY_ACROSS = -1.2, -0.6
SAME_DAY = 1.6
LESS_BY_WIDTH = 0.85  # what a window e times as wide says less: so much more lies in it by chance
MONTH = 31
WITHIN_A_MONTH, WIDER = -0.3, -0.8  # the least that a window says
SAME_SIDE = 0.4
TURNED = -1.6  # the victim of one acts in the other
ANSWERED = -4.0  # and so both ways
REPRINT_WORDS = 8
REPRINT_SHARE = 0.75
CLOSE_FROM = 10  # numbers from which a tenth is more than a slip
CLOSE = 0.4
FAR_NUMBERS = -1.5
FAR_TIMES = 5
TOLLS = frozenset({"killed", "injured"})
Feature = Callable[[Clue, Clue], tuple[float, str]]


def kilometres(a: Spot, b: Spot) -> float | None:
    """Great-circle distance, or None where a place has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def _same_name(a: Spot, b: Spot) -> bool:
    if not a.key or not b.key:
        return False
    return a.key == b.key or (len(a.key) == len(b.key) and ratio(fold(a.text), fold(b.text)) >= 84)


def _holds(a: Spot, b: Spot) -> bool:
    """True where one name is the other with a word more ("Aleppo", "eastern Aleppo", a list of towns)."""
    return bool(a.key and b.key) and (set(a.key) <= set(b.key) or set(b.key) <= set(a.key))


def compare_spots(a: Spot, b: Spot) -> float:
    """How far two places can be one: 1 the same, 0.5 one may hold the other, 0 unknown, -1 elsewhere."""
    if a.country and b.country and a.country != b.country:
        return _abroad(a, b)
    if a.entry and a.entry == b.entry:
        return 0.4 if a.coarse else 1.0
    if _same_name(a, b):
        return 1.0 if not (a.coarse or b.coarse) else 0.4
    if _holds(a, b):
        return 0.5
    if a.coarse or b.coarse:
        return 0.2
    apart = None if a.borrowed and b.borrowed else kilometres(a, b)
    if apart is None:
        return UNKNOWN
    if a.borrowed or b.borrowed:
        return 0.4 if apart <= SAME_POINT_KM else UNKNOWN
    fine, wide = _reaches(a, b)
    if apart <= max(fine, SAME_POINT_KM):
        return 0.8
    return 0.4 if apart <= wide else -1.0


def _abroad(a: Spot, b: Spot) -> float:
    """How two places of different countries compare: towns across a border can see one incident."""
    if a.borrowed or b.borrowed:
        return -1.0 if a.coarse or b.coarse else UNKNOWN
    apart = kilometres(a, b)
    return 0.5 if apart is not None and apart <= min(BORDER_KM, *_reaches(a, b)) else -1.0


def _reaches(a: Spot, b: Spot) -> tuple[float, float]:
    """The kilometres that the two may be off, the finer first."""
    return _ordered(REACH_KM.get(a.precision or 4, 120.0), REACH_KM.get(b.precision or 4, 120.0))


def place(a: Clue, b: Clue) -> tuple[float, str]:
    """Place: the same name in any romanisation, or the same spot within the precision of both, speaks for one
    incident; a place that can hold the other (a province, a country) speaks for it faintly; two places that
    lie further apart than their precision speak strongly against, and so do two names, one of which no map
    knows. Where both tell more than the town that they share, the streets and quarters decide. Within one
    article a flood, a storm or an earthquake is of many places, and two of them say little. An unnamed place
    says nothing.
    """
    if not a.spots or not b.spots:
        return 0.0, ""
    here, there = _told(a, b)
    best, one, other = max(
        ((compare_spots(s, t), s.text, t.text) for s, t in product(here, there)),
        key=lambda x: (x[0], x[1], x[2]),
    )
    if best >= 0.8:
        return 3.0, f"same place ({one} / {other})"
    if best > 0:
        return 0.8 * best + 0.2, f"{one} and {other} can hold one another"
    if _mentioned(here, b) or _mentioned(there, a):
        return 0.8, f"one article names the other's place ({one} / {other})"
    spread = WIDE if _widespread(a, b) else 1.0
    return round(3.0 * spread * best, 2), f"different places ({one} / {other})"


def _widespread(a: Clue, b: Clue) -> bool:
    """True for claims of one article on what happens in many places, and for days on end."""
    return a.article == b.article and not _wide().isdisjoint(a.acts | b.acts)


@cache
def _wide() -> frozenset[str]:
    return frozenset(lexicon(None, "acts").get("wide", {}).get("families", ()))


def _told(a: Clue, b: Clue) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """The places to compare: where each side tells of finer ones than it began with, only these."""
    if len(a.spots) < 2 or len(b.spots) < 2:
        return a.spots, b.spots
    one, other = _finest(a.spots), _finest(b.spots)
    finer = len(one) < len(a.spots) and len(other) < len(b.spots)
    return (one, other) if finer else (a.spots, b.spots)


@lru_cache(maxsize=16384)
def _finest(spots: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The places that hold none of the others."""
    return tuple(s for s in spots if not any(_contains(s, t) for t in spots)) or spots


def _contains(a: Spot, b: Spot) -> bool:
    """True where the second lies in (or by) the first, as far as a map tells."""
    if a == b or a.borrowed or (a.country and b.country and a.country != b.country):
        return False
    finer = b.borrowed or (a.precision or 0) > (b.precision or 0)
    apart = kilometres(a, b)
    return finer and apart is not None and apart <= REACH_KM.get(a.precision or 4, 120.0)


def _mentioned(spots: tuple[Spot, ...], by: Clue) -> bool:
    return any(s.key and set(s.key) <= by.mentions for s in spots)


def time(a: Clue, b: Clue) -> tuple[float, str]:
    """Time: the same day speaks for one incident, a window that the other meets the less the wider it is:
    more and more of its place lies in it by chance, so that a week says nothing, and weeks or a year speak
    against. Days that cannot meet speak strongly against, but for one article's disasters that go on for
    days. Where only the publication date tells the time, it counts for less.
    """
    if (a.start is None and a.end is None) or (b.start is None and b.end is None):
        return 0.0, ""
    a0, a1 = _interval(a)
    b0, b1 = _interval(b)
    gap = max(a0, b0) - min(a1, b1)
    surety = 1.0 if a.dated and b.dated else 0.5
    if gap > 0:
        if gap < WIDE_DAYS and _widespread(a, b):
            surety *= WIDE
        if gap == 1:
            return -2.4 * surety, "a day apart"
        return -surety * min(6.0, 2.6 + 0.5 * gap), f"{gap} days apart"
    days = max(a1 - a0, b1 - b0) + 1
    weight = max(SAME_DAY - LESS_BY_WIDTH * log(days), WITHIN_A_MONTH if days <= MONTH else WIDER)
    if days == 1:
        return weight * surety, "the same day"
    return round(weight * (surety if weight > 0 else 1.0), 2), f"a window of {days} days that holds the other"


def _interval(clue: Clue) -> tuple[int, int]:
    days = [d for d in (clue.start, clue.end) if d is not None]
    return min(days), max(days)


@cache
def _near_pairs() -> frozenset[frozenset[str]]:
    pairs = lexicon(None, "acts").get("near", {}).get("pairs", ())
    return frozenset(frozenset(p) for p in pairs)


def act(a: Clue, b: Clue) -> tuple[float, str]:
    """Kind of act: the same kind (an air strike, a shelling, a flood) speaks for one incident; kinds that
    reporting mixes (shelling and air strike) say nothing; kinds that cannot be one (an arrest and a flood)
    speak against, the more so in different articles (one article has many words on one incident).
    """
    if not a.acts or not b.acts:
        return 0.0, ""
    shared = a.acts & b.acts
    if shared:
        return 0.7, f"same kind of act ({', '.join(sorted(shared))})"
    if any(frozenset(p) in _near_pairs() for p in product(a.acts, b.acts)):
        return 0.0, ""
    weight = OTHER_ACT if a.article == b.article else OTHER_ACT_ACROSS
    return weight, f"different kinds of act ({', '.join(sorted(a.acts))} / {', '.join(sorted(b.acts))})"


def party(a: Clue, b: Clue) -> tuple[float, str]:
    """Parties: the same party under any of its names speaks for one incident; different known parties speak
    against it between figures of one article. Across articles, and of an accusation, they do a little only,
    for accounts of one incident may blame different sides.
    """
    if not a.parties or not b.parties:
        return 0.0, ""
    shared = a.parties & b.parties
    if shared:
        return 0.6, f"same party ({', '.join(sorted(shared))})"
    counted = a.article == b.article and a.tallies and b.tallies
    weight = OTHER_PARTY if counted else OTHER_PARTY_ACROSS
    return weight, f"different parties ({', '.join(sorted(a.parties))} / {', '.join(sorted(b.parties))})"


def sides(a: Clue, b: Clue) -> tuple[float, str]:
    """Sides: people of the same side who suffer speak for one incident. Where those who suffer in one claim
    are those who act in the other, the two are an attack and its answer, not one incident (and surely where
    it is so both ways); battles apart, in which both sides suffer at once.
    """
    there, back = a.victims & b.parties, b.victims & a.parties
    shared = a.victims & b.victims
    if (there or back) and not shared and not a.parties & b.parties and "clash" not in a.acts & b.acts:
        weight = ANSWERED if there and back else TURNED
        return weight, f"{', '.join(sorted(there | back))} suffers in one and acts in the other"
    return (SAME_SIDE, f"{', '.join(sorted(shared))} suffers in both") if shared else (0.0, "")


def number(a: Clue, b: Clue) -> tuple[float, str]:
    """Numbers: the same number of the same measure (above a handful) speaks for one incident, and a number
    within a tenth of the other does a little; numbers further apart say nothing, for a toll rises. But where
    one article's highest tolls are all many times the other's, they speak against.
    """
    shared = {t for t in a.tallies & b.tallies if (t[1] or t[2] or 0) >= 4}
    if shared:
        top = max(shared, key=lambda t: (t[1] or t[2] or 0, t[0]))
        said = top[1] if top[1] is not None else top[2]
        return 0.9 + 0.3 * (len(shared) > 1), f"the same number {top[0]} ({said:,})"
    close = [
        (one[0], *_ordered(one[1] or one[2] or 0, other[1] or other[2] or 0))
        for one, other in product(a.tallies, b.tallies)
        if one[0] == other[0]
    ]
    close = [c for c in close if c[1] >= CLOSE_FROM and c[2] <= c[1] * 1.1]
    if close:
        measure, low, high = min(close)
        return CLOSE, f"close numbers {measure} ({low:,} and {high:,})"
    if a.article != b.article and (apart := _worlds_apart(a, b)):
        return FAR_NUMBERS, apart
    return 0.0, ""


def _worlds_apart(a: Clue, b: Clue) -> str:
    """The tolls of two articles where each is many times the other's; empty where one is not."""
    here, there = _highest(a.tallies), _highest(b.tallies)
    pairs = [(m, *_ordered(here[m], there[m])) for m in sorted(TOLLS & here.keys() & there.keys())]
    if not pairs or any(high < max(CLOSE_FROM, FAR_TIMES * low) for _, low, high in pairs):
        return ""
    return "numbers far apart: " + ", ".join(f"{m} ({low:,} and {high:,})" for m, low, high in pairs)


def _ordered(one: float, other: float) -> tuple[float, float]:
    return (one, other) if one <= other else (other, one)


def _highest(tallies: frozenset[tuple[str, float | None, float | None]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for measure, low, high in tallies:
        found[measure] = max(found.get(measure, 0), low or high or 0)
    return found


def wording(a: Clue, b: Clue) -> tuple[float, str]:
    """Wording: words beyond the common ones of crisis reporting that both share (a bakery, a motorbike, a
    name) speak for one incident, the more of them the more; not those of its places and acts, which are
    compared for themselves. Nearly the same words throughout are a reprint, and tell of the same.
    """
    shared = a.words & b.words
    if len(shared) < 2:
        return 0.0, ""
    placed = {w for s in (*a.spots, *b.spots) for w in content_words(s.text, None)}
    shared -= placed
    if len(shared) < 2:
        return 0.0, ""
    fewer = min(len(words) - len(placed & words) for words in (a.words, b.words))
    overlap = len(shared) / fewer
    if len(shared) >= REPRINT_WORDS and overlap >= REPRINT_SHARE:
        return 3.0, f"nearly the same words ({len(shared)} of {fewer})"
    return round(
        min(1.6, 1.6 * overlap + 0.04 * len(shared)), 2
    ), f"shared words: {', '.join(sorted(shared)[:6])}"


def nearness(a: Clue, b: Clue) -> tuple[float, str]:
    """Nearness in the text (within one article only): claims of one sentence mostly tell of one incident,
    those of neighbouring sentences often; claims far apart a little less.
    """
    if set(a.sentences) & set(b.sentences):
        return 1.2, "the same sentence"
    gap = min(max(s[0], t[0]) - min(s[1], t[1]) for s, t in product(a.sentences, b.sentences))
    if gap <= 3:
        return 0.5, "neighbouring sentences"
    return (0.0, "") if gap <= 400 else (-0.2, "far apart in the text")


WITHIN: tuple[Feature, ...] = (place, time, act, party, sides, number, nearness)
ACROSS: tuple[Feature, ...] = (place, time, act, party, sides, number, wording)


def score(a: Clue, b: Clue, features: tuple[Feature, ...]) -> tuple[float, tuple[Reason, ...]]:
    """The sum of the features with a reason for each that speaks."""
    reasons = []
    total = 0.0
    for feature in features:
        value, why = feature(a, b)
        if value:
            total += value
            reasons.append(Reason(feature=feature.__name__, score=round(value, 2), why=why))
    return round(total, 3), tuple(reasons)


def total(a: Clue, b: Clue, features: tuple[Feature, ...]) -> float:
    """The sum of the features, without the reasons."""
    return round(sum(feature(a, b)[0] for feature in features), 3)
