"""Finds place names in a text, with the candidates of each: names only, no decision what they mean.

A name comes from the place index (strict or loose key), from the language data (countries, regions, seas),
or from the words around it alone ("the village of ...", "... neighbourhood", "in ..."): reporting names
many places that no gazetteer holds. Names of persons and bodies that look like places are passed over.
Texts all in capitals or all in lower case are read by index and by the words around a name only.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.languages import load
from sayso.model import Span
from sayso.reading.drafts import Document
from sayso.reading.gazetteer import Entry, Gazetteer, fold, loose

_LONGEST = 5
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_][^\W_]*(?:[’'`‘-](?=[^\W\d_])[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’'`]s$")
_JOINED = re.compile(r"[\s-]{1,2}|\.\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name in the text.

    ``span`` holds the name with the words that belong to it ("eastern Aleppo"); ``key`` is the
    bare name's. ``kind`` is the level that those words tell (a key of ``[kinds]``), None where they tell
    none. ``locative`` is True where the text says that something is there; ``agent`` where the name acts or
    speaks ("Turkey said"). ``sounding`` are candidates by loose key only. ``blind`` where the letters' case
    tells nothing; ``dateline`` where it opens a sentence as agencies write it ("BEIRUT, ...").
    """

    span: Span
    key: str
    sentence: int
    candidates: tuple[Entry, ...]
    sounding: tuple[Entry, ...] = ()
    kind: str | None = None
    locative: bool = False
    agent: bool = False
    around: bool = False
    blind: bool = False
    dateline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The language data of places, as sets."""

    demonyms: Mapping[str, str]
    named: Mapping[str, Entry]
    countries: Mapping[str, str]
    kinds: Mapping[str, str]
    joins: frozenset[str]
    locative: frozenset[str]
    strong: frozenset[str]
    directions: frozenset[str]
    titles: frozenset[str]
    givens: frozenset[str]
    organisations: frozenset[str]
    speech: frozenset[str]
    plain: frozenset[str]
    openers: frozenset[str]
    families: frozenset[str]
    compounds: frozenset[str]
    bodies: frozenset[str]
    abbreviations: Mapping[str, str]
    aliases: Mapping[str, str]


@cache
def words(language: str) -> Words:
    """The place words of one language."""
    data: dict[str, Any] = load(language, "places")
    before, after = data["before"], data["after"]
    return Words(
        demonyms=data["demonyms"],
        named={fold(name): _region(name, told) for name, told in data["regions"].items()},
        countries={fold(name): code for name, code in data["countries"].items()},
        kinds={word: kind for kind, listed in data["kinds"].items() for word in listed},
        joins=frozenset(data["joins"]["words"]),
        locative=frozenset(before["locative"]),
        strong=frozenset(before["strong"]),
        directions=frozenset(before["directions"]),
        titles=frozenset(before["titles"]),
        givens=frozenset(before["givens"]),
        organisations=frozenset(after["organisations"]),
        speech=frozenset(after["speech"]),
        plain=frozenset(data["plain"]["words"]),
        openers=frozenset(data["joins"]["openers"]),
        families=frozenset(after["families"]),
        compounds=frozenset(data["plain"]["compounds"]),
        bodies=frozenset(after["bodies"]),
        abbreviations=data["abbreviations"],
        aliases=data["aliases"],
    )


def _region(name: str, told: Mapping[str, Any]) -> Entry:
    precision = int(told["precision"])
    kind = {7: "sea", 5: "region", 4: "admin1", 3: "admin2"}[precision]
    return Entry(
        id=f"sayso:{fold(name).replace(' ', '-')}",
        name=" ".join(w if w in {"of", "de"} else w.capitalize() for w in name.split()),
        kind=kind,
        country=told.get("country"),
        lat=told["lat"],
        lon=told["lon"],
        population=1_000_000,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence as tokens; ``blind`` where its case tells nothing."""

    index: int
    start: int
    tokens: tuple[tuple[int, int, str], ...]
    low: tuple[str, ...]
    upper: tuple[bool, ...]
    blind: bool


