"""What a ledger gives back, beside the records of :mod:`sayso.model`."""

from dataclasses import dataclass
from typing import Literal

from sayso.model import Claim, ClaimKind, Measure, Published, Run, SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeping one article did.

    ``version`` counts the texts seen at the same address, from 1; ``previous`` is the id of the version
    before, None for the first. ``claims`` is how many claims the ledger did not have before. Where
    ``new_article``, ``new_reading`` and ``new_snapshot`` are all False, nothing changed.
    """

    article: str
    version: int
    previous: str | None
    reading: int
    new_article: bool
    new_reading: bool
    new_snapshot: bool
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as one run read it, as it stands in a list: everything but text and claims.

    ``version`` counts the texts of the same ``work`` from 1. ``reading`` numbers the reading in this ledger;
    the latest of an article is the one with the greatest number. ``first_seen`` and ``added`` are when the
    article and this reading came into the ledger. ``length`` is in characters; ``figures``,
    ``responsibility``, ``statements`` and ``problems`` are how many there are.
    """

    id: str
    work: str
    version: int
    doc_id: str | None
    url: str | None
    title: str | None
    outlet: str | None
    language: str | None
    published: Published
    snapshot: str
    length: int
    figures: int
    responsibility: int
    statements: int
    problems: int
    first_seen: str
    added: str
    reading: int
    run: Run


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClaim:
    """A claim with the article and the reading that it comes from."""

    claim: Claim
    kind: ClaimKind
    article: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims are wanted; what is left out does not narrow.

    Names (``place``, ``actor``, ``speaker``, ``outlet``) fit wherever they occur, without case and accents,
    in the resolved name or the article's wording; ``actor`` is also the accused of a responsibility claim.
    ``country`` is ISO 3166-1 alpha-2. ``since`` and ``until`` (ISO dates, inclusive) take claims whose time
    window overlaps; a claim without any time is then left out, and so is one without confidence where
    ``min_confidence`` or ``max_confidence`` (both inclusive) is set; ``min_measure_confidence`` asks how sure
    the reader is of the measure alone, and takes figures only. ``claim``, ``article`` and ``run`` are ids or
    their beginnings. ``cited`` takes claims with a citation, or those without.

    The latest reading of each article counts, unless ``run`` names another or ``every_reading`` asks for all.
    """

    kinds: tuple[ClaimKind, ...] = ()
    measures: tuple[Measure, ...] = ()
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    since: str | None = None
    until: str | None = None
    claim: str | None = None
    article: str | None = None
    outlet: str | None = None
    min_confidence: float | None = None
    max_confidence: float | None = None
    min_measure_confidence: float | None = None
    cited: bool | None = None
    run: str | None = None
    every_reading: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of the article's text around what was found.

    ``start`` and ``end`` are offsets into the article's text; ``marks`` are those of the words found, offsets
    into the article's text too.
    """

    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One thing that a search found: an article's text, or one claim of it (then ``claim`` is not None)."""

    kind: Literal["article", "claim"]
    article: Entry
    claim: KeptClaim | None
    excerpt: Excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much a ledger holds. ``claims`` counts anchors, once for all readings; ``size`` is in bytes."""

    works: int
    articles: int
    snapshots: int
    runs: int
    readings: int
    figures: int
    responsibility: int
    statements: int
    decisions: int
    size: int
    revision: str

    @property
    def claims(self) -> int:
        """All claims, of the three kinds."""
        return self.figures + self.responsibility + self.statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A decision log that follows from itself: how many decisions, and the hash that stands for all of them.

    Whoever notes ``head`` somewhere else can later prove that nothing before it was changed.
    """

    count: int
    head: str
