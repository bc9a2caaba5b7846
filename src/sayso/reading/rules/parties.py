"""Parties and acts: the lexicon of who may have done it, and where in a sentence a party is named.

A party is an army, a state, an armed group or its people. A platform ("warplanes") names one only with
somebody's name or a possessive before it. What the party is said to have done is read in :mod:`deeds` and
:mod:`blame`.
"""

from dataclasses import dataclass, fields
from functools import cache

from sayso import languages
from sayso.reading.rules import phrases
from sayso.reading.rules.clauses import Range, low_at
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

LINK = 8  # tokens between an act and the "by" of its party
PLACED = 14  # tokens of a place between them


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """The lexicon of parties and acts of a language; ``telling`` are the words that deeds are found from."""

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
    mild: frozenset[str]
    lasting: frozenset[str]
    tagging: frozenset[str]
    making: frozenset[str]
    effects: frozenset[str]
    sited: frozenset[str]
    arms: frozenset[str]
    toll: frozenset[str]
    former: frozenset[str]
    onlookers: frozenset[str]
    shot: frozenset[str]
    whence: frozenset[str]
    theirs: frozenset[str]
    spanning: frozenset[str]
    modals: frozenset[str]
    linking: frozenset[str]
    passive: frozenset[str]
    blaming: frozenset[str]
    behind: frozenset[str]
    games: frozenset[str]
    attributing: frozenset[str]
    claiming: frozenset[str]
    responsibility: frozenset[str]
    denying: frozenset[str]
    owning: frozenset[str]
    hedges: frozenset[str]
    be: frozenset[str]
    asides: frozenset[str]
    negations: frozenset[str]
    measuring: frozenset[str]
    joins: frozenset[str]
    onto: frozenset[str]
    by: frozenset[str]
    own: frozenset[str]
    subordinate: frozenset[str]
    harms: frozenset[str]
    answering: frozenset[str]
    holding: frozenset[str]
    partaking: frozenset[str]
    taking: frozenset[str]
    idle: frozenset[str]
    objectless: frozenset[str]
    targeted: frozenset[str]
    between: frozenset[str]
    placing: frozenset[str]
    qualifying: frozenset[str]
    forces: frozenset[str]
    pairing: frozenset[str]
    roles: frozenset[str]
    possessives: frozenset[str]
    adverbial: frozenset[str]
    attributive: frozenset[str]
    unnamed: frozenset[str]
    persons: frozenset[str]
    completing: frozenset[str]
    targeting: frozenset[str]
    single: frozenset[str]
    coordinating: frozenset[str]
    crowds: frozenset[str]
    told: frozenset[str]
    violent: frozenset[str]
    perpetrators: frozenset[str]
    foes: frozenset[str]
    asides_of_time: frozenset[str]
    suffered: frozenset[str]
    occasions: frozenset[str]
    custody: frozenset[str]
    means: frozenset[str]
    purpose: frozenset[str]
    aimed: frozenset[str]
    around: frozenset[str]
    loose: frozenset[str]
    states: frozenset[str]
    intending: frozenset[str]
    occasion: frozenset[str]
    groups: frozenset[str]
    telling: frozenset[str]


@cache
def acts(language: str | None) -> Acts:
    """The lexicon of ``language``, or of English where there is none for it."""
    data = languages.lexicon(language, "responsibility")
    merged = {
        **data["parties"],
        **data["small"],
        **data["agents"],
        **{k: v for k, v in data["acts"].items() if k != "nouns"},
        "acts": data["acts"]["nouns"],
        **{k: v for k, v in data["blame"].items() if k != "verbs"},
        "blaming": data["blame"]["verbs"],
    }
    words = {f.name: phrases.word_set(merged[f.name]) for f in fields(Acts) if f.name in merged}
    groups = words["names"] - words["states"] | _groups(language)
    words["names"] |= groups
    telling = frozenset().union(*(words[name] for name in _TELLING))
    return Acts(**words, groups=groups, telling=telling)


def _groups(language: str | None) -> frozenset[str]:
    """Names of armed groups of one or two words, those of two joined; none that is a common word, too."""
    names = (name.split() for name in languages.lexicon(language, "parties")["names"])
    return frozenset("-".join(n) for n in names if len(n) < 3 and len("".join(n)) > 2)


