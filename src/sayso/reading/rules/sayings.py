"""The sayings of one line: each cue with its speaker and content, in token indices.

One function for each way of telling: "X said that ...", "..., X said", '"...", said X', "according to X",
"R quoted X as saying", "..., adding that ...", "X condemned ...", "the official line is that ...".
"""

from dataclasses import replace

from sayso.model import PassageKind
from sayso.reading.rules import citing, headlines, holding, phrases
from sayso.reading.rules.citing import Found
from sayso.reading.rules.clauses import (
    Range,
    cue_start,
    first_phrase,
    has_clause,
    is_outlet,
    low_at,
    name_end,
    subject_before,
    text_at,
    told_by,
    trim,
)
from sayso.reading.rules.following import (
    breaks_off,
    can_name,
    is_counted,
    is_finite,
    is_told_of,
    noun_only,
    resumed,
    skip,
    told_before,
)
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words
from sayso.reading.rules.settling import settle


def read(line: Line, lexicon: Words) -> list[Found]:
    """The cues of a line in order, those within quotations too."""
    found: list[Found] = []
    for low, high, inner in _windows(line):
        found.extend(_window(line, lexicon, low, high, inner=inner))
    found.sort(key=lambda f: f.cue)
    if line.kind is PassageKind.HEADLINE or line.start == 0:
        found.extend(headlines.headed(line, lexicon))
    return found


def _windows(line: Line) -> list[tuple[int, int, bool]]:
    """The whole line first, then the inside of each quotation, which may quote in its turn."""
    tokens = line.tokens
    windows = [(0, len(tokens), False)]
    start = 0
    for step in range(1, len(tokens) + 1):
        if step == len(tokens) or tokens[step].quotation != tokens[start].quotation:
            if tokens[start].quotation:
                windows.append((start, step, True))
            start = step
    return windows


def _window(line: Line, lexicon: Words, low: int, high: int, *, inner: bool) -> list[Found]:
    view = (
        line
        if not inner
        else replace(line, tokens=tuple(t._replace(quotation=0) for t in line.tokens[low:high]))
    )
    offset = low if inner else 0
    found: list[Found] = []
    tokens = view.tokens
    step = 0
    floor = 0
    while step < len(tokens):
        token = tokens[step]
        if token.quotation or not token.word:
            if token.text == ";" or (inner and token.text in ".?!"):
                floor = step + 1
            step += 1
            continue
        one = _cue(view, lexicon, step, floor, found)
        if one is not None:
            found.append(one)
            step = max(step + 1, one.cue[1])
            if not one.forward:
                floor = max(floor, step)
        else:
            step += 1
    settle(view, lexicon, found)
    if offset:
        for one in found:
            _shift(one, offset)
    return [f for f in found if f.content or f.hands_over]


def _shift(one: Found, by: int) -> None:
    one.cue = (one.cue[0] + by, one.cue[1] + by)
    one.content = [(a + by, b + by) for a, b in one.content]
    one.source = (one.source[0] + by, one.source[1] + by) if one.source else None
    one.relay = (one.relay[0] + by, one.relay[1] + by) if one.relay else None


