"""Decides which place each name means, by the article's own context.

Evidence for a country is what the article says of it: its name, its adjective ("Syrian"), its divisions and
large towns. A name is then the candidate that this evidence, containment ("Saraqib, Idlib"), nearness to
the other names and the number of people there speak for most. A name that no gazetteer holds lies in the
place that the article tells around it, and is given that place's point with a coarser precision.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from sayso.model import Place
from sayso.reading.drafts import Document
from sayso.reading.gazetteer import TRANSLITERATED, Entry, distance, fold
from sayso.reading.namecontext import Ground
from sayso.reading.placewords import Words, common, words
from sayso.reading.toponyms import Mention

_NEAR_KM = 200.0
_TOO_SMALL_FOR_A_GIVEN_NAME = 100_000
"""People of a town that shares its name with persons: below, a lone "Salem" is taken for one of them."""
PRECISION = {"city": 1, "admin2": 3, "admin1": 4, "region": 5, "country": 6, "sea": 7}
"""UCDP's where_prec of each kind of entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mention with what it means: ``entry`` is itself, ``within`` the place that it lies in where it has
    none.
    """

    mention: Mention
    entry: Entry | None = None
    within: Entry | None = None

    @property
    def anchor(self) -> Entry | None:
        """The entry that gives it a point and a country."""
        return self.entry or self.within

    @property
    def country(self) -> str | None:
        """ISO 3166-1 alpha-2, or None (seas, continents, unknown names)."""
        return self.anchor.country if self.anchor else None

    @property
    def level(self) -> int:
        """UCDP's precision: of the entry, else no better than a town near which it lies."""
        if self.entry is not None:
            level = PRECISION[self.entry.kind]
            if level == 6 and len(self.mention.span.text) > len(self.mention.key) + 3:
                return 5  # "northern Syria" is a part of it
            return (
                2
                if level == 1 and (self.mention.around or self.mention.kind in {"inside", "around"})
                else level
            )
        if self.mention.kind == "admin1":
            return 4
        return 3 if self.mention.kind == "admin2" else 2

    def place(self) -> Place:
        """As the contract's place; a name without an entry has its surroundings' point at their precision."""
        anchor = self.anchor
        level: int | None = self.level
        if self.entry is None:
            level = max(self.level, PRECISION[anchor.kind]) if anchor else None
        name = self.entry.name if self.entry else self.mention.span.text
        return Place(
            span=self.mention.span,
            name=name,
            country=self.country,
            lat=anchor.lat if anchor else None,
            lon=anchor.lon if anchor else None,
            precision=level,
            gazetteer_id=self.entry.id if self.entry else None,
        )


def resolve(
    document: Document, mentions: Sequence[Mention], *, ground: Ground | None = None, language: str = "en"
) -> tuple[Placed, ...]:
    """Each mention with its place, in the same order; those that nothing makes plausible are dropped.

    ``ground`` is the document's, where the caller has it.
    """
    known = words(language)
    countries = _countries(mentions, (ground or Ground.of(document, known)).told)
    divisions = {c.id for m in mentions for c in m.candidates[:1] if c.kind == "admin1"}
    first = _senses(document, mentions, known, countries, divisions, around=())
    around = tuple(e for e in first.values() if e is not None and e.kind != "country" and e.lat is not None)
    senses = _senses(document, mentions, known, countries, divisions, around=around)
    placed = [Placed(mention=m, entry=_at_home(m, _by_kind(m, senses[m.key]), countries)) for m in mentions]
    kept = [p for p in (_believed(document, p, countries, known) for p in placed) if p is not None]
    return tuple(_surrounded(kept, countries))


def _countries(mentions: Sequence[Mention], told: Mapping[str, int]) -> dict[str, float]:
    """The share of the article's evidence that each country has; they sum to 1 where there is any."""
    weights: dict[str, float] = {code: 1.5 + math.log(count) for code, count in told.items()}
    seen: dict[str, set[str]] = {}
    for mention in mentions:
        if not mention.candidates or mention.key in seen.setdefault("", set()):
            continue
        seen[""].add(mention.key)
        best = mention.candidates[0]
        people = sum(c.population for c in mention.candidates) or 1
        if best.kind == "country" and best.country and not _doubled(mention):
            weights[best.country] = weights.get(best.country, 0) + 3.0
            continue
        for candidate in mention.candidates[:8]:
            if candidate.country and candidate.population >= 20_000:
                share = candidate.population / people
                weights[candidate.country] = weights.get(candidate.country, 0) + share * (
                    2.0 if mention.locative else 1.0
                )
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()} if total else {}