# Only at a word of these may a sentence tell who did it.
_TELLING = (
    "blaming",
    "attributing",
    "claiming",
    "denying",
    "acts",
    "verbs",
    "light",
    "answering",
    "partaking",
    "effects",
)


def party_before(line: Line, speech: Words, lexicon: Acts, stop: int) -> Range | None:
    """The party that ends right before token ``stop``, as modifier or with a possessive."""
    tokens = line.tokens
    start = stop
    while start > 0 and stop - start < 6:
        low = plain(tokens[start - 1].low)
        if not tokens[start - 1].word:
            break
        if start < stop and low in lexicon.states and plain(tokens[start].low) in lexicon.adjectives:
            break  # "in the east of Syria | Russian air strikes": a comma got lost
        joined = start > 1 and _pair(plain(tokens[start - 2].low), low) in lexicon.names | lexicon.nouns
        if joined:
            start -= 2
            continue
        if (
            is_side(low, lexicon)
            or any_of(low, lexicon.names)
            or any_of(low, lexicon.nouns)
            or (
                start < stop
                and low in lexicon.joins
                and start > 1
                and plain(tokens[start - 2].low) in lexicon.adjectives | lexicon.names
            )
            or ((start < stop and low in lexicon.qualifying) or low in lexicon.forces)
        ):
            start -= 1
        else:
            break
    if start == stop:
        return None
    lows = [plain(t.low) for t in tokens[start:stop]]
    place = not any(is_side(low, lexicon) or any_of(low, lexicon.nouns | lexicon.groups) for low in lows)
    if place and any(low_at(line, k) in speech.prepositions for k in range(max(0, start - 2), start)):
        return None  # "in central Syria attack": where, not who
    return (start, stop) if names_party(lows, lexicon) and lows != ["terrorist"] else None


def names_party(lows: list[str], lexicon: Acts) -> bool:
    """True where somebody is named: not "group" or "aircraft" alone, but "its aircraft", "masked men"."""
    if not lows:
        return False
    if any(
        is_side(low, lexicon)
        or any_of(low, lexicon.names)
        or (low in lexicon.nouns and low not in lexicon.platforms and not _describes(lows, at, lexicon))
        or (at and _pair(lows[at - 1], low) in lexicon.names | lexicon.nouns)
        or ("-" in low and low.rpartition("-")[2] in lexicon.nouns - lexicon.platforms)  # "ex-soldiers"
        for at, low in enumerate(lows)
    ):
        return True
    if lows[0] in lexicon.possessives and any(low in lexicon.platforms for low in lows):
        return True
    return is_somebody(lows, lexicon)


def tells_nobody(wording: str, lexicon: Acts) -> bool:
    """True for "a suicide bomber": that there was one is the act, not who is behind it."""
    lows = [plain(low) for low in wording.lower().split()]
    others = [low for low in lows if low not in lexicon.perpetrators | lexicon.single]
    return bool(lows) and lows[-1] in lexicon.perpetrators and not names_party(others, lexicon)


def only_tells(wording: str, lexicon: Acts) -> bool:
    """True for "the Norlandic Observatory": it tells of acts, and did none."""
    lows = [plain(low) for low in wording.lower().split()]
    return not lexicon.onlookers.isdisjoint(lows) and lexicon.nouns.isdisjoint(lows)


def is_side(low: str, lexicon: Acts) -> bool:
    """True for the adjective of a nation or side, and of several: "US-Norlandic"."""
    return low in lexicon.adjectives or ("-" in low and all(p in lexicon.adjectives for p in low.split("-")))


def _pair(first: str, second: str) -> str:
    """Two words as the lexicon has them: "air-force", "islamic-state"."""
    return f"{first}-{second}"


def _describes(lows: list[str], at: int, lexicon: Acts) -> bool:
    """True for the "fighter" of "fighter jets": a kind of platform, nobody's name."""
    return lows[at] in lexicon.attributive and at + 1 < len(lows) and lows[at + 1] in lexicon.platforms


def is_somebody(lows: list[str], lexicon: Acts) -> bool:
    """True for whoever is told apart by what makes a party: "unidentified men", "unknown aircraft"."""
    whoever = lexicon.persons | lexicon.platforms | lexicon.foes
    return any(low in lexicon.unnamed for low in lows) and any(low in whoever for low in lows)


