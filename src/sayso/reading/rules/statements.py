"""Reported speech as statements: speaker, cue, and content in one or more spans.

Stands on :mod:`attributions`; here they become drafts with the form (direct in quotation marks, indirect
without, mixed with some of both). The speaker's span is the wording beside the cue, a pronoun too; who that is,
:func:`sayso.reading.rules.speakers.fullest` tells.
"""

from sayso.model import Article, Span, StatementForm
from sayso.reading.drafts import Document, SpeakerDraft, StatementDraft
from sayso.reading.rules import attributions, lines, speakers
from sayso.reading.rules.attributions import Attribution
from sayso.reading.rules.lines import Line

MARKS = "“”„«»\"‘’'"


def read(document: Document) -> tuple[StatementDraft, ...]:
    """The statements of a document, in the order of the text; quotations over several passages are one."""
    read = lines.read(document)
    found = attributions.find(document)
    drafts = [_draft(document, read, one) for one in found]
    return tuple(sorted(drafts, key=lambda d: (d.span.start, d.span.end)))


def _draft(document: Document, read: tuple[Line, ...], one: Attribution) -> StatementDraft:
    article = document.article
    content = tuple(sorted(one.content, key=lambda c: (c.start, c.end)))
    parts = [*content, one.cue, *((one.source,) if one.source else ())]
    return StatementDraft(
        span=article.cut(min(p.start for p in parts), max(p.end for p in parts)),
        content=content,
        speaker=SpeakerDraft(
            span=one.source, kind=speakers.kind(document, one.source or one.cue), relay=one.relay, cue=one.cue
        ),
        form=_form(article, content, read, one.line),
    )


def _form(article: Article, content: tuple[Span, ...], read: tuple[Line, ...], first: int) -> StatementForm:
    """Direct where all words stand in quotation marks or a quotation passage, mixed where some do."""
    inside = outside = 0
    for span in content:
        for line in read[first:]:
            if line.start >= span.end:
                break
            for token in line.tokens[line.find(span.start) :]:
                if token.start >= span.end:
                    break
                quoted = token.quotation or line.kind.value == "quotation"
                inside += bool(token.word and quoted)
                outside += bool(token.word and not quoted)
        if any(m in article.text[span.start : span.end] for m in '“”«»"') and not inside:
            inside += 1
    if inside and not outside:
        return StatementForm.DIRECT
    return StatementForm.MIXED if inside else StatementForm.INDIRECT