def _lines(document: Document, known: Words) -> Iterator[_Line]:
    text = document.article.text
    letters = [c for c in text[:20_000] if c.isalpha()]
    share = sum(c.isupper() for c in letters) / max(1, len(letters))
    flat = share > 0.6 or share < 0.005
    for index, sentence in enumerate(document.sentences):
        span = sentence.span
        tokens = tuple((m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text, span.start, span.end))
        low = tuple(w.lower() for _, _, w in tokens)
        upper = tuple(_capital(w) for _, _, w in tokens)
        long = [u for u, w in zip(upper, low, strict=True) if len(w) > 3]
        titled = len(long) >= 4 and sum(long) / len(long) > 0.75
        yield _Line(index, span.start, tokens, low, upper, flat or titled)


def _capital(word: str) -> bool:
    return word[0].isupper() or bool(re.match(r"(?:[ae]l|a[stzdrn]|e[sz])-[A-Z‘'`]", word))


def find(document: Document, gazetteer: Gazetteer | None, *, language: str = "en") -> tuple[Mention, ...]:
    """The place names of ``document`` in order, without overlaps; those that act or speak are marked."""
    known = words(language)
    lines = tuple(_lines(document, known))
    spans = {(line.index, i, j): key for line in lines for i, j, key in _stretches(document, line, known)}
    strict, sounding = _looked_up(gazetteer, known, set(spans.values()))
    found: list[Mention] = []
    for line in lines:
        found.extend(_scan(document, line, known, spans, strict, sounding))
    return tuple(found)


def _stretches(document: Document, line: _Line, known: Words) -> Iterator[tuple[int, int, str]]:
    """Token ranges that may be a name, with their keys."""
    text, tokens = document.article.text, line.tokens
    for i in range(len(tokens)):
        if not _may_start(line, i, known):
            continue
        for j in range(i + 1, min(i + _LONGEST, len(tokens)) + 1):
            if j > i + 1 and not _JOINED.fullmatch(text, tokens[j - 2][1], tokens[j - 1][0]):
                break
            if not (line.upper[j - 1] or line.low[j - 1] in known.joins or _flat(line)):
                break
            if line.low[j - 1] in known.joins and not line.upper[j - 1] and j > i + 1:
                continue
            key = fold(_POSSESSIVE.sub("", text[tokens[i][0] : tokens[j - 1][1]]))
            if j == i + 1 and _abbreviated(text, line, i, key, known):
                yield i, j, known.abbreviations[key]
                continue
            if len(key) >= 2 and (key in known.named or _may_be(line, i, j, known)):
                yield i, j, key


def _abbreviated(text: str, line: _Line, i: int, key: str, known: Words) -> bool:
    """A division's short name behind a town and a comma: "Alexandria, La."."""
    start, end, word = line.tokens[i]
    stop = word.endswith(".") or text[end : end + 1] == "."
    return stop and key in known.abbreviations and i > 0 and text[line.tokens[i - 1][1] : start] == ", "


def _flat(line: _Line) -> bool:
    return line.blind and not any(line.upper)


def _may_start(line: _Line, i: int, known: Words) -> bool:
    if line.upper[i]:
        return True
    if line.low[i] in {"al", "el"} and i + 1 < len(line.upper) and line.upper[i + 1]:
        return True
    return _flat(line) and line.low[i] not in known.plain


def _may_be(line: _Line, i: int, j: int, known: Words) -> bool:
    """No name is made of plain words only; short ones like "US" must stand in capitals."""
    word = line.tokens[i][2]
    if j == i + 1:
        if line.low[i] == "us" or (len(word) <= 3 and not _flat(line)):
            return word.isupper() and not (line.blind and all(line.upper) and line.low[i] in known.plain)
        bare = _POSSESSIVE.sub("", line.low[i])
        return bare not in known.plain and not _demonym(bare, known)
    return not all(w in known.plain or w in known.joins for w in line.low[i:j])


