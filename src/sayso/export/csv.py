"""CSV for spreadsheets: one claim a row, the same columns for all three kinds of claim.

UTF-8, RFC 4180 line ends, a header row. What is not stated is an empty cell. A cell of text that a
spreadsheet would take for a formula gets an apostrophe before it (OWASP, "CSV Injection"); :func:`unguard`
takes exactly that apostrophe away again. Numbers are left alone.
"""

import csv
import io
import re
from collections.abc import Iterable
from typing import BinaryIO

from sayso.export.row import Format, Row, credit
from sayso.model import Claim, Figure, Responsibility, Span, Statement

Cell = str | int | float | None

COLUMNS = (
    *("claim_id", "kind", "article_id", "doc_id", "outlet", "title", "url"),
    *("published_earliest", "published_latest", "published_basis", "snapshot"),
    *("sentence", "sentence_start", "sentence_end", "words", "words_start", "words_end"),
    *("low", "high", "bound", "measure", "basis", "object", "object_status", "actor", "accused"),
    *("place", "place_name", "country", "lat", "lon", "place_precision", "gazetteer_id", "gazetteer"),
    *("time", "time_from", "time_to", "time_precision"),
    *(
        "speaker",
        "speaker_name",
        "speaker_kind",
        "relay",
        "cue",
        "stance",
        "hedged",
        "hedges",
        "form",
        "content",
    ),
    *("citations", "citation_urls", "measure_confidence", "confidence"),
    *("run", "run_version", "run_model", "run_language"),
)

_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r\n]")


def guard(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """The text that :func:`guard` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def cells_of(row: Row) -> dict[str, Cell]:
    """One claim's cells by column, before guarding; a part that does not apply or is not stated is None."""
    article, words, claim = row.article, row.words, row.claim
    return {
        "claim_id": claim.id,
        "kind": str(row.kind),
        "article_id": article.id,
        "doc_id": article.doc_id,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "published_earliest": article.published.earliest,
        "published_latest": article.published.latest,
        "published_basis": str(article.published.basis),
        "snapshot": article.snapshot,
        "sentence": claim.span.text,
        "sentence_start": claim.span.start,
        "sentence_end": claim.span.end,
        "words": words.text,
        "words_start": words.start,
        "words_end": words.end,
        **_said(claim),
        **_kind(claim),
        "citations": _joined(claim.citations),
        "citation_urls": _joined(row.citation_urls),
        "confidence": claim.confidence,
        "run": row.run.key,
        "run_version": row.run.version,
        "run_model": row.run.model,
        "run_language": row.run.language,
    }


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _said(claim: Claim) -> dict[str, Cell]:
    speaker = claim.speaker
    return {
        "speaker": speaker.span.text if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_kind": str(speaker.kind) if speaker else "author",
        "relay": None if isinstance(claim, Statement) else _text(claim.relay),
        "cue": None if isinstance(claim, Responsibility) else _text(claim.cue),
        "stance": None if isinstance(claim, Statement) else str(claim.stance),
    }


def _kind(claim: Claim) -> dict[str, Cell]:
    match claim:
        case Figure():
            return _figure(claim)
        case Responsibility():
            return {"accused": claim.accused.text, "hedged": str(claim.hedged).lower()}
    return {"form": str(claim.form), "content": " … ".join(c.text for c in claim.content)}


def _figure(figure: Figure) -> dict[str, Cell]:
    place, time = figure.place, figure.time
    cells: dict[str, Cell] = {
        "low": figure.quantity.low,
        "high": figure.quantity.high,
        "bound": str(figure.quantity.bound),
        "measure": str(figure.measure),
        "basis": str(figure.basis) if figure.basis else None,
        "object": _text(figure.object.span),
        "object_status": str(figure.object.status),
        "actor": _text(figure.actor),
        "hedged": str(bool(figure.hedges)).lower(),
        "hedges": _joined(h.text for h in figure.hedges),
        "measure_confidence": figure.measure_confidence,
    }
    if place:
        cells |= {
            "place": place.span.text,
            "place_name": place.name,
            "country": place.country,
            "lat": place.lat,
        }
        cells |= {"lon": place.lon, "place_precision": place.precision, "gazetteer_id": place.gazetteer_id}
        cells["gazetteer"] = credit(place)
    if time:
        cells |= {"time": _text(time.span), "time_from": time.start, "time_to": time.end}
        cells |= {"time_precision": time.precision}
    return cells


def write(rows: Iterable[Row], out: BinaryIO) -> int:
    """Write the header and one row a claim; returns how many claims."""
    # Half a surrogate pair, which UTF-8 cannot hold, is written as its escape.
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="")
    table = csv.DictWriter(text, COLUMNS, restval="")
    table.writeheader()
    count = 0
    for row in rows:
        cells = cells_of(row)
        table.writerow({k: guard(v) if isinstance(v, str) else v for k, v in cells.items() if v is not None})
        count += 1
    text.flush()
    text.detach()
    return count


CSV = Format(name="csv", suffix=".csv", summary="one claim a row, for spreadsheets", write=write)