def _cue(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    """The attribution whose cue stands at token ``at``, if one does."""
    token = line.tokens[at]
    low = token.low
    after = low_at(line, at + 1)
    if low in lexicon.according and after in lexicon.to:
        return citing.preposed(line, lexicon, at, floor)
    if low in lexicon.quoting and (one := citing.quoting(line, lexicon, at, floor, found)) is not None:
        return one
    if low in lexicon.telling and after in lexicon.that and _is_noun(line, lexicon, at):
        content = trim(line, (at + 1, len(line.tokens)))
        return Found(source=(at, at + 1), cue=(at, at + 1), content=[content], verb=low) if content else None
    if (
        low in lexicon.reported_by
        and after in lexicon.agents
        and (one := citing.said_by(line, lexicon, at, floor))
    ):
        return one
    if after in lexicon.that:
        if low in lexicon.nominal and _is_noun(line, lexicon, at):
            return holding.noun(line, lexicon, at, floor)
        if low in lexicon.adjectival:
            return holding.adjective(line, lexicon, at, floor)
    if low in lexicon.issuing and (one := citing.stated(line, lexicon, at, floor)):
        return one
    if low in lexicon.tallies and after == "of" and (one := citing.listed(line, lexicon, at, floor, found)):
        return one
    if low in lexicon.asked and after in lexicon.asking:
        one = holding.question(line, lexicon, at)
        if one is not None:
            return one
    if low in lexicon.participle:
        return _participle(line, lexicon, at, floor, found)
    if low in lexicon.say:
        return _said(line, lexicon, at, floor, found)
    if low in lexicon.putting and (one := citing.put(line, lexicon, at, floor)):
        return one
    if low in lexicon.holds and after in lexicon.that:
        return citing.held(line, lexicon, at, floor)
    if low in lexicon.express:
        return _expressed(line, lexicon, at, floor, found)
    return None


def _is_noun(line: Line, lexicon: Words, at: int) -> bool:
    """True for "amid reports that", not for "the radio reports that"."""
    before = low_at(line, at - 1)
    if before.endswith(("'s", "s'")) or before in lexicon.possessives | lexicon.determiners:
        return True
    known = (lexicon.prepositions, lexicon.modifiers, lexicon.verbs)
    return not before or any(before in words for words in known) or before.endswith("ing")


def _participle(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    """ "..., adding that ..." and "with X commenting: ..."."""
    end = len(line.tokens)
    if any(low_at(line, k) in lexicon.fatal for k in range(at + 1, at + 4)) or _takes_lives(
        line, lexicon, at
    ):
        return None
    if low_at(line, at - 1) in lexicon.as_ and found and found[-1].verb in lexicon.quoting:
        return None  # "quoted X as saying" is one cue
    start = cue_start(line, lexicon, at)
    before = line.tokens[start - 1] if start else None
    if before is not None and before.low in lexicon.determiners:
        return None  # "during the reporting period"
    source: Range | None = None
    if low_at(line, at) in lexicon.continuing and found:
        source = found[-1].source
    elif before is not None and before.word and before.low not in lexicon.prepositions | lexicon.conjunctions:
        source = phrases.left(line, lexicon, start - 1, floor)
        if source and found and source[0] == found[-1].cue[1]:
            source = found[-1].source  # "X told AFP noting that": X, not AFP
        source = _issuer(line, lexicon, source) if source else None
    if source is None or (start == at and not _goes_with(line, lexicon, source)):
        spoke = next((f.source for f in reversed(found) if f.source), None)
        source = spoke or first_phrase(line, lexicon, at) or source
    if source is None or (before is not None and before.low in lexicon.prepositions - lexicon.agents):
        return None
    saying = low_at(line, at) not in lexicon.expressing
    cue = (start, _cue_end(line, lexicon, at, lexicon.pointing if saying else lexicon.governed))
    return _forward(line, lexicon, at, cue, source, end, saying=saying)


def _goes_with(line: Line, lexicon: Words, source: Range) -> bool:
    """True where the phrase before a participle can be its subject, in an article that lost its commas.

    Neither a place ("hit the market in Morra | blaming ...") nor a thing ("put the toll lower | saying ...").
    """
    joint, head = low_at(line, source[0] - 1), line.tokens[source[1] - 1]
    if joint in lexicon.prepositions and joint not in lexicon.accompanying:
        return False
    known = lexicon.roles | lexicon.bodies | lexicon.outlets | lexicon.written | lexicon.speaking_pronouns
    proper = not line.cased or any(t.text[:1].isupper() for t in line.tokens[slice(*source)])
    return proper or not head.word or head.low in known or head.low.endswith("s")


def _cue_end(line: Line, lexicon: Words, at: int, governed: frozenset[str]) -> int:
    """The end of a cue with the preposition that it governs: "called for", "referring to"."""
    following = low_at(line, at + 1)
    toward = following in lexicon.to and low_at(line, at) in lexicon.toward
    return at + 2 if following in governed or toward else at + 1


def _takes_lives(line: Line, lexicon: Words, at: int) -> bool:
    """True for "clashes claiming at least 12 dead"."""
    if low_at(line, at) not in lexicon.taking:
        return False
    first = at + 2 if low_at(line, at + 1) in lexicon.leading else at + 1
    return is_counted(line, lexicon, first + (low_at(line, first) in lexicon.amounts))


def _issuer(line: Line, lexicon: Words, source: Range) -> Range:
    """ "X released a statement | warning that": X, where a written thing would be the speaker."""
    head = line.tokens[source[1] - 1].low
    if head in lexicon.written and source[0] and low_at(line, source[0] - 1) in lexicon.issuing:
        return subject_before(line, lexicon, source[0] - 2, 0, None) or source
    return source


def _forward(
    line: Line, lexicon: Words, at: int, cue: Range, source: Range | None, end: int, *, saying: bool
) -> Found | None:
    """Content behind the cue, or a quotation that the next line brings."""
    rest = skip(line, lexicon, cue[1], end)
    verb = low_at(line, at)
    if text_at(line, rest) == ":":
        behind = trim(line, (rest + 1, end))
        return Found(
            source=source,
            cue=cue,
            content=[behind] if behind else [],
            saying=saying,
            verb=verb,
            hands_over=not behind,
        )
    behind = trim(line, (rest, end))
    return Found(source=source, cue=cue, content=[behind], saying=saying, verb=verb) if behind else None


def _said(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    tokens, end = line.tokens, len(line.tokens)
    low = low_at(line, at)
    if any(low_at(line, k) in lexicon.fatal for k in range(at + 1, at + 4)) and low in (
        "claimed",
        "claims",
        "claim",
    ):
        return None
    start = cue_start(line, lexicon, at)
    if low_at(line, at + 1) in lexicon.to and any(
        low_at(line, k) in lexicon.passive for k in range(start, at)
    ):
        return None  # "the gunmen were said to have fled": they say nothing
    if start == at and is_told_of(line, lexicon, at, floor):
        return None
    before = tokens[start - 1] if start > floor else None
    subject: Range | None = None
    if before is not None and not before.quotation and (before.word or before.text in ",)]"):
        subject = subject_before(
            line, lexicon, name_end(line, lexicon, start), floor, found[-1].source if found else None
        )
    negated = any(tokens[k].low in lexicon.negating for k in range(start, at)) or "n't" in low
    if low in lexicon.ambiguous and not is_finite(line, lexicon, at, start, subject):
        return None
    if (low.startswith("ask") and low_at(line, at + 1) in lexicon.anonymity) or (
        low_at(line, at + 1) in lexicon.silent and low_at(line, at + 2) not in lexicon.verbs
    ):
        return None  # "asked not to be named", "said nothing about it"
    addressee: Range | None = None
    after = cue_end = _cue_end(line, lexicon, at, lexicon.pointing)
    if low in lexicon.addressing:
        stop = phrases.right(line, lexicon, after, min(end, after + 12))
        if stop == after and low_at(line, after) in lexicon.pronouns:
            stop += 1  # "told us"
        if stop > after and (low != "warned" or low_at(line, stop) in lexicon.that):
            addressee, after = (after, stop), stop
    rest = skip(line, lexicon, after, end)
    one = _placed(line, lexicon, at, (start, cue_end), subject, rest, floor)
    if one is not None:
        one.negated, one.verb = negated, low
        if addressee and one.source != addressee and is_outlet(line, lexicon, addressee):
            one.relay = addressee
        if (
            subject is not None
            and one.source == subject
            and (relay := told_by(line, lexicon, subject, start) or citing.opening(line, lexicon, subject))
        ):
            one.source, one.relay = relay
    return one


def _placed(
    line: Line, lexicon: Words, at: int, cue: Range, subject: Range | None, rest: int, floor: int
) -> Found | None:
    """Where the content stands: behind the cue, before the speaker, or on both sides."""
    tokens, end = line.tokens, len(line.tokens)
    start = cue[0]
    stands_behind = subject is None
    if subject is not None:
        before = trim(line, (floor, subject[0]))
        if before and before[1] - before[0] < 2 and low_at(line, before[0]) in lexicon.prepositions:
            before = None  # "said in | a message posted online"
        at_end = rest >= end or (
            not tokens[rest].word and tokens[rest].text not in ":“\"«„‘'" and not tokens[rest].quotation
        )
        if before and rest < end and has_clause(line, lexicon, before):
            at_end = (
                at_end
                or low_at(line, rest) in lexicon.counting_in
                or breaks_off(line, lexicon, rest)
                or told_before(line, lexicon, before, subject, rest)
            )
        if at_end and before:
            content = [before]
            more = None
            if low_at(line, rest) in lexicon.counting_in:
                more = trim(line, (rest, end))
            elif text_at(line, rest) in (",", "—", "–", "-"):
                more = resumed(line, lexicon, rest, end)
            content += [more] if more else []
            return Found(source=subject, cue=cue, content=content, forward=False)
        if (
            at_end
            and text_at(line, rest) == ","
            and rest + 1 < end
            and (behind := trim(line, (rest + 1, end)))
        ):
            return Found(source=subject, cue=cue, content=[behind])
        if (
            not at_end
            and before
            and has_clause(line, lexicon, before)
            and noun_only(line, lexicon, subject, rest, end)
        ):
            stands_behind = True
        elif not at_end:
            return (
                _forward(line, lexicon, at, cue, subject, end, saying=True)
                if rest == cue[1]
                else _later(line, cue, subject, rest, end)
            )
        elif not stands_behind:
            return None
    stop = phrases.right(line, lexicon, at + 1, end)
    before = trim(line, (floor, start))
    if stop == at + 1 or not before or tokens[stop - 1].low in lexicon.mute:
        return None
    if before[1] - before[0] < 2 and not tokens[before[0]].quotation:
        return None
    if (
        tokens[start - 1].word
        and not tokens[start - 1].quotation
        and not can_name(line, lexicon, (at + 1, stop))
    ):
        return None  # "areas that were declared safe", "unable to say how"
    content = [before]
    if (text_at(line, stop) == "," and (more := resumed(line, lexicon, stop, end))) or (
        text_at(line, stop) == ":" and (more := trim(line, (stop + 1, end)))
    ):
        content.append(more)
    return Found(source=(at + 1, stop), cue=cue, content=content, forward=False)


def _later(line: Line, cue: Range, subject: Range, rest: int, end: int) -> Found | None:
    colon = text_at(line, rest) == ":"
    behind = trim(line, (rest + 1 if colon else rest, end))
    if not behind:
        return Found(source=subject, cue=cue, content=[], hands_over=True) if colon else None
    return Found(source=subject, cue=cue, content=[behind])


def _expressed(line: Line, lexicon: Words, at: int, floor: int, found: list[Found]) -> Found | None:
    """ "X condemned ...", "X called for ...": what the speaker's words are about."""
    start = cue_start(line, lexicon, at)
    if start <= floor or (not line.tokens[start - 1].word and line.tokens[start - 1].text not in ",)"):
        return None
    if any(low_at(line, k) in lexicon.passive for k in range(start, at)):
        return citing.passive(line, lexicon, at, start, floor)
    if start == at and is_told_of(line, lexicon, at, floor):
        return None
    subject = subject_before(
        line, lexicon, name_end(line, lexicon, start), floor, found[-1].source if found else None
    )
    if subject is None or (
        low_at(line, at) in lexicon.ambiguous and not is_finite(line, lexicon, at, start, subject)
    ):
        return None
    cue = (start, _cue_end(line, lexicon, at, lexicon.governed))
    one = _forward(line, lexicon, at, cue, subject, len(line.tokens), saying=False)
    if one is not None:
        one.negated = any(line.tokens[k].low in lexicon.negating for k in range(start, at))
    return one
