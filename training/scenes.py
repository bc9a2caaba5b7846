"""Grows the trees by which one of an article's places becomes a claim's (:mod:`sayso.reading.scoring`).

``python -m training.scenes DATA`` (the folder that holds ``gold`` and ``data``) reads the annotated
articles of the gold and the research texts that we marked, without the held-out tenth of both
(:mod:`training.corpora`), cross-validates over articles, grows trees that rank the places of each claim
on all of them, and writes ``src/sayso/reading/data/scenes.json`` with the digest of the articles. Every
article of the gold counts as much as any other, however many figures it has (those of one article are right
or wrong together), and a marked one a third as much. It takes a minute on one core; the same articles give
the same trees. It needs lightgbm, see ``training/requirements.txt``.
"""

import argparse
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
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
from sayso.reading import places, quantities, sentences
from sayso.reading.drafts import Document, FigureDraft, SpeakerDraft
from sayso.reading.scoring import Forest, Node, Tree
from training import corpora

TARGET = Path(__file__).parents[1] / "src" / "sayso" / "reading" / "data" / "scenes.json"
ROUNDS = 100
"""Trees a seed, of eight leaves each."""

SEEDS = (1, 2, 3, 4, 5, 6)
"""Forests that are grown side by side and added up: one alone is a point better or worse by chance."""

GROWTH = {
    "objective": "lambdarank", "lambdarank_truncation_level": 1, "learning_rate": 0.1, "num_leaves": 8,
    "min_data_in_leaf": 30, "feature_fraction": 0.4, "deterministic": True, "force_row_wise": True,
    "num_threads": 1, "metric": "None", "verbosity": -1,
}  # fmt: skip
"""What was best of some twenty settings in cross-validation; the best few were within a point."""

GOLD = 3
"""How much an article of the gold weighs beside a marked one (1, 2, 3 and 6 were tried)."""

FOLDS = 5

Row = tuple[str, list[dict[str, float]], list[bool]]
"""The article's id, the clues of each of its places as the scene of one figure, and which are right."""


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
        start = _start(article, entry)
        span = article.cut(start, start + len(entry["quantity"]))
        sentence = next((s.span for s in document.sentences if s.span.covers(span)), span)
        yield (
            entry,
            FigureDraft(
                sentence=sentence,
                quantity=_quantity(article, sentence, span, entry),
                measure=Measure(entry["measure"]),
                basis=Basis(entry["basis"]) if entry["basis"] else None,
                object=_near(article, entry["object"], start),
                actor=_near(article, entry["actor"], start),
                speaker=SpeakerDraft(
                    span=_near(article, entry["source"], start), kind=SpeakerKind(entry["source_kind"])
                ),
            ),
        )


def _quantity(article: Article, sentence: Span, span: Span, entry: dict[str, Any]) -> Quantity:
    if "bound" in entry:
        return Quantity(span=span, low=entry["low"], high=entry["high"], bound=Bound(entry["bound"]))
    # Written articles leave to the grammar what a number means.
    for candidate in quantities.find(article.text, sentence.start, sentence.end):
        if candidate.quantity.span.overlaps(span):
            return replace(candidate.quantity, span=span)
    return Quantity(span=span, low=None, high=None, bound=Bound.EXACT)


def _start(article: Article, entry: dict[str, Any]) -> int:
    if "_s" in entry:  # written articles have the place itself
        return int(entry["_s"][0])
    return article.text.find(entry["context"]) + max(0, entry["context"].find(entry["quantity"]))


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


