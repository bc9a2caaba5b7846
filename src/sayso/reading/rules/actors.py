"""Who is said to have done it: the party of a figure, in its sentence, else the article's.

A run of party words counts as the actor where it stands behind "by", before an active cue, or before the name
of an act ("rebel shelling"). Where the sentence gives none, the party that the article gives most often in
those places near by is taken, unless the counted are its own. In disasters nobody is in such a place, and the
actor stays None.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.languages import load
from sayso.model import Article, Measure, Span
from sayso.reading.rules.cues import Cue
from sayso.reading.rules.scene import Decision
from sayso.reading.rules.tokens import Token

_NEAR = 16
# Parties further before the quantity than this many words, and more of them than this, are not looked at.
_FAR, _MOST = 120, 40
# Words between a party and the verb by which it loses its own, and between a harm and who caused it.
_VERB, _CAUSE = 4, 4
# Characters over which a doer's mention fades, what one behind is worth, what one further off, what it takes.
_REACH, _AFTER, _ANYWHERE, _ENOUGH = 1000, 0.4, 0.1, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A party's wording: tokens ``start:end``, its telling words, and whether it stands as a doer.

    ``placed`` is True where it is a place or the party that something is done to ("in Syria", "against IS");
    ``doer`` where a verb of attack follows ("rebels shelled"), ``against`` where the counted fought it
    ("killed in clashes with the army"), ``vague`` where it is a mere adjective of blame ("a terrorist
    attack").
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
class Parties:
    """The parties that an article gives as doers (``told``), mention by mention; ``holders`` are those who
    arrest and seize.

    ``fight`` is True where it names any party to a fight at all, ``calm`` where it tells of a disaster rather
    than of attacks.
    """

    told: tuple[tuple[frozenset[str], Span], ...]
    holders: tuple[tuple[frozenset[str], Span], ...]
    fight: bool
    calm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    kinds: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    acts: frozenset[str]
    speaks: frozenset[str]
    agents: frozenset[str]
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


@cache
def _lexicon(language: str = "en") -> _Words:
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
    return _Words(
        kinds=kinds,
        phrases={w: tuple(sorted(p, key=lambda t: -len(t))) for w, p in phrases.items()},
        acts=frozenset(data["acts"]),
        speaks=frozenset(data["speaks"]),
        agents=frozenset(data["agents"]),
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
        sides=tuple(frozenset(_root(word) for word in side) for side in data["sides"]),
        civil=frozenset(_root(word) for word in data["civil"]),
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
    )


def survey(
    article: Article,
    sentences: Iterable[Sequence[Token]],
    accused: Sequence[Span] = (),
    holders: Sequence[Span] = (),
) -> Parties:
    """The parties that stand as doers anywhere in the article, from the words of its sentences.

    ``accused`` are the wordings of those that the article's responsibility claims name, ``holders`` of those
    who arrest and seize, both in order.
    """
    told: list[tuple[frozenset[str], Span]] = []
    fight, calm = False, 0
    lexicon = _lexicon()
    fighting = frozenset[str]().union(*lexicon.sides) - lexicon.civil
    for words in sentences:
        for token in words:
            calm += (token.word in lexicon.disasters) - (token.word in lexicon.acts)
        for run in runs(words, accused):
            fight = fight or bool(run.core & fighting)
            if (run.agent or run.act or (run.doer and not run.takes)) and not run.vague:
                told.append((run.core, _span(article, words, run)))
    held = tuple((frozenset(map(_root, span.text.lower().split())), span) for span in holders)
    return Parties(told=tuple(told), holders=held, fight=fight, calm=calm > 1)


def is_held(measure: Measure) -> bool:
    """True for measures of those who arrest and seize."""
    return str(measure) in _lexicon().holds


def in_disaster(words: Sequence[Token], parties: Parties) -> bool:
    """Whether a sentence tells of what a disaster did, by its words or those of its article."""
    return parties.calm or any(token.word in _lexicon().disasters for token in words)


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
    core = frozenset(_root(words[k].word) for k in inside)
    run = Run(
        start=inside[0], end=inside[-1] + 1, core=core, agent=False, act=True, speaks=False, placed=False
    )
    return sorted([*found, run], key=lambda r: r.start)


def _runs(words: Sequence[Token]) -> list[Run]:
    lexicon, found, index = _lexicon(), [], 0
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
                core.update(_root(t.word) for t in words[index : index + length])
            index += length
            if nation and core and index + 1 < size and words[index].word in lexicon.joins:
                following = _kind(words, index + 1, lexicon)[1]
                index += following == "nations"  # "Russian and Syrian jets"
        if core:
            found.append(_run(words, start, index, frozenset(core), nation, lexicon))
        index = max(index, start + 1)
    return found


def _is_land(token: Token, lexicon: _Words) -> bool:
    """True for a nation's name as against its adjective."""
    return (
        lexicon.kinds.get(token.word) == "nations"
        and token.word not in lexicon.adjectives
        and token.raw[-2:] != "'s"
    )


def _kind(words: Sequence[Token], index: int, lexicon: _Words) -> tuple[int, str | None]:
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
    words: Sequence[Token], start: int, end: int, core: frozenset[str], nation: bool, lexicon: _Words
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


