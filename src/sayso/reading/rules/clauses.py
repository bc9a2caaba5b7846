"""The parts of a sentence around a cue: what precedes it, what may be skipped behind it, where content ends.

Questions about positions in a line, asked by :mod:`cues`. Nothing here decides that anybody said anything.
"""

from sayso.reading.rules import phrases
from sayso.reading.rules.lines import Line, Token
from sayso.reading.rules.phrases import Words

Range = tuple[int, int]
"""A half-open pair of token indices within a line."""

ASIDE = 16  # tokens between a cue and the "that" or the quotation that it brings
RELATIVE = 18  # tokens of a relative clause between a speaker and its cue


def low_at(line: Line, at: int) -> str:
    """The lower-case word at a position, or "" beyond the line."""
    return line.tokens[at].low if 0 <= at < len(line.tokens) else ""


def text_at(line: Line, at: int) -> str:
    """The letters at a position, or "" beyond the line."""
    return line.tokens[at].text if 0 <= at < len(line.tokens) else ""


def trim(line: Line, pair: Range) -> Range | None:
    """Without marks and leading conjunctions at its edges; None where no word is left."""
    tokens = line.tokens
    start, end = pair[0], min(pair[1], len(tokens))
    while start < end and not tokens[start].word and not tokens[start].quotation:
        start += 1
    while (
        end > start
        and not tokens[end - 1].word
        and not tokens[end - 1].quotation
        and tokens[end - 1].text not in ")]%"
    ):
        end -= 1
    end = without_marker(line, end)
    return (start, end) if start < end else None


def without_marker(line: Line, end: int) -> int:
    """The end of a stretch without the footnote markers behind it: "...”[11]"."""
    tokens = line.tokens
    while (
        end > 3
        and tokens[end - 1].text == "]"
        and tokens[end - 2].low.isdigit()
        and tokens[end - 3].text == "["
    ):
        end -= 3
    return end


def without_joint(line: Line, begin: int) -> int:
    """The position before the comma and conjunction that lead to ``begin``."""
    while begin > 0 and (
        low_at(line, begin - 1) in ("and", "but", "while", "as") or text_at(line, begin - 1) == ","
    ):
        begin -= 1
    return begin


def has_clause(line: Line, lexicon: Words, pair: Range) -> bool:
    """True where a stretch has a verb or quoted words: it can be a claim."""
    return any(
        t.quotation or (t.word and lexicon.is_verb(t, cased=line.cased))
        for t in line.tokens[pair[0] : pair[1]]
    )


def embedded(line: Line, at: int, end: int) -> bool:
    """True for an insertion between commas: "X, according to Y, did Z"."""
    return text_at(line, at - 1) == "," and text_at(line, end) == ","


def first_phrase(line: Line, lexicon: Words, limit: int) -> Range | None:
    """The phrase with which the sentence opens: its subject, as far as a lexicon tells."""
    start = 0
    while start < min(limit, 3) and line.tokens[start].low in lexicon.conjunctions:
        start += 1
    stop = phrases.right(line, lexicon, start, limit)
    return (start, stop) if stop > start else None


def cue_start(line: Line, lexicon: Words, at: int) -> int:
    """Where the cue at ``at`` begins with its auxiliaries and adverbs."""
    start = at
    while start > 0 and at - start < 5 and (_between(line, lexicon, start - 1)):
        start -= 1
    return start


def _between(line: Line, lexicon: Words, at: int) -> bool:
    """True for an auxiliary or an adverb: "has", "also", "explicitly"."""
    low = line.tokens[at].low
    adverb = low.endswith("ly") and len(low) > 4 and at > 0 and line.tokens[at].text[0].islower()
    return low in lexicon.between or adverb or low.endswith(("n't", "n’t"))


def name_end(line: Line, lexicon: Words, cue: int) -> int:
    """The last token of the phrase before a cue, over a time between: "officials today said"."""
    last = cue - 1
    while last > 0 and line.tokens[last].low in lexicon.time and cue - last < 3:
        last -= 1
    named = line.tokens[last].low in lexicon.roles | lexicon.bodies | lexicon.pronouns
    return last if named else cue - 1


