"""schema.org as JSON-LD: each claim as ``Claim`` with where it appears, and what people have reviewed.

``firstAppearance`` is the article in which this voice first gave this number (or first accused this party),
of all that the ledger groups into the incident; a claim that stands in no incident has none.
``ClaimReview`` is made for claims that a person has accepted, corrected or added, and for no other: it says
what was decided on the *reading* of the article, and its rating has no value, for sayso does not rate truth.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from sayso.export.case import Case
from sayso.export.codebook import ATTRIBUTION
from sayso.export.linked import (
    Json,
    article_name,
    bytes_name,
    claim_name,
    speaker_node,
    stated,
    write_document,
)
from sayso.export.row import Counting, Format, Row
from sayso.model import Article
from sayso.model.decisions import Decision, DecisionKind

HEAD: Json = {
    "@context": {"@vocab": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#"},
    "prov:wasAttributedTo": ATTRIBUTION,
}
JUDGED = {
    DecisionKind.ACCEPT: "accepted: the article says this",
    DecisionKind.CORRECT: "corrected: the article says it as given here",
    DecisionKind.ADD: "added: a person read this in the article",
}


def article_node(article: Article) -> Json:
    """The article as a schema.org work, with the hash of its raw bytes."""
    day = article.published
    return stated(
        {
            "@type": "NewsArticle",
            "@id": article_name(article),
            "headline": article.title,
            "url": article.url,
            "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
            "datePublished": day.earliest if day.earliest == day.latest else None,
            "identifier": bytes_name(article),
        }
    )


def claim_node(row: Row, first: str | None = None) -> Json:
    """A claim as schema.org ``Claim``; ``first`` names the article in which it first appeared."""
    speaker = row.claim.speaker
    return stated(
        {
            "@type": "Claim",
            "@id": claim_name(row.claim.id),
            "text": row.claim.span.text,
            "author": speaker_node(speaker) if speaker else None,
            "appearance": article_node(row.article),
            "firstAppearance": {"@id": first} if first else None,
            "citation": list(row.citation_urls),
        }
    )


def review_node(row: Row, decision: Decision) -> Json:
    """What a person decided of a claim as schema.org ``ClaimReview``."""
    return stated(
        {
            "@type": "ClaimReview",
            "@id": f"urn:sayso:decision:{decision.id}:{row.claim.id}",
            "itemReviewed": {"@id": claim_name(row.claim.id)},
            "claimReviewed": row.claim.span.text,
            "author": {"@type": "Person", "name": decision.author},
            "datePublished": decision.at,
            "reviewBody": decision.reason,
            "reviewRating": {"@type": "Rating", "alternateName": JUDGED[decision.kind]},
        }
    )


def first_appearances(cases: Iterable[Case]) -> dict[str, str]:
    """The name of the article in which each claim's voice first said the same, by claim."""
    first: dict[str, str] = {}
    for case in cases:
        same = [a.claims for t in case.incident.measures for a in t.accounts]
        for blame in case.incident.responsibility:
            same += [tuple(c for c in blame.claims if c in o.claims) for o in case.incident.origins]
        for claims in same:
            told = case.claims.get(claims[0]) if claims else None
            if told is not None:
                first.update(dict.fromkeys(claims, article_name(told.article)))
    return first


def _nodes(rows: Iterable[Row], first: Mapping[str, str]) -> Iterator[Json]:
    for row in rows:
        yield claim_node(row, first.get(row.claim.id))
        yield from (review_node(row, d) for d in row.decisions if d.kind in JUDGED)


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the claims and their reviews alone; returns how many claims."""
    return write_whole(rows, (), (), out)


def write_whole(
    rows: Iterable[Row], cases: Iterable[Case], decisions: Iterable[Decision], out: BinaryIO
) -> int:
    """The same with the first appearance of each claim; returns how many claims."""
    counted = Counting(rows)
    write_document(out, HEAD, "@graph", _nodes(counted, first_appearances(cases)))
    return counted.number


JSONLD = Format(
    name="jsonld",
    suffix=".jsonld",
    summary="schema.org claims, and reviews of those that were reviewed, as JSON-LD",
    write=write,
    whole=write_whole,
)
