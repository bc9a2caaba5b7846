"""Reported speech as statements: speaker, cue, and content in one or more spans.

Stands on :mod:`attributions`; here they become drafts with the form (direct in quotation marks, indirect
without, mixed with some of both). The speaker's span is the wording beside the cue, a pronoun too; who that
is, :func:`sayso.reading.rules.speakers.fullest` tells.
"""

from bisect import bisect_right

from sayso.model import PassageKind, Span, StatementForm
from sayso.reading.drafts import Document, SpeakerDraft, StatementDraft
from sayso.reading.rules import attributions, lines, speakers
from sayso.reading.rules.attributions import Attribution
from sayso.reading.rules.lines import Line

SAYING, EXPRESSING = 0.79, 0.62  # share that a PolNeAR annotator marked too (every sixth article of train)
MARKS = '“”„«»"'


def read(document: Document) -> tuple[StatementDraft, ...]:
    """The statements of a document, in the order of the text; quotations over several passages are one.

    What a quoted speaker says that others said stays within the quotation: one statement, not two.
    """
    read = lines.read(document)
    found = attributions.find(document)
    drafts = [_draft(document, read, one) for one in found if not one.quoted]
    return tuple(sorted(drafts, key=lambda d: (d.span.start, d.span.end)))


def _draft(document: Document, read: tuple[Line, ...], one: Attribution) -> StatementDraft:
    article = document.article
    content = tuple(sorted(one.content, key=lambda c: (c.start, c.end)))
    speaker = one.beside or one.source
    parts = [*content, one.cue, *((speaker,) if speaker else ())]
    return StatementDraft(
        span=article.cut(min(p.start for p in parts), max(p.end for p in parts)),
        content=content,
        speaker=SpeakerDraft(
            span=speaker, kind=speakers.kind(document, one.source), relay=one.relay, cue=one.cue
        ),
        form=_form(content, read, one.line),
        confidence=SAYING if one.saying else EXPRESSING,
    )


def _form(content: tuple[Span, ...], read: tuple[Line, ...], first: int) -> StatementForm:
    """Direct where all words stand in quotation marks or a quotation passage, mixed where some do."""
    inside = outside = 0
    for span in content:
        begins = max(first, bisect_right(read, span.start, key=lambda line: line.start) - 1)
        for line in map(read.__getitem__, range(begins, len(read))):
            if line.start >= span.end:
                break
            within = line.tokens[line.find(span.start) : line.find(span.end - 1) + 1]
            words = [t for t in within if t.word and t.text[0].isalpha()]
            quoted = line.kind is PassageKind.QUOTATION
            inside += sum(quoted or t.quotation > 0 for t in words)
            outside += sum(not quoted and not t.quotation for t in words)
        if not inside and any(m in span.text for m in MARKS):
            inside += 1  # a mere mention in quotation marks
    if inside and not outside:
        return StatementForm.DIRECT
    return StatementForm.MIXED if inside else StatementForm.INDIRECT