def _opponent(
    words: Sequence[Token],
    runs: Sequence[Run],
    at: int,
    own: frozenset[str],
    lexicon: _Words,
    parties: Parties,
) -> Span | None:
    """Of the two sides at arms the one that the counted are not of, as the article tells it near by.

    Nobody where the sentence counts the dead of that side as well: then both have suffered from both.
    """
    counted = frozenset[str]().union(*(r.core for r in runs if r.start and words[r.start - 1].word == "#"))
    for one, other in zip(lexicon.sides, reversed(lexicon.sides), strict=True):
        if own & one and not (own | counted) & other:
            return _nearest(words[at].start, own, lexicon, [t for t in parties.told if t[0] & other])
    return None


def _is_agent(before: Sequence[str], lexicon: _Words) -> bool:
    """True behind "by", and behind the "from" of an act ("fire from the hills", not "taken from the army")."""
    if not before or before[-1] not in lexicon.agents:
        return False
    return before[-1] not in lexicon.origins or (len(before) > 1 and before[-2] in lexicon.acts)


def of(
    article: Article,
    words: Sequence[Token],
    runs: Sequence[Run],
    at: int,
    decision: Decision,
    counted: Span | None,
    parties: Parties,
    *,
    total: bool,
) -> Span | None:
    """The actor of the figure at token ``at``, or None; ``runs`` are the parties of its sentence.

    ``total`` is True for running totals, whose doers are many: they have an actor only where their own
    sentence gives it.
    """
    lexicon = _lexicon()
    if str(decision.measure) not in lexicon.harmful:
        return None
    own = frozenset(map(_root, counted.text.lower().split())) if counted is not None else frozenset[str]()
    best: tuple[int, Run] | None = None
    named = any(not _one_side(core, own, lexicon) for core, _ in parties.told[:_FAR])
    first = bisect_left(runs, at - _FAR, key=lambda run: run.start)
    for run in runs[first : first + _MOST]:
        if counted is not None and counted.start <= words[run.start].start < counted.end:
            continue
        if run.vague and named:
            continue  # "a terrorist attack" does not tell whose, other sentences do
        if _loses(words, run, at, lexicon):
            own |= run.core
            continue
        score = _score(words, run, at, decision)
        if score <= 75 and (total or _one_side(run.core, own, lexicon)):
            continue
        if score > 0 and not run.core & own and (best is None or score > best[0]):
            best = (score, run)
    if best is not None:
        span = _span(article, words, best[1])
        other = _nearest(words[at].start, own, lexicon, parties.told) if is_described(span.text) else None
        return other if other is not None and may_be(span.text, other.text) else span
    near = {t.word for t in words[max(0, at - _NEAR) : at + _NEAR]}
    if total or parties.calm or near & lexicon.disasters:
        return None
    if near & lexicon.clashes:
        other = _other_side(article, words, runs, own, lexicon)
        return other or _opponent(words, runs, at, own, lexicon, parties)
    held = str(decision.measure) in lexicon.holds
    holder = _nearest(words[at].start, own, lexicon, parties.holders) if held else None
    return holder or _nearest(words[at].start, own, lexicon, _able(near, parties.told, lexicon))


def _loses(words: Sequence[Token], run: Run, at: int, lexicon: _Words) -> bool:
    """True for a party that loses the counted: "the rebels also lost 15 fighters"."""
    return run.end <= at and any(t.word in lexicon.losing for t in words[run.end : min(at, run.end + _VERB)])


def _other_side(
    article: Article, words: Sequence[Token], runs: Sequence[Run], own: frozenset[str], lexicon: _Words
) -> Span | None:
    """The only other party of a clash, where the counted are of one that the sentence names as well."""
    armed = frozenset[str]().union(*lexicon.sides)
    if not own & armed:
        return None
    others = [run for run in runs if not _one_side(run.core, own, lexicon) and not run.speaks]
    if len({run.core for run in others}) != 1 or not others[0].core & armed:
        return None
    if any(run.start > 0 and words[run.start - 1].word == "#" for run in others):
        return None  # "killed 12 rebels and a soldier": both sides are counted
    return _span(article, words, others[0])


def _able(
    near: set[str], told: Sequence[tuple[frozenset[str], Span]], lexicon: _Words
) -> Sequence[tuple[frozenset[str], Span]]:
    """Those who have the means that stand near by: no rebels from the air, no army with a suicide bomb."""
    rebels, state = lexicon.sides
    if near & lexicon.flown:
        return [one for one in told if not one[0] & rebels]
    if near & lexicon.hidden:
        return [one for one in told if not one[0] & state or one[0] & rebels]
    return told


