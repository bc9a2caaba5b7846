"""Where the phrase that names a speaker begins and ends: light chunking from a lexicon, without a parser.

The phrase is sought from its cue outwards: leftwards from "said", rightwards from "according to" or "said".
It ends at marks, verbs, times and at a determiner that opens another phrase, so that it also holds where an
article lost its commas. It does not decide who speaks (:mod:`attributions`).
"""

from collections.abc import Sequence

from sayso.reading.rules.lines import Line, Token
from sayso.reading.rules.vocabulary import Words as Words
from sayso.reading.rules.vocabulary import word_set as word_set
from sayso.reading.rules.vocabulary import words as words

APPOSITION = 14  # tokens; "Keo Vy, cabinet chief for the National Committee, said"
LONGEST_NAME = 40  # tokens; bounds every walk, and so the time
LONGEST_PERSON = 6  # tokens; "Lieutenant Colonel Maria de la Cruz"


def left(line: Line, lexicon: Words, last: int, first: int = 0) -> tuple[int, int] | None:
    """The naming phrase that ends with token ``last``, as a half-open pair of token indices."""
    tokens, first = line.tokens, max(first, last - LONGEST_NAME)
    if last < first:
        return None
    if tokens[last].text in ",)]":
        return _apposed(line, lexicon, last, first)
    if tokens[last].low in lexicon.pronouns:
        return (last, last + 1) if tokens[last].low in lexicon.speaking_pronouns else None
    start = _walk_left(line, lexicon, last, first)
    if start is None:
        return None
    start = _trimmed(line, lexicon, start, last)
    return (start, last + 1) if start <= last else None


def _apposed(line: Line, lexicon: Words, last: int, first: int) -> tuple[int, int] | None:
    """ "NAME, what he is, ", "what he is, NAME, " or "NAME (what), ": the name with its apposition.

    Of "NAME, in a statement, " and "NAME, meanwhile, " the name alone.
    """
    tokens = line.tokens
    opening = {",": ",", ")": "(", "]": "["}[tokens[last].text]
    for step in range(last - 1, max(first, last - APPOSITION) - 1, -1):
        token = tokens[step]
        if (
            token.text == opening
            and step > first
            and (tokens[step - 1].word or tokens[step - 1].text in ")]")
        ):
            inner = tokens[step + 1 : last]
            aged = step - 2 > first and _is_age(tokens[step - 1]) and tokens[step - 2].text == ","
            name = left(line, lexicon, step - (3 if aged else 1), first) if inner else None
            if name is None:
                return None
            if opening != ",":
                return name[0], last + 1
            if _describes(inner, lexicon) or _names(inner, tokens[name[0] : step], lexicon, cased=line.cased):
                return name[0], last
            return name if _inserted(inner, lexicon) else _apposed_long(line, lexicon, last, first)
        if token.quotation or (token.text in ".;:" and opening == ","):
            break
    return _apposed_long(line, lexicon, last, first) if opening == "," else None


def _apposed_long(line: Line, lexicon: Words, last: int, first: int) -> tuple[int, int] | None:
    """ "Lena Rask, a nurse in Morra, who fled with her sons, |": all from the name that opens the clause."""
    tokens = line.tokens
    comma = next((k for k in range(first + 1, last) if tokens[k].text == ","), None)
    if comma is None or any(t.quotation or t.text in ";:" for t in tokens[comma:last]):
        return None
    name = left(line, lexicon, comma - 1, first)
    if name is None or tokens[name[0]].low in lexicon.pronouns:
        return None
    opens = name[0] == first or not tokens[name[0] - 1].word or tokens[name[0] - 1].quotation
    return (name[0], last) if opens else None


def _names(inner: tuple[Token, ...], before: tuple[Token, ...], lexicon: Words, *, cased: bool) -> bool:
    """True for the name behind what somebody is: "the governor of the province, Lena Brandt"."""
    if len(inner) > LONGEST_PERSON or not any(t.low in lexicon.roles for t in before):
        return False
    proper = [t for t in inner if t.word and t.low not in lexicon.particles]
    return bool(proper) and all(
        (t.text[0].isupper() or "-" in t.text or not cased)
        and t.low not in lexicon.time
        and t.low not in lexicon.conjunctions
        and not lexicon.is_verb(t, cased=cased)
        for t in proper
    )


