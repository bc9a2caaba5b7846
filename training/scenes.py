"""Fits the weights by which one of an article's places becomes a claim's (:mod:`sayso.reading.scenes`).

``python -m training.scenes ARTICLES GOLD`` reads annotated articles (JSON, as the gold guidelines have it),
cross-validates over articles, fits a log-linear choice among the places of each on all of them, and writes
``src/sayso/reading/data/scenes.json`` with the digest of the gold. It takes half a minute on one core;
the same articles give the same weights. It needs numpy.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sayso.model import (
    Article,
    Basis,
    Bound,
    DateBasis,
    Measure,
    Passage,
    PassageKind,
    Published,
    Quantity,
    Span,
    SpeakerKind,
    article_ids,
)
from sayso.reading import places, sentences
from sayso.reading.drafts import Document, FigureDraft, SpeakerDraft

TARGET = Path(__file__).parents[1] / "src" / "sayso" / "reading" / "data" / "scenes.json"
STRENGTH = 10.0
"""Of the ridge penalty; the best of 2, 10 and 30 in cross-validation."""

RARE = 20
"""A feature seen less often has no weight."""

Row = tuple[str, list[dict[str, float]], list[bool]]


def article_of(data: dict[str, Any]) -> Article:
    """An article of the gold as a record: its text in paragraphs, nothing else known of the page."""
    text, day = data["text"], data.get("published")
    identity, work = article_ids(url=data.get("url"), doc_id=data["doc_id"], outlet=None, text=text)

    return Article(
        id=identity,
        work=work,
        doc_id=data["doc_id"],
        url=data.get("url"),
        snapshot="",
        title=data.get("title"),
        outlet=data.get("publisher"),
        authors=(),
        language="en",
        published=Published(earliest=day, latest=day, basis=DateBasis.GIVEN) if day else Published(),
        text=text,
        passages=tuple(
            Passage(kind=PassageKind.PARAGRAPH, start=m.start(), end=m.end())
            for m in re.finditer(r"(?:(?!\n\s*\n).)+", text, re.DOTALL)
        ),
        citations=(),
        problems=(),
    )


def document_of(article: Article) -> Document:
    """Its sentences; the quantities are the gold's."""
    split = sentences.split(article)
    return Document(article=article, sentences=split, candidates=tuple(() for _ in split))


def drafts_of(document: Document, gold: dict[str, Any]) -> Iterator[tuple[dict[str, Any], FigureDraft]]:
    """Each annotated figure with the draft of a perfect claim reader, but for place and time."""
    article = document.article
    for entry in gold["figures"]:
        base = article.text.find(entry["context"])
        start = base + max(0, entry["context"].find(entry["quantity"]))
        span = article.cut(start, start + len(entry["quantity"]))
        sentence = next((s.span for s in document.sentences if s.span.covers(span)), span)
        yield (
            entry,
            FigureDraft(
                sentence=sentence,
                quantity=Quantity(
                    span=span, low=entry["low"], high=entry["high"], bound=Bound(entry["bound"])
                ),
                measure=Measure(entry["measure"]),
                basis=Basis(entry["basis"]) if entry["basis"] else None,
                actor=_near(article, entry["actor"], start),
                speaker=SpeakerDraft(
                    span=_near(article, entry["source"], start), kind=SpeakerKind(entry["source_kind"])
                ),
            ),
        )


def _near(article: Article, wording: str | None, start: int) -> Span | None:
    if not wording:
        return None
    found = [m.start() for m in re.finditer(re.escape(wording), article.text)]
    at = min(found, key=lambda f: abs(f - start), default=None)
    return None if at is None else article.cut(at, at + len(wording))


def same(told: str | None, read: str | None) -> bool:
    """Whether two wordings name one place: most words of the shorter one shared."""
    left, right = (set(re.findall(r"\w+", (w or "").casefold())) - {"the", "of", "in"} for w in (told, read))
    return bool(left and right) and len(left & right) / min(len(left), len(right)) >= 0.6


