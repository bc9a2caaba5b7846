"""What somebody holds, fears or is asked, told by a noun, an adjective or a question: no verb of saying.

"the army's claim that ...", "is convinced that ...", "made it clear that ...", "Asked whether ...". A noun
that nobody owns ("fears that ...") tells of nobody in particular. Verbs are read in :mod:`sayings`.
"""

from sayso.reading.rules import phrases
from sayso.reading.rules.citing import Found
from sayso.reading.rules.clauses import Range, cue_start, low_at, subject_before, text_at, trim
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

REACH = 4  # tokens between "made" and the adjective of "made it perfectly clear"


def noun(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "Norland's claim that ...", "fears that ...": content to the end of the clause."""
    content = trim(line, (at + 1, len(line.tokens)))
    if content is None:
        return None
    start = at
    while start > floor and line.tokens[start - 1].low.endswith("ed") and line.tokens[start - 1].word:
        start -= 1
    owner = _owner(line, lexicon, start, floor)
    return Found(source=owner, cue=(at, at + 1), content=[content], saying=False, verb=low_at(line, at))


def _owner(line: Line, lexicon: Words, at: int, floor: int) -> Range | None:
    """Whose a noun is, by a possessive before it."""
    if at <= floor:
        return None
    before = line.tokens[at - 1]
    if before.low in lexicon.possessives:
        return (at - 1, at)
    if not before.low.endswith(("'s", "s'")):
        return None
    return phrases.left(line, lexicon, at - 1, floor)


def adjective(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "X is convinced that ...", "X made it clear that ..."."""
    start = cue_start(line, lexicon, at)
    step = at - 1
    while step > floor and at - step <= REACH and low_at(line, step) not in lexicon.making:
        step -= 1
    if low_at(line, step) in lexicon.making:
        start = cue_start(line, lexicon, step)
    elif not any(low_at(line, k) in lexicon.passive for k in range(start, at)):
        return None
    subject = subject_before(line, lexicon, start - 1, floor, None) if start > floor else None
    content = trim(line, (at + 1, len(line.tokens)))
    if subject is None or content is None:
        return None
    return Found(source=subject, cue=(start, at + 1), content=[content], verb=low_at(line, at))


def question(line: Line, lexicon: Words, at: int) -> Found | None:
    """ "Asked whether she would stay, Rask said ...": the question up to the comma, by nobody said."""
    if at > 1 or (at == 1 and low_at(line, 0) not in lexicon.conjunctions):
        return None
    end = next((k for k in range(at + 1, len(line.tokens)) if text_at(line, k) == ","), len(line.tokens))
    about = low_at(line, at + 1) in lexicon.governed
    content = trim(line, (at + 2 if about else at + 1, end))
    if content is None:
        return None
    cue = (at, at + 2 if about else at + 1)
    return Found(source=None, cue=cue, content=[content], saying=False, verb=low_at(line, at))
