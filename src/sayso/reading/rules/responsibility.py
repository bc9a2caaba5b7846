"""Who is said to have done it: for each sentence the act, the accused, and on whose say-so.

Found from the act: a party before it ("rebel shelling"), behind it ("an attack by gunmen", "shells fired
by"), as the subject of a verb of attack ("troops ambushed"), behind a passive ("was bombed by"), and by
verbs of blame, claim and denial. Sieges, occupation, captured ground and clashes without an attacker are
none. What the speaker is comes from :mod:`speech`; a claim of responsibility has the group as accused and
as speaker.
"""

from dataclasses import dataclass, fields, replace
from functools import cache

from sayso.languages import available, load
from sayso.model import Article, PassageKind, Span, SpeakerKind, Stance
from sayso.reading.drafts import Document, ResponsibilityDraft, SpeakerDraft
from sayso.reading.rules import lines, phrases, speakers
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words
from sayso.reading.rules.speech import Voices

Range = tuple[int, int]
LINK = 8  # tokens between an act and the "by" of its party
SUBJECT = 6  # tokens of adverbs and auxiliaries between a party and its verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The lexicon of parties and acts in one language."""

    nouns: frozenset[str]
    platforms: frozenset[str]
    names: frozenset[str]
    adjectives: frozenset[str]
    acts: frozenset[str]
    weak: frozenset[str]
    modifiers: frozenset[str]
    verbs: frozenset[str]
    light: frozenset[str]
    trailing: frozenset[str]
    nominal: frozenset[str]
    modals: frozenset[str]
    linking: frozenset[str]
    passive: frozenset[str]
    blaming: frozenset[str]
    behind: frozenset[str]
    attributing: frozenset[str]
    claiming: frozenset[str]
    responsibility: frozenset[str]
    denying: frozenset[str]
    hedges: frozenset[str]