def _inserted(inner: tuple[Token, ...], lexicon: Words) -> bool:
    """True for what may stand between a speaker and its cue without naming it: "in a statement"."""
    if inner[0].low in lexicon.prepositions:
        return any(t.low in lexicon.media | lexicon.time | lexicon.possessives for t in inner)
    return len(inner) == 1 and inner[0].low in lexicon.conjunctions | lexicon.between | lexicon.time


def _describes(inner: tuple[Token, ...], lexicon: Words) -> bool:
    head = inner[0].low
    if len(inner) == 1 and _is_age(inner[0]):
        return True
    if head in lexicon.relatives or head in lexicon.quoting or head in lexicon.exemplifying:
        return True
    if len(inner) > 1 and head.endswith(("ed", "ing")) and inner[1].low in lexicon.prepositions:
        return True  # "contacted by telephone", "speaking on condition of anonymity"
    known = lexicon.roles | lexicon.bodies
    return head in ("a", "an", "the", "one") or any(
        t.low in known or t.low.rstrip("s") in known for t in inner
    )


def _is_age(token: Token) -> bool:
    """True for the "34" of "Lena Rask, 34,"."""
    return token.low.isdigit() and len(token.low) < 3


def _walk_left(line: Line, lexicon: Words, last: int, first: int) -> int | None:
    tokens, start, step = line.tokens, None, last
    while step >= first:
        token = tokens[step]
        low = token.low
        if token.quotation or (low in lexicon.pronouns and low not in lexicon.determiners):
            break
        if not token.word:
            if start is None and token.text in lexicon.percent:
                start, step = step, step - 1
                continue
            if token.text in "])" and start is not None:
                opening = _opening(tokens, step, first)
                if opening is not None:
                    step = opening - 1
                    continue
            if token.text not in "&/-" and not _possessive(line, step):
                break
            if token.text == "-" and step > first and _is_dash(tokens, step):
                break  # "MORRA (Wire) - | Norland", "MORRA - | Norland": a dateline
        elif low in lexicon.complementisers and step > 0:
            break
        elif low in lexicon.determiners:
            start = step
            step = _before_determiner(line, lexicon, step, first)
            if step < 0:
                break
            continue
        elif low in lexicon.prepositions:
            if start is None or step == first:
                break
            if not lexicon.attaches(tokens[step - 1], low):
                break
        elif low in lexicon.conjunctions:
            if (
                low != "and"
                or start is None
                or step == first
                or not _coordinates(tokens, step, lexicon, line.cased)
            ):
                break
        elif (
            (
                is_time(tokens, step, lexicon)
                and not (start is not None and token.text[0].isupper() and "-" in token.text)
            )
            or lexicon.is_verb(token, cased=line.cased)
            or (lexicon.is_number(low) and tokens[min(step + 1, last)].low not in lexicon.percent)
            or (low[0].isdigit() and step > first and tokens[step - 1].low in lexicon.time)
        ):
            break
        else:
            start = step
        step -= 1
    return start


def is_time(tokens: Sequence[Token], step: int, lexicon: Words) -> bool:
    """True for a word of time, but not for the "Daily" of a paper's name ("The People's Daily")."""
    if tokens[step].low not in lexicon.time:
        return False
    if step == 0 or tokens[step].low not in lexicon.papers or not tokens[step].text.istitle():
        return True
    before = tokens[step - 1]
    return not (before.word and (before.text[0].isupper() or before.text.endswith(("'s", "’s"))))


def _is_dash(tokens: Sequence[Token], step: int) -> bool:
    """True for a hyphen that stands for a dash: between blanks, doubled, or behind a bracket."""
    before, here = tokens[step - 1], tokens[step]
    return before.text in ")]-" or before.end < here.start


def _possessive(line: Line, step: int) -> bool:
    """True for the apostrophe of "the Norlanders' minister"."""
    tokens = line.tokens
    return (
        tokens[step].text in "'’"
        and step > 0
        and tokens[step - 1].low.endswith("s")
        and tokens[step - 1].end == tokens[step].start
        and step + 1 < len(tokens)
        and tokens[step + 1].word
    )


