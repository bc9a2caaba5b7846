"""Who does what a verb tells: the party that is its subject, over adverbs, times, places and clauses.

Asked by :mod:`deeds`. Without a parser: from the verb leftwards, and from where the sentence begins.
"""

from sayso.reading.rules import agents, phrases
from sayso.reading.rules.clauses import Range, low_at
from sayso.reading.rules.lines import Line
from sayso.reading.rules.parties import (
    Acts,
    any_of,
    names_party,
    party_at,
    party_before,
    party_word,
    plain,
)
from sayso.reading.rules.phrases import Words

TITLE = 6  # tokens; a party's wording is seldom longer
FAR = 16  # tokens between two verbs of one subject
OPENING = 8  # tokens of a place or time before the subject of a sentence
SUBJECT = 6  # tokens of adverbs and auxiliaries between a party and its verb


def subject_of(line: Line, speech: Words, lexicon: Acts, verb: int) -> Range | None:
    """The party that does what the verb tells; None where nobody does who could be accused."""
    tokens = line.tokens
    last = over_adverbs(line, speech, lexicon, verb)
    if low_at(line, last) in lexicon.intending and low_at(line, last + 1) in lexicon.purpose:
        return None  # "militants plan | to kill": not done
    if tokens[last].text == "," and last > 1 and low_at(line, last + 1) in speech.relatives:
        last -= 1  # "the guerrillas, who burned the houses"
        pair = phrases.left(line, speech, last)
        lows = [plain(t.low) for t in tokens[slice(*pair)]] if pair else []
        if pair and names_party(lows, lexicon) and low_at(line, pair[0] - 1) in speech.prepositions:
            return pair  # "at the protesters, who threw stones"
    if (
        tokens[verb].low.endswith("ing")
        and last == verb - 1
        and (tokens[last].text == "," or not party_word(line, lexicon, last))
    ):
        return _clause_subject(line, speech, lexicon, last)
    if tokens[last].low in lexicon.coordinating and last > 1:
        shared = _clause_subject(line, speech, lexicon, last - 1)
        return shared or _shared_subject(line, speech, lexicon, last - 1)
    if low_at(line, last) in lexicon.told:
        return _told_here(line, speech, lexicon, last) or (last, last + 1)
    pair = _crowd(line, speech, lexicon, last) or phrases.left(line, speech, last)
    if pair and pair[0] > 1:
        start = pair[0]
        while start > 1 and low_at(line, start - 1).partition("-")[0] in speech.particles:
            start -= 1  # "in al-Rashid district"
        if low_at(line, start - 1) in lexicon.placing:
            end, pair = pair[1], _over_trailing(line, speech, lexicon, start - 1)
            party = _checked(line, speech, lexicon, verb, pair) if pair else None
            placed = party and low_at(line, party[1]) in lexicon.trailing
            return (party[0], end) if party and placed and low_at(line, start - 1) in lexicon.sited else party
    return _checked(line, speech, lexicon, verb, pair) if pair else None


def _told_here(line: Line, speech: Words, lexicon: Acts, pronoun: int) -> Range | None:
    """ "The regime stepped up its raids when | it dropped": the party with which the sentence begins."""
    opening = speech.conjunctions | speech.prepositions
    start = next((k for k in range(3) if low_at(line, k) not in opening), 0)
    party = party_at(line, speech, lexicon, start)
    if party is None or party[1] >= pronoun:
        return None
    tells = low_at(line, pronoun - 1) in speech.say and not line.tokens[pronoun].quotation
    return party if tells or is_active(line, speech, party[1]) else None


def over_adverbs(line: Line, speech: Words, lexicon: Acts, verb: int) -> int:
    """The last token of a verb's subject, over auxiliaries, adverbs and times: "in the last 24 hours"."""
    last, floor, timed = verb - 1, max(0, verb - SUBJECT), False
    while last > floor:
        low = low_at(line, last)
        if low in speech.time and (opening := _opens_time(line, speech, lexicon, last)) is not None:
            last, floor = opening - 1, max(0, opening - SUBJECT)
        elif timed and low in lexicon.spanning:
            last -= 1  # "last night"
        elif low in speech.between | speech.time | lexicon.between or low.endswith("ly"):
            timed = low in speech.time
            last -= 1
        else:
            break
    return last


