"""Who is said to have done it: the party of a figure, in its sentence, else the article's.

A run of party words counts as the actor where it stands behind "by", before an active cue, or before the name
of an act ("rebel shelling"). Where the sentence gives none, the party that the article gives most often in
those places near by is taken, unless the counted are its own. In disasters nobody is in such a place, and the
actor stays None.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Article, Measure, Span
from sayso.reading.rules.cues import Cue
from sayso.reading.rules.partyruns import Lexicon, Run, root, runs, words_of
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
class Parties:
    """The parties that an article gives as doers (``told``), mention by mention; ``holders`` are those who
    arrest and seize.

    ``fight`` is True where it names any party to a fight at all, ``calm`` where it tells of a disaster rather
    than of attacks; ``topics`` are the places of words that tell of a disaster (True) and of
    acts and their doers (False).
    """

    told: tuple[tuple[frozenset[str], Span], ...]
    holders: tuple[tuple[frozenset[str], Span], ...]
    fight: bool
    calm: bool = False
    topics: tuple[tuple[int, bool], ...] = ()

    def is_calm(self, at: int) -> bool:
        """Whether what was told of last before the character ``at`` is a disaster."""
        before = bisect_left(self.topics, at, key=lambda topic: topic[0])
        start, disaster = self.topics[before - 1] if before else (0, False)
        return self.calm or (disaster and at - start <= _REACH)


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
    fight, topics = False, list[tuple[int, bool]]()
    lexicon = words_of()
    fighting = frozenset[str]().union(*lexicon.sides) - lexicon.civil
    for words in sentences:
        for token in words:
            if (disaster := token.word in lexicon.disasters) or token.word in lexicon.acts:
                topics.append((token.start, disaster))
        for run in runs(words, accused):
            fight = fight or bool(run.core & fighting)
            if (run.agent or run.act or (run.doer and not run.takes)) and not run.vague:
                told.append((run.core, _span(article, words, run)))
    held = tuple((frozenset(map(root, span.text.lower().split())), span) for span in holders)
    calm = sum(1 if disaster else -1 for _, disaster in topics) > 1
    topics += [(span.start, False) for _, span in told]
    return Parties(told=tuple(told), holders=held, fight=fight, calm=calm, topics=tuple(sorted(topics)))


def is_held(measure: Measure) -> bool:
    """True for measures of those who arrest and seize."""
    return str(measure) in words_of().holds


def in_disaster(words: Sequence[Token], parties: Parties) -> bool:
    """Whether a sentence tells of what a disaster did, by its words or those of its article."""
    return parties.calm or any(token.word in words_of().disasters for token in words)


def _opponent(
    words: Sequence[Token],
    runs: Sequence[Run],
    at: int,
    own: frozenset[str],
    lexicon: Lexicon,
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
    lexicon = words_of()
    if str(decision.measure) not in lexicon.harmful:
        return None
    own = frozenset(map(root, counted.text.lower().split())) if counted is not None else frozenset[str]()
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
        if decision.measure is Measure.DESTROYED and _sent_it(words, run, lexicon):
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
    if total or parties.is_calm(words[at].start) or near & lexicon.disasters:
        return None
    if near & lexicon.clashes:
        other = _other_side(article, words, runs, own, lexicon)
        return other or _opponent(words, runs, at, own, lexicon, parties)
    held = str(decision.measure) in lexicon.holds
    holder = _nearest(words[at].start, own, lexicon, parties.holders) if held else None
    return holder or _nearest(words[at].start, own, lexicon, _able(near, parties.told, lexicon))


def _sent_it(words: Sequence[Token], run: Run, lexicon: Lexicon) -> bool:
    """True for whoever sent what was destroyed: "drones launched by" a party."""
    before = [t.word for t in words[max(0, run.start - 4) : run.start]]
    return run.agent and any(
        one in lexicon.sending and other in lexicon.agents for one, other in pairwise(before)
    )


def _loses(words: Sequence[Token], run: Run, at: int, lexicon: Lexicon) -> bool:
    """True for a party that loses the counted: "the rebels also lost 15 fighters"."""
    return run.end <= at and any(t.word in lexicon.losing for t in words[run.end : min(at, run.end + _VERB)])


def _other_side(
    article: Article, words: Sequence[Token], runs: Sequence[Run], own: frozenset[str], lexicon: Lexicon
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
    near: set[str], told: Sequence[tuple[frozenset[str], Span]], lexicon: Lexicon
) -> Sequence[tuple[frozenset[str], Span]]:
    """Those who have the means that stand near by: no rebels from the air, no army with a suicide bomb."""
    rebels, state = lexicon.sides
    if near & lexicon.flown:
        return [one for one in told if not one[0] & rebels]
    if near & lexicon.hidden:
        return [one for one in told if not one[0] & state or one[0] & rebels]
    return told


def _nearest(
    at: int, own: frozenset[str], lexicon: Lexicon, told: Sequence[tuple[frozenset[str], Span]]
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
    if weights[chosen] < _ENOUGH:
        return None
    party = best[chosen][1]
    return (_unidentified(told[:middle], at) if party.start > at else None) or party


def _unidentified(told: Sequence[tuple[frozenset[str], Span]], at: int) -> Span | None:
    """The last doer told of before, where nobody knows who he is ("unidentified warplanes struck"): who is
    named only later did something else.
    """
    last = told[-1][1] if told else None
    if last is None or at - last.start > _REACH:
        return None
    return None if words_of().unidentified.isdisjoint(last.text.lower().split()) else last


def _akin(one: frozenset[str], other: frozenset[str]) -> bool:
    """True for wordings of one party ("Russia", "the Russians"): they share a word or its first letters."""
    return bool(one & other) or any(a[:4] == b[:4] for a in one for b in other if len(a) >= 4)


def of_one_side(party: str, counted: str) -> bool:
    """True where a party and the counted are of one side ("Turkey", "Turkish soldiers")."""
    core, own = (frozenset(map(root, words.lower().split())) for words in (party, counted))
    return _one_side(core, own, words_of())


def is_named(wording: str) -> bool:
    """True where a wording has the name of a group or a nation in it."""
    lexicon, words = words_of(), wording.lower().split()
    return any(
        lexicon.kinds.get(word) in ("names", "nations")
        or any(tuple(words[k : k + len(name)]) == name for name in lexicon.phrases.get(word, ()))
        for k, word in enumerate(words)
    )


def is_described(wording: str) -> bool:
    """True for "the terrorist group" and "warplanes", which tell a party only where it was named before."""
    lexicon, words = words_of(), wording.lower().split()
    if not words or is_named(wording):
        return False
    if words[-1] in lexicon.craft:
        return not any(lexicon.kinds.get(word) == "roles" for word in words[:-1])
    return words[-1] in lexicon.unions and all(word in lexicon.kinds for word in words[:-1])


def may_be(described: str, party: str) -> bool:
    """True where a description can be of a party: "the group" of one by name, "warplanes" of any."""
    group = described.lower().split()[-1] in words_of().unions
    return is_named(party) if group else not is_described(party)


def loses(between: str) -> bool:
    """True where the words behind a party make it the one who lost the counted: "also lost"."""
    return not words_of().losing.isdisjoint(between.lower().split()[:_VERB])


def _one_side(core: frozenset[str], own: frozenset[str], lexicon: Lexicon) -> bool:
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
        if run.doer and words[cue.start].word.endswith(words_of().participle):
            return 90  # "rebels attacked the town, killing 12"
        return 90 - (cue.start - run.end) if cue.start - run.end <= _NEAR else 10
    if run.speaks and cue is not None and run.end < cue.start <= at and _of_itself(words, run, cue.start):
        return 88  # "the army said it shot down 12"
    if run.against and run.start > at:
        return 85 - min(20, (run.start - at) // 2)
    if (run.act or run.doer) and _caused(words, run, at, cue):
        return 82
    if run.doer and (not run.takes or str(decision.measure) in words_of().holds):
        return 70 - abs(run.start - at) // 2 if abs(run.start - at) < 100 else 10
    if run.act or run.agent:
        return 60 - abs(run.start - at) // 2 if abs(run.start - at) < 100 else 10
    return 0


def _of_itself(words: Sequence[Token], run: Run, cue: int) -> bool:
    """Whether a party tells of its own deed: between its telling and the deed there is only "it"."""
    between = [t.word for t in words[run.end + 1 : cue]]
    if between and words[cue].word.endswith(words_of().participle) and between[0] in words_of().pronouns:
        return True  # "the army said it repelled an attack, killing 12"
    return all(word in words_of().itself for word in between) and (
        bool(between) or words[cue].word.endswith(words_of().participle)
    )


def _caused(words: Sequence[Token], run: Run, at: int, cue: Cue | None) -> bool:
    """Whether a party's act follows what it caused: "12 were killed | in an army raid"."""
    begin = max(at + 1, cue.end if cue is not None else 0)
    between = [t.word for t in words[begin : run.start]]
    return 0 < len(between) <= _CAUSE and between[0] in words_of().causes


def _touches(words: Sequence[Token], run: Run, cue: int) -> bool:
    """Whether a party stands right before its verb, quotation marks apart ("Turkey ‘neutralises’")."""
    counted = run.start > 0 and words[run.start - 1].word == "#"
    return not counted and not any(t.word[0].isalnum() for t in words[run.end : cue])


def _span(article: Article, words: Sequence[Token], run: Run) -> Span:
    start = run.start
    return article.cut(words[start].start, words[run.end - 1].end)