def _demonym(word: str, known: Words) -> bool:
    first = word.split("-")[0]
    return first in known.demonyms or (first.endswith("s") and first[:-1] in known.demonyms)


Found = Mapping[str, tuple[Entry, ...]]


def _looked_up(gazetteer: Gazetteer | None, known: Words, keys: set[str]) -> tuple[Found, Found]:
    """The candidates of each key: of the index and of the language data, and by loose key."""
    strict: dict[str, tuple[Entry, ...]] = {}
    if gazetteer:
        # Stripped copies lose apostrophes: "Aleppos" is Aleppo's where no place is called so.
        bare = {key: key[:-1] for key in keys if key.endswith("s") and len(key) > 5}
        found = gazetteer.named(sorted({*keys, *bare.values()}))
        for key in keys:
            owned = found.get(bare.get(key, ""), ())
            if key in found:
                strict[key] = found[key]
            elif owned and owned[0].population >= 50_000:
                strict[key] = owned
    if gazetteer:
        other = gazetteer.named(sorted({known.aliases[k] for k in keys if k in known.aliases}))
        for key in keys:
            if known.aliases.get(key) in other:
                strict[key] = (*other[known.aliases[key]], *strict.get(key, ()))
    for key in keys:
        if key in known.named:
            strict[key] = (known.named[key], *strict.get(key, ()))
        if key in known.countries:
            strict[key] = (*_country(gazetteer, known.countries[key]), *strict.get(key, ()))
    if gazetteer is None:
        return strict, {}
    squeezed = {key: loose(key) for key in sorted(keys) if len(key) >= 4}
    heard = gazetteer.sounding(sorted({s for s in squeezed.values() if len(s) >= 3}))
    return strict, {key: heard[s] for key, s in squeezed.items() if s in heard}


def _country(gazetteer: Gazetteer | None, code: str) -> tuple[Entry, ...]:
    if gazetteer is not None:
        found = gazetteer.country(code)
        if found is not None:
            return (found,)
    return (Entry(id=f"iso3166-1:{code}", name=code, kind="country", country=code),)


def _scan(
    document: Document,
    line: _Line,
    known: Words,
    spans: Mapping[tuple[int, int, int], str],
    strict: Found,
    sounding: Found,
) -> Iterator[Mention]:
    """Left to right, the longest name first."""
    i, last = 0, None
    while i < len(line.tokens):
        best = _name_at(line, i, spans, strict, sounding)
        whole = _unknown_at(document, line, i, known)
        if best is None or (
            whole is not None and whole[0] > best[0] and _kind_behind(document, line, whole[0], known)
        ):
            best = whole
        if best is None:
            i += 1
            continue
        j, key = best
        mention = _mention(document, line, i, j, key, known, strict, sounding, last)
        if mention is not None:
            last = mention
            yield mention
            j = max(
                j, next((k for k in range(j, len(line.tokens)) if line.tokens[k][0] >= mention.span.end), j)
            )
        i = max(j, i + 1)


def _name_at(
    line: _Line, i: int, spans: Mapping[tuple[int, int, int], str], strict: Found, sounding: Found
) -> tuple[int, str] | None:
    for source in (strict, sounding):
        for j in range(min(i + _LONGEST, len(line.tokens)), i, -1):
            key = spans.get((line.index, i, j))
            if key is None or key not in source:
                continue
            if source is sounding and _flat(line):
                continue
            return j, key
    return None


