"""Runs of party words in a sentence ("the Syrian government forces"), and what tells there who did it.

A run is a wording of names, nations and roles of :mod:`sayso.languages` ("parties"). Whether it is the actor
of a figure is judged in :mod:`actors`.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.languages import load
from sayso.model import Span
from sayso.reading.rules.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A party's wording: tokens ``start:end``, its telling words, and whether it stands as a doer.

    ``placed`` is True where it is a place or the party that something is done to ("in Syria", "against IS");
    ``doer`` where a verb of attack follows ("rebels shelled"), ``against`` where the counted fought it
    ("killed in clashes with the army"), ``vague`` where it is a mere adjective of blame ("a terrorist
    attack"), ``land`` where it is a nation's name behind a word of place, ``takes`` where its verb takes
    ground or things.
    """

    start: int
    end: int
    core: frozenset[str]
    agent: bool
    act: bool
    speaks: bool
    placed: bool
    doer: bool = False
    against: bool = False
    vague: bool = False
    land: bool = False
    takes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words of parties, and words around them that tell who did what."""

    kinds: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    acts: frozenset[str]
    speaks: frozenset[str]
    agents: frozenset[str]
    told_by: frozenset[str]
    origins: frozenset[str]
    taking: frozenset[str]
    flown: frozenset[str]
    hidden: frozenset[str]
    causes: frozenset[str]
    held: frozenset[str]
    places: frozenset[str]
    means: frozenset[str]
    parted: frozenset[str]
    harmful: frozenset[str]
    sides: tuple[frozenset[str], ...]
    civil: frozenset[str]
    deeds: frozenset[str]
    helping: frozenset[str]
    clashes: frozenset[str]
    losing: frozenset[str]
    company: frozenset[str]
    grounds: frozenset[str]
    adjectives: frozenset[str]
    vague: frozenset[str]
    joins: frozenset[str]
    participle: tuple[str, ...]
    passive: frozenset[str]
    craft: frozenset[str]
    holds: frozenset[str]
    unions: frozenset[str]
    disasters: frozenset[str]
    unidentified: frozenset[str]
    sending: frozenset[str]
    itself: frozenset[str]
    pronouns: frozenset[str]


@cache
def words_of(language: str = "en") -> Lexicon:
    """The words of parties and of what they do."""
    data = load(language, "parties")
    acts = load(language, "responsibility")["acts"]
    deeds = {*acts["verbs"].split(), *acts["light"].split(), *data["deeds"]}
    kinds: dict[str, str] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for kind in ("nations", "names", "roles", "parts"):
        for phrase in data[kind]:
            words = tuple(phrase.split())
            if len(words) > 1:
                phrases.setdefault(words[0], []).append(words)
            else:
                kinds.setdefault(phrase, kind)
    return Lexicon(
        kinds=kinds,
        phrases={w: tuple(sorted(p, key=lambda t: -len(t))) for w, p in phrases.items()},
        acts=frozenset(data["acts"]),
        speaks=frozenset(data["speaks"]),
        agents=frozenset(data["agents"]),
        told_by=frozenset(data["told_by"]),
        origins=frozenset(data["origins"]),
        taking=frozenset(data["taking"]),
        flown=frozenset(data["flown"]),
        hidden=frozenset(data["hidden"]),
        causes=frozenset(data["causes"]),
        held=frozenset(data["held"]),
        places=frozenset(data["places"]),
        means=frozenset(data["means"]),
        parted=frozenset(data["parted"]),
        harmful=frozenset(data["harmful"]),
        sides=tuple(frozenset(root(word) for word in side) for side in data["sides"]),
        civil=frozenset(root(word) for word in data["civil"]),
        deeds=frozenset(deeds) - frozenset(data["acts"]),
        helping=frozenset(data["helping"]),
        clashes=frozenset(data["clashes"]),
        losing=frozenset(data["losing"]),
        company=frozenset(data["company"]),
        grounds=frozenset(data["grounds"]),
        adjectives=frozenset(load(language, "places")["demonyms"]) | frozenset(data["adjectives"]),
        vague=frozenset(data["vague"]),
        joins=frozenset(data["joins"]),
        participle=tuple(load(language, "measures")["bridge"]["participle"]),
        passive=frozenset(acts["passive"].split()),
        craft=frozenset(data["craft"]),
        holds=frozenset(data["holds"]),
        unions=frozenset(data["unions"]),
        disasters=frozenset(data["disasters"]),
        unidentified=frozenset(data["unidentified"]),
        sending=frozenset(data["sending"]),
        itself=frozenset(data["itself"]),
        pronouns=frozenset(data["pronouns"]),
    )


def runs(words: Sequence[Token], accused: Sequence[Span] = ()) -> list[Run]:
    """The runs of party words in a sentence; the ``accused`` of the article are doers where they stand."""
    found = _runs(words)
    if not words or not accused:
        return found
    first = bisect_left(accused, words[0].start, key=lambda span: span.start)
    for span in accused[first:]:
        if span.start >= words[-1].end:
            break
        found = _accused(words, found, span)
    return found


def _accused(words: Sequence[Token], found: list[Run], span: Span) -> list[Run]:
    """``found`` with the accused party of ``span`` marked as a doer, or added where no word told it."""
    hit = [
        k
        for k, r in enumerate(found)
        if words[r.start].start < span.end and span.start < words[r.end - 1].end
    ]
    if hit:
        return [replace(r, act=True, placed=False) if k in hit else r for k, r in enumerate(found)]
    inside = [k for k, t in enumerate(words) if span.start <= t.start and t.end <= span.end]
    if not inside or words[inside[0]].word == "#":
        return found
    core = frozenset(root(words[k].word) for k in inside)
    run = Run(
        start=inside[0], end=inside[-1] + 1, core=core, agent=False, act=True, speaks=False, placed=False
    )
    return sorted([*found, run], key=lambda r: r.start)


def _runs(words: Sequence[Token]) -> list[Run]:
    lexicon, found, index = words_of(), [], 0
    size = len(words)
    while index < size:
        word = words[index].word
        if word not in lexicon.kinds and word not in lexicon.phrases and "-" not in word:
            index += 1
            continue
        start, core, nation = index, set[str](), True
        while index < len(words):
            length, kind = _kind(words, index, lexicon)
            if kind is None or (kind == "nations" and core and _is_land(words[index - 1], lexicon)):
                break  # "in the east of Syria Russian air strikes": a comma got lost
            if kind != "parts":
                nation = nation and kind == "nations" and "-" not in words[index].word
                core.update(root(t.word) for t in words[index : index + length])
            index += length
            if nation and core and index + 1 < size and words[index].word in lexicon.joins:
                following = _kind(words, index + 1, lexicon)[1]
                index += following == "nations"  # "Russian and Syrian jets"
        if core:
            found.append(_run(words, start, index, frozenset(core), nation, lexicon))
        index = max(index, start + 1)
    return found


def _is_land(token: Token, lexicon: Lexicon) -> bool:
    """True for a nation's name as against its adjective."""
    return (
        lexicon.kinds.get(token.word) == "nations"
        and token.word not in lexicon.adjectives
        and token.raw[-2:] != "'s"
    )


