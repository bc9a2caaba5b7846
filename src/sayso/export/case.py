"""An incident as exports see it: the incident, and the claims behind it with their articles.

Formats of incidents stand beside those of claims: some shapes of the field have one row an incident.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from sayso.export.row import credit
from sayso.model import Article, Claim, Incident, Measure, Run
from sayso.model.decisions import Decision
from sayso.model.incidents import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A claim with the article that makes it, and the run that read it there."""

    claim: Claim
    article: Article
    run: Run | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An incident, by id each claim that is named in it, and what people have decided of it.

    ``rules`` explains the rules of estimates by name.
    """

    incident: Incident
    claims: Mapping[str, Sourced]
    decisions: tuple[Decision, ...] = ()
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def sources(self) -> tuple[Sourced, ...]:
        """The incident's own claims, in its order."""
        return tuple(self.claims[c] for c in self.incident.claims if c in self.claims)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that tell of it, each once, the earliest first."""
        return tuple({s.article.id: s.article for s in self.sources}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFormat:
    """A way to write incidents: ``write(cases, out)`` writes bytes and returns how many incidents."""

    name: str
    suffix: str
    summary: str
    write: Callable[[Iterable[Case], BinaryIO], int]


def deaths(case: Case) -> tuple[Tally, ...]:
    """The tallies of killed, those apart that one side claims of the other."""
    return tuple(t for t in case.incident.measures if t.measure is Measure.KILLED and not t.other_side)


def whole(value: int | float | None) -> int | None:
    """A count as a whole number; None stays None and never becomes 0."""
    return None if value is None else int(value)


def bounds(tallies: Iterable[Tally]) -> tuple[int | None, int | None, int | None]:
    """``(low, best, high)`` over tallies that may overlap, so that nothing is added.

    One tally speaks for itself. Of several, each may count a part of the others: the greatest low still
    holds, while best and high of the whole are not known.
    """
    found = list(tallies)
    if len(found) == 1:
        estimate = found[0].estimate
        return whole(estimate.low), whole(estimate.best), whole(estimate.high)
    lows = [t.estimate.low for t in found if t.estimate.low is not None]
    return whole(max(lows)) if lows else None, None, None


def span_days(case: Case) -> int | None:
    """How many days the incident's window covers, first and last included; None where a side is open."""
    start, end = case.incident.start, case.incident.end
    if not start or not end:
        return None
    return (date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])).days + 1


def accused(case: Case) -> tuple[str, ...]:
    """Who is said by somebody to have done it."""
    return tuple(b.accused for b in case.incident.responsibility if b.asserted_by)


EACH = " | "
"""What stands between the parts of a cell that has one part for each claim, in the order of the claim ids."""


def provenance(case: Case) -> dict[str, str | None]:
    """Where an incident's row comes from, claim by claim: each cell has as many parts as there are claims."""
    told = case.sources
    return {
        "sayso_claim_ids": EACH.join(s.claim.id for s in told),
        "sayso_sentences": EACH.join(_line(s.claim.span.text) for s in told),
        "sayso_speakers": EACH.join(_line(s.claim.speaker.name if s.claim.speaker else "") for s in told),
        "sayso_outlets": EACH.join(_line(s.article.outlet or "") for s in told),
        "sayso_urls": EACH.join(_line(s.article.url or "") for s in told),
        "sayso_snapshots": EACH.join(s.article.snapshot for s in told),
        "sayso_gazetteer": credit(case.incident.place),
    }


def _line(text: str) -> str:
    """Words in one line that holds no bar of ours."""
    return " ".join(text.split()).replace("|", "¦")