def _unknown_at(document: Document, line: _Line, i: int, known: Words) -> tuple[int, str] | None:
    """A run of capitalised words that the words around it make a place, though no list knows it."""
    word = line.low[i]
    if not line.upper[i] or _demonym(word, known) or (line.blind and not all(line.upper)):
        return None
    written = line.tokens[i][2]
    if (written.isupper() and not line.blind) or (word.rpartition("-")[2] in known.compounds and "-" in word):
        return None
    text, tokens = document.article.text, line.tokens
    j = i + 1
    if word in known.plain and not (
        word in known.openers and j < len(tokens) and line.upper[j] and line.low[j] not in known.plain
    ):
        return None
    while j < len(tokens) and j < i + 3 and line.upper[j] and line.low[j] not in known.kinds:
        if not _JOINED.fullmatch(text, tokens[j - 1][1], tokens[j][0]) or line.low[j] in known.plain:
            break
        j += 1
    told = _kind_behind(document, line, j, known)
    if told is None and (line.blind or not (_kind_before(line, i, known) or _strong_before(line, i, known))):
        return None
    return j, fold(text[tokens[i][0] : tokens[j - 1][1]])


def _kind_behind(document: Document, line: _Line, j: int, known: Words) -> tuple[int, str] | None:
    """The kind that the next one or two words tell, and the token after them."""
    text, tokens = document.article.text, line.tokens
    for k in (2, 1):
        if j + k > len(tokens) or not re.fullmatch(r"\s", text[tokens[j - 1][1] : tokens[j][0]]):
            continue
        kind = known.kinds.get(" ".join(_POSSESSIVE.sub("", w) for w in line.low[j : j + k]))
        if kind is not None:
            return j + k, kind
    return None


def _kind_before(line: _Line, i: int, known: Words) -> str | None:
    """ "The village of X", "the towns of X": the kind told before the name."""
    if i >= 2 and line.low[i - 1] == "of":
        return known.kinds.get(line.low[i - 2])
    if i >= 1 and not line.upper[i - 1]:
        return known.kinds.get(line.low[i - 1])
    return None


def _strong_before(line: _Line, i: int, known: Words) -> bool:
    while i and (line.low[i - 1] in known.directions or line.low[i - 1] == "the"):
        i -= 1
    return i > 0 and line.low[i - 1] in known.strong and line.low[i - 1] != "the"


def _mention(
    document: Document,
    line: _Line,
    i: int,
    j: int,
    key: str,
    known: Words,
    strict: Found,
    sounding: Found,
    last: Mention | None,
) -> Mention | None:
    """The mention of tokens ``i:j``, or None where they name a person or a body."""
    article, tokens = document.article, line.tokens
    candidates = strict.get(key, ())
    country = any(c.kind in {"country", "sea"} for c in candidates)
    behind = _kind_behind(document, line, j, known)
    if country and behind is not None and behind[1] != "country":
        behind = None
    if behind is None and _inside_name(document, line, i, j, known, country=country):
        return None
    first = i
    while first and line.low[first - 1] in known.directions and line.low[first - 1] not in {"old"}:
        first -= 1
    end = tokens[j - 1][1]
    possessive = _POSSESSIVE.search(tokens[j - 1][2])
    end -= len(possessive[0]) if possessive else 0
    kind = _kind_before(line, i, known)
    if behind is not None:
        end, kind = tokens[behind[0] - 1][1], behind[1]
    k = first
    while k and line.low[k - 1] in {
        "the",
        "city",
        "town",
        "village",
        "province",
        "governorate",
        "district",
        "towns",
        "villages",
        "neighborhood",
        "neighbourhood",
    }:
        k -= 1
    before = line.low[k - 1] if k else ""
    chained = (
        last is not None
        and last.locative
        and last.sentence == line.index
        and _chained(article.text, last.span.end, tokens[first][0])
    )
    dateline = i == 0 and bool(re.match(r"\s?[,(–—]|\s-\s", article.text[end : end + 3]))
    return Mention(
        span=article.cut(tokens[first][0], end),
        key=key,
        sentence=line.index,
        candidates=candidates,
        sounding=() if candidates and not _rare(candidates) else sounding.get(key, ()),
        kind=kind,
        locative=before in known.locative or chained or dateline or kind is not None,
        agent=_adjective(line, j, key, known)
        or _body(document.article.text, line, j, known)
        or (before not in known.locative and (possessive is not None or _speaks(line, j, known))),
        blind=line.blind,
        dateline=dateline,
        around=before in {"near", "around", "outside"} or kind == "around",
    )


