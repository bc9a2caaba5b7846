"""Statements: the rules find cue and content; the network says who speaks, and whether anybody does.

A look marks the cue. Its pointer to the cue says "not said" where nobody is quoted, its pointer to the
speaker gives the wording. The rules' content was right more often than the network's and stays, without the
speaker. Where the rules' speaker fills the room between a boundary and the cue (``"...", the mayor said``)
they are seldom wrong: such statements are not looked at.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.model import Span
from sayso.reading.drafts import Document, StatementDraft
from sayso.reading.learned.fit import Fit
from sayso.reading.learned.scores import Scores, choose
from sayso.reading.learned.tokens import Pieces
from sayso.reading.rules import speakers

SURE = 6
"""Words of a speaker at most that is taken from the rules without a look."""

_EDGES = " ,;:–—-"
_GAP = 1


def doubted(document: Document, drafts: Sequence[StatementDraft]) -> list[int]:
    """The numbers of the statements that the network looks at."""
    return [n for n, draft in enumerate(drafts) if not _plain(document.article.text, draft)]


def _plain(text: str, draft: StatementDraft) -> bool:
    """True where the speaker stands right before the cue and begins behind a boundary, or is the cue itself:
    a bracket that cites a source, a name before a turn of talk.
    """
    speaker, cue = draft.speaker.span, draft.speaker.cue
    if cue is None or (speaker is not None and speaker.overlaps(cue)):
        return True
    if speaker is None or not 0 <= cue.start - speaker.end <= _GAP:
        return False
    before = text[: speaker.start].rstrip(" ")[-1:]
    return not before.isalnum() and "," not in speaker.text and len(speaker.text.split()) <= SURE


def said(
    document: Document,
    pieces: Pieces,
    drafts: Sequence[StatementDraft],
    looks: Mapping[int, Scores],
    fit: Fit,
) -> tuple[StatementDraft, ...]:
    """The rules' statements, those in ``looks`` (by number) as the network reads them."""
    found = (
        _read(document, pieces, draft, looks[n], fit) if n in looks else draft
        for n, draft in enumerate(drafts)
    )
    kept = [draft for draft in found if draft is not None]
    return tuple(sorted(kept, key=lambda draft: (draft.span.start, draft.span.end)))


def _read(
    document: Document, pieces: Pieces, draft: StatementDraft, scores: Scores, fit: Fit
) -> StatementDraft | None:
    """The draft with its speaker by the network; None where the network hears nobody."""
    ends = scores.ends("cue")
    silent = float(ends[0, 0] + ends[1, 0]) / 2
    if (1 - silent) * math.exp(fit.lean("statement")) <= silent:
        return None
    article, cue = document.article, draft.speaker.cue
    choice = choose(scores.ends("speaker"), role="voice", look=scores.look, pieces=pieces, text=article.text)
    speaker = _trimmed(document, *choice.span) if choice.span and _is_worded(document, *choice.span) else None
    if speaker == draft.speaker.span or (speaker and cue and speaker.overlaps(cue)):
        return draft
    content = tuple(part for c in draft.content for part in _without(document, c, speaker)) or draft.content
    parts = [part for part in (*content, cue, speaker) if part is not None]
    kind = speakers.kind(document, speaker)
    return replace(
        draft,
        span=article.cut(min(p.start for p in parts), max(p.end for p in parts)),
        content=content,
        speaker=replace(draft.speaker, span=speaker, kind=kind),
    )


def _without(document: Document, content: Span, speaker: Span | None) -> Iterator[Span]:
    """What is left of ``content`` outside the speaker."""
    if speaker is None or not content.overlaps(speaker):
        yield content
        return
    for start, end in ((content.start, speaker.start), (speaker.end, content.end)):
        if _is_worded(document, start, end):
            yield _trimmed(document, start, end)


def _is_worded(document: Document, start: int, end: int) -> bool:
    """Whether a stretch holds a word or number, not marks alone."""
    return any(c.isalnum() for c in document.article.text[start:end])


def _trimmed(document: Document, start: int, end: int) -> Span:
    """The stretch without blanks and commas at its edges."""
    words = document.article.text[start:end]
    return document.article.cut(
        start + len(words) - len(words.lstrip(_EDGES)), end - len(words) + len(words.rstrip(_EDGES))
    )