def plain(low: str) -> str:
    """A word without its possessive ending, its apostrophes straight."""
    return low.replace("’", "'").removesuffix("'s").removesuffix("'")


def any_of(low: str, words: frozenset[str]) -> bool:
    """True for a word of the list, or for one with a possessive s whose apostrophe got lost."""
    return low in words or low.removesuffix("s") in words


def party_behind(line: Line, speech: Words, lexicon: Acts, at: int, *, anybody: bool = False) -> Range | None:
    """The party behind "by", with no more between than the words of carrying out.

    With ``anybody`` people who are no party by name count too: "was shot by a young man".
    """
    step = at
    end = min(len(line.tokens), at + LINK)
    while step < end:
        low = low_at(line, step)
        if low in lexicon.by:
            return party_at(line, speech, lexicon, step + 1, anybody=anybody)
        if low == "," and (closing := _inserted_until(line, lexicon, step)) is not None:
            step = closing + 1
            continue
        comma = low == "," and low_at(line, step + 1) in lexicon.linking
        if not comma and (not line.tokens[step].word or low not in lexicon.linking):
            return None
        step += 1
    return None


def _inserted_until(line: Line, lexicon: Acts, at: int) -> int | None:
    """The comma that closes ", according to the police, by": what stands between an act and its party."""
    closing = next((k for k in range(at + 2, at + LINK) if low_at(line, k) == ","), None)
    return closing if closing is not None and low_at(line, closing + 1) in lexicon.by else None


def party_over(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """The party of an act behind its place or victims: "strikes across the country by Norland"."""
    if low_at(line, at) not in speech.prepositions:
        return None
    for step in range(at, min(len(line.tokens), at + PLACED)):
        token = line.tokens[step]
        if not token.word or token.low in lexicon.purpose or speech.is_verb(token, cased=line.cased):
            return None
        if token.low in lexicon.by:
            return party_at(line, speech, lexicon, step + 1)
    return None


def party_at(line: Line, speech: Words, lexicon: Acts, at: int, *, anybody: bool = False) -> Range | None:
    """The party whose name begins at token ``at``; with ``anybody`` any people."""
    pair = phrase_at(line, speech, lexicon, at)
    if pair is None:
        return None
    lows = [plain(t.low) for t in line.tokens[slice(*pair)]]
    return pair if names_party(lows, lexicon) or (anybody and lows[-1] in lexicon.persons) else None


def phrase_at(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """The phrase that begins at token ``at``, up to a comma, an act or any preposition but "of"."""
    while at < len(line.tokens) and (low_at(line, at) in lexicon.pairing or _is_mark(line, at)):
        at += 1
    manner = at + (low_at(line, at) in speech.determiners)
    if low_at(line, manner).endswith("ly") and low_at(line, manner + 1).endswith(("ed", "ing")):
        at = manner + 2  # "by an evidently frustrated army"
    first = at
    while low_at(line, first) in speech.amounts | lexicon.around or low_at(line, first).isdigit():
        first += 1
    stop = phrases.right(line, speech, first, min(len(line.tokens), first + 14))
    stop = next(
        (
            k
            for k in range(first + 1, stop)
            if low_at(line, k) in lexicon.acts and low_at(line, k) not in lexicon.nouns
        ),
        stop,
    )
    stop = next(
        (
            k
            for k in range(first + 1, stop)
            if low_at(line, k) == "," or (low_at(line, k) in speech.prepositions and low_at(line, k) != "of")
        ),
        stop,
    )
    while stop > first and low_at(line, stop - 1) in speech.conjunctions | speech.prepositions:
        stop -= 1
    at = first if low_at(line, at) in lexicon.around | speech.amounts else at
    return (at, stop) if stop > first else None


def _is_mark(line: Line, at: int) -> bool:
    """True for a quotation mark."""
    return line.tokens[at].text in "\"“‘'"


def party_word(line: Line, lexicon: Acts, at: int) -> bool:
    """True where the word at a position names a party or its people."""
    low = plain(low_at(line, at))
    joined = _pair(plain(low_at(line, at - 1)), low) in lexicon.names | lexicon.nouns
    return low in lexicon.nouns or low in lexicon.names or low in lexicon.persons or joined
