"""Anybody who acts: the doer of what only people do to others, known as a party or not.

A lexicon of parties is never complete ("the Red Valley Column"). Behind "murdered by", and before "murdered
the mayor", whoever stands there is accused, unless it is what was struck with or an event ("a car bomb", "the
blast"). Where a verb has other subjects too ("killed"), a party must be known as one (:mod:`parties`).
"""

from sayso.reading.rules.clauses import Range, low_at
from sayso.reading.rules.lines import Line
from sayso.reading.rules.parties import LINK, Acts, names_party, phrase_at, plain
from sayso.reading.rules.phrases import Words

FAR = 14  # tokens of places and times between a passive and the "by" of its doer


def may_act(line: Line, speech: Words, lexicon: Acts, pair: Range) -> bool:
    """True for a phrase whose noun may be somebody: no means, event, time, number or pronoun."""
    head = next((k for k in range(pair[0] + 1, pair[1]) if low_at(line, k) in speech.prepositions), pair[1])
    last = plain(low_at(line, head - 1))
    if (
        not line.tokens[head - 1].word
        or last in lexicon.means
        or last in speech.time
        or speech.is_number(last)
    ):
        return False
    return last not in speech.pronouns | speech.mute | speech.negative and not last.endswith("ing")


def behind(line: Line, speech: Words, lexicon: Acts, verb: int) -> Range | None:
    """Who stands behind "by", over places and times: "was murdered | in Morra on 3 May by two brothers".

    Anybody where only people do it, else a party or people.
    """
    for step in range(verb + 1, min(len(line.tokens), verb + FAR)):
        token = line.tokens[step]
        if token.low in lexicon.by:
            return _somebody(line, speech, lexicon, verb, step + 1)
        if not token.word or token.quotation or _ends_clause(line, speech, lexicon, step):
            return None
    return None


def _somebody(line: Line, speech: Words, lexicon: Acts, verb: int, at: int) -> Range | None:
    party = phrase_at(line, speech, lexicon, at)
    if party is None or not may_act(line, speech, lexicon, party):
        return None
    lows = [plain(t.low) for t in line.tokens[slice(*party)]]
    low = low_at(line, verb)
    people = low not in lexicon.light and not (lexicon.persons | lexicon.crowds).isdisjoint(lows)
    return party if low in lexicon.violent or people or names_party(lows, lexicon) else None


def linked(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """Who stands right behind the "by" of a named act: "an attack carried out by the Red Valley Column"."""
    for step in range(at, min(len(line.tokens), at + LINK)):
        low = low_at(line, step)
        if low in lexicon.by:
            party = phrase_at(line, speech, lexicon, step + 1)
            return party if party and may_act(line, speech, lexicon, party) else None
        if low not in lexicon.linking:
            return None
    return None


def _ends_clause(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    token = line.tokens[at]
    parting = speech.conjunctions | speech.complementisers | speech.relatives | speech.passive
    if token.low in lexicon.purpose:
        return low_at(line, at + 1) not in lexicon.harms  # "was tortured to death by"
    return token.low in parting or speech.is_verb(token, cased=line.cased)


def before(line: Line, speech: Words, lexicon: Acts, verb: int, pair: Range) -> Range | None:
    """The subject ``pair`` of a verb that only people do, or people, where an object follows the verb.

    Not of "two bombs", "the murdered man" and "the member murdered in Morra".
    """
    low, following = low_at(line, verb), low_at(line, verb + 1)
    last = low_at(line, pair[1] - 1)
    if low not in lexicon.violent and not (last in lexicon.persons and low in lexicon.aimed):
        return None
    progressive = low.endswith("ing") and low_at(line, verb - 1) in lexicon.be
    if low in lexicon.acts or (low.endswith("ing") and not progressive):
        return None
    if last in speech.determiners | speech.possessives | speech.counting | speech.amounts:
        return None
    if following in speech.prepositions | speech.conjunctions | speech.time and low not in lexicon.aimed:
        return None
    opened = pair[0] == 0 or low_at(line, pair[0] - 1) not in speech.prepositions - speech.conjunctions
    return pair if opened and may_act(line, speech, lexicon, pair) else None
