"""Blame, claims of responsibility and denials: sentences that say of somebody that they did it.

"X blamed Y for the attack", "Y claimed responsibility", "Y denied carrying out the raid", "Y was behind the
blast", "Y took no part in it", "it was Y". Nobody is no party: "no group has claimed the attack" gives none.
"""

from sayso.model import Stance
from sayso.reading.rules import phrases
from sayso.reading.rules.clauses import Range, cue_start, low_at, name_end, subject_before, text_at
from sayso.reading.rules.deeds import Deed, negated
from sayso.reading.rules.lines import Line
from sayso.reading.rules.parties import Acts, names_party, party_at, party_before, party_word, plain
from sayso.reading.rules.phrases import Words

NEAR = 16  # tokens from a verb of blame to the link with its act
TOLD = 5  # tokens of those of whom it is said that none claimed it
OBJECT = 12  # tokens from there to the act that somebody is accused of ordering
FAR = 30  # tokens from there to the act itself


def cleft(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "it was in fact the rebels": the act is the one told before in the sentence."""
    if low_at(line, at + 1) not in lexicon.be:
        return None
    step = at + 2
    while step < at + 5 and low_at(line, step) in lexicon.asides | lexicon.hedges:
        step += 1
    party, act = party_at(line, speech, lexicon, step), last_act(line, lexicon, at)
    if party is None or act is None or not any(party_word(line, lexicon, k) for k in range(*party)):
        return None
    denied = any(low_at(line, k) in lexicon.negations for k in range(at + 2, step))
    return Deed(act=act, accused=party, apart=True, stance=Stance.DENIES if denied else None)


def blamed(line: Line, speech: Words, lexicon: Acts, at: int) -> list[Deed]:
    """ "X blamed Y for the attack", "accused Y of bombing", "attributed the strike to Y", "blames Y"."""
    low, end = low_at(line, at), len(line.tokens)
    start = cue_start(line, speech, at)
    passive = any(low_at(line, k) in speech.passive for k in range(start, at))
    said = None if passive else _subject(line, speech, start)
    if low in lexicon.attributing and (one := _attributed(line, speech, lexicon, at, said)):
        return [one]
    if low in lexicon.blaming and low_at(line, at + 1) in lexicon.behind:
        return _accused_of(line, speech, lexicon, at)
    barred = speech.passive | speech.negative | lexicon.games  # "blame was", "the blame game"
    if low not in lexicon.blaming or passive or low_at(line, at + 1) in barred:
        return []
    link = next((k for k in range(at + 2, min(end, at + NEAR)) if _links(line, lexicon, k)), None)
    if link is None:
        return _merely_blamed(line, speech, lexicon, at, said)
    act = first_act(line, lexicon, link + 1, min(end, link + FAR), harms=True) or last_act(line, lexicon, at)
    if low_at(line, link + 1).endswith("ing") and (act is None or not link < act[0] <= link + OBJECT):
        return []  # "accused the army of preventing a meeting"
    stop = next((k for k in range(at + 1, link) if not line.tokens[k].word), link)
    return [Deed(act=act, accused=(at + 1, stop), said=said)] if act and stop > at + 1 else []


def _accused_of(line: Line, speech: Words, lexicon: Acts, at: int) -> list[Deed]:
    """ "fighters accused of the killings": by whom is not said here."""
    start = cue_start(line, speech, at)
    party = phrases.left(line, speech, start - 1) if start else None
    act = first_act(line, lexicon, at + 2, min(len(line.tokens), at + NEAR), harms=True)
    if party is None or act is None or _is_nobody(line, speech, party):
        return []
    passive = any(low_at(line, k) in speech.passive for k in range(start, at))
    by_name = _is_party(line, lexicon, party)
    return (
        [Deed(act=act, accused=party)]
        if by_name or (passive and low_at(line, at + 2).endswith("ing"))
        else []
    )


def _subject(line: Line, speech: Words, start: int) -> Range | None:
    """Who blames, claims or denies: the phrase before the verb, over what stands between them."""
    if start == 0:
        return None
    return subject_before(line, speech, name_end(line, speech, start), 0, None)


def _attributed(line: Line, speech: Words, lexicon: Acts, at: int, said: Range | None) -> Deed | None:
    """ "attributed the strike to Y", "blamed the blast on Y", "attacks that X blamed on Y"."""
    end = len(line.tokens)
    link = next((k for k in range(at + 1, min(end, at + 12)) if low_at(line, k) in lexicon.onto), None)
    if link is None:
        return None
    act = first_act(line, lexicon, at + 1, link, harms=True) or ((link - 1, link) if link > at + 2 else None)
    if link == at + 1 or (link == at + 2 and low_at(line, at + 1) in speech.pronouns):
        act = last_act(line, lexicon, said[0] if said else at)
    party = party_at(line, speech, lexicon, link + 1) if act else None
    return Deed(act=act, accused=party, said=said) if act and party else None


def _merely_blamed(line: Line, speech: Words, lexicon: Acts, at: int, said: Range | None) -> list[Deed]:
    """ "Norland blames the rebels.": for what was told before; the verb itself then words the act."""
    if low_at(line, at) not in lexicon.attributing or said is None:
        return []
    party = party_at(line, speech, lexicon, at + 1)
    if party is None or (party[1] < len(line.tokens) and line.tokens[party[1]].word):
        return []
    return [Deed(act=last_act(line, lexicon, said[0]) or (at, at + 1), accused=party, said=said)]


def _links(line: Line, lexicon: Acts, at: int) -> bool:
    """True where what follows "of" or "for" is done, not owned: "of having ordered", "for the attack"."""
    if low_at(line, at) not in lexicon.behind:
        return False
    for step in range(at + 1, at + 8):
        low = low_at(line, step)
        known = lexicon.acts | lexicon.responsibility | lexicon.harms
        if low.endswith("ing") or low in known:
            return True
        if low in lexicon.behind or not low:
            return False
    return False


def first_act(line: Line, lexicon: Acts, first: int, limit: int, *, harms: bool = False) -> Range | None:
    """The first word of an act in a stretch; with ``harms`` what came of one as well ("the fires")."""
    known = lexicon.acts | lexicon.verbs | (lexicon.harms if harms else frozenset())
    for step in range(first, min(limit, len(line.tokens))):
        if low_at(line, step) in known:
            return (step, step + 1)
    return None


def last_act(line: Line, lexicon: Acts, at: int) -> Range | None:
    """The last act told before a position, with the words that belong to it."""
    for step in range(at - 1, max(-1, at - 25), -1):
        if low_at(line, step) in lexicon.acts or low_at(line, step) in lexicon.verbs:
            start = step
            while start > 0 and low_at(line, start - 1) in lexicon.modifiers - lexicon.joins:
                start -= 1
            return (start, step + 1)
    return None


def claimed(line: Line, speech: Words, lexicon: Acts, at: int) -> list[Deed]:
    """ "Y claimed responsibility for", "claimed by Y", "Y denied carrying out the attack"."""
    end = len(line.tokens)
    denies = low_at(line, at) in lexicon.denying
    if low_at(line, at + 1) in lexicon.by:
        party = party_at(line, speech, lexicon, at + 2)
        act = last_act(line, lexicon, at)
        stance = Stance.DENIES if denies else Stance.ASSERTS
        return [Deed(act=act, accused=party, said=party, stance=stance)] if party and act else []
    start = cue_start(line, speech, at)
    subject = _subject(line, speech, start)
    if any(low_at(line, k) in speech.negative for k in range(max(0, start - TOLD), start)):
        return []  # "no organisation or individual has claimed"
    if subject is None or not _is_party(line, lexicon, subject):
        near = party_before(line, speech, lexicon, start)
        subject = near or subject
    if subject is None or _is_nobody(line, speech, subject) or negated(line, lexicon, start, at):
        return []
    window = range(at + 1, min(end, at + 5))
    own = any(low_at(line, k) in lexicon.responsibility for k in window)
    act = first_act(line, lexicon, at + 1, min(end, at + 20))
    if denies:
        own = own or any(low_at(line, k).endswith("ing") or low_at(line, k) in lexicon.own for k in window)
        involved = next((k for k in window if low_at(line, k) in lexicon.partaking), None)
        act = act or ((involved, involved + 1) if involved is not None else None)
        return [Deed(act=act, accused=subject, said=subject, stance=Stance.DENIES)] if own and act else []
    owned = low_at(line, at) in lexicon.owning
    if owned and act is None and any(low_at(line, k) in lexicon.light for k in window):
        act = next(((k, k + 1) for k in window if low_at(line, k) in lexicon.light), None)
    own = own or (owned and act is not None and act[0] <= at + 3 and low_at(line, act[0]).endswith("ing"))
    direct = act is not None and act[0] <= at + 6 and not owned
    direct = direct and not any(low_at(line, k) in lexicon.subordinate for k in window)
    if own or (direct and _is_party(line, lexicon, subject)):
        act = act or last_act(line, lexicon, at)
        return [Deed(act=act, accused=subject, said=subject, stance=Stance.ASSERTS)] if act else []
    return []


def _is_nobody(line: Line, speech: Words, subject: Range) -> bool:
    """True for "no group", "nobody", and for what follows "neither"."""
    first = low_at(line, subject[0])
    before = low_at(line, subject[0] - 1)
    return first in speech.mute | speech.negative or before in speech.mute | speech.negative


def _is_party(line: Line, lexicon: Acts, pair: Range) -> bool:
    return names_party([plain(t.low) for t in line.tokens[slice(*pair)]], lexicon)


def answerable(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "Y was behind the blast", "Y is responsible for it", "X holds Y responsible for the raid"."""
    if low_at(line, at) in lexicon.responsibility and low_at(line, at + 1) not in lexicon.behind:
        return None
    if low_at(line, at) in lexicon.making:
        return _made_by(line, speech, lexicon, at)
    act = first_act(line, lexicon, at + 1, at + 12, harms=True)
    if act is None:
        return None
    start = cue_start(line, speech, at)
    if start == at and low_at(line, at - 1) in lexicon.hedges:
        start = cue_start(line, speech, at - 1)  # "were believed responsible"
    if any(low_at(line, k) in speech.passive for k in range(start, at)):
        party = phrases.left(line, speech, start - 1) if start else None
        if party is None or _is_nobody(line, speech, party) or not _is_party(line, lexicon, party):
            return None
        denied = negated(line, lexicon, start, at)
        return Deed(act=act, accused=party, stance=Stance.DENIES if denied else None)
    hold = next((k for k in range(at - 1, max(0, at - 9), -1) if low_at(line, k) in lexicon.holding), None)
    if hold is None or hold + 1 >= at:
        return None
    return Deed(act=act, accused=(hold + 1, at), said=_subject(line, speech, cue_start(line, speech, hold)))


def _made_by(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "the blast was the work of the rebels"."""
    start = at - 1 if low_at(line, at - 1) in speech.determiners else at
    if low_at(line, start - 1) not in lexicon.be or low_at(line, at + 1) not in lexicon.behind:
        return None
    party, act = party_at(line, speech, lexicon, at + 2), last_act(line, lexicon, start)
    return Deed(act=act, accused=party) if party and act else None


def partaking(line: Line, speech: Words, lexicon: Acts, at: int) -> Deed | None:
    """ "Y was involved in the raid", and the denial: "its aircraft had not been used", "took no part"."""
    verb = at
    while verb > max(0, at - 3) and low_at(line, verb - 1) in lexicon.taking | speech.negative:
        verb -= 1
    start = cue_start(line, speech, verb)
    denied = negated(line, lexicon, start, at)
    act = first_act(line, lexicon, at + 1, at + 7)
    if start == 0 or (act is None and not denied) or text_at(line, start - 1) == ",":
        return None
    taken = low_at(line, at) not in lexicon.roles or verb < at
    if start == verb == at or not taken or (low_at(line, at) in lexicon.idle and not denied):
        return None
    party = phrases.left(line, speech, start - 1)
    if party is None or not _is_party(line, lexicon, party) or _is_nobody(line, speech, party):
        return None
    return Deed(act=act or (at, at + 1), accused=party, stance=Stance.DENIES if denied else None)