def _rare(candidates: tuple[Entry, ...]) -> bool:
    return all(c.kind == "city" and c.population < 100_000 for c in candidates)


def _chained(text: str, start: int, end: int) -> bool:
    return bool(re.fullmatch(r"(?:,|\s|and|or|,\s?and|the|&)*", text[start:end], re.IGNORECASE))


def _speaks(line: _Line, j: int, known: Words) -> bool:
    return j < len(line.low) and line.low[j] in known.speech


def _body(text: str, line: _Line, j: int, known: Words) -> bool:
    """ "Minnesota Governor", "Fargo Police": an office, not a scene."""
    if j >= len(line.low) or not line.upper[j] or line.low[j] not in known.bodies or all(line.upper):
        return False
    return text[line.tokens[j - 1][1] : line.tokens[j][0]] == " "


def _adjective(line: _Line, j: int, key: str, known: Words) -> bool:
    """ "US air strikes" are no strikes in the US: a short name before a plain noun is an adjective."""
    if len(key.replace(" ", "")) > 3 or j >= len(line.low):
        return False
    return (
        line.low[j] not in known.locative
        and line.low[j] not in known.joins
        and line.low[j] not in known.speech
    )


def _inside_name(document: Document, line: _Line, i: int, j: int, known: Words, *, country: bool) -> bool:
    """Whether the words beside make it part of a person's or a body's name."""
    text, tokens = document.article.text, line.tokens
    touching = i > 0 and text[tokens[i - 1][1] : tokens[i][0]] in {" ", ". "}
    following = j < len(tokens) and text[tokens[j - 1][1] : tokens[j][0]] == " "
    if touching and line.low[i - 1] in known.titles and (line.upper[i - 1] or _flat(line)) and not country:
        return True
    if touching and line.upper[i - 1] and line.low[i - 1] in known.givens:
        return True
    if following and line.low[j] in known.families:
        return True
    if (
        following
        and line.low[j] in known.organisations
        and line.low[j] not in known.bodies
        and (line.upper[j] and not all(line.upper))
    ):
        return True
    if line.blind or country:
        return False
    stranger = (
        following
        and line.upper[j]
        and line.low[j] not in known.plain
        and line.low[j] not in known.bodies
        and line.low[j] not in known.kinds
    )
    if stranger and j == i + 1 and not (touching and line.low[i - 1] in known.locative):
        return True
    leading = touching and i > 1 and line.upper[i - 1] and text[tokens[i - 1][1] : tokens[i][0]] == " "
    return (
        leading
        and line.low[i - 1] not in known.plain
        and line.low[i - 1] not in known.demonyms
        and line.low[i - 1] not in known.directions
    )


def evidence(document: Document, *, language: str = "en") -> dict[str, int]:
    """How often the text, its title and its outlet's name speak of each country by adjective or people."""
    known = words(language)
    counts: dict[str, int] = {}
    article = document.article
    for text in (article.text, article.title or ""):
        low = [w.lower() for _, _, w in ((m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text))]
        for at, word in enumerate(low):
            bare = _POSSESSIVE.sub("", word).split("-")[0]
            code = known.demonyms.get(f"{low[at - 1]} {bare}" if at else bare) or known.demonyms.get(bare)
            if code is None and bare.endswith("s"):
                code = known.demonyms.get(bare[:-1])
            if code is not None:
                counts[code] = counts.get(code, 0) + 1
    return counts