def _opens_time(line: Line, speech: Words, lexicon: Acts, at: int) -> int | None:
    """Where "in the last 24 hours" begins, if it ends with token ``at``."""
    for step in range(at - 1, max(0, at - SUBJECT), -1):
        if low_at(line, step) in speech.prepositions:
            return step
        low = low_at(line, step)
        within = speech.determiners | speech.counting | speech.time | lexicon.spanning
        if low not in within and not low[:1].isdigit():
            return None
    return None


def _checked(line: Line, speech: Words, lexicon: Acts, verb: int, pair: Range) -> Range | None:
    """The phrase before a verb where it is a party or somebody that acts, no place, act or sufferer."""
    tokens = line.tokens
    wider = party_before(line, speech, lexicon, pair[1])
    if wider is not None and wider[0] < pair[0]:
        pair = wider  # "said | regime helicopters had dropped"
    lows = [plain(t.low) for t in tokens[pair[0] : pair[1]]]
    if not names_party(lows, lexicon) and not lexicon.crowds.intersection(lows):
        return agents.before(line, speech, lexicon, verb, pair)
    last_word = low_at(line, pair[1] - 1)
    if last_word in lexicon.single or (last_word in lexicon.acts and last_word not in lexicon.nouns):
        return None  # "terrorist attacks", "the rebel shelling killed": no subject that acts
    if not _is_led_by_party(line, speech, lexicon, pair):
        return None
    lows = [plain(t.low) for t in tokens[pair[0] : pair[1]]]
    place = not any(any_of(low, known) for low in lows for known in (lexicon.adjectives, lexicon.nouns))
    if place and any(low_at(line, k) in speech.prepositions for k in range(max(0, pair[0] - 2), pair[0])):
        return None  # "the explosion in northern Syria killed": where, not who
    before = low_at(line, pair[0] - 1)
    told_of = before in lexicon.behind and low_at(line, verb).endswith("ing")  # "reports of | mobs targeting"
    if pair[0] and not told_of and before in lexicon.targeting | speech.prepositions - speech.conjunctions:
        return None
    return party_before(line, speech, lexicon, pair[1]) if _ran_together(line, pair) else pair


def _is_led_by_party(line: Line, speech: Words, lexicon: Acts, pair: Range) -> bool:
    """True where a phrase's noun is a party, or several of one: "dozens of rebels"."""
    head = next((k for k in range(pair[0] + 1, pair[1]) if low_at(line, k) in speech.prepositions), pair[1])
    known = [k for k in range(max(pair[0], head - 3), head) if party_word(line, lexicon, k)]
    whole = low_at(line, head - 1) in speech.roles
    if any(whole or k == head - 1 or plain(low_at(line, k)) not in lexicon.states for k in known):
        return True  # "Norland", not "the Norland Hotel"
    several = low_at(line, head - 1).endswith("s") or low_at(line, head - 1) in speech.partial
    return several and head < pair[1] and any(party_word(line, lexicon, k) for k in range(head, pair[1]))


def _crowd(line: Line, speech: Words, lexicon: Acts, last: int) -> Range | None:
    """ "A mob of about 200 people": the people with what they came as."""
    if low_at(line, last) not in lexicon.persons:
        return None
    for step in range(last - 1, max(-1, last - 6), -1):
        low = low_at(line, step)
        if low in lexicon.crowds:
            opened = step > 0 and low_at(line, step - 1) in speech.determiners
            return (step - 1 if opened else step, last + 1)
        counted = low in speech.prepositions or low in speech.amounts or speech.is_number(low or "x")
        if not counted and low not in speech.counting:
            return None
    return None


