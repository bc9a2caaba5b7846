"""What a workbook holds beside its claims: sheets of incidents, accounts and decisions."""

from collections.abc import Iterable, Iterator

from sayso.export.case import Case, provenance
from sayso.export.row import Row
from sayso.model.decisions import Decision, canonical

Value = str | int | float | bool | None

INCIDENTS = (
    *("incident_id", "kind", "act", "place", "country", "lat", "lon", "place_precision", "from", "to"),
    *("voices", "outlets", "articles", "grade", "grade_why", "contested", "accused"),
    *("claim_ids", "sentences", "speakers", "outlet_names", "urls", "snapshots", "gazetteer"),
)
ACCOUNTS = (
    *(
        "incident_id",
        "measure",
        "object",
        "object_status",
        "claimed_of_other_side",
        "speaker",
        "speaker_kind",
    ),
    *("low", "high", "bound", "said_on", "superseded", "denied", "outlets", "claim_ids", "sentence", "url"),
    *("snapshot", "estimate_low", "estimate_best", "estimate_high", "policy", "why"),
)
CITATIONS = (
    *("claim_id", "article_id", "marker", "cited_url", "supports"),
    *("sentence", "speaker", "outlet", "url", "snapshot"),
)
DECISIONS = ("number", "at", "author", "kind", "subjects", "reason", "payload", "hash")


def incident(case: Case) -> tuple[Value, ...]:
    """One incident as a row of :data:`INCIDENTS`."""
    i, place = case.incident, case.incident.place
    return (
        *(i.id, str(i.kind), i.act, place.span.text if place else None, place.country if place else None),
        *((place.lat, place.lon, place.precision) if place else (None, None, None)),
        *(i.start, i.end, i.voices, len(i.outlets), len(i.articles), str(i.grade), i.grade_why, i.contested),
        "; ".join(b.accused for b in i.responsibility) or None,
        *provenance(case).values(),
    )


def accounts(case: Case) -> Iterator[tuple[Value, ...]]:
    """The accounts of an incident as rows of :data:`ACCOUNTS`, each with the sentence of its first claim."""
    for tally in case.incident.measures:
        estimate = tally.estimate
        for a in tally.accounts:
            told = next((case.claims[c] for c in a.claims if c in case.claims), None)
            yield (
                *(case.incident.id, str(tally.measure), tally.object, str(tally.status), tally.other_side),
                *(a.speaker, str(a.kind), a.low, a.high, str(a.bound), a.said_on),
                *(a.superseded_by is not None, a.denied, "; ".join(a.outlets), "; ".join(a.claims)),
                *((told.claim.span.text, told.article.url, told.article.snapshot) if told else (None,) * 3),
                *(estimate.low, estimate.best, estimate.high, estimate.policy, estimate.why),
            )


def citations(row: Row) -> Iterator[tuple[Value, ...]]:
    """The footnotes of a claim as rows of :data:`CITATIONS`."""
    article, claim = row.article, row.claim
    speaker = claim.speaker.name if claim.speaker else None
    told = (claim.span.text, speaker, article.outlet, article.url, article.snapshot)
    for c in article.citations:
        if c.marker in claim.citations:
            supports = c.supports.text if c.supports else None
            yield claim.id, article.id, c.marker, c.url, supports, *told


def decisions(log: Iterable[Decision]) -> Iterator[tuple[Value, ...]]:
    """The log as rows of :data:`DECISIONS`; hidden words are empty in it."""
    for d in log:
        payload = canonical(d.payload) if d.payload else None
        yield d.number, d.at, d.author, str(d.kind), "; ".join(d.subjects), d.reason, payload, d.hash
