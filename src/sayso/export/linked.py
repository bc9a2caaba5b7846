"""What the web's shapes share: the names of things, and one JSON-LD document that is written as it comes.

Names: ``urn:sayso:claim:ID``, ``urn:sayso:article:ID`` (or the article's address), ``urn:sayso:run:KEY``,
``urn:sayso:incident:ID``, ``urn:sayso:decision:ID``, ``urn:sha256:HASH`` for raw bytes.
"""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from sayso.model import Article, Speaker, SpeakerKind

Json = dict[str, Any]


def claim_name(claim: str) -> str:
    """The URN of a claim."""
    return f"urn:sayso:claim:{claim}"


def article_name(article: Article) -> str:
    """The article's address where it has one, else its URN."""
    return article.url or f"urn:sayso:article:{article.id}"


def bytes_name(article: Article) -> str:
    """The URN of the raw bytes that the article came from."""
    return f"urn:sha256:{article.snapshot}"


def stated(data: Json) -> Json:
    """The parts that are stated: what is not known is left out, never null and never 0."""
    return {k: v for k, v in data.items() if v not in (None, [], {})}


def speaker_node(speaker: Speaker) -> Json:
    """On whose say-so, as a schema.org thing: the text does not always tell a person from a body."""
    named = speaker.kind is SpeakerKind.NAMED
    described = None if named else f"{speaker.kind} speaker"
    return stated({"@type": "Thing", "name": speaker.name, "description": described})


def write_document(out: BinaryIO, head: Json, key: str, nodes: Iterable[Json]) -> None:
    """One document with ``head`` before its nodes, which stand under ``key``, one a line."""
    out.write(f'{json.dumps(head)[:-1]}, "{key}": ['.encode())
    parted = b"\n"
    for node in nodes:
        out.write(parted + json.dumps(node, allow_nan=False).encode())
        parted = b",\n"
    out.write(b"\n]}\n")
