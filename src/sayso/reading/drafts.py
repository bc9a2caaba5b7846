"""What a claim reader hands on: claims as spans and labels, before anything is resolved.

This is the seam of the room. A :class:`ClaimReader` (by rule, or learned) turns a :class:`Document` into
:class:`Drafts`; what follows (places to coordinates, times to intervals, speakers to their fullest name,
citations, ids) is the same for every reader and lives in :mod:`sayso.reading.resolving`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Protocol

from sayso.model import (
    Article,
    Basis,
    Measure,
    ObjectStatus,
    Quantity,
    Span,
    SpeakerKind,
    Stance,
    StatementForm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: where it stands, which passage (index into ``article.passages``) holds it."""

    span: Span
    passage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A quantity that the grammar found, and whether it can be a claim at all.

    ``excluded`` names why it is no claim (``date``, ``age``, ``money``...), None where it may be one.
    ``article_word`` is True for "a soldier", where the article itself is the number.
    """

    quantity: Quantity
    excluded: str | None = None
    article_word: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article made ready: its sentences, and in the same order the candidates of each."""

    article: Article
    sentences: tuple[Sentence, ...]
    candidates: tuple[tuple[Candidate, ...], ...]

    def sentence_at(self, span: Span) -> int:
        """Which of the sentences holds the beginning of ``span``."""
        return max(0, bisect_right(self.sentences, span.start, key=lambda s: s.span.start) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerDraft:
    """Who says it: None for all three in the article's own voice (``kind`` author)."""

    span: Span | None = None
    kind: SpeakerKind = SpeakerKind.AUTHOR
    relay: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDraft:
    """A figure before resolving. ``place`` and ``time`` are wordings anywhere in the article; ``places`` are
    wordings that the reader takes for its place, each with its belief (0 to 1).
    """

    sentence: Span
    quantity: Quantity
    measure: Measure
    basis: Basis | None = None
    object: Span | None = None
    status: ObjectStatus = ObjectStatus.UNKNOWN
    actor: Span | None = None
    place: Span | None = None
    places: tuple[tuple[Span, float], ...] = ()
    time: Span | None = None
    speaker: SpeakerDraft = SpeakerDraft()
    stance: Stance = Stance.ASSERTS
    hedges: tuple[Span, ...] = ()
    measure_confidence: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityDraft:
    """A responsibility claim before resolving."""

    sentence: Span
    act: Span
    accused: Span
    speaker: SpeakerDraft = SpeakerDraft()
    stance: Stance = Stance.ASSERTS
    hedged: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDraft:
    """A statement before resolving; ``content`` has at least one span."""

    span: Span
    content: tuple[Span, ...]
    speaker: SpeakerDraft = SpeakerDraft()
    form: StatementForm = StatementForm.INDIRECT
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """All that a claim reader found in one article."""

    figures: tuple[FigureDraft, ...] = ()
    responsibility: tuple[ResponsibilityDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()


class ClaimReader(Protocol):
    """Reads drafts from a document: a pure function with a name that goes into the run."""

    @property
    def name(self) -> str:
        """What ``run.model`` says: which rules or which model, with its version."""
        ...

    def read(self, document: Document) -> Drafts:
        """The drafts of one document; the same document gives the same drafts."""
        ...
