"""Who said what, by which cue: the attributions of an article, sentence by sentence.

Found by cue words outwards: the cue, the phrase that names the speaker before or behind it, and what is
left of the sentence as content, in the order of the telling ("X said that ...", "..., X said", '"...," said
X', "according to X"). Quotations go on over sentences and passages. This module finds wording; whether a
speaker has a name, and who "he" is, is decided in :mod:`speakers`.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace

from sayso.model import Article, PassageKind, Span
from sayso.reading.drafts import Document
from sayso.reading.rules import brackets, lines, phrases, sayings, turns
from sayso.reading.rules.citing import Found
from sayso.reading.rules.clauses import Range, without_marker
from sayso.reading.rules.lines import Line
from sayso.reading.rules.remembering import remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One cue with its speaker and content, as spans of the article.

    ``line`` is the index of the line that holds the cue; ``saying`` tells speech from praise, wish and blame;
    ``relay`` passes the speaker's words on; ``negated`` where the cue is ("did not say"). ``beside`` is the
    relative pronoun between a speaker and the cue ("the governor, who said ..."). ``quoted`` where the cue
    stands in a quotation: what a quoted speaker says that others said. ``bracketed`` where a bracket behind
    the sentences cites their source, or a transcript names who speaks before the words.
    """

    line: int
    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    relay: Span | None = None
    saying: bool = True
    negated: bool = False
    verb: str = ""
    beside: Span | None = None
    quoted: bool = False
    bracketed: bool = False


@remembered
def find(document: Document) -> tuple[Attribution, ...]:
    """The attributions of a document in the order of their lines."""
    article, read = document.article, lines.read(document)
    lexicon = phrases.words(article.language)
    made: list[Attribution] = []
    handing: Attribution | None = None  # the one whose quotation may go on in the next line
    lost = tuple(p.start for p in article.problems if p.code == "missing_embed" and p.start is not None)
    for index, line in enumerate(read):
        found = sayings.read(line, lexicon)
        own = [_made(article, index, line, lexicon, f) for f in found]
        bare = _bare_quotation(line, found)
        if bare and handing is not None and not _lost(lost, read[handing.line], line):
            made[-1] = handing = _with(
                handing, _span(article, line, (0, without_marker(line, len(line.tokens))))
            )
            continue
        made.extend(own)
        if own and (declared := _declared(article, read, index, found, own[-1], lost)) is not None:
            made.append(declared)
        handing = own[-1] if own and _goes_on(line, found, article, read, index) else None
    made.extend(
        Attribution(line=index, source=source, cue=bracket, content=(content,), bracketed=True)
        for index, source, bracket, content in brackets.find(article, read, lexicon)
    )
    starts = [line.start for line in read]
    made.extend(
        Attribution(
            line=max(0, bisect_right(starts, mark.start) - 1),
            source=source,
            cue=mark,
            content=(content,),
            bracketed=True,
        )
        for source, mark, content in (turns.find(article) if read else ())
    )
    return tuple(sorted((a for a in made if a.content), key=lambda a: a.line))


def _declared(
    article: Article,
    read: tuple[Line, ...],
    index: int,
    found: list[Found],
    one: Attribution,
    lost: tuple[int, ...],
) -> Attribution | None:
    """ "The minister said:" at the end of a paragraph, then paragraphs without quotation marks.

    The statement goes to the next headline, quotation or speaker of a statement, or to the end of the text.
    """
    line = read[index]
    if not found[-1].hands_over or one.source is None or index + 1 == len(read):
        return None
    told = read[index + 1 :]
    bare = told[0].passage != line.passage and told[0].kind is PassageKind.PARAGRAPH
    if not bare or (told[0].tokens and told[0].tokens[0].quotation) or _lost(lost, line, told[0]):
        return None
    last = told[0]
    for following in told:
        ends = following.tokens and following.tokens[-1].text == ":" and not following.tokens[-1].quotation
        if following.kind is not PassageKind.PARAGRAPH or (ends and following is not told[0]):
            break
        last = following
    return replace(
        one,
        cue=article.cut(one.source.start, max(one.source.end, one.cue.end)),
        content=(article.cut(told[0].start, last.end),),
        bracketed=True,
    )


def _with(attribution: Attribution, more: Span) -> Attribution:
    return replace(attribution, content=(*attribution.content, more))


def _lost(lost: tuple[int, ...], before: Line, line: Line) -> bool:
    """True where a lost embed stands between the words that announce it and this line."""
    return any(before.start <= at <= line.start for at in lost)


def _bare_quotation(line: Line, found: list[Found]) -> bool:
    """True for a line that is a quotation and nothing else: it needs its speaker from before."""
    if found and any(not line.tokens[f.cue[0]].quotation for f in found):
        return False
    if line.kind is PassageKind.QUOTATION:
        return True
    outside = sum(1 for t in line.tokens if t.word and not t.quotation)
    return bool(line.tokens) and line.tokens[0].quotation > 0 and outside <= 1


def _goes_on(line: Line, found: list[Found], article: Article, read: tuple[Line, ...], index: int) -> bool:
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


def unbracketed(article: Article, source: Span) -> Span:
    """A wording without the mark of a transcript before it ("REPORTER] The hospital"), and with the mark that
    closes a quotation within it ("a “Valley soldier”").
    """
    close = source.text.rfind("] ")
    if close >= 0 and "[" not in source.text:
        return article.cut(source.start + close + 2, source.end)
    opened = source.text.rfind("“") > source.text.rfind("”")
    closed = opened and article.text.startswith("”", source.end)
    return article.cut(source.start, source.end + 1) if closed else source


def _relative(line: Line, lexicon: phrases.Words, found: Found) -> Range | None:
    """The "who" right before a cue, behind the speaker that it stands for."""
    at = found.cue[0] - 1
    known = lexicon.relatives | lexicon.relative_that
    if found.source is None or found.source[1] > at or line.tokens[at].low not in known:
        return None
    return (at, at + 1)


def _made(article: Article, index: int, line: Line, lexicon: phrases.Words, found: Found) -> Attribution:
    beside = _relative(line, lexicon, found)
    return Attribution(
        line=index,
        source=unbracketed(article, _span(article, line, found.source)) if found.source else None,
        cue=_span(article, line, found.cue),
        content=tuple(_span(article, line, c) for c in found.content if c[0] < c[1]),
        relay=_span(article, line, found.relay) if found.relay else None,
        saying=found.saying,
        negated=found.negated,
        verb=found.verb,
        beside=_span(article, line, beside) if beside else None,
        quoted=line.tokens[found.cue[0]].quotation > 0,
    )
