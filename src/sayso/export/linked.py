"""The web's shapes: schema.org claims, W3C annotations, and the provenance of each claim.

Three formats, each one JSON-LD document that is written as it comes. Names of things: ``urn:sayso:claim:ID``,
``urn:sayso:article:ID``, ``urn:sayso:run:KEY``, ``urn:sha256:HASH`` for raw bytes. ``ClaimReview`` is for
what a person has reviewed, and is not made from a reading alone.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from sayso.export.codebook import ATTRIBUTION
from sayso.export.row import Format, Row
from sayso.model import Article, Speaker, SpeakerKind

Json = dict[str, Any]
AROUND = 32  # characters of context on either side of a quoted selector


def claim_name(row: Row) -> str:
    """The URN of a claim."""
    return f"urn:sayso:claim:{row.claim.id}"


def article_name(article: Article) -> str:
    """The article's address where it has one, else its URN."""
    return article.url or f"urn:sayso:article:{article.id}"


def _stated(data: Json) -> Json:
    return {k: v for k, v in data.items() if v not in (None, [], {})}


def _speaker(speaker: Speaker) -> Json:
    # A named speaker may be a person, an office or a body: the text does not always tell, so this does not.
    named = speaker.kind is SpeakerKind.NAMED
    return {
        "@type": "Thing",
        "name": speaker.name,
        "description": None if named else f"{speaker.kind} speaker",
    }


def schema_claim(row: Row) -> Json:
    """A claim as schema.org ``Claim`` with the article that it appears in."""
    article = row.article
    work = _stated(
        {
            "@type": "NewsArticle",
            "@id": article_name(article),
            "headline": article.title,
            "url": article.url,
            "publisher": _stated({"@type": "Organization", "name": article.outlet})
            if article.outlet
            else None,
            "datePublished": article.published.earliest
            if article.published.earliest == article.published.latest
            else None,
            "identifier": f"urn:sha256:{article.snapshot}",
        }
    )
    speaker = row.claim.speaker
    return _stated(
        {
            "@type": "Claim",
            "@id": claim_name(row),
            "text": row.claim.span.text,
            "author": _stated(_speaker(speaker)) if speaker else None,
            "appearance": work,
            "citation": list(row.citation_urls),
        }
    )


def annotation(row: Row) -> Json:
    """A claim as a W3C Web Annotation: quote and position selectors on the article's text."""
    text, words = row.article.text, row.words
    quote = _stated(
        {
            "type": "TextQuoteSelector",
            "exact": words.text,
            "prefix": text[max(0, words.start - AROUND) : words.start],
            "suffix": text[words.end : words.end + AROUND],
        }
    )
    position = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
    return {
        "type": "Annotation",
        "id": claim_name(row),
        "motivation": "identifying",
        "body": {
            "type": "TextualBody",
            "value": row.claim.span.text,
            "format": "text/plain",
            "purpose": "describing",
        },
        "target": {"source": article_name(row.article), "selector": [quote, position]},
    }


def provenance(row: Row) -> Json:
    """From raw bytes to claim in PROV-O: snapshot, article, the run that read it, the speaker."""
    article, speaker = row.article, row.claim.speaker
    run = f"urn:sayso:run:{row.run.key}"
    return _stated(
        {
            "@id": claim_name(row),
            "@type": "prov:Entity",
            "prov:value": row.claim.span.text,
            "prov:wasAttributedTo": {"@type": "prov:Agent", "rdfs:label": speaker.name} if speaker else None,
            "prov:wasDerivedFrom": _stated(
                {
                    "@id": f"urn:sayso:article:{article.id}",
                    "@type": "prov:Entity",
                    "rdfs:label": article.title,
                    "prov:atLocation": {"@id": article.url} if article.url else None,
                    "prov:wasAttributedTo": {"@type": "prov:Agent", "rdfs:label": article.outlet}
                    if article.outlet
                    else None,
                    "prov:wasDerivedFrom": {"@id": f"urn:sha256:{article.snapshot}", "@type": "prov:Entity"},
                }
            ),
            "prov:wasGeneratedBy": {
                "@id": run,
                "@type": "prov:Activity",
                "rdfs:label": f"sayso {row.run.version}, {row.run.model}, {row.run.language}",
            },
        }
    )


def _document(
    context: Any, key: str, head: Json, each: Callable[[Row], Json]
) -> Callable[[Iterable[Row], BinaryIO], int]:
    """A writer of one document whose ``key`` holds one object a claim."""

    def write(rows: Iterable[Row], out: BinaryIO) -> int:
        start = json.dumps({"@context": context, **head})[:-1]
        out.write(f'{start}, "{key}": ['.encode())
        count = 0
        for row in rows:
            out.write((",\n" if count else "\n").encode() + json.dumps(each(row), allow_nan=False).encode())
            count += 1
        out.write(b"\n]}\n")
        return count

    return write


SCHEMA_ORG = {"@vocab": "https://schema.org/"}
PROV = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}

JSONLD = Format(
    name="jsonld",
    suffix=".jsonld",
    summary="schema.org claims as JSON-LD",
    write=_document(SCHEMA_ORG, "@graph", {}, schema_claim),
)
ANNOTATION = Format(
    name="annotation",
    suffix=".jsonld",
    summary="W3C Web Annotations, one a claim",
    write=_document(
        "http://www.w3.org/ns/anno.jsonld",
        "items",
        {"type": "AnnotationPage", "id": "urn:sayso:annotations"},
        annotation,
    ),
)
PROVENANCE = Format(
    name="prov",
    suffix=".jsonld",
    summary="from snapshot to claim in PROV-O",
    write=_document(PROV, "@graph", {}, provenance),
)

__all__ = ["ANNOTATION", "ATTRIBUTION", "JSONLD", "PROVENANCE", "annotation", "provenance", "schema_claim"]
