"""Records to rows and back, without touching a database.

A reading is kept in three parts: the article's text (once), its claims (one JSON each) and everything else
(``document``). Put together again they are the very reading that went in. JSON is ASCII, so that no character
of an article can offend a database; the columns beside it are for finding and may have such characters
replaced.
"""

import hashlib
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from sayso.ledger.records import Entry
from sayso.ledger.words import fold, words_of
from sayso.model import (
    Article,
    Claim,
    ClaimKind,
    DateBasis,
    Figure,
    LedgerError,
    Place,
    Problem,
    Published,
    Reading,
    Responsibility,
    Run,
    Snapshot,
    Span,
    Speaker,
    SpeakerKind,
    contract,
)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A reading made ready for the tables; ``digest`` is the same for the same reading."""

    digest: str
    reading: Values
    claims: list[Values]
    claim_readings: list[Values]


def plain(text: str | None) -> str | None:
    """``text`` without the characters that a database's own text cannot hold (NUL, half surrogate pairs)."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def pack_text(text: str) -> bytes:
    """An article's text as kept: compressed UTF-8."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack_text(content: bytes) -> str:
    """The text that :func:`pack_text` packed."""
    return zlib.decompress(content).decode("utf-8", "surrogatepass")


def snapshot_values(snapshot: Snapshot) -> Values:
    """A snapshot's row: compressed where that is smaller (a PDF is compressed already)."""
    packed = zlib.compress(snapshot.content, 4)
    encoding, content = ("zlib", packed) if len(packed) < len(snapshot.content) else ("raw", snapshot.content)
    return {
        "sha256": snapshot.sha256,
        "media_type": plain(snapshot.media_type),
        "encoding": encoding,
        "size": len(snapshot.content),
        "content": content,
    }


def snapshot_of(row: Row[Any]) -> Snapshot:
    """A snapshot from its row; raises :class:`LedgerError` where its bytes no longer have their hash."""
    try:
        content = zlib.decompress(row.content) if row.encoding == "zlib" else bytes(row.content)
    except zlib.error:
        content = b""
    snapshot = Snapshot.of(content, media_type=row.media_type)
    if snapshot.sha256 != row.sha256:
        message = f"The kept bytes of snapshot {row.sha256} have changed: take the ledger from a good copy."
        raise LedgerError("damaged", message)
    return snapshot


dumps = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
"""JSON in ASCII, keys in the contract's order. One encoder for all: making one takes as long as using it."""


def pack(reading: Reading) -> Packed:
    """A reading as rows; keys to other rows (numbers, times) are the caller's to add."""
    article = reading.article
    data = contract.to_json(reading)
    document = {
        "article": {k: v for k, v in data["article"].items() if k not in ("text", "snapshot")},
        "citations": data["citations"],
        "tone": data["tone"],
        "problems": data["problems"],
        "source_problems": [contract.problem_json(p) for p in article.problems],
        "run": data["run"],
    }
    payloads = [dumps(d) for key in ("figures", "responsibility", "statements") for d in data[key]]
    packed_document = dumps(document)
    digest = hashlib.sha256("\n".join([packed_document, *payloads]).encode()).hexdigest()
    return Packed(
        digest=digest,
        reading={**_reading_values(reading), "digest": digest, "document": packed_document},
        claims=[_claim_values(claim, article) for claim in reading.claims],
        claim_readings=[
            {"position": n, **_claim_reading_values(claim), "payload": payload}
            for n, (claim, payload) in enumerate(zip(reading.claims, payloads, strict=True))
        ],
    )


def _reading_values(reading: Reading) -> Values:
    article = reading.article
    return {
        "article": article.id,
        "run": reading.run.key,
        "doc_id": plain(article.doc_id),
        "url": plain(article.url),
        "title": plain(article.title),
        "outlet": plain(article.outlet),
        "outlet_folded": plain(fold(article.outlet)) if article.outlet else None,
        "language": plain(article.language),
        "earliest": plain(article.published.earliest),
        "latest": plain(article.published.latest),
        "date_basis": str(article.published.basis),
        "figures": len(reading.figures),
        "responsibility": len(reading.responsibility),
        "statements": len(reading.statements),
        "problems": len(reading.problems),
    }


def kind_of(claim: Claim) -> ClaimKind:
    """Which of the three kinds a claim is."""
    if isinstance(claim, Figure):
        return ClaimKind.FIGURE
    return ClaimKind.RESPONSIBILITY if isinstance(claim, Responsibility) else ClaimKind.STATEMENT


def anchors(claim: Claim) -> tuple[Span, ...]:
    """The words that a claim hangs on, as its id has them."""
    if isinstance(claim, Figure):
        return (claim.quantity.span,)
    return (
        (claim.act, claim.accused)
        if isinstance(claim, Responsibility)
        else claim.content[:1] or (claim.span,)
    )


