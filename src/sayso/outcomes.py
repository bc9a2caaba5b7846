"""What a ledger is asked and what it gives back, at the front door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.export import Row
from sayso.ledger import ClaimFilter, Kept
from sayso.model import ClaimKind, Failure, Measure, Reading, SpeakerKind
from sayso.model.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one ``add`` did.

    ``articles`` were new, of which ``versions`` are another text at a known address; ``readings`` were
    readings by a run that had not read the article before; ``known`` was all there; ``claims`` are the new
    claims; ``failures`` could not be read or kept.
    """

    articles: int
    versions: int
    readings: int
    known: int
    claims: int
    failures: tuple[Failure, ...]

    @classmethod
    def of(cls, outcomes: Iterable[Kept | Failure]) -> "Added":
        """Count outcomes as they come."""
        articles = versions = readings = known = claims = 0
        failures: list[Failure] = []
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                failures.append(outcome)
                continue
            articles += outcome.new_article
            versions += outcome.new_article and outcome.version > 1
            readings += outcome.new_reading and not outcome.new_article
            known += not (outcome.new_article or outcome.new_reading)
            claims += outcome.claims
        return cls(
            articles=articles,
            versions=versions,
            readings=readings,
            known=known,
            claims=claims,
            failures=tuple(failures),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One claim in full: the reading around it, the claims of the same sentence, the decisions on it."""

    reading: Reading
    row: Row
    beside: tuple[Row, ...]
    decisions: tuple[Decision, ...]


def claim_filter(wanted: ClaimFilter | None, filters: Mapping[str, Any]) -> ClaimFilter:
    """One filter of both; ``measure``, ``kind`` and ``speaker_kind`` may be words of the vocabulary."""
    given = dict(filters)
    if "measure" in given:
        given["measures"] = (given.pop("measure"),)
    if "kind" in given:
        given["kinds"] = (given.pop("kind"),)
    if "measures" in given:
        given["measures"] = tuple(Measure(m) for m in given["measures"])
    if "kinds" in given:
        given["kinds"] = tuple(ClaimKind(k) for k in given["kinds"])
    if given.get("speaker_kind"):
        given["speaker_kind"] = SpeakerKind(given["speaker_kind"])
    return replace(wanted or ClaimFilter(), **given)