def rows(articles: Path, gold: Path) -> Iterator[Row]:
    """For each annotated figure: the article, the features of its places, and which of them are right."""
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text())
        document = document_of(article_of(json.loads((articles / path.name).read_text())))
        atlas = places.read(document)
        for entry, draft in drafts_of(document, annotated):
            described = places.described(document, draft, atlas)
            right = [
                same(entry["place"], p.mention.span.text) or same(entry["place"], p.place().name)
                for p in atlas.placed
            ]
            yield path.stem, described, right


def fit(chosen: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Weights that make the right places likeliest, with a ridge penalty."""
    chosen = [(x, y) for x, y in chosen if y.any()]
    x, y = np.concatenate([x for x, _ in chosen]), np.concatenate([y for _, y in chosen])
    sizes = [len(y) for _, y in chosen]
    starts, group = np.cumsum([0, *sizes])[:-1], np.repeat(np.arange(len(sizes)), sizes)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        s = x @ w
        e = np.exp(s - np.maximum.reduceat(s, starts)[group])
        p = e / np.add.reduceat(e, starts)[group]
        told = np.add.reduceat(p * y, starts)
        aimed = np.where(y, p / (told[group] + 1e-12), 0.0)
        return -np.log(told + 1e-12).sum() + STRENGTH * (w @ w), x.T @ (p - aimed) + 2 * STRENGTH * w

    return descend(loss, np.zeros(x.shape[1]))


def descend(loss: Callable[[np.ndarray], tuple[float, np.ndarray]], w: np.ndarray) -> np.ndarray:
    """A minimum of a smooth function by L-BFGS (Nocedal 1980) with halved steps; the same every time."""
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    value, slope = loss(w)
    for _ in range(300):
        way, kept = -slope, []
        for s, y in reversed(steps):
            share = (s @ way) / (s @ y)
            way = way - share * y
            kept.append(share)
        if steps:
            s, y = steps[-1]
            way = way * (s @ y) / (y @ y)
        for (s, y), share in zip(steps, reversed(kept), strict=True):
            way = way + s * (share - (y @ way) / (s @ y))
        size = 1.0 if steps else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while size > 1e-10:
            other, steeper = loss(w + size * way)
            if other <= value + 1e-4 * size * (slope @ way):
                break
            size /= 2
        else:
            break
        s, y = size * way, steeper - slope
        if s @ y > 1e-12:
            steps = [*steps[-9:], (s, y)]
        done = value - other < 1e-7 * abs(value)
        w, value, slope = w + s, other, steeper
        if done:
            break
    return w


def right_share(w: np.ndarray, chosen: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """How many of a hundred figures get a right place."""
    return 100 * sum(bool(len(y) and y[(x @ w).argmax()]) for x, y in chosen) / max(1, len(chosen))


def main() -> int:
    """Cross-validate, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    read = list(rows(options.articles, options.gold))
    seen = Counter(name for _, described, _ in read for told in described for name in told)
    names = sorted(n for n, count in seen.items() if count >= RARE)
    chosen = [
        (
            np.array([[told.get(n, 0.0) for n in names] for told in d]).reshape(len(d), len(names)),
            np.array(r, dtype=bool),
        )
        for _, d, r in read
    ]
    parts = [int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 5 for stem, _, _ in read]
    held = 0.0
    for part in range(5):
        out = [c for c, p in zip(chosen, parts, strict=True) if p == part]
        w = fit([c for c, p in zip(chosen, parts, strict=True) if p != part])
        held += right_share(w, out) * len(out) / len(chosen)
    w = fit(chosen)
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(options.gold.glob("*.json")))).hexdigest()
    made = {
        "figures": len(chosen),
        "gold_sha256": digest,
        "right_cross_validated": round(held, 1),
        "right_fitted": round(right_share(w, chosen), 1),
        "weights": {n: round(float(v), 3) for n, v in zip(names, w, strict=True)},
    }
    TARGET.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print({k: v for k, v in made.items() if k != "weights"})
    return 0


if __name__ == "__main__":
    sys.exit(main())