def _claim_values(claim: Claim, article: Article) -> Values:
    spans = anchors(claim)
    return {
        "id": claim.id,
        "article": article.id,
        "kind": str(kind_of(claim)),
        "start": min(span.start for span in spans),
        "end": max(span.end for span in spans),
        "words": plain(" … ".join(span.text for span in spans)),
    }


_NOT_STATED: Values = {
    **dict.fromkeys(("measure", "basis", "low", "high", "bound", "stance", "actor")),
    **dict.fromkeys(("place", "country", "lat", "lon", "time_from", "time_to")),
}


def _claim_reading_values(claim: Claim) -> Values:
    values = {
        **_NOT_STATED,
        "claim": claim.id,
        "kind": str(kind_of(claim)),
        "speaker": _names(claim.speaker),
        "speaker_kind": str(claim.speaker.kind if claim.speaker else SpeakerKind.AUTHOR),
        "confidence": claim.confidence,
    }
    if isinstance(claim, Figure):
        place, time = claim.place, claim.time
        values |= {
            "measure": str(claim.measure),
            "basis": str(claim.basis) if claim.basis else None,
            "low": claim.quantity.low,
            "high": claim.quantity.high,
            "bound": str(claim.quantity.bound),
            "stance": str(claim.stance),
            "actor": plain(fold(claim.actor.text)) if claim.actor else None,
            "place": _names(place),
            "country": place.country if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "time_from": time.start if time else None,
            "time_to": time.end if time else None,
        }
    elif isinstance(claim, Responsibility):
        values |= {"actor": plain(fold(claim.accused.text)), "stance": str(claim.stance)}
    return values


def _names(named: Place | Speaker | None) -> str | None:
    if named is None:
        return None
    return plain("\n".join(fold(name) for name in dict.fromkeys((named.name, named.span.text)) if name))


def searched_words(claim: Claim) -> list[str]:
    """The words by which full-text search finds a claim: its sentence, and names that stand elsewhere."""
    words = words_of(claim.span.text)
    names = [claim.speaker.name] if claim.speaker else []
    if isinstance(claim, Figure):
        names += [str(claim.measure), (claim.place and claim.place.name) or ""]
    for name in names:
        words += (word for word in words_of(name) if word not in words)
    return words


def entry_of(row: Row[Any]) -> Entry:
    """An entry from a row of the columns in :data:`sayso.ledger.finding.ENTRY`."""
    return Entry(
        id=row.article,
        work=row.work,
        version=row.version,
        doc_id=row.doc_id,
        url=row.url,
        title=row.title,
        outlet=row.outlet,
        language=row.language,
        published=Published(earliest=row.earliest, latest=row.latest, basis=DateBasis(row.date_basis)),
        snapshot=row.snapshot,
        length=row.length,
        figures=row.figures,
        responsibility=row.responsibility,
        statements=row.statements,
        problems=row.problems,
        first_seen=row.first_seen,
        added=row.added,
        reading=row.number,
        run=Run(version=row.run_version, model=row.run_model, language=row.run_language),
    )


def reading_of(row: Row[Any], payloads: list[tuple[str, str]]) -> Reading:
    """The reading that was packed, from its row and the ``(kind, payload)`` of its claims in order."""
    data = json.loads(row.document)
    data["article"] |= {"text": unpack_text(row.text), "snapshot": row.snapshot}
    keys = {"figure": "figures", "responsibility": "responsibility", "statement": "statements"}
    data |= {key: [] for key in keys.values()}
    for kind, payload in payloads:
        data[keys[kind]].append(json.loads(payload))
    try:
        reading = contract.from_json(data)
    except (KeyError, ValueError, TypeError) as error:
        message = f"What is kept of article {row.article} cannot be read ({error!r}): upgrade sayso."
        raise LedgerError("damaged", message) from error
    problems = tuple(Problem(**p) for p in data["source_problems"])
    return replace(reading, article=replace(reading.article, work=row.work, problems=problems))


def cutting(entry: Entry, text: str) -> Article:
    """An article that serves to cut claims' sentences from: the text, and of the rest what a list has."""
    return Article(
        id=entry.id,
        work=entry.work,
        doc_id=entry.doc_id,
        url=entry.url,
        snapshot=entry.snapshot,
        title=entry.title,
        outlet=entry.outlet,
        authors=(),
        language=entry.language,
        published=entry.published,
        text=text,
        passages=(),
        citations=(),
        problems=(),
    )


def claim_of(kind: str, payload: str, article: Article) -> Claim:
    """One claim from its JSON."""
    data = json.loads(payload)
    if kind == ClaimKind.FIGURE:
        return contract.figure_from_json(data, article)
    if kind == ClaimKind.RESPONSIBILITY:
        return contract.responsibility_from_json(data, article)
    return contract.statement_from_json(data, article)
