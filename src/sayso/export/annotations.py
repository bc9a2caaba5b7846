"""W3C Web Annotations: each claim on its exact words, by quote and by position in the article's text.

The position counts Unicode code points, as the recommendation asks; scripts that count UTF-16 units anchor by
the quote. Speaker, outlet and the hash of the raw bytes stand beside, in schema.org's words.
"""

from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.linked import Json, article_name, claim_name, speaker_node, stated, write_document
from sayso.export.row import Counting, Format, Row

AROUND = 32  # characters of context on either side of a quoted selector
HEAD: Json = {
    "@context": ["http://www.w3.org/ns/anno.jsonld", {"schema": "https://schema.org/"}],
    "id": "urn:sayso:annotations",
    "type": "AnnotationPage",
}


def annotation(row: Row) -> Json:
    """A claim as an annotation on its words."""
    article, words, speaker = row.article, row.words, row.claim.speaker
    text = article.text
    quote = stated(
        {
            "type": "TextQuoteSelector",
            "exact": words.text,
            "prefix": text[max(0, words.start - AROUND) : words.start] or None,
            "suffix": text[words.end : words.end + AROUND] or None,
        }
    )
    position = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
    said = speaker_node(speaker) if speaker else None
    source = stated(
        {
            "id": article_name(article),
            "type": "Text",
            "schema:publisher": article.outlet,
            "schema:sha256": article.snapshot,
        }
    )
    return stated(
        {
            "type": "Annotation",
            "id": claim_name(row.claim.id),
            "motivation": "identifying",
            "schema:author": {f"schema:{k}": v for k, v in said.items() if k[0] != "@"} if said else None,
            "body": {
                "type": "TextualBody",
                "value": row.claim.span.text,
                "format": "text/plain",
                "purpose": "describing",
            },
            "target": {"source": source, "selector": [quote, position]},
        }
    )


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write one annotation page; returns how many claims."""
    counted = Counting(rows)
    write_document(out, HEAD, "items", (annotation(row) for row in counted))
    return counted.number


ANNOTATION = Format(
    name="annotation", suffix=".jsonld", summary="W3C Web Annotations, one a claim", write=write
)
