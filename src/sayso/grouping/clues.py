"""Clues: what grouping looks at in a claim, made comparable once.

A :class:`Clue` stands for one claim, or for several of one article that tell of the same incident: their
days, places, kinds of act, parties, numbers and words. Making clues reads one article and nothing else.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from sayso.grouping.names import aliases, fold, place_key, tokens
from sayso.languages import lexicon
from sayso.model import Article, Basis, Claim, Figure, Place, Reading, Responsibility, Span, Statement

PUBLICATION_REACH = 7  # days before publication in which an undated event is taken to lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as grouping compares it: its key, its wording, and what the gazetteer gave.

    ``entry`` is its id in the gazetteer. A village, street or quarter that the gazetteer lacks has the point
    of whatever place is told beside it: that point is ``borrowed``, and tells only what the article is about.
    """

    key: tuple[str, ...]
    text: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    entry: str | None = None

    @property
    def borrowed(self) -> bool:
        """True where the point is another place's, told by the reader as near it, or in its country."""
        return self.entry is None and self.lat is not None and self.precision in (2, 3, 6, 7)

    @property
    def coarse(self) -> bool:
        """True for a country or nothing finer than it."""
        return self.precision is not None and self.precision >= 6 and not self.borrowed


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """What a claim, or several claims of one article, let one compare.

    ``start`` and ``end`` are proleptic day numbers, None where nothing tells them; ``dated`` is False where
    only the publication date does. ``tallies`` are (measure, low, high). ``order`` is (published, article,
    offset): the earliest claim names an incident.
    """

    claims: tuple[str, ...]
    article: str
    order: tuple[str, str, int]
    basis: Basis | None
    start: int | None
    end: int | None
    dated: bool
    spots: tuple[Spot, ...]
    country: str | None
    acts: frozenset[str]
    parties: frozenset[str]
    victims: frozenset[str]
    objects: frozenset[str]
    tallies: frozenset[tuple[str, float | None, float | None]]
    words: frozenset[str]
    mentions: frozenset[str]
    sentences: tuple[tuple[int, int], ...]


@cache
def _act_pattern(language: str | None) -> re.Pattern[str]:
    data = lexicon(language, "acts").get("families", {})
    groups = []
    for name, words in data.items():
        choices = "|".join(
            re.escape(fold(w)).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+")
            for w in sorted(words, key=len, reverse=True)
        )
        groups.append(f"(?P<{name.replace('-', '_')}>{choices})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)") if groups else re.compile(r"(?!)")


@lru_cache(maxsize=16384)
def acts_in(text: str, language: str | None) -> frozenset[str]:
    """The kinds of act that the words of ``text`` tell ("air-strike", "shelling", ...)."""
    found = _act_pattern(language).finditer(fold(text))
    return frozenset(m.lastgroup.replace("_", "-") for m in found if m.lastgroup)


@cache
def _common(language: str | None) -> frozenset[str]:
    words = lexicon(language, "aliases").get("wording", {}).get("common", ())
    return frozenset(words)


@lru_cache(maxsize=16384)
def content_words(text: str, language: str | None) -> frozenset[str]:
    """The longer words of a text that are not common in crisis reporting, plural s folded away."""
    common = _common(language)
    return frozenset(
        w[:-1] if len(w) > 4 and w.endswith("s") else w
        for w in tokens(text)
        if len(w) > 3 and not w[0].isdigit() and w not in common
    )


@lru_cache(maxsize=16384)
def telling_words(text: str, language: str | None) -> frozenset[str]:
    """The content words that tell no kind of act: an air strike is compared as an act, and counts once."""
    return frozenset(w for w in content_words(text, language) if not _tells_an_act(w, language))


@lru_cache(maxsize=65536)
def _tells_an_act(word: str, language: str | None) -> bool:
    return _act_pattern(language).search(word) is not None


def _days(start: str | None, end: str | None) -> tuple[int | None, int | None]:
    first = date.fromisoformat(start[:10]).toordinal() if start else None
    last = date.fromisoformat(end[:10]).toordinal() if end else None
    return first, last


def spot_of(place: Place, language: str | None) -> Spot:
    """A place made comparable."""
    return Spot(
        key=place_key(place.span.text, language),
        text=place.span.text,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        entry=place.gazetteer_id,
    )


def order_of(article: Article, span: Span) -> tuple[str, str, int]:
    """Where a claim stands among all: by day of publication, then article, then offset."""
    published = article.published.earliest or article.published.latest or "9999"
    return published[:10], article.id, span.start


def published_days(article: Article) -> tuple[int | None, int | None]:
    """The days in which an undated event of this article is taken to lie."""
    last = article.published.last_day or article.published.first_day
    return (last.toordinal() - PUBLICATION_REACH, last.toordinal()) if last else (None, None)