def subject_before(line: Line, lexicon: Words, last: int, floor: int, before: Range | None) -> Range | None:
    """The speaker that ends with token ``last``: behind "who" its noun, behind "and" the one before."""
    tokens = line.tokens
    low = tokens[last].low
    if low in lexicon.relatives:
        step = last - 1 if text_at(line, last - 1) != "," else last - 2
        return phrases.left(line, lexicon, step, floor)
    if low in lexicon.mute:
        return None
    if low in lexicon.linking and before:
        return before
    pair = phrases.left(line, lexicon, last, floor)
    if pair is None:
        return _past_relative(line, lexicon, last, floor)
    if low in lexicon.pronouns:
        return pair
    if low_at(line, pair[0]) in lexicon.negative or low_at(line, pair[0] - 1) in lexicon.negative:
        return None  # "no one knows", "neither side said"
    return (
        _over_relative(line, lexicon, pair, floor)
        or _over_apposition(line, lexicon, pair, floor)
        or _over_preposition(line, lexicon, pair, floor)
        or pair
    )


def _past_relative(line: Line, lexicon: Words, last: int, floor: int) -> Range | None:
    """ "A resident who had fled | put": the noun before a "who" whose clause ends in its verb."""
    tokens = line.tokens
    if not tokens[last].word or not lexicon.is_verb(tokens[last], cased=line.cased):
        return None
    for step in range(last - 1, max(floor, last - RELATIVE), -1):
        if not tokens[step].word or tokens[step].quotation:
            return None
        if tokens[step].low in lexicon.relatives:
            return phrases.left(line, lexicon, step - 1, floor)
    return None


def _over_relative(line: Line, lexicon: Words, pair: Range, floor: int) -> Range | None:
    """ "the Observatory which relies on a network of activists | says": the noun before "which"."""
    tokens = line.tokens
    for step in range(pair[1] - 1, max(floor, pair[1] - RELATIVE), -1):
        if not tokens[step].word or tokens[step].quotation:
            return None
        that = tokens[step].low in lexicon.relative_that
        if tokens[step].low in lexicon.relatives or that:
            inside = tokens[step + 1 : pair[0]]
            if not inside and tokens[pair[0]].text[0].islower():
                inside = tokens[pair[0] : pair[0] + 1]  # "the alliance that | backs Norland"
            if that and step and not _tells_apart(line, lexicon, pair, step):
                return None
            if not any(lexicon.is_verb(t, cased=line.cased) or t.low.endswith("s") for t in inside[:2]):
                return None
            return phrases.left(line, lexicon, step - 1, floor)
    return None


def _tells_apart(line: Line, lexicon: Words, pair: Range, that: int) -> bool:
    """True for the "that" of "the alliance that backs Norland", not for "said that" and lost commas."""
    before, joint = line.tokens[that - 1], line.tokens[pair[0] - 1]
    if lexicon.is_verb(before, cased=line.cased) or before.low in lexicon.say | lexicon.media:
        return False
    opened = line.tokens[pair[0]].low in lexicon.determiners
    return not opened or joint.low in lexicon.prepositions or lexicon.is_verb(joint, cased=line.cased)


def _over_preposition(line: Line, lexicon: Words, pair: Range, floor: int) -> Range | None:
    """ "Farmers in the valley | said", "the coalition led by Norland | said": with the noun before.

    Only where that noun opens the clause, so that no place or victim of a clause that lost its comma speaks.
    """
    tokens, at = line.tokens, pair[0] - 1
    if at <= floor or tokens[at].low not in lexicon.prepositions or tokens[pair[1] - 1].text in ",)]":
        return None
    noun = at - 1
    if noun > floor and tokens[noun].low in lexicon.reduced:
        noun -= 1
    if not tokens[noun].word or tokens[noun].low in lexicon.time | lexicon.telling | lexicon.verbs:
        return None
    outer = phrases.left(line, lexicon, noun, floor)
    if outer is None or not (outer[0] == floor or _opens(line, lexicon, outer[0] - 1)):
        return None
    return outer[0], pair[1]


def _opens(line: Line, lexicon: Words, at: int) -> bool:
    """True for a mark or a word behind which a clause begins."""
    token = line.tokens[at]
    return not token.word or token.low in lexicon.complementisers | lexicon.conjunctions