def _opening(tokens: tuple[Token, ...], step: int, first: int) -> int | None:
    wanted = "(" if tokens[step].text == ")" else "["
    return next((k for k in range(step - 1, max(first, step - 8) - 1, -1) if tokens[k].text == wanted), None)


def _before_determiner(line: Line, lexicon: Words, step: int, first: int) -> int:
    """Where the phrase goes on to the left of a determiner ("a source at | the ministry"), or -1."""
    tokens = line.tokens
    if step - 2 < first:
        return -1
    before, earlier = tokens[step - 1].low, tokens[step - 2]
    if before in lexicon.prepositions and lexicon.attaches(earlier, before):
        return step - 2
    if before == "and" and _coordinates(tokens, step - 1, lexicon, line.cased):
        return step - 2
    return -1


def _coordinates(tokens: tuple[Token, ...], step: int, lexicon: Words, cased: bool) -> bool:
    """True where the word before "and" can name a speaker itself."""
    before = tokens[step - 1]
    named = before.low in lexicon.roles or before.low in lexicon.bodies
    return named or (cased and before.text[0].isupper() and before.word)


def _trimmed(line: Line, lexicon: Words, start: int, last: int) -> int:
    """Without what belongs to the clause before: "in divided Aleppo city | state media"."""
    tokens = line.tokens
    opening = next((k for k in range(start + 1, last + 1) if tokens[k].low in lexicon.first), None)
    if opening is not None and tokens[opening - 1].low not in lexicon.prepositions | lexicon.conjunctions:
        return opening  # "the city | local media"
    counted = tokens[start].low in lexicon.counting and tokens[last].low in lexicon.outlets
    settled = (tokens[start].low in lexicon.determiners and not counted) or start == 0
    if (settled or not tokens[start - 1].word) and not _ran_on(line, lexicon, start, last):
        return start
    if tokens[start - 1].low in lexicon.complementisers:
        return start
    known = lexicon.roles | lexicon.bodies
    head = tokens[last]
    if head.low in known and not (line.cased and head.text[0].isupper()):
        step = last
        while step > start and _modifies(tokens[step - 1], lexicon) and tokens[step].low not in lexicon.first:
            step -= 1
        if step == last and step > start and line.cased and tokens[step - 1].text[0].isupper():
            return step - 1 if head.low in lexicon.roles & lexicon.outlets else step  # "Al-Nur correspondent"
        return step
    while (
        start < last
        and line.cased
        and tokens[start].text[0].islower()
        and tokens[start].low not in lexicon.modifiers
        and tokens[start].low not in lexicon.roles
    ):
        start += 1
    for step in range(start, last + 1):
        if tokens[step].low in lexicon.outlets and step > start and tokens[step - 1].low not in known:
            own = line.cased and tokens[step].text.isupper()  # "in Homs SANA"; but "SANA reporter"
            named = line.cased and tokens[step - 1].text[0].isupper() and not own
            if named:
                return start
            return step - 1 if _modifies(tokens[step - 1], lexicon) else step
    return start


def _ran_on(line: Line, lexicon: Words, start: int, last: int) -> bool:
    """True for "a suburb of Morra | rescue sources": a place, its comma lost, before a plain speaker."""
    tokens = line.tokens
    known = lexicon.roles | lexicon.bodies | lexicon.written | lexicon.outlets
    if not line.cased or tokens[last].low not in lexicon.roles or tokens[last].text[0].isupper():
        return False
    return any(
        tokens[k].low in lexicon.prepositions
        and tokens[k + 1].text[0].isupper()
        and tokens[k - 1].text[0].islower()
        and tokens[k - 1].low not in known
        and tokens[k - 1].low.rstrip("s") not in known
        for k in range(start + 1, last)
    )


def _modifies(token: Token, lexicon: Words) -> bool:
    low = token.low
    return (
        low in lexicon.modifiers
        or low in lexicon.bodies
        or low.endswith(("-based", "-led", "-backed", "-run", "-linked"))
    )