def _doubled(mention: Mention) -> bool:
    """Whether a country shares its name with a more peopled division of another ("Georgia")."""
    if not mention.candidates:
        return False
    best = mention.candidates[0]
    return any(
        c.kind == "admin1" and c.country != best.country and c.population > best.population
        for c in mention.candidates
    )


def _senses(
    document: Document,
    mentions: Sequence[Mention],
    known: Words,
    countries: Mapping[str, float],
    divisions: set[str],
    *,
    around: Sequence[Entry],
) -> dict[str, Entry | None]:
    """One sense a name and article: what its mentions together speak for."""
    kinds: dict[str, set[str]] = {}
    holders: dict[str, list[Mention]] = {}
    for at, mention in enumerate(mentions):
        kinds.setdefault(mention.key, set()).add(mention.kind or "")
        holders.setdefault(mention.key, []).extend(_holder(document, mentions, at, known))
    senses: dict[str, Entry | None] = {}
    for mention in mentions:
        if mention.key in senses:
            continue
        options = _options(mention, countries)
        if len(options) < 2:
            senses[mention.key] = options[0] if options else None
            continue
        scored = [
            (
                _score(mention.key, c, countries, divisions, around)
                + _held(c, holders[mention.key])
                - (2.0 if c.kind == "country" and _doubled(mention) else 0.0)
                + (3.0 if {c.kind} == kinds[mention.key] and c.lat is not None else 0.0),
                c,
            )
            for c in options
        ]
        senses[mention.key] = max(scored, key=lambda s: (s[0], s[1].id))[1]
    return senses


def _options(mention: Mention, countries: Mapping[str, float]) -> tuple[Entry, ...]:
    """Candidates by strict key; those by loose key only where they lie in a country that the article is
    about.
    """
    heard = tuple(
        c for c in mention.sounding if c.country in TRANSLITERATED and countries.get(c.country, 0) >= 0.15
    )
    known = mention.candidates
    home = [c for c in known if countries.get(c.country or "", 0) >= 0.15]
    if heard and not home:
        return heard
    # A district is often known by a spelling by which its town is not.
    return (*known, *heard) if heard and all(c.kind == "admin2" for c in home) else known


def _holder(document: Document, mentions: Sequence[Mention], at: int, known: Words) -> list[Mention]:
    """The next name where the text says that this one lies in it: "X, Y", "X in Y", "X (Y)"."""
    if at + 1 >= len(mentions):
        return []
    between = document.article.text[mentions[at].span.end : mentions[at + 1].span.start]
    return [mentions[at + 1]] if known.holding.fullmatch(between) else []


def _held(candidate: Entry, holders: Sequence[Mention]) -> float:
    for holder in holders:
        for other in holder.candidates[:12]:
            if other.kind == "country" and other.country == candidate.country and candidate.kind != "country":
                return 3.0
            if (
                other.kind in {"admin1", "admin2"}
                and other.id in {candidate.admin1, candidate.admin2}
                and other.id != candidate.id
            ):
                return 4.0
    return 0.0


def _score(
    key: str, candidate: Entry, countries: Mapping[str, float], divisions: set[str], around: Sequence[Entry]
) -> float:
    """What speaks for one candidate: people (a tenfold counts 1), its country's share, division and
    neighbours.
    """
    score = math.log10(candidate.population + 100.0)
    score += 5.0 * countries.get(candidate.country or "", 0.0)
    if candidate.kind == "country":
        score += 4.0
    elif candidate.kind in {"sea", "region"}:
        score += 3.0
    elif candidate.kind == "admin2":
        score -= 1.5
    elif candidate.kind == "admin1":
        score -= 1.0
    if candidate.kind != "admin1" and candidate.admin1 in divisions:
        score += 1.5
    if fold(candidate.name) != key and candidate.kind not in {"country", "admin1"}:
        score -= 0.6 + (100.0 - ratio(fold(candidate.name), key)) / 40.0
    if around and candidate.lat is not None:
        others = [d for e in around if e.id != candidate.id and (d := distance(candidate, e)) is not None]
        score += 2.5 * sum(math.exp(-d / _NEAR_KM) for d in others) / max(1, len(others))
    return score


def _by_kind(mention: Mention, sense: Entry | None) -> Entry | None:
    """ "Idlib province" and "Idlib city" are different places of one name: the kind told decides."""
    if sense is None or mention.kind not in {"admin1", "admin2", "city", "around"}:
        return None if mention.kind == "inside" and sense is not None and _facility(mention) else sense
    wanted = ("admin1", "admin2") if mention.kind == "around" else (mention.kind,)
    same = [
        c for c in mention.candidates if c.country == sense.country and c.kind in wanted and c.lat is not None
    ]
    near = [(d, c.id, c) for c in same if (d := distance(c, sense)) is not None and d < 400]
    return min(near)[2] if near and sense.kind not in wanted else sense


