"""Claims: what an article says, on someone's say-so.

A claim is a :class:`Figure`, a :class:`Responsibility` or a :class:`Statement`. None means "not stated",
never a guess and never 0. The original words stand beside every normalised value.
"""

from dataclasses import dataclass

from sayso.model.article import Article, Problem, Span, short_hash
from sayso.model.vocabulary import (
    Basis,
    Bound,
    ClaimKind,
    Measure,
    ObjectStatus,
    SpeakerKind,
    Stance,
    StatementForm,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as written and as meant: "at least 70" is low 70, high None, bound ``at_least``."""

    span: Span
    low: int | float | None
    high: int | float | None
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Who or what a figure counts: the noun phrase without its number, and its status.

    ``span`` is None where the text elides it ("40 others").
    """

    span: Span | None
    status: ObjectStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The most specific named place that the article gives for a claim, resolved offline.

    ``lat`` and ``lon`` are degrees (WGS 84); ``precision`` is UCDP's where_prec: 1 exact, 2 within 25 km,
    3 second-order division, 4 first-order division, 5 linear or large feature, 6 country, 7 sea or air.
    ``country`` is ISO 3166-1 alpha-2. What could not be resolved is None.
    """

    span: Span
    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The interval that a claim covers: ISO dates ``start`` and ``end`` inclusive, None where unknown.

    ``span`` is the wording that tells it, or None where only the publication date does. ``precision`` is
    ``day``, ``week``, ``month`` or ``year``, or None where neither side is known.
    """

    span: Span | None
    start: str | None
    end: str | None
    precision: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom the article gives for a claim. ``kind`` is never ``author``: that is a claim without a speaker.

    ``span`` is the nearest wording; ``name`` the fullest that the article gives for the same speaker.
    """

    span: Span
    name: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A counted claim, with everything that the article says of it. Its anchor is the quantity."""

    id: str
    span: Span
    quantity: Quantity
    measure: Measure
    basis: Basis | None
    object: Counted
    actor: Span | None
    place: Place | None
    time: Time | None
    speaker: Speaker | None
    relay: Span | None
    cue: Span | None
    stance: Stance
    hedges: tuple[Span, ...]
    citations: tuple[str, ...]
    measure_confidence: float | None
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is said, or denied, to have done an act. Its anchor is the act with the accused."""

    id: str
    span: Span
    act: Span
    accused: Span
    speaker: Speaker | None
    relay: Span | None
    stance: Stance
    hedged: bool
    citations: tuple[str, ...]
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Reported speech. Its anchor is the first stretch of its content, which the cue may split."""

    id: str
    span: Span
    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    form: StatementForm
    citations: tuple[str, ...]
    confidence: float | None


Claim = Figure | Responsibility | Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """A loaded word and its neutral reading ("martyrdom": "deaths")."""

    span: Span
    neutral: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Which version, model, language data and options produced a reading."""

    version: str
    model: str
    language: str

    @property
    def key(self) -> str:
        """A short hash that is the same for the same run."""
        return short_hash("run", self.version, self.model, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one run read in one article. The same article and run give the same reading, byte for byte."""

    article: Article
    figures: tuple[Figure, ...]
    responsibility: tuple[Responsibility, ...]
    statements: tuple[Statement, ...]
    tone: tuple[Tone, ...]
    problems: tuple[Problem, ...]
    run: Run

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims: figures, then responsibility, then statements."""
        return (*self.figures, *self.responsibility, *self.statements)

    def _repr_html_(self) -> str:
        """How a notebook shows the reading."""
        from sayso.model.notebook import reading_html

        return reading_html(self)


def claim_id(article: Article, kind: ClaimKind, *anchors: Span) -> str:
    """A claim's id: article, kind and anchor words with their places; not what was read there.

    Another run's reading of the same words has the same id, so decisions stay attached.
    """
    places = (part for a in anchors for part in (str(a.start), str(a.end), a.text))
    return short_hash("claim", article.id, str(kind), *places)
