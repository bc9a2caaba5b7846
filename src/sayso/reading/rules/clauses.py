"""The parts of a sentence around a cue: what precedes it, what may be skipped behind it, where content ends.

Questions about positions in a line, asked by :mod:`cues`. Nothing here decides that anybody said anything.
"""

from sayso.reading.rules import phrases
from sayso.reading.rules.lines import Line, Token
from sayso.reading.rules.phrases import Words

Range = tuple[int, int]
"""A half-open pair of token indices within a line."""

DATED = 4  # tokens of a time between a name and its cue
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
    token = line.tokens[last]
    while (
        last > 0
        and cue - last < DATED
        and (phrases.is_time(line.tokens, last, lexicon) or token.low in lexicon.dating or _is_year(token))
    ):
        last -= 1
        token = line.tokens[last]
    tellers = (lexicon.roles, lexicon.bodies, lexicon.pronouns, lexicon.written)
    named = any(token.low in words for words in tellers)
    proper = line.cased and token.word and token.text[0].isupper() and token.low not in lexicon.prepositions
    return last if named or proper else cue - 1


def _is_year(token: Token) -> bool:
    """True for "2013"."""
    return token.low.isdigit() and len(token.low) == len("2013")


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
    return not token.word or token.low in lexicon.complementisers or token.low in lexicon.conjunctions


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


def is_outlet(line: Line, lexicon: Words, pair: Range) -> bool:
    """True where a phrase names who passes news on; "a news conference" is nobody."""
    if low_at(line, pair[1] - 1) in lexicon.media - lexicon.outlets:
        return False
    return any(
        line.tokens[k].low.rstrip("s") in lexicon.outlets or line.tokens[k].low in lexicon.outlets
        for k in range(*pair)
    )