def _nearest(
    at: int, own: frozenset[str], lexicon: _Words, told: Sequence[tuple[frozenset[str], Span]]
) -> Span | None:
    """The party that is told as a doer most often around ``at``, at its nearest mention.

    What is told before counts more than what comes after; where nobody is told near by, or often, None.
    """
    weights: dict[frozenset[str], float] = {}
    best: dict[frozenset[str], tuple[float, Span]] = {}
    middle = bisect_left(told, at, key=lambda one: one[1].start)
    for core, span in told[max(0, middle - _MOST) : middle + _MOST]:
        if _one_side(core, own, lexicon) or is_described(span.text):
            continue
        near = math.exp(-abs(at - span.start) / _REACH) * (1 if span.start < at else _AFTER)
        alike = next((known for known in weights if _akin(known, core)), core)
        weights[alike] = weights.get(alike, 0.0) + near + _ANYWHERE
        best[alike] = max(best.get(alike, (0.0, span)), (near, span), key=lambda pair: pair[0])
    if not weights:
        return None
    chosen = max(weights, key=lambda core: (weights[core], -best[core][1].start))
    return best[chosen][1] if weights[chosen] >= _ENOUGH else None


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for wordings of one party ("Russia", "the Russians"): they share a word or its first letters."""
    return bool(one & other) or any(a[:4] == b[:4] for a in one for b in other if len(a) >= 4)


def of_one_side(party: str, counted: str) -> bool:
    """True where a party and the counted are of one side ("Turkey", "Turkish soldiers")."""
    core, own = (frozenset(map(_root, words.lower().split())) for words in (party, counted))
    return _one_side(core, own, _lexicon())


def is_named(wording: str) -> bool:
    """True where a wording has the name of a group or a nation in it."""
    lexicon, words = _lexicon(), wording.lower().split()
    return any(
        lexicon.kinds.get(word) in ("names", "nations")
        or any(tuple(words[k : k + len(name)]) == name for name in lexicon.phrases.get(word, ()))
        for k, word in enumerate(words)
    )


def is_described(wording: str) -> bool:
    """True for "the terrorist group" and "warplanes", which tell a party only where it was named before."""
    lexicon, words = _lexicon(), wording.lower().split()
    if not words or is_named(wording):
        return False
    if words[-1] in lexicon.craft:
        return not any(lexicon.kinds.get(word) == "roles" for word in words[:-1])
    return words[-1] in lexicon.unions and all(word in lexicon.kinds for word in words[:-1])


def may_be(described: str, party: str) -> bool:
    """True where a description can be of a party: "the group" of one by name, "warplanes" of any."""
    group = described.lower().split()[-1] in _lexicon().unions
    return is_named(party) if group else not is_described(party)


def loses(between: str) -> bool:
    """True where the words behind a party make it the one who lost the counted: "also lost"."""
    return not _lexicon().losing.isdisjoint(between.lower().split()[:_VERB])


def _root(word: str) -> str:
    """A party's word without the marks of plural and possession, so that "rebels" are "rebel"."""
    return word.removesuffix("'s").removesuffix("’s").removesuffix("s") if len(word) > 4 else word


def _one_side(core: frozenset[str], own: frozenset[str], lexicon: _Words) -> bool:
    """Whether a party and the counted are of one side, so that it can hardly have harmed them."""
    # Turkey and the Turkish, Russia and the Russians share their first letters.
    return _akin(core, own) or any(core & side and own & side for side in lexicon.sides)


def _score(words: Sequence[Token], run: Run, at: int, decision: Decision) -> int:
    """How plainly a party of the sentence is the doer; 0 where it is not."""
    cue = decision.cue
    if run.agent and at < run.start <= at + _NEAR:
        return 100 - (run.start - at)
    governs = cue is not None and cue.end <= at and cue.form != "of" and not (run.speaks or run.land)
    if (
        governs
        and cue is not None
        and run.end <= cue.start
        and (not run.placed or _touches(words, run, cue.start))
    ):
        if run.doer and words[cue.start].word.endswith(_lexicon().participle):
            return 90  # "rebels attacked the town, killing 12"
        return 90 - (cue.start - run.end) if cue.start - run.end <= _NEAR else 10
    if run.against and run.start > at:
        return 85 - min(20, (run.start - at) // 2)
    if (run.act or run.doer) and _caused(words, run, at, cue):
        return 82
    if run.doer and (not run.takes or str(decision.measure) in _lexicon().holds):
        return 70 - abs(run.start - at) // 2 if abs(run.start - at) < 100 else 10
    if run.act or run.agent:
        return 60 - abs(run.start - at) // 2 if abs(run.start - at) < 100 else 10
    return 0


def _caused(words: Sequence[Token], run: Run, at: int, cue: Cue | None) -> bool:
    """Whether a party's act follows what it caused: "12 were killed | in an army raid", "when rebels fired"."""
    begin = max(at + 1, cue.end if cue is not None else 0)
    between = [t.word for t in words[begin : run.start]]
    return 0 < len(between) <= _CAUSE and between[0] in _lexicon().causes


def _touches(words: Sequence[Token], run: Run, cue: int) -> bool:
    """Whether a party stands right before its verb, quotation marks apart ("Turkey ‘neutralises’")."""
    counted = run.start > 0 and words[run.start - 1].word == "#"
    return not counted and not any(t.word[0].isalnum() for t in words[run.end : cue])


def _span(article: Article, words: Sequence[Token], run: Run) -> Span:
    start = run.start
    return article.cut(words[start].start, words[run.end - 1].end)
