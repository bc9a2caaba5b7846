"""Incidents: what many articles report of one happening, account beside account.

Records only. :mod:`sayso.grouping` makes :class:`Group`, :mod:`sayso.reconciling` makes :class:`Incident`.
None means "not stated"; nothing here is ever a sum of other figures.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sayso.model.article import Span
from sayso.model.claims import Place
from sayso.model.vocabulary import Bound, Measure, ObjectStatus, SpeakerKind

Json = dict[str, Any]


class IncidentKind(StrEnum):
    """One happening, or a series of running totals and stocks of the same thing."""

    INCIDENT = "incident"
    SERIES = "series"


class ContradictionKind(StrEnum):
    """How accounts differ: in the number, in what is counted, or by a later word of the same speaker."""

    VALUE = "value"
    SCOPE = "scope"
    UPDATE = "update"
    COMPATIBLE = "compatible"


class Grade(StrEnum):
    """How well an incident is attested, after Airwars' grading."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Verdict(StrEnum):
    """What a cited article does for a claim."""

    SUPPORTED = "supported"
    OTHER_FIGURE = "other_figure"
    NOT_FOUND = "not_found"
    NOT_AVAILABLE = "not_available"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature's say in a membership: its name, its weighed score and a sentence for people."""

    feature: str
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Why a claim is in its group: the claim it is tied to most strongly, with the reasons.

    ``to`` is None for the claim that the group hangs on (its earliest). ``score`` is the sum of the reasons.
    """

    claim: str
    article: str
    to: str | None
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that tell of one incident or one series, each with its reasons; earliest claim first."""

    id: str
    kind: IncidentKind
    act: str | None
    members: tuple[Membership, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(m.claim for m in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A person's word on grouping: these claims belong ``together``, or apart.

    Apart means that no two of ``claims`` share a group. ``decision`` is the number of the decision behind it.
    """

    together: bool
    claims: tuple[str, ...]
    decision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One independent voice: who spoke first, and through whom it reached us.

    ``chain`` tells each step in words (which outlet, which speaker, who cites or reprints whom);
    ``first`` is the earliest article, None where articles only cite one another in a circle.
    """

    id: str
    name: str
    kind: SpeakerKind
    party: str | None
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    first: str | None
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one origin says of one measure at one time.

    ``said_on`` is the day of publication, ISO. ``superseded_by`` is the id of the same origin's later
    account, None for its last word. ``other_side`` marks losses that a party claims to have inflicted on
    the other.
    """

    id: str
    origin: str
    speaker: str
    kind: SpeakerKind
    outlets: tuple[str, ...]
    low: int | float | None
    high: int | float | None
    bound: Bound
    claims: tuple[str, ...]
    said_on: str | None
    superseded_by: str | None
    other_side: bool
    denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Accounts set against each other, the claims behind them, and a sentence that says why."""

    kind: ContradictionKind
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Containment:
    """One figure that lies inside another (claim ids): nothing is summed across it."""

    whole: str
    part: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Low, best and high by a named policy, the claims used, and why. ``best`` may be None."""

    policy: str
    low: int | float | None
    best: int | float | None
    high: int | float | None
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One measure of one kind of object in an incident: its estimate and all accounts behind it."""

    measure: Measure
    object: str
    status: ObjectStatus
    other_side: bool
    estimate: Estimate
    accounts: tuple[Account, ...]
    contradictions: tuple[Contradiction, ...]
    compatible: tuple[Contradiction, ...]
    within: tuple[Containment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blame:
    """Who is said to have done it: who asserts it, who denies it, who doubts it (names of origins)."""

    accused: str
    claims: tuple[str, ...]
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    doubted_by: tuple[str, ...]
    contested: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One happening or one series as many articles report it. ``id`` hashes its earliest claim."""

    id: str
    kind: IncidentKind
    act: str | None
    place: Place | None
    start: str | None
    end: str | None
    claims: tuple[str, ...]
    articles: tuple[tuple[str, str | None], ...]
    origins: tuple[Origin, ...]
    outlets: tuple[str, ...]
    measures: tuple[Tally, ...]
    responsibility: tuple[Blame, ...]
    grade: Grade
    grade_why: str
    notes: tuple[str, ...] = ()

    @property
    def voices(self) -> int:
        """How many independent origins attest it: those of its figures, or where it has none those of its
        accusations. Articles that only cite one another in a circle are no voice.
        """
        counting = {a.origin for t in self.measures for a in t.accounts}
        return sum(o.first is not None and (o.id in counting or not counting) for o in self.origins)

    @property
    def voice_names(self) -> tuple[str, ...]:
        """The names of its voices without case, each once."""
        return tuple(dict.fromkeys(o.name.casefold() for o in self.origins))

    @property
    def contested(self) -> bool:
        """True where figures contradict one another or responsibility is disputed."""
        return any(b.contested for b in self.responsibility) or any(t.contradictions for t in self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One cited claim held against one cited article.

    ``sentence`` stands in the citing article; ``found`` is the sentence of the cited one that carries the
    claim, or carries it with another figure; None where there is none.
    """

    claim: str
    marker: str | None
    url: str | None
    cited: str | None
    verdict: Verdict
    sentence: Span
    found: Span | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationCheck:
    """The citations of one article, checked, and the ids of its claims that have none."""

    article: str
    supports: tuple[Support, ...]
    uncited: tuple[str, ...]


def incidents_json(incident: Incident) -> Json:
    """One incident as one line of ``sayso incidents --json``."""
    place = incident.place
    return {
        "id": incident.id,
        "kind": str(incident.kind),
        "act": incident.act,
        "place": None if place is None else _place_json(place),
        "from": incident.start,
        "to": incident.end,
        "claims": list(incident.claims),
        "articles": [{"id": a, "doc_id": d} for a, d in incident.articles],
        "voices": incident.voices,
        "outlets": len(incident.outlets),
        "origins": [_origin_json(o) for o in incident.origins],
        "measures": [_tally_json(t) for t in incident.measures],
        "responsibility": [_blame_json(b) for b in incident.responsibility],
        "grade": str(incident.grade),
        "grade_why": incident.grade_why,
        "notes": list(incident.notes),
    }


def _place_json(place: Place) -> Json:
    rest = ("name", "country", "lat", "lon", "precision", "gazetteer_id")
    return {"text": place.span.text, **{k: getattr(place, k) for k in rest}}


def _origin_json(origin: Origin) -> Json:
    return {
        "id": origin.id,
        "name": origin.name,
        "kind": str(origin.kind),
        "party": origin.party,
        "claims": list(origin.claims),
        "articles": list(origin.articles),
        "outlets": list(origin.outlets),
        "first": origin.first,
        "chain": list(origin.chain),
    }


def _tally_json(tally: Tally) -> Json:
    estimate = tally.estimate
    return {
        "measure": str(tally.measure),
        "object": tally.object,
        "status": str(tally.status),
        "other_side": tally.other_side,
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "policy": estimate.policy,
        "why": estimate.why,
        "used": list(estimate.claims),
        "accounts": [_account_json(a) for a in tally.accounts],
        "contradictions": [contradiction_json(c) for c in tally.contradictions],
        "compatible": [contradiction_json(c) for c in tally.compatible],
        "within": [{"whole": w.whole, "part": w.part, "why": w.why} for w in tally.within],
    }


def _account_json(account: Account) -> Json:
    return {
        "id": account.id,
        "origin": account.origin,
        "speaker": account.speaker,
        "kind": str(account.kind),
        "outlets": list(account.outlets),
        "low": account.low,
        "high": account.high,
        "bound": str(account.bound),
        "claims": list(account.claims),
        "said_on": account.said_on,
        "superseded_by": account.superseded_by,
        "other_side": account.other_side,
        "denied": account.denied,
    }


def contradiction_json(contradiction: Contradiction) -> Json:
    """One contradiction, or one pair of compatible accounts."""
    return {"kind": str(contradiction.kind), "claims": list(contradiction.claims), "why": contradiction.why}


def _blame_json(blame: Blame) -> Json:
    return {
        "accused": blame.accused,
        "claims": list(blame.claims),
        "asserted_by": list(blame.asserted_by),
        "denied_by": list(blame.denied_by),
        "doubted_by": list(blame.doubted_by),
        "contested": blame.contested,
        "why": blame.why,
    }


def group_json(group: Group) -> Json:
    """A group with the reasons of each membership: what ``sayso explain`` prints."""
    return {
        "id": group.id,
        "kind": str(group.kind),
        "act": group.act,
        "members": [
            {
                "claim": m.claim,
                "article": m.article,
                "to": m.to,
                "score": m.score,
                "reasons": [{"feature": r.feature, "score": r.score, "why": r.why} for r in m.reasons],
            }
            for m in group.members
        ],
    }


def check_json(check: CitationCheck) -> Json:
    """The citations of one article, checked."""
    return {
        "article": check.article,
        "supports": [
            {
                "claim": s.claim,
                "marker": s.marker,
                "url": s.url,
                "cited": s.cited,
                "verdict": str(s.verdict),
                "sentence": s.sentence.text,
                "found": s.found.text if s.found else None,
                "why": s.why,
            }
            for s in check.supports
        ],
        "uncited": list(check.uncited),
    }
