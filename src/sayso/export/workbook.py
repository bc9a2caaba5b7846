"""What exports hold beside claims: incidents, accounts, citations, decisions and articles, column by column.

The sheets of a workbook and the frames of Python have these; their columns are part of the one code book.
Where a cell holds several parts, one for each claim, a bar stands between them, in the order of the claims.
"""

from collections.abc import Iterable, Iterator

from sayso.export.case import Case, provenance
from sayso.export.codebook import COLUMN_BOOK, Column, column
from sayso.export.row import Row
from sayso.model import Bound, Grade, IncidentKind, Measure, ObjectStatus, SpeakerKind
from sayso.model.decisions import Decision, DecisionKind, canonical

Value = str | int | float | bool | None

INCIDENTS: tuple[Column, ...] = (
    column("incident_id", "Id of the incident: a hash of its earliest claim."),
    column("kind", "One happening, or a series of totals and stocks.", values=tuple(IncidentKind)),
    column("act", "The kind of act that most of its claims tell of."),
    column("place", "The place that most claims give, verbatim."),
    column("country", "ISO 3166-1 alpha-2 code."),
    column("lat", "Latitude, degrees north, WGS 84: a centre, not a pin.", "number"),
    column("lon", "Longitude, degrees east, WGS 84.", "number"),
    column("place_precision", "UCDP where_prec, as with claims.", "integer"),
    column("from", "First day (ISO); empty where nothing tells it."),
    column("to", "Last day (ISO, inclusive)."),
    column("voices", "How many independent origins attest it.", "integer"),
    column("outlets", "How many outlets tell of it.", "integer"),
    column("articles", "How many articles tell of it.", "integer"),
    column("grade", "How well it is attested, after Airwars.", values=tuple(Grade)),
    column("grade_why", "Why it has this grade."),
    column("contested", "True where accounts contradict one another or blame is disputed.", "boolean"),
    column("accused", "Who is said to have done it, by anybody."),
    column("claim_ids", "Its claims."),
    column("sentences", "The sentence of each claim."),
    column("speakers", "On whose say-so, claim by claim; empty in the article's own voice."),
    column("outlet_names", "Who published, claim by claim."),
    column("urls", "The article's address, claim by claim."),
    column("snapshots", "SHA-256 of the raw bytes, claim by claim."),
    column("gazetteer", "Whose name and coordinates of the place these are, with the licence."),
)
ACCOUNTS: tuple[Column, ...] = (
    column("incident_id", "Id of the incident."),
    column("measure", "What happened to the counted.", values=tuple(Measure)),
    column("object", "Who or what is counted, in the words of most claims."),
    column("object_status", "Status of the counted.", values=tuple(ObjectStatus)),
    column("claimed_of_other_side", "True where a party counts losses it says it inflicted.", "boolean"),
    column("speaker", "The independent voice."),
    column("speaker_kind", "How far the voice could be found.", values=tuple(SpeakerKind)),
    column("low", "Lowest number that the voice gives; empty where it bounds none.", "number"),
    column("high", "Highest number that the voice gives; empty where it bounds none.", "number"),
    column("bound", "How the number is bounded.", values=tuple(Bound)),
    column("said_on", "Day of publication (ISO)."),
    column("superseded", "True where the same voice said another number later.", "boolean"),
    column("denied", "True where the voice denies or doubts the number.", "boolean"),
    column("outlets", "Through which outlets it came."),
    column("claim_ids", "The claims that carry it."),
    column("sentence", "The sentence of the first of them."),
    column("url", "The address of its article."),
    column("snapshot", "SHA-256 of the raw bytes of its article."),
    column("estimate_low", "Low of the measure by the policy, over all voices.", "number"),
    column("estimate_best", "Best of the measure; empty where the policy gives none.", "number"),
    column("estimate_high", "High of the measure.", "number"),
    column("policy", "The rule of the estimate."),
    column("why", "What the rule went by."),
)
CITATIONS: tuple[Column, ...] = (
    column("claim_id", "The claim that the footnote supports."),
    column("article_id", "Id of the article version."),
    column("marker", "The footnote's marker."),
    column("cited_url", "The address that is cited."),
    column("supports", "The stretch of text that the footnote supports."),
    column("sentence", "The sentence that carries the claim."),
    column("speaker", "On whose say-so; empty in the article's own voice."),
    column("outlet", "Who published the citing article."),
    column("url", "The citing article's address."),
    column("snapshot", "SHA-256 of the raw bytes of the citing article."),
)
DECISIONS: tuple[Column, ...] = (
    column("number", "Its number in the log.", "integer"),
    column("at", "When (ISO, UTC)."),
    column("author", "Who decided."),
    column("kind", "What was decided.", values=tuple(DecisionKind)),
    column("subjects", "The claims, incidents or decisions that it is about."),
    column("reason", "Why; empty where it is hidden."),
    column("payload", "What was set, as JSON."),
    column("hash", "SHA-256 that chains it to the decision before."),
)
BOOKS: tuple[tuple[str, tuple[Column, ...]], ...] = (
    ("claims", COLUMN_BOOK),
    ("citations", CITATIONS),
    ("incidents", INCIDENTS),
    ("accounts", ACCOUNTS),
    ("decisions", DECISIONS),
)
"""The whole code book: the columns of each table."""


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