def right(line: Line, lexicon: Words, first: int, limit: int) -> int:
    """The end (exclusive) of the naming phrase that begins at ``first``; ``first`` where none does."""
    tokens, step, seen = line.tokens, first, False
    limit = min(limit, first + LONGEST_NAME)
    while step < limit:
        token = tokens[step]
        low = token.low
        if token.quotation:
            break
        if not token.word:
            after = _after_mark(line, lexicon, first, step, limit) if seen else None
            if after is None:
                break
            step = after
            continue
        if low in lexicon.pronouns and low not in lexicon.determiners:
            return step + 1 if not seen and low in lexicon.speaking_pronouns else step
        if low in lexicon.prepositions:
            if not seen or not _goes_on(line, lexicon, step, limit):
                break
        elif low in lexicon.conjunctions:
            if low != "and" or not seen or not _joins(line, lexicon, step, limit):
                break
        elif low in lexicon.determiners:
            before = tokens[step - 1].low if step > first else ""
            if seen and before not in lexicon.prepositions and before != "and":
                break
        elif (
            (seen and (lexicon.is_number(low) or low in lexicon.amounts))
            or ((seen or not line.cased or token.text[0].islower()) and is_time(tokens, step, lexicon))
            or ((seen or token.text[0].islower()) and lexicon.is_verb(token, cased=line.cased))
        ) or (seen and _named_already(line, lexicon, step)):
            break
        else:
            seen = True
        step += 1
    while step > first and not _can_end(tokens[step - 1], lexicon):
        step -= 1
    return step if seen else first


def _named_already(line: Line, lexicon: Words, step: int) -> bool:
    """True behind "the news agency" where a plain noun follows: the name is over, a clause begins."""
    before, token = line.tokens[step - 1], line.tokens[step]
    return (
        line.cased
        and (before.low in lexicon.bodies or before.low in lexicon.outlets)
        and before.low not in lexicon.modifiers
        and token.text[0].islower()
        and not any(token.low in known for known in (lexicon.roles, lexicon.bodies, lexicon.outlets))
        and token.low not in lexicon.modifiers | lexicon.written | lexicon.meetings
    )


def _can_end(token: Token, lexicon: Words) -> bool:
    if not token.word:
        return token.text in ")]"
    return not (token.low in lexicon.prepositions or token.low in lexicon.determiners or token.low == "and")


def _after_mark(line: Line, lexicon: Words, first: int, step: int, limit: int) -> int | None:
    """Behind an apposition or a bracketed abbreviation that belongs to the name, else None."""
    tokens = line.tokens
    mark = tokens[step].text
    if mark in "([":
        closing = ")" if mark == "(" else "]"
        return next((k + 1 for k in range(step + 1, min(limit, step + 8)) if tokens[k].text == closing), None)
    if mark in "&/" or _possessive(line, step):
        return step + 1
    if mark != "," or step + 1 >= limit:
        return None
    stop = next(
        (k for k in range(step + 1, min(limit, step + APPOSITION)) if tokens[k].text in ",.;:—–"), limit
    )
    inner = tokens[step + 1 : min(stop, step + APPOSITION)]
    if not inner or any(t.quotation or lexicon.is_verb(t, cased=line.cased) for t in inner):
        return None
    if line.cased and _names(inner, tokens[first:step], lexicon, cased=True):
        return step + 1 + len(inner)
    return (
        step + 1 + len(inner) if inner[0].low not in lexicon.quoting and _describes(inner, lexicon) else None
    )


def _goes_on(line: Line, lexicon: Words, step: int, limit: int) -> bool:
    tokens = line.tokens
    if not lexicon.attaches(tokens[step - 1], tokens[step].low):
        return False
    ahead = tokens[step + 1 : min(limit, step + 5)]
    if not ahead or ahead[0].low in lexicon.time or ahead[0].low.endswith("ing"):
        return False
    return tokens[step].low == "of" or not any(t.low in lexicon.media for t in ahead)


def _joins(line: Line, lexicon: Words, step: int, limit: int) -> bool:
    """True where what follows "and" is one more speaker, not one more clause."""
    limit = min(limit, step + 9)  # a short look ahead, so that chains of "and" stay cheap
    end = right(line, lexicon, step + 1, limit)
    if end == step + 1 or line.tokens[step + 1].low in lexicon.pronouns:
        return False
    return (
        end >= limit
        or not line.tokens[end].word
        or line.tokens[end].low in lexicon.time | lexicon.prepositions
    )