def _at_home(mention: Mention, entry: Entry | None, countries: Mapping[str, float]) -> Entry | None:
    """A small namesake in a country that the article never speaks of is no sense: the name stays unknown."""
    if entry is None or entry.kind not in {"city", "admin2"} or not countries:
        return entry
    share, strongest = countries.get(entry.country or "", 0.0), max(countries.values())
    if mention.kind == "inside" and share < 0.5 * strongest:
        return None
    return None if entry.population < 300_000 and share < 0.2 * strongest else entry


def _facility(mention: Mention) -> bool:
    """ "Damascus airport" lies by Damascus, but "Sheikh Maqsud district" and "Nuseirat camp" are the name
    itself.
    """
    return not mention.candidates


def _believed(
    document: Document, placed: Placed, countries: Mapping[str, float], known: Words
) -> Placed | None:
    """The place where it is plausible, None where it is not; a name that only looks like a far village's, in
    a text of one case that says that something was there, is one that no gazetteer holds.
    """
    if _plausible(placed, countries, known):
        return placed
    mention = placed.mention
    if not mention.blind or not mention.locative or not _small(placed.entry) or mention.agent:
        return None
    if any(common(word, known) for word in mention.key.split() if word not in known.openers | known.joins):
        return None
    before = document.article.text[max(0, mention.span.start - 20) : mention.span.start].lower().split()
    return replace(placed, entry=None) if before and before[-1] in known.strong else None


def _plausible(placed: Placed, countries: Mapping[str, float], known: Words) -> bool:
    mention, entry = placed.mention, placed.entry
    share = countries.get(entry.country or "", 0.0) if entry else 0.0
    if _plain_words(mention, known) and (_small(entry) or (mention.blind and _division(entry))):
        told = mention.locative and bool(mention.candidates) and not mention.blind
        if not told or share < 0.3:
            return False
    if entry is None:
        return mention.locative and (mention.kind is not None or not mention.agent)
    if entry.kind != "city" or mention.kind is not None:
        return True
    if mention.key in known.givens and entry.population < _TOO_SMALL_FOR_A_GIVEN_NAME:
        return False
    if mention.blind:
        large = entry.population >= 100_000
        return (mention.locative and (share >= 0.3 or (share >= 0.1 and large))) or (share >= 0.3 and large)
    if entry.population >= 100_000:
        return True
    return mention.locative or (share >= 0.3 and entry.population >= 20_000)


def _plain_words(mention: Mention, known: Words) -> bool:
    """A common word alone ("Need"), or several where case tells nothing ("temple town")."""
    if mention.kind is not None and not (mention.blind and mention.kind != "inside"):
        return False
    told = mention.key.split()
    return (len(told) == 1 or mention.blind) and all(common(word, known) for word in told)


def _small(entry: Entry | None) -> bool:
    return entry is None or (entry.kind == "city" and entry.population < 300_000)


def _division(entry: Entry | None) -> bool:
    return entry is not None and entry.kind in {"admin1", "admin2"}


def _surrounded(placed: Sequence[Placed], countries: Mapping[str, float]) -> list[Placed]:
    """Names without an entry get the place told next to them: the next in it, else what stands next to the
    same name elsewhere, else the last before. A date line tells where somebody writes.
    """
    behind = [_next_to(placed, at) if item.entry is None else None for at, item in enumerate(placed)]
    told: dict[str, Entry] = {}
    for item, after in zip(placed, behind, strict=True):
        if after is not None:
            told.setdefault(item.mention.key, after)
    done: list[Placed] = []
    for at, item in enumerate(placed):
        if item.entry is not None:
            done.append(item)
            continue
        before = next((p.anchor for p in reversed(done) if p.anchor and p.anchor.kind not in {"sea"}), None)
        later = next((p.entry for p in placed[at + 1 :] if p.entry and not p.mention.dateline), None)
        done.append(replace(item, within=behind[at] or told.get(item.mention.key) or before or later))
    return done


def _next_to(placed: Sequence[Placed], at: int) -> Entry | None:
    sentence = placed[at].mention.sentence
    near = (p for p in placed[at + 1 : at + 3] if p.mention.sentence == sentence and not p.mention.dateline)
    return next((p.entry for p in near if p.entry), None)
