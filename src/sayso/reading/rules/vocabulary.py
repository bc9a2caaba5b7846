"""The words of reported speech in one language, from ``languages/<code>/speech.toml``, as sets.

What the words do is said in that file; where names begin and end with them, in :mod:`phrases`.
"""

from dataclasses import dataclass, fields
from functools import cache

from sayso import languages
from sayso.reading.rules.lines import Token


def word_set(value: str | list[str]) -> frozenset[str]:
    """The words of a lexicon entry; a hyphenated multi-word entry keeps its hyphens."""
    return frozenset(value.split() if isinstance(value, str) else value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lexicon of speech in one language, as sets of lower-case words."""

    say: frozenset[str]
    participle: frozenset[str]
    express: frozenset[str]
    ambiguous: frozenset[str]
    between: frozenset[str]
    quoting: frozenset[str]
    plurals: frozenset[str]
    fatal: frozenset[str]
    taking: frozenset[str]
    leading: frozenset[str]
    breaking: frozenset[str]
    expressing: frozenset[str]
    closing: frozenset[str]
    reported_by: frozenset[str]
    telling: frozenset[str]
    nominal: frozenset[str]
    adjectival: frozenset[str]
    making: frozenset[str]
    asked: frozenset[str]
    asking: frozenset[str]
    continuing: frozenset[str]
    holding: frozenset[str]
    issuing: frozenset[str]
    written: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    possessives: frozenset[str]
    speaking_pronouns: frozenset[str]
    first_person: frozenset[str]
    ours: frozenset[str]
    accompanying: frozenset[str]
    agencies: frozenset[str]
    particles: frozenset[str]
    relatives: frozenset[str]
    complementisers: frozenset[str]
    ordinals: frozenset[str]
    counting: frozenset[str]
    mute: frozenset[str]
    exemplifying: frozenset[str]
    reduced: frozenset[str]
    anonymity: frozenset[str]
    putting: frozenset[str]
    tolls: frozenset[str]
    passive: frozenset[str]
    agents: frozenset[str]
    personal: frozenset[str]
    bodily: frozenset[str]
    several: frozenset[str]
    according: frozenset[str]
    to: frozenset[str]
    that: frozenset[str]
    holds: frozenset[str]
    as_: frozenset[str]
    papers: frozenset[str]
    thought: frozenset[str]
    likened: frozenset[str]
    fronted: frozenset[str]
    negating: frozenset[str]
    addressing: frozenset[str]
    governed: frozenset[str]
    pointing: frozenset[str]
    toward: frozenset[str]
    dated: frozenset[str]
    dating: frozenset[str]
    counting_in: frozenset[str]
    recurring: frozenset[str]
    first: frozenset[str]
    stating: frozenset[str]
    parenthetical: frozenset[str]
    tallies: frozenset[str]
    giving: frozenset[str]
    aside: frozenset[str]
    joints: frozenset[str]
    linking: frozenset[str]
    indefinite: frozenset[str]
    nominal_after: frozenset[str]
    opening: frozenset[str]
    adjunct: frozenset[str]
    unresumed: frozenset[str]
    partial: frozenset[str]
    written_by: frozenset[str]
    body_of: frozenset[str]
    amounts: frozenset[str]
    percent: frozenset[str]
    definite: frozenset[str]
    received: frozenset[str]
    accusing: frozenset[str]
    charge: frozenset[str]
    silent: frozenset[str]
    relative_that: frozenset[str]
    negative: frozenset[str]
    prepositions: frozenset[str]
    within_names: frozenset[str]
    meetings: frozenset[str]
    attaching: frozenset[str]
    conjunctions: frozenset[str]
    time: frozenset[str]
    verbs: frozenset[str]
    participial: frozenset[str]
    media: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]
    outlets: frozenset[str]
    modifiers: frozenset[str]

    def is_verb(self, token: Token, *, cased: bool) -> bool:
        """True for a word that is, as far as the lexicon and its ending tell, a finite verb or a cue."""
        low = token.low
        if low in self.verbs or ((low in self.say or low in self.express) and low not in self.ambiguous):
            return not (cased and token.text[0].isupper() and low not in self.verbs)
        if low in self.participle:
            return True
        return (
            low.endswith("ed")
            and len(low) > 4
            and "-" not in low
            and low not in self.participial
            and not (cased and token.text[0].isupper())
        )

    def is_number(self, low: str) -> bool:
        """True for digits that count or date; not for "34-year-old" and "99th", which are part of a name."""
        return low[0].isdigit() and not (low[-1].isalpha() and ("-" in low or low[-2:] in self.ordinals))

    def attaches(self, noun: Token, preposition: str) -> bool:
        """True where "NOUN PREPOSITION ..." can be one name: "director of", "Observatory for"."""
        if not noun.word or noun.low in self.time:
            return False
        if preposition == "of":
            return True
        if noun.low in self.written:
            return preposition in self.written_by
        if noun.low in self.roles or noun.low in self.partial:
            return preposition in self.attaching
        if noun.low in self.bodies:
            return preposition in self.body_of
        return preposition == "for" and noun.text[0].isupper()


@cache
def words(language: str | None) -> Words:
    """The lexicon of ``language``, or of English where there is none for it."""
    data = languages.lexicon(language, "speech")
    merged = {**data["cues"], **data["phrases"], **data["small"]}
    return Words(**{f.name: word_set(merged[f.name]) for f in fields(Words)})
