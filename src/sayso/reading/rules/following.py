"""What follows a cue: what may be skipped before its content, who may stand behind it, what goes on after it.

The other questions about positions in a line are in :mod:`clauses`.
"""

from sayso.reading.rules import phrases
from sayso.reading.rules.clauses import Range, has_clause, low_at, text_at, trim
from sayso.reading.rules.lines import Line, Token
from sayso.reading.rules.phrases import Words

ASIDE = 16  # tokens between a cue and the "that" or the quotation that it brings


def is_finite(line: Line, lexicon: Words, at: int, start: int, subject: Range | None) -> bool:
    """True where a word that may be a noun or an adjective is the verb of a speaker."""
    if subject is None or (
        start > 0 and line.tokens[start - 1].low in lexicon.determiners | lexicon.possessives
    ):
        return False
    following = low_at(line, at + 1)
    last = next(t for t in reversed(line.tokens[slice(*subject)]) if t.word)
    if last.low.endswith(("'s", "s'")):
        return False  # "the ministry's claim"
    object_of = subject[0] > 0 and line.tokens[subject[0] - 1].low in lexicon.prepositions
    if object_of and low_at(line, at).endswith("ed") and start == at:
        return False  # "in a report published on Tuesday"
    passive = any(t.low in lexicon.passive for t in line.tokens[start:at])
    if following in lexicon.that and last.low not in lexicon.mute and not passive:
        return True  # "an exercise in March found that"
    if not _may_say(line, lexicon, last) and not _may_say(line, lexicon, _head(line, lexicon, subject)):
        return False
    rest = skip(line, lexicon, at + 1, len(line.tokens))
    if subject[1] <= start and (rest >= len(line.tokens) or (rest > at + 1 and not line.tokens[rest].word)):
        return True  # "... the agency reported on Tuesday."
    if low_at(line, at) in lexicon.closing:
        return rest < len(line.tokens) and line.tokens[rest].quotation > 0
    charges = low_at(line, at) in lexicon.accusing and any(
        low_at(line, k) in lexicon.charge for k in range(at + 2, at + 12)
    )
    helped = start < at and not passive  # "has also reported"
    if (
        low_at(line, at).endswith("ed")
        and not charges
        and not helped
        and not _opens_clause(line, lexicon, rest)
    ):
        return False
    if passive:
        return False
    if rest == at + 1 and (following in lexicon.nominal_after or not following):
        return False
    if low_at(line, at) == "states" and following != "that":
        return False
    nominal = low_at(line, at) in lexicon.plurals
    return not (
        nominal and line.tokens[at + 1 : at + 2] and lexicon.is_verb(line.tokens[at + 1], cased=line.cased)
    )


def _head(line: Line, lexicon: Words, subject: Range) -> Token:
    """The noun of a speaker, before its apposition, its place or a relative clause."""
    tokens = line.tokens
    first, last = subject
    ends = (
        k for k in range(first + 1, last) if tokens[k].text == "," or tokens[k].low in lexicon.prepositions
    )
    return tokens[next(ends, last) - 1]


def _may_say(line: Line, lexicon: Words, last: Token) -> bool:
    known = lexicon.roles | lexicon.bodies | lexicon.outlets | lexicon.speaking_pronouns | lexicon.written
    named = last.low in known or last.text in lexicon.percent
    return named or (line.cased and last.text[0].isupper()) or last.text[0] == "@"


def can_name(line: Line, lexicon: Words, phrase: Range) -> bool:
    """True for a phrase that can name who speaks: a role, a body, or something with a name."""
    head, last = _head(line, lexicon, phrase), line.tokens[phrase[1] - 1]
    named = line.cased and any(t.word and t.text[0].isupper() for t in line.tokens[slice(*phrase)])
    return not line.cased or named or _may_say(line, lexicon, head) or _may_say(line, lexicon, last)


def is_told_of(line: Line, lexicon: Words, at: int, floor: int) -> bool:
    """True for "gunmen believed to belong to a gang" and "men described as rebels": they say nothing."""
    low, following = low_at(line, at), low_at(line, at + 1)
    if low in lexicon.thought and following in lexicon.to:
        return True
    fronted = any(low_at(line, k) in lexicon.relatives | lexicon.fronted for k in range(floor, at))
    return low in lexicon.likened and following in lexicon.as_ and not fronted  # "what he described as"


def _opens_clause(line: Line, lexicon: Words, at: int) -> bool:
    """True where what follows can be a clause or an object, not the noun of an adjective in -ed."""
    if at >= len(line.tokens):
        return False
    token = line.tokens[at]
    return (
        not token.word
        or token.quotation > 0
        or token.low in lexicon.determiners | lexicon.pronouns | lexicon.counting | lexicon.amounts
        or token.low[0].isdigit()
        or token.low in lexicon.opening | lexicon.quoting
        or (line.cased and token.text[0].isupper())
    )


