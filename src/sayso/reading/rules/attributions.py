"""Who said what, by which cue: the attributions of an article, sentence by sentence.

Found by cue words outwards: the cue, the phrase that names the speaker before or behind it, and what is left of
the sentence as content, in the order of the telling ("X said that ...", "..., X said", '"...," said X',
"according to X"). Quotations go on over sentences and passages. This module finds wording; whether a speaker has
a name, and who "he" is, is decided in :mod:`speakers`.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from sayso.model import Article, PassageKind, Span
from sayso.reading.drafts import Document
from sayso.reading.rules import lines, phrases
from sayso.reading.rules.lines import Line
from sayso.reading.rules.phrases import Words

Range = tuple[int, int]
"""A half-open pair of token indices within a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One cue with its speaker and content, as spans of the article.

    ``line`` is the index of the line that holds the cue; ``saying`` tells speech from praise, wish and blame;
    ``relay`` passes the speaker's words on; ``negated`` where the cue is ("did not say").
    """

    line: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    relay: Span | None = None
    saying: bool = True
    negated: bool = False
    verb: str = ""


@dataclass(slots=True, kw_only=True)
class _Found:
    """An attribution in the making, in token indices of its line."""

    source: Range | None
    cue: Range
    content: list[Range]
    relay: Range | None = None
    saying: bool = True
    negated: bool = False
    verb: str = ""
    forward: bool = True
    hands_over: bool = False


def find(document: Document) -> tuple[Attribution, ...]:
    """The attributions of a document in the order of their lines."""
    article = document.article
    return _all(article, lines.read(document))


@lru_cache(maxsize=8)
def _of(text: str, language: str | None, read: tuple[Line, ...]) -> tuple[tuple[_Found, ...], ...]:
    lexicon = phrases.words(language)
    return tuple(tuple(_line(line, lexicon)) for line in read)


def _all(article: Article, read: tuple[Line, ...]) -> tuple[Attribution, ...]:
    lexicon = phrases.words(article.language)
    made: list[Attribution] = []
    handing: Attribution | None = None  # the one whose quotation may go on in the next line
    lost = tuple(p.start for p in article.problems if p.code == "missing_embed" and p.start is not None)
    for index, line in enumerate(read):
        found = _line(line, lexicon)
        own = [_made(article, index, line, f) for f in found]
        bare = _bare_quotation(line, found)
        if bare and handing is not None and not _lost(lost, read[handing.line], line):
            made[-1] = handing = _with(handing, _span(article, line, (0, len(line.tokens))))
            continue
        made.extend(own)
        handing = own[-1] if own and _goes_on(line, found, article, read, index) else None
    return tuple(a for a in made if a.content)


def _with(attribution: Attribution, more: Span) -> Attribution:
    return replace(attribution, content=(*attribution.content, more))


def _lost(lost: tuple[int, ...], before: Line, line: Line) -> bool:
    """True where a lost embed stands between the words that announce it and this line."""
    return any(before.start <= at <= line.start for at in lost)


def _bare_quotation(line: Line, found: list[_Found]) -> bool:
    """True for a line that is a quotation and nothing else: it needs its speaker from before."""
    if found and any(not line.tokens[f.cue[0]].quotation for f in found):
        return False
    if line.kind is PassageKind.QUOTATION:
        return True
    outside = sum(1 for t in line.tokens if t.word and not t.quotation)
    return bool(line.tokens) and line.tokens[0].quotation > 0 and outside <= 1


def _goes_on(line: Line, found: list[_Found], article: Article, read: tuple[Line, ...], index: int) -> bool:
    """True where the last attribution may go on with a bare quotation in the next line."""
    last = found[-1]
    if last.hands_over:
        return True
    following = read[index + 1] if index + 1 < len(read) else None
    if following is None:
        return False
    quoted = any(line.tokens[a].quotation or line.tokens[b - 1].quotation for a, b in last.content if a < b)
    return quoted and (following.passage == line.passage or line.opened)


def _span(article: Article, line: Line, pair: Range) -> Span:
    return article.cut(line.tokens[pair[0]].start, line.tokens[pair[1] - 1].end)


def _made(article: Article, index: int, line: Line, found: _Found) -> Attribution:
    return Attribution(
        line=index,
        source=_span(article, line, found.source) if found.source else None,
        cue=_span(article, line, found.cue),
        content=tuple(_span(article, line, c) for c in found.content if c[0] < c[1]),
        relay=_span(article, line, found.relay) if found.relay else None,
        saying=found.saying,
        negated=found.negated,
        verb=found.verb,
    )


# ---- one line -------------------------------------------------------------------------------------------


def _line(line: Line, lexicon: Words) -> list[_Found]:
    found: list[_Found] = []
    for low, high, inner in _windows(line):
        found.extend(_window(line, lexicon, low, high, inner=inner))
    found.sort(key=lambda f: f.cue)
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


def _window(line: Line, lexicon: Words, low: int, high: int, *, inner: bool) -> list[_Found]:
    view = (
        line
        if not inner
        else replace(line, tokens=tuple(t._replace(quotation=0) for t in line.tokens[low:high]))
    )
    offset = low if inner else 0
    found: list[_Found] = []
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
    _settle(view, found)
    if offset:
        for one in found:
            _shift(one, offset)
    return [f for f in found if f.content or f.hands_over]


def _shift(one: _Found, by: int) -> None:
    one.cue = (one.cue[0] + by, one.cue[1] + by)
    one.content = [(a + by, b + by) for a, b in one.content]
    one.source = (one.source[0] + by, one.source[1] + by) if one.source else None
    one.relay = (one.relay[0] + by, one.relay[1] + by) if one.relay else None


def _cue(line: Line, lexicon: Words, at: int, floor: int, found: list[_Found]) -> _Found | None:
    """The attribution whose cue stands at token ``at``, if one does."""
    token = line.tokens[at]
    low = token.low
    if low == "according" and _low(line, at + 1) == "to":
        return _preposed(line, lexicon, at, floor)
    if low in lexicon.quoting and (one := _quoting(line, lexicon, at, floor, found)) is not None:
        return one
    if low in lexicon.participle:
        return _participle(line, lexicon, at, floor, found)
    if low in lexicon.say:
        return _said(line, lexicon, at, floor, found)
    if low in lexicon.express:
        return _expressed(line, lexicon, at, floor, found)
    return None


def _low(line: Line, at: int) -> str:
    return line.tokens[at].low if 0 <= at < len(line.tokens) else ""


def _preposed(line: Line, lexicon: Words, at: int, floor: int) -> _Found | None:
    """ "according to X, ..." and "..., according to X"."""
    end = len(line.tokens)
    source_end = phrases.right(line, lexicon, at + 2, end)
    if source_end == at + 2:
        return None
    before = _trim(line, (floor, at))
    behind = _trim(line, (source_end, end))
    content = [before] if before else []
    if behind and (not before or not _clause(line, lexicon, before) or _embedded(line, at, source_end)):
        content.append(behind)
    return _Found(
        source=(at + 2, source_end),
        cue=(at, at + 2),
        content=content,
        forward=not before,
        verb="according to",
    )


def _embedded(line: Line, at: int, end: int) -> bool:
    return _text(line, at - 1) == "," and _text(line, end) == ","


def _text(line: Line, at: int) -> str:
    return line.tokens[at].text if 0 <= at < len(line.tokens) else ""


def _quoting(line: Line, lexicon: Words, at: int, floor: int, found: list[_Found]) -> _Found | None:
    """ "R quoted X as saying ...", "X was quoted as saying ...", "R said, citing X"."""
    tokens, end = line.tokens, len(line.tokens)
    if _low(line, at - 1) in ("was", "were", "been", "is") and _low(line, at + 1) in ("as", "by"):
        subject = phrases.left(line, lexicon, _before_cue(line, lexicon, at) - 1, floor)
        saying = next(
            (k for k in range(at + 1, min(end, at + 14)) if tokens[k].low in lexicon.participle), None
        )
        relay = None
        by = next((k for k in range(at + 1, min(end, at + 14)) if tokens[k].low == "by"), None)
        if by is not None and (stop := phrases.right(line, lexicon, by + 1, end)) > by + 1:
            relay = (by + 1, stop)
        if subject is None:
            return None
        cue_end = saying + 1 if saying is not None else at + 1
        behind = _trim(line, (cue_end, end))
        before = _trim(line, (floor, subject[0]))
        content = (
            [behind]
            if behind and saying is not None and behind[1] - behind[0] > 5
            else [before]
            if before
            else []
        )
        return _Found(source=subject, cue=(at - 1, cue_end), content=content, relay=relay, verb="quoted")
    stop = phrases.right(line, lexicon, at + 1, end)
    if stop == at + 1:
        return None
    if _low(line, stop) == "as" and _low(line, stop + 1) in lexicon.participle:
        subject = phrases.left(line, lexicon, _before_cue(line, lexicon, at) - 1, floor)
        behind = _trim(line, (stop + 2, end))
        if behind:
            return _Found(
                source=(at + 1, stop), cue=(at, at + 1), content=[behind], relay=subject, verb=_low(line, at)
            )
    if _low(line, at).endswith("ing") and found and found[-1].source and _text(line, stop) not in (",",):
        last = found[-1]
        last.relay, last.source = last.source, (at + 1, stop)
        return None
    return None


def _before_cue(line: Line, lexicon: Words, at: int) -> int:
    """Where the cue at ``at`` begins with its auxiliaries and adverbs."""
    start = at
    while start > 0 and line.tokens[start - 1].low in lexicon.between and at - start < 5:
        start -= 1
    return start


def _participle(line: Line, lexicon: Words, at: int, floor: int, found: list[_Found]) -> _Found | None:
    """ "..., adding that ..." and "with X commenting: ..."."""
    end = len(line.tokens)
    start = _before_cue(line, lexicon, at)
    before = line.tokens[start - 1] if start else None
    source: Range | None = None
    if before is not None and before.word and before.low not in lexicon.prepositions | lexicon.conjunctions:
        source = phrases.left(line, lexicon, start - 1, floor)
    if source is None:
        source = next((f.source for f in reversed(found) if f.source), None) or _first_phrase(
            line, lexicon, at
        )
    if source is None or (before is not None and before.low in lexicon.prepositions and before.low != "by"):
        return None
    return _forward(line, lexicon, at, (start, at + 1), source, end, saying=_low(line, at) not in _EXPRESSING)


_EXPRESSING = frozenset(
    [
        "calling",
        "accusing",
        "blaming",
        "urging",
        "describing",
        "criticizing",
        "criticising",
        "denouncing",
        "praising",
        "condemning",
        "demanding",
        "dismissing",
        "rejecting",
        "questioning",
        "mocking",
        "slamming",
        "blasting",
        "referring",
    ]
)


def _first_phrase(line: Line, lexicon: Words, limit: int) -> Range | None:
    start = 0
    while start < min(limit, 3) and line.tokens[start].low in lexicon.conjunctions:
        start += 1
    stop = phrases.right(line, lexicon, start, limit)
    return (start, stop) if stop > start else None


def _forward(
    line: Line, lexicon: Words, at: int, cue: Range, source: Range | None, end: int, *, saying: bool
) -> _Found | None:
    """Content behind the cue, or a quotation that the next line brings."""
    rest = _skip(line, lexicon, cue[1], end)
    verb = _low(line, at)
    if _text(line, rest) == ":":
        behind = _trim(line, (rest + 1, end))
        return _Found(
            source=source,
            cue=cue,
            content=[behind] if behind else [],
            saying=saying,
            verb=verb,
            hands_over=not behind,
        )
    behind = _trim(line, (rest, end))
    return _Found(source=source, cue=cue, content=[behind], saying=saying, verb=verb) if behind else None


def _said(line: Line, lexicon: Words, at: int, floor: int, found: list[_Found]) -> _Found | None:
    tokens, end = line.tokens, len(line.tokens)
    low = _low(line, at)
    start = _before_cue(line, lexicon, at)
    before = tokens[start - 1] if start > floor else None
    subject: Range | None = None
    if before is not None and not before.quotation and (before.word or before.text in ",)]"):
        subject = _subject(line, lexicon, start - 1, floor, found)
    negated = any(tokens[k].low in ("not", "never") for k in range(start, at)) or "n't" in low
    if low in lexicon.ambiguous and not _is_finite(line, lexicon, at, start, subject):
        return None
    addressee: Range | None = None
    after = at + 1
    if low in ("told", "tells", "tell", "informed", "asked", "asks", "reminded", "assured", "warned"):
        stop = phrases.right(line, lexicon, after, min(end, after + 12))
        if stop > after and (low != "warned" or _low(line, stop) == "that"):
            addressee, after = (after, stop), stop
    rest = _skip(line, lexicon, after, end)
    one = _placed(line, lexicon, at, (start, at + 1), subject, rest, floor)
    if one is not None:
        one.negated, one.verb = negated, low
        if addressee and one.source != addressee and _is_outlet(line, lexicon, addressee):
            one.relay = addressee
        if (
            subject is not None
            and one.source == subject
            and (relay := _told_by(line, lexicon, subject, start))
        ):
            one.source, one.relay = relay
    return one


def _subject(line: Line, lexicon: Words, last: int, floor: int, found: list[_Found]) -> Range | None:
    tokens = line.tokens
    low = tokens[last].low
    if low in ("who", "which"):
        step = last - 1 if _text(line, last - 1) != "," else last - 2
        return phrases.left(line, lexicon, step, floor)
    if low in ("and", "but") and found:
        return found[-1].source
    return phrases.left(line, lexicon, last, floor)


def _told_by(line: Line, lexicon: Words, subject: Range, cue: int) -> tuple[Range, Range] | None:
    """``(source, relay)`` of "R, quoting X, said" and "X, quoted by R, said"."""
    for step in range(subject[0], cue):
        if line.tokens[step].low in lexicon.quoting and _text(line, step - 1) == ",":
            by = _low(line, step + 1) == "by"
            start = step + 2 if by else step + 1
            stop = phrases.right(line, lexicon, start, cue)
            if stop > start:
                outer, inner = (subject[0], step - 1), (start, stop)
                return (outer, inner) if by else (inner, outer)
    return None


def _is_finite(line: Line, lexicon: Words, at: int, start: int, subject: Range | None) -> bool:
    """True where a word that may be a noun or an adjective is the verb of a speaker."""
    if subject is None or (
        start > 0 and line.tokens[start - 1].low in lexicon.determiners | lexicon.possessives
    ):
        return False
    following = _low(line, at + 1)
    first, last = line.tokens[subject[0]], line.tokens[subject[1] - 1]
    named = (
        first.low in lexicon.determiners | lexicon.speaking_pronouns
        or last.low in lexicon.roles | lexicon.bodies
    )
    if not named and not (line.cased and last.text[0].isupper()):
        return False
    if start < at and line.tokens[at - 1].low in ("be", "been", "is", "are", "was", "were", "being"):
        return False
    if following in ("of", "by", "and", "or", "against", "from", "on") or not following:
        return following == "on" and False
    nominal = _low(line, at) in (
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


def _is_outlet(line: Line, lexicon: Words, pair: Range) -> bool:
    return any(
        line.tokens[k].low.rstrip("s") in lexicon.outlets or line.tokens[k].low in lexicon.outlets
        for k in range(*pair)
    )


def _skip(line: Line, lexicon: Words, at: int, end: int) -> int:
    """Behind what stands between a cue and its content: "in a statement", "on Friday", "late Monday"."""
    while at < end:
        low = _low(line, at)
        if line.tokens[at].quotation:
            return at
        if low in lexicon.time and not (low in ("earlier", "later") and False):
            at += 1
            continue
        if low in ("in", "on", "at", "during", "to", "via", "through", "by", "from", "of"):
            stop = _adjunct(line, lexicon, at, end)
            if stop is not None:
                at = stop
                continue
        return at
    return at


def _adjunct(line: Line, lexicon: Words, at: int, end: int) -> int | None:
    for step in range(at + 1, min(end, at + 9)):
        token = line.tokens[step]
        if token.low in lexicon.media or token.low in lexicon.time:
            return step + 1
        if (
            token.quotation
            or not token.word
            or token.low == "that"
            or lexicon.is_verb(token, cased=line.cased)
        ):
            return None
    return None


def _placed(
    line: Line, lexicon: Words, at: int, cue: Range, subject: Range | None, rest: int, floor: int
) -> _Found | None:
    """Where the content stands: behind the cue, before the speaker, or on both sides."""
    tokens, end = line.tokens, len(line.tokens)
    start = cue[0]
    stands_behind = subject is None
    if subject is not None:
        before = _trim(line, (floor, subject[0]))
        at_end = rest >= end or (
            not tokens[rest].word and tokens[rest].text not in ":“\"«„‘'" and not tokens[rest].quotation
        )
        if at_end and before:
            content = [before]
            if _text(line, rest) in (",", "—", "–", "-") and (more := _resumed(line, lexicon, rest, end)):
                content.append(more)
            return _Found(source=subject, cue=cue, content=content, forward=False)
        if (
            at_end
            and _text(line, rest) == ","
            and rest + 1 < end
            and (behind := _trim(line, (rest + 1, end)))
        ):
            return _Found(source=subject, cue=cue, content=[behind])
        if (
            not at_end
            and before
            and _clause(line, lexicon, before)
            and _noun_only(line, lexicon, subject, rest, end)
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
    before = _trim(line, (floor, start))
    if stop == at + 1 or not before:
        return None
    if before[1] - before[0] < 2 and not tokens[before[0]].quotation:
        return None
    content = [before]
    if (_text(line, stop) == "," and (more := _resumed(line, lexicon, stop, end))) or (
        _text(line, stop) == ":" and (more := _trim(line, (stop + 1, end)))
    ):
        content.append(more)
    return _Found(source=(at + 1, stop), cue=cue, content=content, forward=False)


def _later(line: Line, cue: Range, subject: Range, rest: int, end: int) -> _Found | None:
    colon = _text(line, rest) == ":"
    behind = _trim(line, (rest + 1 if colon else rest, end))
    if not behind:
        return _Found(source=subject, cue=cue, content=[], hands_over=True) if colon else None
    return _Found(source=subject, cue=cue, content=[behind])


def _noun_only(line: Line, lexicon: Words, subject: Range, rest: int, end: int) -> bool:
    """True for "10 people died said the Observatory": a subject that cannot speak, a name behind the cue."""
    head = line.tokens[subject[1] - 1]
    if head.low in lexicon.roles | lexicon.bodies | lexicon.pronouns or (
        line.cased and head.text[0].isupper()
    ):
        return False
    stop = phrases.right(line, lexicon, rest, end)
    return stop > rest and (
        stop >= end or not line.tokens[stop].word or line.tokens[stop].low in lexicon.time | {"on", "in"}
    )


def _resumed(line: Line, lexicon: Words, comma: int, end: int) -> Range | None:
    """The content that goes on behind ", X said,": a quotation or the rest of the clause, not a new one."""
    first = comma + 1
    if first >= end:
        return None
    low = _low(line, first)
    if (
        low in lexicon.participle
        or low in lexicon.quoting
        or low in ("as", "who", "which", "while", "after", "when", "according")
    ):
        return None
    return _trim(line, (first, end))


def _expressed(line: Line, lexicon: Words, at: int, floor: int, found: list[_Found]) -> _Found | None:
    """ "X condemned ...", "X called for ...": what the speaker's words are about."""
    start = _before_cue(line, lexicon, at)
    if start <= floor or (not line.tokens[start - 1].word and line.tokens[start - 1].text not in ",)"):
        return None
    if start < at and line.tokens[at - 1].low in ("be", "been", "is", "are", "was", "were", "being"):
        return None
    subject = _subject(line, lexicon, start - 1, floor, found)
    if subject is None or (
        _low(line, at) in lexicon.ambiguous and not _is_finite(line, lexicon, at, start, subject)
    ):
        return None
    cue_end = at + 1
    if _low(line, cue_end) in ("for", "on", "to", "about", "of", "that", "at", "with", "out"):
        cue_end += _low(line, cue_end) != "that"
    one = _forward(line, lexicon, at, (start, cue_end), subject, len(line.tokens), saying=False)
    if one is not None:
        one.negated = any(line.tokens[k].low in ("not", "never") for k in range(start, at))
    return one