def clue_of(claim: Claim, article: Article) -> Clue:
    """What one claim lets one compare."""
    language = article.language
    sentence = claim.span.text
    base = Clue(
        claims=(claim.id,),
        article=article.id,
        order=order_of(article, claim.span),
        basis=None,
        start=None,
        end=None,
        dated=False,
        spots=(),
        country=None,
        acts=acts_in(sentence, language),
        parties=frozenset(),
        victims=frozenset(),
        objects=frozenset(),
        tallies=frozenset(),
        words=telling_words(sentence, language),
        mentions=_names_in(sentence, language),
        sentences=((claim.span.start, claim.span.end),),
    )
    if isinstance(claim, Figure):
        return _figure_clue(base, claim, article)
    if isinstance(claim, Responsibility):
        known = aliases(language)
        act = acts_in(claim.act.text, language)
        return replace(base, acts=act or base.acts, parties=known.wider(known.find(claim.accused.text)))
    return base


@lru_cache(maxsize=16384)
def _names_in(sentence: str, language: str | None) -> frozenset[str]:
    """Capitalised words inside a sentence, as place keys: its names, in text that has case at all."""
    names = re.findall(r"(?<!^)\b[A-Z][\w’'-]{2,}", sentence)
    return frozenset(place_key(name, language)[0] for name in names)


def _figure_clue(base: Clue, claim: Figure, article: Article) -> Clue:
    language = article.language
    known = aliases(language)
    country = claim.place.country if claim.place else None
    start, end = _days(claim.time.start, claim.time.end) if claim.time else (None, None)
    # An event with an end alone happened by the article's day: no day of its own is told.
    dated = start is not None or (end is not None and claim.basis is not Basis.EVENT)
    implied = lexicon(language, "acts").get("measures", {}).get(str(claim.measure))
    counted = claim.object.span.text if claim.object.span else ""
    return replace(
        base,
        order=order_of(article, claim.quantity.span),
        basis=claim.basis,
        start=start,
        end=end,
        dated=dated,
        spots=(spot_of(claim.place, language),) if claim.place else (),
        country=country,
        acts=base.acts or (frozenset((implied,)) if implied else frozenset()),
        parties=known.wider(known.find(claim.actor.text, country=country)) if claim.actor else frozenset(),
        victims=known.wider(known.find(counted, country=country)),
        objects=content_words(counted, language),
        tallies=frozenset({(str(claim.measure), claim.quantity.low, claim.quantity.high)}),
    )


def merge(clues: tuple[Clue, ...]) -> Clue:
    """Several clues of one article as one: the narrowest days that a dated claim gives, all places and
    parties.

    Figures stand before accusations and statements: the first figure names what is merged.
    """
    clues = tuple(sorted(clues, key=lambda c: (not c.tallies, c.order, c.claims)))
    first = clues[0]
    start, end = _meet([(c.start, c.end) for c in clues if c.dated])
    spots = {(s.key, s.lat, s.lon): s for c in reversed(clues) for s in c.spots}
    return replace(
        first,
        claims=tuple(i for c in clues for i in c.claims),
        start=start,
        end=end,
        dated=start is not None or end is not None,
        spots=tuple(sorted(spots.values(), key=lambda s: (s.precision or 9, s.key, s.text))),
        country=_most([c.country for c in clues]),
        acts=frozenset().union(*(c.acts for c in clues)),
        parties=frozenset().union(*(c.parties for c in clues)),
        victims=frozenset().union(*(c.victims for c in clues)),
        objects=frozenset().union(*(c.objects for c in clues)),
        tallies=frozenset().union(*(c.tallies for c in clues)),
        words=frozenset().union(*(c.words for c in clues)),
        mentions=frozenset().union(*(c.mentions for c in clues)),
        sentences=tuple(sorted({s for c in clues for s in c.sentences})),
    )


def _meet(days: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """The narrowest of the intervals that most others overlap."""
    if not days:
        return None, None
    full = [(s if s is not None else e, e if e is not None else s) for s, e in days]
    pairs = [(s, e) for s, e in full if s is not None and e is not None]
    return max(pairs, key=lambda p: (sum(p[0] <= e and s <= p[1] for s, e in pairs), p[0] - p[1], -p[0]))


def _most(values: list[str | None]) -> str | None:
    named = [v for v in values if v]
    return max(sorted(set(named)), key=named.count) if named else None


def sort_claims(reading: Reading) -> tuple[list[Figure], list[Figure], list[Responsibility], list[Statement]]:
    """Event figures, totals and stocks, responsibility claims and statements of one reading."""
    events = [f for f in reading.figures if f.basis in (Basis.EVENT, None)]
    running = [f for f in reading.figures if f.basis in (Basis.CUMULATIVE, Basis.STANDING)]
    return events, running, list(reading.responsibility), list(reading.statements)