@cache
def acts(language: str | None) -> Acts:
    """The lexicon of ``language``, or of English where there is none for it."""
    data = load(language if language in available() else "en", "responsibility")
    merged = {
        **data["parties"],
        **{k: v for k, v in data["acts"].items() if k != "nouns"},
        "acts": data["acts"]["nouns"],
        **{k: v for k, v in data["blame"].items() if k != "verbs"},
        "blaming": data["blame"]["verbs"],
    }
    return Acts(**{f.name: phrases.word_set(merged[f.name]) for f in fields(Acts)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An act and its accused in token indices; ``said`` where the sentence itself names who says so.

    ``apart`` where the accused stands in another clause than the act, whose speaker then counts.
    """

    act: Range
    accused: Range
    apart: bool = False
    said: Range | None = None
    stance: Stance | None = None


def read(document: Document) -> tuple[ResponsibilityDraft, ...]:
    """The responsibility claims of a document, one for each sentence and accused, in order."""
    voices = Voices.of(document)
    article = document.article
    speech, lexicon = phrases.words(article.language), acts(article.language)
    made: list[ResponsibilityDraft] = []
    for line in lines.read(document):
        if line.kind is PassageKind.BOILERPLATE:
            continue
        bare = replace(line, tokens=tuple(t._replace(quotation=0) for t in line.tokens))
        found = _distinct(bare, _found(bare, speech, lexicon))
        made.extend(_draft(document, voices, line, lexicon, one) for one in found)
    return tuple(made)


def _found(line: Line, speech: Words, lexicon: Acts) -> list[_Found]:
    found: list[_Found] = []
    for at, token in enumerate(line.tokens):
        low = token.low
        if not token.word:
            continue
        if low in lexicon.blaming or low in lexicon.attributing:
            found.extend(_blamed(line, speech, lexicon, at))
        if low in lexicon.claiming or low in lexicon.denying:
            found.extend(_claimed(line, speech, lexicon, at))
        if (
            (low in lexicon.acts and (one := _act(line, speech, lexicon, at)))
            or (low in lexicon.verbs | lexicon.light and (one := _done(line, speech, lexicon, at)))
            or (low == "it" and (one := _cleft(line, speech, lexicon, at)))
        ):
            found.append(one)
    return found


def _cleft(line: Line, speech: Words, lexicon: Acts, at: int) -> _Found | None:
    """ "it was in fact the rebels": the act is the one told before in the sentence."""
    if _low(line, at + 1) not in ("was", "is"):
        return None
    step = at + 2
    while step < at + 5 and _low(line, step) in ("in", "fact", "actually", "really", "not", "instead"):
        step += 1
    party, act = _party(line, speech, lexicon, step), _last_act(line, lexicon, at)
    if party is None or act is None or not any(_party_word(line, lexicon, k) for k in range(*party)):
        return None
    denied = any(_low(line, k) == "not" for k in range(at + 2, step))
    return _Found(act=act, accused=party, apart=True, stance=Stance.DENIES if denied else None)


def _distinct(line: Line, found: list[_Found]) -> list[_Found]:
    """One for each accused and stance; those with their own speaker before those without."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda f: (f.said is None, f.act)):
        words = frozenset(t.low.removesuffix("s") for t in line.tokens[slice(*one.accused)] if t.word)
        if any(one.stance in (k.stance, None) and _alike(line, k, words) for k in kept):
            continue
        kept.append(one)
    return sorted(kept, key=lambda f: f.act)


def _alike(line: Line, other: _Found, words: frozenset[str]) -> bool:
    theirs = {t.low.removesuffix("s") for t in line.tokens[slice(*other.accused)] if t.word}
    plain = {"the", "a", "an", "force", "group", "army"}  # shared by parties that are not the same
    return bool(words & theirs - plain) or words - {"the", "a"} == theirs - {"the", "a"}


# ---- an act named by a noun -----------------------------------------------------------------------------


def _act(line: Line, speech: Words, lexicon: Acts, at: int) -> _Found | None:
    """ "Israeli air strikes", "an attack carried out by gunmen"."""
    tokens = line.tokens
    if _low(line, at + 1) in lexicon.acts and _low(line, at + 1) not in lexicon.weak | lexicon.verbs:
        return None  # "rocket attacks": the act's head follows
    start = at
    while (
        start > 0
        and tokens[start - 1].low in lexicon.modifiers
        and tokens[start - 1].low not in ("and", "or")
    ):
        start -= 1
    before = _party_before(line, speech, lexicon, start)
    if before is not None and not _is_verb_here(line, speech, lexicon, at):
        return _Found(act=(start, at + 1), accused=before)
    behind = _party_behind(line, speech, lexicon, at + 1)
    return _Found(act=(start, at + 1), accused=behind) if behind else None


def _is_verb_here(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """ "the army attacks the town": then the verb's rule decides."""
    return _low(line, at) in lexicon.verbs and _low(line, at + 1) in speech.determiners


def _party_before(line: Line, speech: Words, lexicon: Acts, stop: int) -> Range | None:
    """The party that ends right before token ``stop``, as modifier or with a possessive."""
    tokens = line.tokens
    start = stop
    while start > 0 and stop - start < 6:
        low = _plain(tokens[start - 1].low)
        if not tokens[start - 1].word:
            break
        if (
            low in lexicon.adjectives
            or low in lexicon.names
            or low in lexicon.nouns
            or (
                start < stop
                and low in ("and", "or")
                and start > 1
                and _plain(tokens[start - 2].low) in lexicon.adjectives | lexicon.names
            )
            or (
                (start < stop and low in ("air", "armed", "security", "islamic", "government's"))
                or low in ("force", "forces", "coalition")
            )
        ):
            start -= 1
        else:
            break
    if start == stop:
        return None
    lows = [_plain(t.low) for t in tokens[start:stop]]
    place = not any(low in lexicon.adjectives or low in lexicon.nouns for low in lows)
    if place and any(_low(line, k) in speech.prepositions for k in range(max(0, start - 2), start)):
        return None  # "in central Syria attack": where, not who
    return (start, stop) if _names_party(lows, lexicon) and lows != ["terrorist"] else None


def _names_party(lows: list[str], lexicon: Acts) -> bool:
    """True where somebody is named: not "group" or "air force" alone."""
    return any(
        low in lexicon.adjectives
        or low in lexicon.names
        or (low in lexicon.nouns and low not in lexicon.platforms)
        for low in lows
    )


def _plain(low: str) -> str:
    return low.removesuffix("'s").removesuffix("'")


def _any_of(low: str, words: frozenset[str]) -> bool:
    """True for a word of the list, or for one with a possessive s whose apostrophe got lost."""
    return low in words or low.removesuffix("s") in words


def _party_behind(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """The party behind "by", with no more between than the words of carrying out."""
    step = at
    end = min(len(line.tokens), at + LINK)
    while step < end:
        low = _low(line, step)
        if low == "by":
            return _party(line, speech, lexicon, step + 1)
        if not line.tokens[step].word or low not in lexicon.linking:
            return None
        step += 1
    return None


def _party(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """The party whose name begins at token ``at``."""
    while at < len(line.tokens) and _low(line, at) in ("either", "both"):
        at += 1
    stop = phrases.right(line, speech, at, min(len(line.tokens), at + 14))
    stop = next(
        (
            k
            for k in range(at + 1, stop)
            if _low(line, k) in lexicon.acts and _low(line, k) not in lexicon.nouns
        ),
        stop,
    )
    stop = next(
        (
            k
            for k in range(at + 1, stop)
            if _low(line, k) == "," or (_low(line, k) in speech.prepositions and _low(line, k) != "of")
        ),
        stop,
    )
    if stop <= at:
        return None
    lows = [_plain(t.low) for t in line.tokens[at:stop]]
    if not _names_party(lows, lexicon):
        return None
    return (at, stop)


# ---- an act told by a verb ------------------------------------------------------------------------------


def _done(line: Line, speech: Words, lexicon: Acts, at: int) -> _Found | None:
    """ "troops ambushed a convoy", "was bombed by jets of the regime"."""
    tokens = line.tokens
    following = _low(line, at + 1)
    auxiliary = any(_low(line, k) in lexicon.passive for k in range(max(0, at - 3), at))
    if any(_low(line, k) in lexicon.modals for k in range(max(0, at - 3), at)):
        return None
    if following == "by" or (auxiliary and (party := _party_behind(line, speech, lexicon, at + 1))):
        party = _party_behind(line, speech, lexicon, at + 1)
        return _Found(act=(at, at + 1), accused=party) if party else None
    if at == 0 or (
        tokens[at].low.endswith("ing") and _low(line, at - 1) in speech.determiners | {"of", "by"}
    ):
        return None
    if (auxiliary and not tokens[at].low.endswith("ing")) or at + 1 >= len(tokens) or not tokens[at + 1].word:
        return None
    if tokens[at].low in lexicon.light and not any(
        _low(line, k) in lexicon.acts for k in range(at + 1, at + 8)
    ):
        return None
    if following == "and" and _low(line, at + 2) in lexicon.verbs:
        following = _low(line, at + 3)
    if (
        following in ("in", "during", "and", "when", "after", "while", "as", "since")
        and tokens[at].low not in lexicon.light
    ):
        return None
    if tokens[at].low in lexicon.nominal and not _has_object(line, speech, at + 1):
        return None  # "over 200 regime targets": a noun
    subject = _subject(line, speech, lexicon, at)
    return _Found(act=(at, at + 1), accused=subject) if subject else None


def _has_object(line: Line, speech: Words, at: int) -> bool:
    """True where an object or the target of an act begins at token ``at``."""
    if at >= len(line.tokens):
        return False
    token = line.tokens[at]
    opens = token.low in speech.determiners or token.low in ("at", "on", "into", "more", "dozens", "hundreds")
    return (
        opens
        or token.low[0].isdigit()
        or (line.cased and token.text[0].isupper() and token.low not in speech.time)
    )


def _subject(line: Line, speech: Words, lexicon: Acts, verb: int) -> Range | None:
    tokens = line.tokens
    last = verb - 1
    floor = max(0, verb - SUBJECT)
    while last > floor and (
        tokens[last].low in speech.between
        or tokens[last].low in speech.time
        or tokens[last].low.endswith("ly")
        or tokens[last].low
        in ("who", "which", "that", "to", "on", "continue", "continued", "began", "allegedly", "regularly")
    ):
        last -= 1
    if (
        tokens[verb].low.endswith("ing")
        and last == verb - 1
        and (tokens[last].text == "," or not _party_word(line, lexicon, last))
    ):
        return _clause_subject(line, speech, lexicon, last)
    pair = phrases.left(line, speech, last)
    if pair and pair[0] > 1 and _low(line, pair[0] - 1) in ("by", "with", "in", "to", "at", "on"):
        pair = _over_trailing(line, speech, lexicon, pair[0] - 1)
    if pair is None or not _names_party([_plain(t.low) for t in tokens[pair[0] : pair[1]]], lexicon):
        return None
    head = next((k for k in range(pair[0] + 1, pair[1]) if _low(line, k) in speech.prepositions), pair[1])
    if not any(_party_word(line, lexicon, k) for k in range(max(pair[0], head - 3), head)):
        return None
    lows = [_plain(t.low) for t in tokens[pair[0] : pair[1]]]
    place = not any(_any_of(low, known) for low in lows for known in (lexicon.adjectives, lexicon.nouns))
    if place and any(_low(line, k) in speech.prepositions for k in range(max(0, pair[0] - 2), pair[0])):
        return None  # "the explosion in northern Syria killed": where, not who
    if pair[0] and _low(line, pair[0] - 1) in speech.prepositions | {"targeting", "kill", "killing", "rural"}:
        return None
    return pair


def _over_trailing(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """ "gunmen positioned in the hills | fired": the party before the participle."""
    for step in range(at, max(0, at - 8), -1):
        if not line.tokens[step].word:
            return None
        if _low(line, step) in lexicon.trailing:
            return phrases.left(line, speech, step - 1)
    return None


def _party_word(line: Line, lexicon: Acts, at: int) -> bool:
    low = _plain(_low(line, at))
    return low in lexicon.nouns or low in lexicon.names


def _clause_subject(line: Line, speech: Words, lexicon: Acts, limit: int) -> Range | None:
    """The party with which the sentence begins, for "..., killing two"."""
    if speech.is_verb(line.tokens[limit], cased=line.cased) or _low(line, limit) in speech.prepositions:
        return None  # "denied carrying out": another clause
    start = 0
    while start < min(limit, 4) and (_low(line, start) in speech.conjunctions or not line.tokens[start].word):
        start += 1
    pair = _party(line, speech, lexicon, start)
    if pair is None or pair[1] > limit or not _party_word(line, lexicon, pair[1] - 1):
        return None
    return pair if phrases_verb(line, speech, pair[1]) else None


def phrases_verb(line: Line, speech: Words, at: int) -> bool:
    """True where an active verb follows a subject that ends before ``at``."""
    token = line.tokens[at] if at < len(line.tokens) else None
    return (
        token is not None
        and speech.is_verb(token, cased=line.cased)
        and token.low not in ("was", "were", "are", "is")
    )


# ---- blame, claim, denial -------------------------------------------------------------------------------


def _blamed(line: Line, speech: Words, lexicon: Acts, at: int) -> list[_Found]:
    """ "X blamed Y for the attack", "accused Y of bombing", "attributed the strike to Y"."""
    tokens, low, end = line.tokens, _low(line, at), len(line.tokens)
    start = at
    while start > 0 and tokens[start - 1].low in speech.between:
        start -= 1
    said = phrases.left(line, speech, start - 1) if start else None
    if low in lexicon.attributing:
        link = next((k for k in range(at + 1, min(end, at + 12)) if _low(line, k) in ("to", "on")), None)
        act = _first_act(line, lexicon, at + 1, link) if link else None
        if link and act and (party := _party(line, speech, lexicon, link + 1)):
            return [_Found(act=act, accused=party, said=said)]
    if low not in lexicon.blaming:
        return []
    stop = phrases.right(line, speech, at + 1, min(end, at + 16))
    link = next(
        (
            k
            for k in range(at + 2, min(end, stop + 1))
            if _low(line, k) in lexicon.behind and _acts_behind(line, lexicon, k)
        ),
        None,
    )
    if link is None:
        return []
    act = _first_act(line, lexicon, link + 1, min(end, link + 30)) or _last_act(line, lexicon, at)
    return [_Found(act=act, accused=(at + 1, link), said=said)] if act else []


def _acts_behind(line: Line, lexicon: Acts, at: int) -> bool:
    """True where what follows "of" or "for" is done, not owned: "of having ordered", "for the attack"."""
    near = range(at + 1, at + 8)
    return any(
        _low(line, k).endswith("ing")
        or _low(line, k) in lexicon.acts
        or _low(line, k) in lexicon.responsibility
        for k in near
    )


def _first_act(line: Line, lexicon: Acts, first: int, limit: int) -> Range | None:
    for step in range(first, min(limit, len(line.tokens))):
        low = _low(line, step)
        if low in lexicon.acts or low in lexicon.verbs:
            return (step, step + 1)
    return None


def _claimed(line: Line, speech: Words, lexicon: Acts, at: int) -> list[_Found]:
    """ "Y claimed responsibility for", "claimed by Y", "Y denied carrying out the attack"."""
    tokens, end = line.tokens, len(line.tokens)
    denies = _low(line, at) in lexicon.denying
    if _low(line, at + 1) == "by":
        party = _party(line, speech, lexicon, at + 2)
        act = _last_act(line, lexicon, at)
        stance = Stance.DENIES if denies else Stance.ASSERTS
        return [_Found(act=act, accused=party, said=party, stance=stance)] if party and act else []
    start = at
    while start > 0 and tokens[start - 1].low in speech.between:
        start -= 1
    subject = phrases.left(line, speech, start - 1) if start else None
    if subject is None:
        return []
    window = range(at + 1, min(end, at + 5))
    own = any(_low(line, k) in lexicon.responsibility for k in window)
    act = _first_act(line, lexicon, at + 1, min(end, at + 20))
    if denies:
        own = own or any(
            _low(line, k).endswith("ing") or _low(line, k) in ("involvement", "any", "its", "it", "they")
            for k in window
        )
        return [_Found(act=act, accused=subject, said=subject, stance=Stance.DENIES)] if own and act else []
    direct = act is not None and act[0] <= at + 6 and not any(_low(line, k) in ("that", "to") for k in window)
    if own or (direct and _names_party([_plain(t.low) for t in tokens[slice(*subject)]], lexicon)):
        act = act or _last_act(line, lexicon, at)
        return [_Found(act=act, accused=subject, said=subject, stance=Stance.ASSERTS)] if act else []
    return []


def _last_act(line: Line, lexicon: Acts, at: int) -> Range | None:
    for step in range(at - 1, max(-1, at - 25), -1):
        if _low(line, step) in lexicon.acts or _low(line, step) in lexicon.verbs:
            start = step
            while start > 0 and _low(line, start - 1) in lexicon.modifiers - {"and", "or"}:
                start -= 1
            return (start, step + 1)
    return None


# ---- drafts ---------------------------------------------------------------------------------------------


def _draft(
    document: Document, voices: Voices, line: Line, lexicon: Acts, found: _Found
) -> ResponsibilityDraft:
    article = document.article
    act = _span(article, line, found.act)
    accused = _span(article, line, _without_determiner(line, found.accused))
    if found.said is not None:
        said = speakers.resolved(document, _span(article, line, found.said))
        speaker = SpeakerDraft(span=said, kind=speakers.kind(document, said))
        stance = found.stance or Stance.ASSERTS
    else:
        speaker, stance = voices.speaker(document, accused if found.apart else act)
        stance = found.stance or stance
    return ResponsibilityDraft(
        sentence=_sentence(document, line, act),
        act=act,
        accused=accused,
        speaker=speaker if speaker.kind is not SpeakerKind.AUTHOR else SpeakerDraft(),
        stance=stance,
        hedged=_hedged(line, lexicon, found),
    )


def _without_determiner(line: Line, pair: Range) -> Range:
    return (
        (pair[0] + 1, pair[1])
        if pair[1] - pair[0] > 1 and _low(line, pair[0]) in ("the", "a", "an")
        else pair
    )


def _hedged(line: Line, lexicon: Acts, found: _Found) -> bool:
    first = max(0, min(found.act[0], found.accused[0]) - 8)
    last = min(len(line.tokens), max(found.act[1], found.accused[1]) + 4)
    return any(line.tokens[k].low in lexicon.hedges for k in range(first, last))


def _sentence(document: Document, line: Line, act: Span) -> Span:
    """The sentence that holds the act; a line may hold several where a quotation joins them."""
    low, high = 0, len(document.sentences)
    while low < high:
        middle = (low + high) // 2
        if document.sentences[middle].span.end <= act.start:
            low = middle + 1
        else:
            high = middle
    if low < len(document.sentences) and document.sentences[low].span.covers(act):
        return document.sentences[low].span
    return document.article.cut(line.start, line.end)


def _span(article: Article, line: Line, pair: Range) -> Span:
    return article.cut(line.tokens[pair[0]].start, line.tokens[pair[1] - 1].end)


def _low(line: Line, at: int) -> str:
    return line.tokens[at].low if 0 <= at < len(line.tokens) else ""