def skip(line: Line, lexicon: Words, at: int, end: int) -> int:
    """Behind what stands between a cue and its content: "in a statement", "on Friday", "late Monday"."""
    opened = _opened(line, lexicon, at, end)
    if opened is not None:
        return opened
    while at < end:
        low = low_at(line, at)
        if line.tokens[at].quotation:
            return at
        if low in lexicon.time | lexicon.parenthetical or (
            low in lexicon.dated and low_at(line, at + 1) in lexicon.time
        ):
            at += 1
            continue
        if low in lexicon.adjunct:
            stop = _adjunct(line, lexicon, at, end)
            if stop is not None:
                at = stop
                if low_at(line, at) in lexicon.issuing:
                    at += 1  # "in a report published on Tuesday"
                continue
        return at
    return at


def _opened(line: Line, lexicon: Words, at: int, end: int) -> int | None:
    """Where "that" or a quotation opens the content behind a manner, a time or an aside.

    "said repeatedly | that ...", "said as he left the hall, | '...'".
    """
    first = low_at(line, at)
    if first in lexicon.that or at >= end or line.tokens[at].quotation:
        return at
    aside = first in lexicon.aside or first in lexicon.time or first.endswith("ly")
    for step in range(at, min(end, at + ASIDE)):
        token = line.tokens[step]
        if token.quotation:
            return step if aside and text_at(line, step - 1) in ",:" else None
        if token.low in lexicon.that:
            return step if aside and not has_clause(line, lexicon, (at, step)) else None
        if token.text in ".;?!":
            return None
    return None


def _adjunct(line: Line, lexicon: Words, at: int, end: int) -> int | None:
    if low_at(line, at) in lexicon.to and low_at(line, at + 1) not in lexicon.determiners:
        return None  # "promised to release"
    for step in range(at + 1, min(end, at + 9)):
        token = line.tokens[step]
        if token.low in lexicon.media | lexicon.written | lexicon.time - lexicon.recurring:
            step += 1
            while step < end and line.tokens[step].low in lexicon.media and not line.tokens[step].quotation:
                step += 1  # "on his Telegram channel"
            return step
        if (
            token.quotation
            or not token.word
            or token.low in lexicon.that
            or lexicon.is_verb(token, cased=line.cased)
        ):
            return None
    return None


def noun_only(line: Line, lexicon: Words, subject: Range, rest: int, end: int) -> bool:
    """True for "10 people died said the Observatory": a subject that cannot speak, a name behind the cue."""
    head = line.tokens[subject[1] - 1]
    if head.low in lexicon.pronouns:
        return False
    stop = phrases.right(line, lexicon, rest, end)
    if stop == rest or is_counted(line, lexicon, rest):
        return False
    if low_at(line, stop - 1) in lexicon.meetings:
        return False  # "the officer told a press conference"
    speaks = head.low in lexicon.roles | lexicon.bodies
    if stop >= end or not line.tokens[stop].word:
        # Nothing is told behind the cue, so the name there speaks, unless only the one before can.
        known = lexicon.roles | lexicon.bodies | lexicon.outlets
        return not speaks or any(
            t.low in known or (line.cased and t.text[0].isupper()) for t in line.tokens[rest:stop]
        )
    speaks = head.low in lexicon.roles | lexicon.bodies or (line.cased and head.text[0].isupper())
    follows = line.tokens[stop : stop + 2]
    return not speaks and not any(lexicon.is_verb(t, cased=line.cased) for t in follows)


def is_counted(line: Line, lexicon: Words, at: int) -> bool:
    """True where a number opens a phrase: "20 soldiers", "nine people"."""
    token = line.tokens[at] if at < len(line.tokens) else None
    return token is not None and (token.low in lexicon.counting or lexicon.is_number(token.low))


def resumed(line: Line, lexicon: Words, comma: int, end: int) -> Range | None:
    """The content that goes on behind ", X said,": a quotation or the rest of the clause, not a new one."""
    first = comma + 1
    if first >= end:
        return None
    low = low_at(line, first)
    if (
        low in lexicon.participle
        or low in lexicon.quoting
        or low in lexicon.relatives
        or low in lexicon.unresumed
    ):
        return None
    return trim(line, (first, end))


def told_before(line: Line, lexicon: Words, before: Range, subject: Range, rest: int) -> bool:
    """True for "..., X told us by phone": a clause and a comma before, only a place or manner behind."""
    if low_at(line, rest) not in lexicon.prepositions or line.tokens[rest].quotation:
        return False
    tokens = line.tokens
    if tokens[before[0]].quotation and tokens[before[1] - 1].quotation:
        return True
    behind = (rest, next((k for k in range(rest, len(tokens)) if not tokens[k].word), len(tokens)))
    return not has_clause(line, lexicon, behind)


def breaks_off(line: Line, lexicon: Words, at: int) -> bool:
    """True where no content can begin: "he said | adding that", "X said | citing"."""
    low = low_at(line, at)
    return low in lexicon.participle or low in lexicon.breaking
