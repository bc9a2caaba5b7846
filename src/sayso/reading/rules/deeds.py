"""Acts told as done: named with their party ("rebel shelling"), or by a verb ("troops ambushed a convoy").

A sentence may deny them ("had carried out no strikes"). Who says so is worked out in :mod:`responsibility`.
"""

from dataclasses import dataclass

from sayso.model import Stance
from sayso.reading.rules import agents
from sayso.reading.rules.clauses import Range, low_at
from sayso.reading.rules.lines import Line
from sayso.reading.rules.parties import (
    Acts,
    party_at,
    party_before,
    party_behind,
    party_over,
)
from sayso.reading.rules.phrases import Words
from sayso.reading.rules.subjects import SUBJECT, is_active, over_adverbs, subject_of

REACH = 12  # tokens between an act and the verb that says that it was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act and its accused in token indices; ``said`` where the sentence itself names who says so.

    ``apart`` where the accused stands in another clause than the act, whose speaker then counts.
    """

    act: Range
    accused: Range
    apart: bool = False
    said: Range | None = None
    stance: Stance | None = None


def named(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "Israeli air strikes", "an attack carried out by gunmen"."""
    tokens = line.tokens
    if low_at(line, at + 1) in lexicon.acts and low_at(line, at + 1) not in lexicon.weak | lexicon.verbs:
        return None  # "rocket attacks": the act's head follows
    start = at
    while (
        start > 0
        and tokens[start - 1].low in lexicon.modifiers
        and tokens[start - 1].low not in lexicon.joins
    ):
        start -= 1
    before = party_before(line, speech, lexicon, start)
    lasting = low_at(line, at) in lexicon.lasting and (before or low_at(line, at) in lexicon.weak)
    if lasting and not _has_toll(line, lexicon):
        return None  # "since the rebel offensive": when, not who did it
    if before is not None and not _is_verb_here(line, speech, lexicon, at):
        return Deed(act=(start, at + 1), accused=before)
    behind = party_behind(line, speech, lexicon, at + 1) or party_over(line, speech, lexicon, at + 1)
    if behind is None and low_at(line, at) not in lexicon.weak | lexicon.loose:
        behind = agents.linked(line, speech, lexicon, at + 1)
    if behind is None and low_at(line, at + 1) in lexicon.whence and low_at(line, at) in lexicon.shot:
        behind = party_at(line, speech, lexicon, at + 2)
    if behind is None:
        behind = _owner(line, speech, lexicon, start)
    return Deed(act=(start, at + 1), accused=behind) if behind else None