def _kind(words: Sequence[Token], index: int, lexicon: Lexicon) -> tuple[int, str | None]:
    word = words[index].word
    for phrase in lexicon.phrases.get(word, ()):
        if tuple(t.word for t in words[index : index + len(phrase)]) == phrase:
            return len(phrase), "names"
    kind = lexicon.kinds.get(word)
    if kind is None and word.endswith(("-led", "-backed", "-allied", "-sponsored", "-affiliated")):
        kind = "nations"
    if kind is None and word.startswith(("backed-", "led-")):
        kind = "parts"  # "Turkish backed-moderate groups"
    if word in ("is", "us") and (not words[index].raw.isupper() or _shouted(words)):
        kind = None  # the verb and the pronoun
    return 1, kind


def _shouted(words: Sequence[Token]) -> bool:
    """True for a sentence all in capitals."""
    return all(t.raw.isupper() or not t.raw.isalpha() for t in words)


def _run(
    words: Sequence[Token], start: int, end: int, core: frozenset[str], nation: bool, lexicon: Lexicon
) -> Run:
    before = [t.word for t in words[max(0, start - 3) : start]]
    last = before[-1] if before else ""
    after = [t.word for t in words[end : end + 2]]
    acting = bool(after) and (after[0] in lexicon.acts or words[end - 1].word in lexicon.acts)
    parted = not after or after[0] in lexicon.parted or lexicon.kinds.get(after[0]) == "nations"
    acting = acting or (len(after) > 1 and after[1] in lexicon.acts and not parted)
    held = any(word in lexicon.held for word in before) or bool(after and after[0] in lexicon.grounds)
    acting = acting and not held
    adjective = words[end - 1].word in lexicon.adjectives
    step = end
    while step < min(len(words), end + 4) and words[step].word in lexicon.helping:
        step += 1
    doer = step < len(words) and words[step].word in lexicon.deeds and not held
    if doer and not words[step].word.endswith(lexicon.participle):
        doer = lexicon.passive.isdisjoint(t.word for t in words[end:step])  # "the rebels were killed"
    against = last in lexicon.company and any(word in lexicon.clashes for word in before)
    while end - 1 > start and words[end - 1].word in lexicon.means:
        end -= 1
    return Run(
        start=start,
        end=end,
        core=core,
        agent=_is_agent(before, lexicon) and not held and not (after and after[0] in lexicon.speaks),
        act=acting and not (nation and last in lexicon.places and not adjective),
        speaks=bool(after) and after[0] in lexicon.speaks,
        placed=held
        or last == "#"
        or (last in lexicon.places and not acting)
        or (nation and not acting and bool(after) and not doer),
        doer=doer and not (nation and last in lexicon.places),
        against=against,
        vague=acting and end - start == 1 and core <= lexicon.vague,
        land=nation and last in lexicon.places and not adjective,
        takes=doer and words[step].word in lexicon.taking,
    )


def _is_agent(before: Sequence[str], lexicon: Lexicon) -> bool:
    """True behind "by", and behind the "from" of an act ("under fire from rebels")."""
    if not before or before[-1] not in lexicon.agents or (len(before) > 1 and before[-2] in lexicon.told_by):
        return False  # "as reported by"
    return before[-1] not in lexicon.origins or (len(before) > 1 and before[-2] in lexicon.acts)


def root(word: str) -> str:
    """A party's word without the marks of plural and possession, so that "rebels" are "rebel"."""
    return word.removesuffix("'s").removesuffix("’s").removesuffix("s") if len(word) > 4 else word
