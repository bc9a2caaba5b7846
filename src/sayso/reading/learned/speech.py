"""Statements from the network's scores: cues are tagged, speaker and content are pointed to.

Content may be split by its cue ("...", she said, "..."): the second part has a pointer of its own.
"""

import re

from sayso.model import Span, SpeakerKind, StatementForm
from sayso.reading.drafts import SpeakerDraft, StatementDraft
from sayso.reading.learned.scores import tagged
from sayso.reading.learned.view import View

_QUOTES = re.compile(r"[\"“”«»]|''|``")


def statements(view: View) -> list[StatementDraft]:
    """The statements whose cue stands in the part of the text that the window owns."""
    tags = view.scores.out["speech_tags"][: view.scores.inputs.length]
    found = []
    for first, last, belief in tagged(tags, lean=view.fit.lean("speech_tags")):
        if view.owns(first) and (statement := _statement(view, first, last, belief)):
            found.append(statement)
    return found


def _statement(view: View, first: int, last: int, belief: float) -> StatementDraft | None:
    chosen = view.choices("speech", first, first)
    cue = view.words(first, last)
    content = _parts([view.cut(chosen["content"]), view.cut(chosen["more"])], cue)
    if not content:
        return None
    speaker = view.cut(chosen["speaker"])
    everything = [*content, cue, *([speaker] if speaker else [])]
    start, end = min(p.start for p in everything), max(p.end for p in everything)
    return StatementDraft(
        span=view.document.article.cut(start, end),
        content=content,
        speaker=SpeakerDraft(
            span=speaker, kind=SpeakerKind.NAMED if speaker else SpeakerKind.AUTHOR, cue=cue
        ),
        form=form(content),
        confidence=view.fit.sure(belief, "speech"),
    )


def _parts(found: list[Span | None], cue: Span) -> tuple[Span, ...]:
    """The parts in order, none of them over the cue or over one another."""
    parts: list[Span] = []
    for part in found:
        if part and not part.overlaps(cue) and not any(part.overlaps(p) for p in parts):
            parts.append(part)
    return tuple(sorted(parts))


def form(content: tuple[Span, ...]) -> StatementForm:
    """Direct where all parts stand in quotation marks, mixed where some words do."""
    whole = [p.text.strip() for p in content]
    if all(_QUOTES.match(p) and _QUOTES.search(p[1:]) for p in whole):
        return StatementForm.DIRECT
    return StatementForm.MIXED if any(_QUOTES.search(p) for p in whole) else StatementForm.INDIRECT
