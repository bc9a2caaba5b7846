"""What an article says of its places, and a claim's sentence of them: the ground to choose a scene on.

A :class:`Setting` is the same for all claims of an article, a :class:`Scene` for all places as the scene of
one claim. :mod:`sayso.reading.clues` describes each place from the two, :mod:`sayso.reading.scoring` weighs
that.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.reading import asides
from sayso.reading.asides import Aside
from sayso.reading.drafts import Document, FigureDraft
from sayso.reading.gazetteer import distance
from sayso.reading.namecontext import Ground
from sayso.reading.placewords import Words, words
from sayso.reading.placing import Placed

_NEXT = re.compile(r"\s([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[,;:.(]")
_CONTENT = re.compile(r"[^\W\d_]{4,}|\d[\d,.]*\d|\d")
_BREAK = re.compile(r"\n\s*")
_ENDING = re.compile(r"(?:ing|ed|es|s)$")
_KINDS = {
    "city": "town",
    "admin1": "province",
    "admin2": "district",
    "country": "country",
    "around": "region",
}
GRAINS = {
    "spot": 1, "town": 2, "unknown": 3, "district": 4, "province": 5, "region": 6, "country": 7, "sea": 8,
}  # fmt: skip
"""How fine a place is, from the finest to the coarsest."""
_GRAIN = {1: "town", 2: "town", 3: "district", 4: "province", 5: "region", 6: "country", 7: "sea"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place of the article with all the names that it has there.

    ``key`` is the first one's; ``sort`` numbers what the last word of one tells of it (``[sorts]`` in the
    language data), 0 where none does.
    """

    key: str
    grain: str
    names: tuple[Placed, ...]
    sort: int = 0

    @property
    def first(self) -> Placed:
        """The name that comes first."""
        return self.names[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all claims of an article.

    ``sites`` are its places in the order of their first names; ``home`` is the country that most names lie
    in; ``beside`` tells by where a name starts what the words beside it say; ``finer`` are in the order of
    the sites the finer ones within each; ``contents`` are the words of each sentence, ``peoples`` the
    countries of which it speaks by adjective. ``breaks`` are where lines end, ``switches`` where words stand
    that turn to something else ("meanwhile"). ``asides`` tells by where a name starts what is said of it
    instead of that something happened there.
    """

    sites: tuple[Site, ...]
    title: str
    home: str | None
    beside: Mapping[int, frozenset[str]]
    finer: tuple[tuple[Site, ...], ...]
    contents: tuple[frozenset[str], ...]
    peoples: tuple[frozenset[str], ...]
    breaks: tuple[int, ...]
    switches: tuple[int, ...]
    asides: Mapping[int, Aside]

    @classmethod
    def of(
        cls, document: Document, placed: tuple[Placed, ...], ground: Ground, *, language: str = "en"
    ) -> "Setting":
        """Gather the names of ``placed`` and read the words beside each."""
        known, text = words(language), document.article.text
        sites = _gathered(placed, known)
        countries = Counter(item.country for item in placed if item.country)
        return cls(
            sites=sites,
            title=(document.article.title or "").lower(),
            home=countries.most_common(1)[0][0] if countries else None,
            beside={item.mention.span.start: _words_beside(text, item, known) for item in placed},
            finer=tuple(_within(site, sites) for site in sites),
            contents=tuple(contents(text[s.span.start : s.span.end], known) for s in document.sentences),
            peoples=tuple(map(frozenset, ground.peoples)),
            breaks=tuple(m.start() for m in _BREAK.finditer(text)),
            switches=tuple(
                start
                for line in ground.lines
                for (start, _, _), word in zip(line.tokens, line.low, strict=True)
                if word in known.switches
            ),
            asides={
                item.mention.span.start: aside
                for item in placed
                if (aside := asides.read(document, item.mention, known)) is not None
            },
        )


def _gathered(placed: Sequence[Placed], known: Words) -> tuple[Site, ...]:
    """Names of one entry and grain are one place, however spelt; so are those of one unknown name."""
    told = {p.mention.key: grain(p) for p in placed if p.entry is None and p.mention.kind is not None}
    rows: dict[tuple[str, str], list[Placed]] = {}
    for item in placed:
        key, fine = item.mention.key, grain(item)
        if item.entry is None:
            fine = told.get(key, fine)
        rows.setdefault((item.entry.id if item.entry else key, fine), []).append(item)
    return tuple(
        Site(
            key=row[0].mention.key,
            grain=fine,
            names=tuple(row),
            sort=max(known.sorts.get(_last_word(p), 0) for p in row),
        )
        for (_, fine), row in rows.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the article's claims count, and where.

    ``figures`` are the measures counted in each sentence, ``counts`` the sentences that count so many of one.
    """

    figures: Mapping[int, frozenset[str]]
    counts: Mapping[tuple[str, float], frozenset[int]]

    @classmethod
    def of(cls, document: Document, drafts: Sequence[FigureDraft]) -> "Telling":
        """Gather ``drafts`` by sentence, and by what they count."""
        starts = {s.span.start: i for i, s in enumerate(document.sentences)}
        figures: dict[int, set[str]] = {}
        counts: dict[tuple[str, float], set[int]] = {}
        for draft in drafts:
            at = starts.get(draft.sentence.start, -1)
            figures.setdefault(at, set()).add(str(draft.measure))
            if draft.quantity.low:
                counts.setdefault((str(draft.measure), draft.quantity.low), set()).add(at)
        return cls(
            figures={at: frozenset(measures) for at, measures in figures.items()},
            counts={count: frozenset(where) for count, where in counts.items()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is the same for all places as the scene of one claim.

    ``at`` is the claim's sentence, ``own`` the names in it of which it says that something is there, ``told``
    the kinds and words of places that it speaks of without a name ("the town", "the camp"), ``meant`` the
    keys of the last places of that kind before it. ``figures`` are the measures counted in each sentence,
    ``echoes`` the other sentences that count as many of the same. ``peoples`` are the countries of which it
    speaks by adjective ("the Syrian conflict"); ``wide`` is True where it speaks of a war or a whole country.
    """

    at: int
    own: tuple[Placed, ...]
    told: frozenset[str]
    meant: frozenset[str]
    figures: Mapping[int, frozenset[str]]
    echoes: frozenset[int]
    peoples: frozenset[str]
    wide: bool
    text: str

    @classmethod
    def of(
        cls,
        document: Document,
        draft: FigureDraft,
        at: int,
        *,
        telling: Telling,
        own: Sequence[Placed],
        placed: Sequence[Placed],
        setting: Setting,
        language: str = "en",
    ) -> "Scene":
        """Read the claim's sentence, whose names are ``own``, beside the article's claims and places."""
        known, text = words(language), document.article.text
        told, said = set(), ""
        if document.sentences:
            span = document.sentences[at].span
            said = span.text
            for match in known.unnamed.finditer(text, span.start, span.end):
                word = match[1].lower()
                told.add(known.kinds[word] if known.kinds[word] != "inside" else word)
        count = (str(draft.measure), draft.quantity.low or 0)
        return cls(
            at=at,
            own=tuple(p for p in own if p.mention.locative),
            told=frozenset(told),
            meant=frozenset(_meant(told, placed, at)),
            figures=telling.figures,
            echoes=telling.counts.get(count, frozenset()) - {at},
            peoples=setting.peoples[at] if setting.peoples else frozenset(),
            wide=known.wide.search(said) is not None,
            text=text,
        )


def _meant(told: set[str], placed: Sequence[Placed], at: int) -> list[str]:
    found = []
    for kind in sorted(told):
        last = next(
            (
                p.mention.key
                for p in reversed(placed)
                if p.mention.sentence < at
                and (grain(p) == _KINDS.get(kind) or p.mention.kind == kind or _last_word(p) == kind)
            ),
            None,
        )
        if last is not None:
            found.append(last)
    return found


def contents(text: str, known: Words) -> frozenset[str]:
    """The stems of the words, and the numbers, that tell what a sentence is about."""
    found = map(str.lower, _CONTENT.findall(text))
    return frozenset([_stem(word) for word in found if word not in known.plain])


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    return word if word[0].isdigit() else _ENDING.sub("", word)[:7]


def _words_beside(text: str, item: Placed, known: Words) -> frozenset[str]:
    """What stands before a name, stops beside it, and whether it is part of an office or a body."""
    mention = item.mention
    start, end = mention.span.start, mention.span.end
    told = {relation(text, start, known)}
    after = text[end : end + 1]
    if after == ",":
        told.add("comma")
    following = _NEXT.match(text, end)
    word = following[1].lower() if following else ""
    if word in known.speech:
        told.add("speaks")
    elif word in known.bodies or word in known.organisations:
        told.add("body")
    if word in known.titles or known.office.search(text, max(0, start - 60), start):
        told.add("office")
    return frozenset(told)


def relation(text: str, start: int, known: Words) -> str:
    """How the words before a name tie it to what is told: ``in``, ``near``, ``to``, ``from``, ``on``,
    ``list`` (behind another name), ``kind`` ("the town of"), ``side`` ("west of"), ``of``, ``start`` or
    ``other``.
    """
    back = [m[0].lower() for m in _WORD.finditer(text, max(0, start - 60), start)]
    while back and (back[-1] in known.articles or back[-1] in known.directions or "-" in back[-1]):
        back.pop()
    if not back or back[-1] in {".", ";", ":", "("}:
        return "start"
    word, above = back[-1], back[-2] if len(back) > 1 else ""
    if word in known.kinds:
        return "kind"
    if word in known.of:
        if above in known.kinds:
            return "side" if known.kinds[above] == "around" else "kind"
        return "side" if above in known.directions or above in known.sides else "of"
    if word == "," or word in known.joins:
        return "list"
    return known.relations.get(word, "other")


def grain(item: Placed) -> str:
    """How fine a place is: ``spot`` (quarter, camp, street, hospital), ``town``, ``district`` and so on."""
    if item.mention.kind == "inside":
        return "spot"
    if item.entry is None:
        return "unknown" if item.mention.kind is None else _GRAIN[item.level]
    return _GRAIN[item.level]


def _last_word(item: Placed) -> str:
    return item.mention.span.text.rpartition(" ")[2].lower()


def _within(site: Site, sites: Sequence[Site]) -> tuple[Site, ...]:
    if site.first.level < 3 and site.grain != "town":
        return ()
    return tuple(
        other
        for other in sites
        if other.key != site.key
        and (other.first.level < site.first.level or other.grain in {"spot", "unknown"})
        and any(p.mention.locative for p in other.names)
        and inside(other.first, site.first)
    )


def inside(item: Placed, holder: Placed) -> bool:
    """Whether a place lies in a coarser one, as far as divisions and distances tell."""
    a, b = item.anchor, holder.anchor
    if a is None or b is None or a.country != b.country or item.mention.key == holder.mention.key:
        return False
    if b.kind == "country":
        return a.kind != "country"
    if b.id in {a.admin1, a.admin2}:
        return a.id != b.id
    if any(c.kind == "admin1" and c.id in {a.admin1, a.id} for c in holder.mention.candidates):
        return True  # "in Homs" may be the province of that name
    apart = distance(a, b)
    return apart is not None and apart < (120 if b.kind in {"region", "admin1"} else 30)