def caused(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "destruction by the army", "the use of chemical weapons by rebels": an act only with who did it."""
    behind = party_behind(line, speech, lexicon, at + 1) or party_over(line, speech, lexicon, at + 1)
    return Deed(act=(at, at + 1), accused=behind) if behind else None


def _owner(line: Line, speech: Words, lexicon: Acts, at: int) -> Range | None:
    """Whose act "its strikes" is: the party with which the sentence begins, or that does something to it."""
    if at < 2 or low_at(line, at - 1) not in lexicon.theirs:
        return None
    if any(low_at(line, k) in lexicon.modals for k in range(max(0, at - SUBJECT), at)):
        return None  # "will step up its attacks"
    start = next((k for k in range(3) if low_at(line, k) not in speech.conjunctions), 0)
    party = party_at(line, speech, lexicon, start)
    if party and party[1] < at and is_active(line, speech, party[1]):
        return party
    for step in range(at - 2, max(0, at - SUBJECT), -1):
        token = line.tokens[step]
        if not token.word or token.quotation:
            return None
        if speech.is_verb(token, cased=line.cased) and token.low not in speech.passive:
            return subject_of(line, speech, lexicon, step)
    return None


def _has_toll(line: Line, lexicon: Acts) -> bool:
    """True where a sentence tells what came of an act: "killed in the rebel offensive"."""
    return any(t.low in lexicon.toll for t in line.tokens)


def _is_verb_here(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """ "the army attacks the town", "Norland strikes back": then the verb's rule decides."""
    following = low_at(line, at + 1)
    return low_at(line, at) in lexicon.verbs and following in speech.determiners | lexicon.adverbial


def negated(line: Line, lexicon: Acts, start: int, end: int) -> bool:
    """True where a stretch says "not", "never" or "no"; "no fewer than 15" negates nothing."""
    return any(
        (low_at(line, k) in lexicon.negations and low_at(line, k + 1) not in lexicon.measuring)
        or low_at(line, k).endswith("n't")
        for k in range(start, end)
    )


def done(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "troops ambushed a convoy", "was bombed by jets of the regime"."""
    tokens = line.tokens
    following = low_at(line, at + 1)
    auxiliary = _is_passive(line, speech, lexicon, at)
    if any(low_at(line, k) in lexicon.modals for k in range(max(0, at - 3), at)):
        return None
    if low_at(line, at) in lexicon.nominal and _is_noun(line, speech, lexicon, at):
        return None
    finished = at + 2 if following in lexicon.completing else at + 1
    if following in lexicon.coordinating and low_at(line, at + 2) in lexicon.verbs:
        finished = at + 3  # "attacked and burned by"
    if low_at(line, finished) in lexicon.by or (
        auxiliary and party_behind(line, speech, lexicon, finished, anybody=True)
    ):
        party = party_behind(line, speech, lexicon, finished, anybody=True)
        if party is None:
            party = agents.behind(line, speech, lexicon, at)
        if low_at(line, at) in lexicon.mild and not _takes_act(line, lexicon, at):
            return None  # "an alliance led by the Valley Front"
        return Deed(act=(at, at + 1), accused=party) if party else None
    if auxiliary and not low_at(line, at).endswith("ing"):
        party = agents.behind(line, speech, lexicon, at)
        return Deed(act=(at, at + 1), accused=party) if party else None
    if at == 0 or (
        tokens[at].low.endswith("ing") and low_at(line, at - 1) in speech.determiners | {"of", "by"}
    ):
        return None
    if (auxiliary and not tokens[at].low.endswith("ing")) or at + 1 >= len(tokens) or not tokens[at + 1].word:
        return None
    if tokens[at].low in lexicon.light and first_act(line, lexicon, at) is None:
        return None
    if following == "and" and low_at(line, at + 2) in lexicon.verbs:
        following = low_at(line, at + 3)
    if following in lexicon.objectless and tokens[at].low not in lexicon.light:
        return None
    if following in lexicon.occasions and tokens[at].low in lexicon.suffered:
        return None  # "the fighters killed on Thursday"
    if tokens[at].low in lexicon.suffered and _suffers(line, speech, lexicon, at):
        return None
    if tokens[at].low in lexicon.nominal and not _has_object(line, speech, lexicon, at + 1):
        return None  # "over 200 regime targets": a noun
    subject = subject_of(line, speech, lexicon, at)
    if subject is None:
        return None
    act = first_act(line, lexicon, at) if tokens[at].low in lexicon.light else None
    denied = negated(line, lexicon, subject[1], act if act is not None else at)
    return Deed(
        act=(at, at + 1),
        accused=subject,
        said=subject if _says_of_itself(line, speech, lexicon, at, subject) else None,
        stance=Stance.DENIES if denied else None,
    )


def _says_of_itself(line: Line, speech: Words, lexicon: Acts, verb: int, subject: Range) -> bool:
    """True for "the group ... said it carried out the raid"."""
    last = over_adverbs(line, speech, lexicon, verb)
    return subject[1] < last and low_at(line, last) in lexicon.told and low_at(line, last - 1) in speech.say


def _suffers(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """True for "Rebels Killed Injured in Raid" and "dead and wounded members": of those who were hit."""
    if low_at(line, at + 1) in lexicon.suffered:
        return True
    joined = low_at(line, at - 1) in lexicon.coordinating
    return joined and low_at(line, at - 2) in lexicon.toll - lexicon.verbs


def _is_noun(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """True for the "attack" of "in an attack on" and the "targets" of "200 regime targets": no verb."""
    start = at
    while start > 0 and low_at(line, start - 1) in lexicon.modifiers - lexicon.joins:
        start -= 1
    before = low_at(line, start - 1)
    if low_at(line, at).endswith("s") and low_at(line, at - 2)[:1].isdigit() and low_at(line, at - 2) != "1":
        return True  # several do not take a verb of one
    return before in (speech.determiners | speech.possessives | speech.prepositions) - lexicon.purpose


def _takes_act(line: Line, lexicon: Acts, at: int) -> bool:
    """True where an act is what was "carried out by", "led by": it stands before."""
    return any(low_at(line, k) in lexicon.acts for k in range(max(0, at - REACH), at))


def _is_passive(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """True behind "was", "had been", with no more than adverbs between."""
    for step in range(at - 1, max(-1, at - SUBJECT), -1):
        low = low_at(line, step)
        if low in lexicon.passive:
            return True
        if not low.endswith("ly") and low not in speech.between:
            return False
    return False


def first_act(line: Line, lexicon: Acts, at: int) -> int | None:
    """The act that a light verb takes: "carried out no | strikes"."""
    known = lexicon.acts | lexicon.arms
    return next((k for k in range(at + 1, at + 8) if low_at(line, k) in known), None)


def _has_object(line: Line, speech: Words, lexicon: Acts, at: int) -> bool:
    """True where an object or the target of an act begins at token ``at``."""
    if at >= len(line.tokens):
        return False
    token = line.tokens[at]
    opens = token.low in speech.determiners or token.low in lexicon.targeted
    opens = opens or any(low_at(line, k) in lexicon.weak for k in range(at, at + 4))  # "fire crude rockets"
    aim = next((k for k in range(at, at + 3) if low_at(line, k) in lexicon.targeted), None)
    opens = opens or (aim is not None and low_at(line, aim) not in speech.prepositions)  # "hit rebel areas"
    return (
        opens
        or token.low[0].isdigit()
        or (line.cased and token.text[0].isupper() and token.low not in speech.time)
    )
