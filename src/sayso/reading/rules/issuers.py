"""Whose a written thing is that is told of again: "the statement", "the report", "the study".

Sought in the sentences before: "a study by X", "carried out by X", "X said in a statement", "X released a
report". Nothing is known of who else may have written it.
"""

from bisect import bisect_right

from sayso.model import Span
from sayso.reading.drafts import Document
from sayso.reading.rules import attributions, lines, phrases
from sayso.reading.rules.clauses import Range, cue_start, subject_before
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

SENTENCES = 6  # sentences before, in which a written thing is introduced
BY, GIVEN = 12, 6  # tokens from it to who made it, behind and before


def issuer(document: Document, named: Span) -> Span | None:
    """Who issued what ``named`` tells of again; None where it is no such thing, or nobody is told."""
    lexicon = phrases.words(document.article.language)
    lows = named.text.lower().split()
    if len(lows) < 2 or lows[0] not in lexicon.definite or lows[-1] not in lexicon.written:
        return None
    if any(low not in lexicon.modifiers for low in lows[1:-1]):
        return None
    read = lines.read(document)
    at = bisect_right([line.start for line in read], named.start) - 1
    for index in range(at, max(-1, at - SENTENCES), -1):
        line = read[index]
        for k in range(len(line.tokens) - 1, -1, -1):
            if line.tokens[k].low == lows[-1] and line.tokens[k].end < named.start:
                found = _made_by(line, lexicon, k)
                if found is not None:
                    return document.article.cut(line.tokens[found[0]].start, line.tokens[found[1] - 1].end)
                if (said := _said_in(document, lexicon, index, line.tokens[k].start)) is not None:
                    return said
    return None


def _made_by(line: Line, lexicon: Words, noun: int) -> Range | None:
    """ "A study [carried out] by X", "X released a report"."""
    tokens = line.tokens
    by = [k for k in range(noun + 1, min(len(tokens) - 1, noun + BY)) if tokens[k].low in lexicon.agents]
    for k in reversed(by):
        stop = phrases.right(line, lexicon, k + 1, len(tokens))
        if stop > k + 1 and any(_names(line, lexicon, at) for at in range(k + 1, stop)):
            return k + 1, stop
    given = next(
        (k for k in range(noun - 1, max(0, noun - GIVEN), -1) if tokens[k].low in lexicon.issuing), 0
    )
    start = cue_start(line, lexicon, given)
    subject = subject_before(line, lexicon, start - 1, 0, None) if start > 0 else None
    return subject if subject and tokens[subject[1] - 1].low not in lexicon.written else None


def _names(line: Line, lexicon: Words, at: int) -> bool:
    """True for a word of a body's name: "by the ministry", never "by bus"."""
    token = line.tokens[at]
    if token.low in lexicon.time:
        return False
    return token.low in lexicon.bodies or (line.cased and token.text[0].isupper())


def _said_in(document: Document, lexicon: Words, index: int, at: int) -> Span | None:
    """ "X said in a statement": X."""
    said = [
        a.source
        for a in attributions.find(document)
        if a.line == index and a.source is not None and a.saying and a.cue.end <= at
    ]
    source = said[-1] if said else None
    if source is None or source.text.lower().split()[-1] in lexicon.written | lexicon.pronouns:
        return None
    return source