def _over_apposition(line: Line, lexicon: Words, pair: Range, floor: int) -> Range | None:
    """ "The Observatory a monitoring group | said": a name right before what it is, its comma lost."""
    tokens = line.tokens
    if tokens[pair[0]].low not in lexicon.indefinite or pair[0] <= floor or not tokens[pair[0] - 1].word:
        return None
    name = phrases.left(line, lexicon, pair[0] - 1, floor)
    opens = name is not None and (name[0] == 0 or not tokens[name[0] - 1].word)
    return (
        (name[0], pair[1]) if name and opens and tokens[pair[0] - 1].low not in lexicon.prepositions else None
    )


def told_by(line: Line, lexicon: Words, subject: Range, cue: int) -> tuple[Range, Range] | None:
    """``(source, relay)`` of "R, quoting X, said" and "X, quoted by R, said"."""
    for step in range(subject[0], cue):
        if line.tokens[step].low in lexicon.quoting and text_at(line, step - 1) == ",":
            by = low_at(line, step + 1) in lexicon.agents
            start = step + 2 if by else step + 1
            stop = phrases.right(line, lexicon, start, cue)
            if stop > start:
                outer, inner = (subject[0], step - 1), (start, stop)
                return (outer, inner) if by else (inner, outer)
    return None


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
    if not _may_say(line, lexicon, last) and not _may_say(line, lexicon, _head(line, subject)):
        return False
    rest = skip(line, lexicon, at + 1, len(line.tokens))
    if subject[1] <= start and (rest >= len(line.tokens) or (rest > at + 1 and not line.tokens[rest].word)):
        return True  # "... the agency reported on Tuesday."
    if low_at(line, at) in lexicon.closing:
        return rest < len(line.tokens) and line.tokens[rest].quotation > 0
    charges = low_at(line, at) in lexicon.accusing and any(
        low_at(line, k) in lexicon.charge for k in range(at + 2, at + 12)
    )
    if low_at(line, at).endswith("ed") and not charges and not _opens_clause(line, lexicon, rest):
        return False
    if start < at and line.tokens[at - 1].low in lexicon.passive:
        return False
    if rest == at + 1 and (following in lexicon.nominal_after or not following):
        return False
    if low_at(line, at) == "states" and following != "that":
        return False
    nominal = low_at(line, at) in (
        "reports",
        "report",
        "claims",
        "claim",
        "calls",
        "states",
        "notes",
        "records",
    )
    return not (
        nominal and line.tokens[at + 1 : at + 2] and lexicon.is_verb(line.tokens[at + 1], cased=line.cased)
    )


def _head(line: Line, subject: Range) -> Token:
    """The last word of a speaker before its apposition or relative clause."""
    tokens = line.tokens
    comma = next((k for k in range(*subject) if tokens[k].text == ","), subject[1])
    return tokens[comma - 1 if comma > subject[0] else subject[0]]


def _may_say(line: Line, lexicon: Words, last: Token) -> bool:
    named = last.low in lexicon.roles | lexicon.bodies | lexicon.speaking_pronouns | lexicon.written
    return named or (line.cased and last.text[0].isupper()) or last.text[0] == "@"


def _opens_clause(line: Line, lexicon: Words, at: int) -> bool:
    """True where what follows can be a clause or an object, not the noun of an adjective in -ed."""
    if at >= len(line.tokens):
        return False
    token = line.tokens[at]
    return (
        not token.word
        or token.quotation > 0
        or token.low in lexicon.determiners | lexicon.pronouns
        or token.low[0].isdigit()
        or token.low in lexicon.opening
        or (line.cased and token.text[0].isupper())
    )


def is_outlet(line: Line, lexicon: Words, pair: Range) -> bool:
    """True where a phrase names who passes news on; "a news conference" is nobody."""
    if low_at(line, pair[1] - 1) in lexicon.media - lexicon.outlets:
        return False
    return any(
        line.tokens[k].low.rstrip("s") in lexicon.outlets or line.tokens[k].low in lexicon.outlets
        for k in range(*pair)
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
        if low in lexicon.time or (low in lexicon.dated and low_at(line, at + 1) in lexicon.time):
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
        if token.low in lexicon.media or token.low in lexicon.time or token.low in lexicon.written:
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
