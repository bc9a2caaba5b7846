"""What a network reads from annotated articles, scored by the gold's own scorer.

Claims are scored as ``sayso read`` gives them, or before anything is resolved (no coordinates, no intervals,
no full names), which is quicker and says what the reader alone is worth.
"""

import importlib.util
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from sayso.model import Article, Span
from sayso.model.contract import to_json
from sayso.reading.document import prepare
from sayso.reading.drafts import ClaimReader, Document, Drafts, FigureDraft, SpeakerDraft
from sayso.reading.reader import read
from training.examples import article, gold


def scorer(path: Path) -> ModuleType:
    """The scorer's module, loaded from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _span(span: Span | None) -> dict[str, Any] | None:
    return {"start": span.start, "end": span.end, "text": span.text} if span else None


def _speaker(speaker: SpeakerDraft) -> dict[str, Any] | None:
    found = _span(speaker.span)
    return found | {"kind": str(speaker.kind), "name": found["text"]} if found else None


def _figure(figure: FigureDraft) -> dict[str, Any]:
    quantity = figure.quantity
    return {
        "quantity": (_span(quantity.span) or {})
        | {"low": quantity.low, "high": quantity.high, "bound": str(quantity.bound)},
        "measure": str(figure.measure),
        "basis": str(figure.basis),
        "object": (_span(figure.object) or {}) | {"status": str(figure.status)},
        "actor": _span(figure.actor),
        "place": _span(figure.place),
        "time": _span(figure.time),
        "speaker": _speaker(figure.speaker),
        "relay": _span(figure.speaker.relay),
        "stance": str(figure.stance),
        "measure_confidence": figure.measure_confidence,
        "confidence": figure.confidence,
    }


def contract(document: Document, drafts: Drafts) -> dict[str, Any]:
    """The drafts in the contract's shape, as far as they go."""
    return {
        "article": {"doc_id": document.article.doc_id, "text": document.article.text},
        "figures": [_figure(f) for f in drafts.figures],
        "responsibility": [
            {
                "start": r.sentence.start,
                "end": r.sentence.end,
                "act": _span(r.act),
                "accused": _span(r.accused),
                "speaker": _speaker(r.speaker),
                "stance": str(r.stance),
                "hedged": r.hedged,
                "confidence": r.confidence,
            }
            for r in drafts.responsibility
        ],
        "statements": [
            {
                "speaker": _speaker(s.speaker),
                "cue": _span(s.speaker.cue),
                "content": [_span(c) for c in s.content],
            }
            for s in drafts.statements
        ],
    }


prepared = cache(prepare)
"""Sentences and quantities of an article, worked out once."""


def drafted(reader: ClaimReader, article: Article) -> dict[str, Any]:
    """What ``reader`` alone makes of an article, nothing resolved."""
    document = prepared(article)
    return contract(document, reader.read(document))


def resolved(reader: ClaimReader, article: Article) -> dict[str, Any]:
    """What ``sayso read`` makes of an article with ``reader``."""
    return to_json(read(article, claim_reader=reader))


Reads = Callable[[ClaimReader, Article], dict[str, Any]]


def read_gold(
    reader: ClaimReader, folder: Path, *, how: Reads = drafted, keep: set[str] | None = None
) -> dict[str, dict[str, Any]]:
    """Predictions by ``doc_id`` for the articles of ``folder`` (those in ``keep``, or all)."""
    rows = (article(data) for data, _ in gold(folder))
    return {str(a.doc_id): how(reader, a) for a in rows if keep is None or a.doc_id in keep}


def score_gold(
    score: ModuleType, folder: Path, predictions: dict[str, dict[str, Any]], scratch: Path
) -> dict[str, float]:
    """The gold scorer's figures over the articles that have predictions."""
    kept = scratch / "gold"
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob("*.json"):
        old.unlink()
    for path in (folder / "gold").glob("*.json"):
        content = path.read_text(encoding="utf-8")
        if json.loads(content)["doc_id"] in predictions:
            (kept / path.name).write_text(content, encoding="utf-8")
    result: dict[str, float] = score.score(folder / "articles", kept, predictions)[0]
    return result


def score_speech(
    score: ModuleType,
    documents: Iterable[tuple[str, str, list[dict[str, list[list[int]]]]]],
    reader: ClaimReader,
) -> dict[str, Any]:
    """The attribution scorer's figures over articles with attributions."""
    rows = []
    for name, text, attributions in documents:
        said = drafted(reader, article({"text": text, "doc_id": name}))["statements"]
        predicted = [{"source": s["speaker"], "cue": s["cue"], "content": s["content"]} for s in said]
        rows.append((text, attributions, predicted))
    result: dict[str, Any] = score.score(rows)
    return result


def total(numbers: Mapping[str, float]) -> float:
    """One number to choose by: the mean of what the reader is asked for."""
    names = "found measured sourced claim attributed object_f1 actor_f1 speaker_f1 responsibility"
    return float(np.mean([numbers[n] for n in names.split()]))
