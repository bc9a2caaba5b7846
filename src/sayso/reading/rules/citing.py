"""Sayings in which somebody passes words on or gives a number: cited, quoted, reported by, put at.

"according to X", "R quoted X as saying", "as reported by X", "X put the toll at 12", "was condemned by X",
and "the official line is that". The other ways of telling are in :mod:`sayings`.
"""

from dataclasses import dataclass

from sayso.reading.rules import phrases
from sayso.reading.rules.clauses import (
    Range,
    cue_start,
    embedded,
    has_clause,
    low_at,
    subject_before,
    text_at,
    trim,
)
from sayso.reading.rules.following import is_counted
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words


@dataclass(slots=True, kw_only=True)
class Found:
    """An attribution in the making, in token indices of its line.

    ``forward`` where the content follows the cue; ``hands_over`` where it ends in a colon and the next line
    brings the words.
    """

    source: Range | None
    cue: Range
    content: list[Range]
    relay: Range | None = None
    saying: bool = True
    negated: bool = False
    verb: str = ""
    forward: bool = True
    hands_over: bool = False


def said_by(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "..., as reported by X"."""
    end = phrases.right(line, lexicon, at + 2, len(line.tokens))
    start = cue_start(line, lexicon, at)
    content = trim(line, (floor, start - 1 if low_at(line, start - 1) in lexicon.as_ else start))
    names = line.tokens[at + 2 : end]
    speaks = any(t.low in lexicon.roles | lexicon.bodies | lexicon.outlets for t in names)
    if not content or (not speaks and not (line.cased and any(t.text[0].isupper() for t in names))):
        return None
    verb = low_at(line, at)
    return Found(source=(at + 2, end), cue=(start, at + 2), content=[content], forward=False, verb=verb)


def held(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "the official line is that ...": what is held, without anybody who says it."""
    subject = phrases.left(line, lexicon, at - 1, floor) if at else None
    if subject is None or line.tokens[subject[1] - 1].low not in lexicon.holding:
        return None
    content = trim(line, (at + 1, len(line.tokens)))
    return Found(source=subject, cue=(at, at + 1), content=[content], verb="is") if content else None


def preposed(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "according to X, ..." and "..., according to X"."""
    end = len(line.tokens)
    source_end = phrases.right(line, lexicon, at + 2, end)
    if line.tokens[source_end - 1].low in lexicon.mute:  # "according to the officer[, the clashes] began"
        commas = (k for k in range(source_end - 1, at + 2, -1) if line.tokens[k].text == ",")
        source_end = next(commas, at + 2)
    if source_end == at + 2:
        return None  # nobody is heard in "likely to rise according to the serious injuries"
    opens = line.cased and line.tokens[at].text[0].isupper()  # its own sentence, whatever stands before
    before = None if opens else trim(line, (floor, at))
    behind = trim(line, (source_end, end))
    if behind and low_at(line, behind[0]) in lexicon.relatives:
        # "according to X, who spoke by telephone[, two ferries sank]"
        comma = next((k for k in range(*behind) if line.tokens[k].text == ","), end)
        behind = trim(line, (comma, end))
    content = [before] if before else []
    if behind and (not before or not has_clause(line, lexicon, before) or embedded(line, at, source_end)):
        content.append(behind)
    return Found(
        source=(at + 2, source_end),
        cue=(at, at + 2),
        content=content,
        forward=not before,
        verb="according to",
    )


def quoting(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    """ "R quoted X as saying ...", "X was quoted as saying ...", "R said, citing X"."""
    tokens, end = line.tokens, len(line.tokens)
    if low_at(line, at - 1) in lexicon.passive and low_at(line, at + 1) in lexicon.as_ | lexicon.agents:
        subject = phrases.left(line, lexicon, cue_start(line, lexicon, at) - 1, floor)
        saying = next(
            (k for k in range(at + 1, min(end, at + 14)) if tokens[k].low in lexicon.participle), None
        )
        relay = None
        by = next((k for k in range(at + 1, min(end, at + 14)) if tokens[k].low in lexicon.agents), None)
        if by is not None and (stop := phrases.right(line, lexicon, by + 1, end)) > by + 1:
            relay = (by + 1, stop)
        if subject is None:
            return None
        cue_end = saying + 1 if saying is not None else at + 1
        behind = trim(line, (cue_end, end))
        before = trim(line, (floor, subject[0]))
        content = (
            [behind]
            if behind and saying is not None and behind[1] - behind[0] > 5
            else [before]
            if before
            else []
        )
        return Found(source=subject, cue=(at - 1, cue_end), content=content, relay=relay, verb="quoted")
    stop = phrases.right(line, lexicon, at + 1, end)
    if stop == at + 1:
        return None
    if low_at(line, stop) in lexicon.as_ and low_at(line, stop + 1) in lexicon.participle:
        subject = phrases.left(line, lexicon, cue_start(line, lexicon, at) - 1, floor)
        behind = trim(line, (stop + 2, end))
        before = trim(line, (floor, subject[0])) if subject else None
        if behind is None and before:
            return Found(
                source=(at + 1, stop),
                cue=(at, at + 1),
                content=[before],
                relay=subject,
                verb=low_at(line, at),
                forward=False,
            )
        if behind:
            return Found(
                source=(at + 1, stop),
                cue=(at, at + 1),
                content=[behind],
                relay=subject,
                verb=low_at(line, at),
            )
    if low_at(line, at).endswith("ing") and found and found[-1].source and text_at(line, stop) not in (",",):
        last = found[-1]
        last.relay, last.source = last.source, (at + 1, stop)
        return None
    return None


def opening(line: Line, lexicon: Words, subject: Range) -> tuple[Range, Range] | None:
    """``(source, relay)`` of "Citing X, R said"."""
    if low_at(line, 0) not in lexicon.quoting or not low_at(line, 0).endswith("ing"):
        return None
    stop = phrases.right(line, lexicon, 1, subject[0])
    joined = stop == subject[0] or (text_at(line, stop) == "," and stop + 1 == subject[0])
    return ((1, stop), subject) if stop > 1 and joined else None


def put(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "X put the toll at 35", "X raised the number of dead to 12": the number is X's."""
    end = len(line.tokens)
    toll = next((k for k in range(at + 1, min(end, at + 5)) if low_at(line, k) in lexicon.tolls), None)
    start = cue_start(line, lexicon, at)
    if toll is None or start <= floor:
        return None
    if not any(is_counted(line, lexicon, k) for k in range(toll + 1, min(end, toll + 14))):
        return None
    if any(low_at(line, k) in lexicon.passive for k in range(start, at)):
        return None
    subject = subject_before(line, lexicon, start - 1, floor, None)
    content = trim(line, (at + 1, end))
    if subject is None or content is None or line.tokens[subject[1] - 1].low in lexicon.mute:
        return None
    return Found(source=subject, cue=(start, at + 1), content=[content], verb=low_at(line, at))


def passive(line: Line, lexicon: Words, at: int, start: int, floor: int) -> Found | None:
    """ "The strike was condemned by X": X, who stands behind."""
    if low_at(line, at + 1) not in lexicon.agents or low_at(line, at) not in lexicon.received:
        return None
    stop = phrases.right(line, lexicon, at + 2, len(line.tokens))
    content = trim(line, (floor, start))
    if stop == at + 2 or content is None:
        return None
    return Found(source=(at + 2, stop), cue=(start, at + 2), content=[content], saying=False, forward=False)


def listed(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    """ "the ministry's list of 7,000 names", "..., giving a toll of eight": whose the number is."""
    tokens, end = line.tokens, len(line.tokens)
    number = next((k for k in range(at + 2, min(end, at + 5)) if is_counted(line, lexicon, k)), None)
    if number is None:
        return None
    before = at - 1
    while before > floor and tokens[before].low in lexicon.determiners:
        before -= 1
    if low_at(line, before) in lexicon.giving:
        start = cue_start(line, lexicon, before)
        own = subject_before(line, lexicon, start - 1, floor, None) if start > floor else None
        source = own or next((f.source for f in reversed(found) if f.source), None)
    else:
        source = phrases.left(line, lexicon, at - 1, floor) if at > floor and before == at - 1 else None
        names = tokens[slice(*source)] if source else ()
        if not any(t.low in lexicon.bodies | lexicon.outlets for t in names):
            return None
    content = trim(line, (at + 2, end))
    if source is None or content is None:
        return None
    return Found(source=source, cue=(at, at + 1), content=[content], verb=low_at(line, at))


def stated(line: Line, lexicon: Words, at: int, floor: int) -> Found | None:
    """ "X released a statement that ...": content behind the written thing."""
    noun = next((k for k in range(at + 1, at + 4) if low_at(line, k) in lexicon.stating), None)
    if noun is None or low_at(line, noun + 1) not in lexicon.that:
        return None
    start = cue_start(line, lexicon, at)
    subject = subject_before(line, lexicon, start - 1, floor, None) if start > floor else None
    content = trim(line, (noun + 1, len(line.tokens)))
    if subject is None or content is None:
        return None
    return Found(source=subject, cue=(start, noun + 1), content=[content], verb=low_at(line, at))