def _ran_together(line: Line, pair: Range) -> bool:
    """True for a phrase into which a title or a line of tags ran: its end alone is the party."""
    return line.cased and pair[1] - pair[0] > TITLE


def _over_trailing(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """ "gunmen positioned in the hills | fired": the party before the participle, or before the place."""
    placed = phrases.left(line, speech, at - 1)
    if placed is not None:
        lows = [plain(t.low) for t in line.tokens[slice(*placed)]]
        if names_party(lows, lexicon) or lows[-1] in lexicon.persons:
            return placed
    for step in range(at, max(0, at - 8), -1):
        if not line.tokens[step].word:
            return None
        if low_at(line, step) in lexicon.trailing:
            return phrases.left(line, speech, step - 1)
        if low_at(line, step) in speech.relatives:
            return phrases.left(line, speech, step - 1)  # "the group which has posts in Morra | fired"
    return None


def _clause_subject(line: Line, speech: Words, lexicon: Acts, limit: int) -> Range | None:
    """The party with which the sentence begins, for "..., killing two"."""
    if speech.is_verb(line.tokens[limit], cased=line.cased) or low_at(line, limit) in speech.prepositions:
        return None  # "denied carrying out": another clause
    start = 0
    while start < min(limit, 4) and (
        low_at(line, start) in speech.conjunctions or not line.tokens[start].word
    ):
        start += 1
    pair = party_at(line, speech, lexicon, start)
    if pair is not None and pair[1] > pair[0] + 1 and low_at(line, pair[1] - 1).endswith("ly"):
        pair = (pair[0], pair[1] - 1)  # "the army fiercely | clashed"
    if pair is not None and low_at(line, pair[1]) in speech.say:
        # "The army said that rebels shelled the town, killing two": those of whom it is said.
        told = (
            k for k in range(pair[1], min(limit, pair[1] + 9)) if low_at(line, k) in speech.complementisers
        )
        behind = next(told, pair[1])
        if low_at(line, behind + 1) not in lexicon.told or behind != pair[1]:
            pair = party_at(line, speech, lexicon, behind + 1) or (None if behind != pair[1] else pair)
    if pair is None and low_at(line, start) in speech.prepositions:
        pair = _behind_opening(line, speech, lexicon, start, limit)
    if pair is None or pair[1] > limit or not party_word(line, lexicon, pair[1] - 1):
        return None
    return pair if is_active(line, speech, pair[1]) else None


def _behind_opening(line: Line, speech: Words, lexicon: Acts, start: int, limit: int) -> Range | None:
    """The party behind "On Saturday", "In the town of Morra", where a verb follows it."""
    for step in range(start + 2, min(limit, start + OPENING)):
        before = low_at(line, step - 1)
        if before in speech.prepositions | speech.determiners or before in lexicon.coordinating:
            continue
        pair = party_at(line, speech, lexicon, step)
        if pair and pair[1] <= limit and is_active(line, speech, pair[1]):
            return party_before(line, speech, lexicon, pair[1])  # "In Morra | gunmen fired"
    return None


def _shared_subject(line: Line, speech: Words, lexicon: Acts, last: int) -> Range | None:
    """The subject of the verb before: "armed men broke into the house and | killed him"."""
    for step in range(last, max(0, last - FAR), -1):
        token = line.tokens[step]
        if token.quotation or token.low in speech.relatives | speech.complementisers | speech.passive:
            return None
        if token.low in lexicon.by:
            return None  # "killed by drones and | shells"
        if speech.is_verb(token, cased=line.cased):
            pair = phrases.left(line, speech, step - 1)
            return _checked(line, speech, lexicon, step, pair) if pair else None
    return None


def is_active(line: Line, speech: Words, at: int) -> bool:
    """True where an active verb follows a subject that ends before ``at``."""
    token = line.tokens[at] if at < len(line.tokens) else None
    if token is not None and token.low.endswith("ly") and at + 1 < len(line.tokens):
        token = line.tokens[at + 1]
    return token is not None and speech.is_verb(token, cased=line.cased) and token.low not in speech.passive