def _clause(line: Line, lexicon: Words, pair: Range) -> bool:
    return any(
        t.quotation or (t.word and lexicon.is_verb(t, cased=line.cased))
        for t in line.tokens[pair[0] : pair[1]]
    )


def _trim(line: Line, pair: Range) -> Range | None:
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
    return (start, end) if start < end else None


def _settle(line: Line, found: list[_Found]) -> None:
    """Content behind a cue ends where the next speaker of the same sentence begins."""
    for one, following in zip(found, found[1:], strict=False):
        if not one.content or following.cue[0] < one.cue[0]:
            continue
        begin = following.cue[0]
        if following.source and one.cue[1] <= following.source[0] < begin:
            begin = following.source[0]
        start, end = one.content[-1]
        if not (start < begin < end):
            continue
        before = _text(line, begin - 1)
        joined = (
            before in (",", ";", ".")
            or _low(line, begin - 1) in ("and", "but", "while")
            or not following.forward
        )
        if joined and (trimmed := _trim(line, (start, _without_joint(line, begin)))):
            one.content[-1] = trimmed
        if joined and not following.forward and following.content and following.content[0][0] <= one.cue[0]:
            following.content = []


def _without_joint(line: Line, begin: int) -> int:
    while begin > 0 and (
        _low(line, begin - 1) in ("and", "but", "while", "as") or _text(line, begin - 1) == ","
    ):
        begin -= 1
    return begin