def rows(annotated: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[Row]:
    """For each annotated figure: the article, the clues of its places, and which of them are right."""
    for data, gold in annotated:
        document = document_of(article_of(data))
        atlas = places.read(document)
        both = list(drafts_of(document, gold))
        drafts = [draft for _, draft in both]
        described = places.described(document, drafts, atlas, drafts)
        for (entry, _), told in zip(both, described, strict=True):
            right = [
                any(
                    same(entry["place"], p.mention.span.text) or same(entry["place"], p.place().name)
                    for p in site.names
                )
                for site in atlas.setting.sites
            ]
            yield str(data["doc_id"]), told, right


def gold_of(articles: Path, gold: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles of two folders with their annotations."""
    for path in sorted(gold.glob("*.json")):
        yield json.loads((articles / path.name).read_text()), json.loads(path.read_text())


Choice = tuple[str, np.ndarray, np.ndarray]


def grow(chosen: list[Choice], names: Sequence[str], gold: Collection[str]) -> Forest:
    """Trees that put the right places first; ``gold`` are the articles that weigh more."""
    import lightgbm  # the rest of this module serves where only sayso is installed

    chosen = [choice for choice in chosen if choice[2].any()]
    figures = Counter(name for name, _, _ in chosen)
    weights = np.concatenate(
        [np.full(len(y), (GOLD if name in gold else 1) / figures[name]) for name, _, y in chosen]
    )
    table = lightgbm.Dataset(
        np.concatenate([x for _, x, _ in chosen]),
        np.concatenate([y for _, _, y in chosen]).astype(int),
        group=[len(y) for _, _, y in chosen],
        weight=weights / weights.mean(),
    )
    boosters = [lightgbm.train({**GROWTH, "seed": seed}, table, ROUNDS) for seed in SEEDS]
    trees = (t["tree_structure"] for b in boosters for t in b.dump_model()["tree_info"])
    return Forest(tuple(names), tuple(flattened(tree) for tree in trees))


def flattened(tree: dict[str, Any]) -> Tree:
    """One tree of lightgbm's dump as questions and leaves."""
    nodes: list[Node] = []
    leaves: list[float] = []

    def walk(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 4))
            return ~(len(leaves) - 1)
        at = len(nodes)
        nodes.append((node["split_feature"], round(node["threshold"], 4), 0, 0))
        low, high = walk(node["left_child"]), walk(node["right_child"])
        nodes[at] = (*nodes[at][:2], low, high)
        return at

    walk(tree)
    return Tree(tuple(nodes), tuple(leaves))


def right_share(forest: Forest, read: list[Row]) -> float:
    """How many of a hundred figures get a right place."""
    hits = 0
    for _, described, right in read:
        scores = forest.score(described)
        hits += bool(scores) and right[scores.index(max(scores))]
    return round(100 * hits / max(1, len(read)), 1)


def main() -> int:
    """Cross-validate, grow, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="holds gold/train, and data with the research texts")
    options = parser.parse_args()
    annotated = corpora.rows(options.data, corpora.Source(written=False))
    read = list(rows(annotated))
    names = sorted({name for _, described, _ in read for told in described for name in told})
    chosen = choices(read, names)
    parts = [int(hashlib.sha256(stem.encode()).hexdigest(), 16) % FOLDS for stem, _, _ in read]
    gold = {str(article["doc_id"]) for article, _ in corpora.gold(options.data)}
    held: dict[bool, list[float]] = {True: [], False: []}
    for part in range(FOLDS):
        grown = grow([c for c, p in zip(chosen, parts, strict=True) if p != part], names, gold)
        for row, p in zip(read, parts, strict=True):
            if p == part:
                held[row[0] in gold].append(right_share(grown, [row]))
    forest = grow(chosen, names, gold)
    dev = options.data / "gold" / "dev"
    made = {
        "clues": names,
        "articles": len(annotated),
        "articles_sha256": digest(annotated),
        "figures": len(chosen),
        "lightgbm": version("lightgbm"),
        "right_cross_validated": {
            "gold": round(fmean(held[True]), 1),
            "marked": round(fmean(held[False]), 1),
        },
        "right_fitted": right_share(forest, read),
        "right_dev": right_share(forest, list(rows(gold_of(dev / "articles", dev / "gold")))),
        "trees": [{"nodes": t.nodes, "leaves": t.leaves} for t in forest.trees],
    }
    print({k: v for k, v in made.items() if k not in {"trees", "clues"}})
    TARGET.write_text(written_down(made), encoding="utf-8")
    return 0


def choices(read: list[Row], names: Sequence[str]) -> list[Choice]:
    """The rows as tables."""
    return [
        (
            name,
            np.array([[told.get(n, 0.0) for n in names] for told in d]).reshape(len(d), len(names)),
            np.array(r, dtype=bool),
        )
        for name, d, r in read
    ]


def digest(annotated: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> str:
    """Of articles and annotations together."""
    told = (json.dumps(both, sort_keys=True, ensure_ascii=False) for both in annotated)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def written_down(made: dict[str, Any]) -> str:
    """As JSON with a line a tree, so that a change of one shows as one."""
    trees = ",\n ".join(json.dumps(t, separators=(",", ":")) for t in made["trees"])
    rest = json.dumps({k: v for k, v in made.items() if k != "trees"}, indent=1, sort_keys=True)
    return f'{rest[:-2]},\n "trees": [\n {trees}\n ]\n}}\n'


if __name__ == "__main__":
    sys.exit(main())
