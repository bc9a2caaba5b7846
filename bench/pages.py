"""How well and how fast pages are read: the body text of sayso beside trafilatura's own, in one run.

    python bench/pages.py ../shared/data/pages

The folder holds `ground-truth.json` (`{name: {"articleBody": ..., "url": ...}}`) and `html/NAME.html.gz`, the
form of Zyte's article-extraction-benchmark. The score is the F1 of words (multisets), averaged over pages;
"body" of sayso is its paragraphs, quotations and lists, "text" everything but boilerplate. Speed is for all
that makes an article of bytes (passages, citations, metadata, date, language) on sayso's side, and for the
text alone on trafilatura's; readers alternate page by page, so that all see the same machine. Exit status 1
where the body scores below trafilatura's best setting, or sayso is less than half as fast as its fastest.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from sayso.model import Failure, PassageKind
from sayso.sources import take_bytes

WORD = re.compile(r"\w+")
BODY = (PassageKind.PARAGRAPH, PassageKind.QUOTATION, PassageKind.LIST)
MARKER = re.compile(r"\[\d{1,3}\]")


def scores(found: str, wanted: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words of `found` against those of `wanted`."""
    have, want = Counter(WORD.findall(found)), Counter(WORD.findall(wanted))
    shared = sum((have & want).values())
    precision, recall = shared / max(1, sum(have.values())), shared / max(1, sum(want.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0


def sayso_texts(page: bytes, url: str) -> tuple[str, str]:
    """Body and whole text of a page as sayso has them; empty where it finds no article."""
    taken = next(take_bytes(page, origin=url, media_type="text/html", url=url))
    if isinstance(taken, Failure):
        return "", ""
    text, passages = taken.article.text, taken.article.passages
    body = "\n".join(text[p.start : p.end] for p in passages if p.kind in BODY)
    whole = "\n".join(text[p.start : p.end] for p in passages if p.kind is not PassageKind.BOILERPLATE)
    return MARKER.sub(" ", body), MARKER.sub(" ", whole)


SETTINGS: dict[str, dict[str, bool]] = {
    "trafilatura": {},
    "trafilatura, no comments": {"include_comments": False},
    "trafilatura, fast": {"include_comments": False, "fast": True},
    "trafilatura, precision": {"include_comments": False, "favor_precision": True},
    "trafilatura, recall": {"include_comments": False, "favor_recall": True},
}


def main() -> int:
    """Run all settings over the pages and print one line for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = {name: gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()) for name in truth}
    readers: dict[str, Callable[[bytes, str], tuple[str, ...]]] = {"sayso": sayso_texts}
    for name, setting in SETTINGS.items():
        readers[name] = lambda page, url, s=setting: (trafilatura.extract(page, url=url, **s) or "",)
    spent: Counter[str] = Counter()
    results: dict[str, list[tuple[float, float, float]]] = {}
    for reader in readers.values():
        reader(
            b"<p>Warming up: nothing is measured on this page of a few words here.</p>",
            "https://example.org/",
        )
    for name, page in pages.items():
        for called, reader in readers.items():
            start = time.perf_counter()
            texts = reader(page, truth[name]["url"])
            spent[called] += time.perf_counter() - start
            for part, text in zip(("body", "text"), texts, strict=False):
                label = f"sayso {part}" if called == "sayso" else called
                results.setdefault(label, []).append(scores(text, truth[name]["articleBody"]))
    print(f"{len(pages)} pages   {'precision':>9} {'recall':>9} {'F1':>9} {'pages/s':>9}")
    means = {}
    for label, rows in results.items():
        p, r, means[label] = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        speed = len(pages) / spent["sayso" if label.startswith("sayso") else label]
        print(f"{label:28} {p:.4f}    {r:.4f}    {means[label]:.4f} {speed:9.1f}")
    peers = [label for label in means if not label.startswith("sayso")]
    good = means["sayso body"] >= max(means[x] for x in peers)
    quick = spent["sayso"] <= 2 * min(spent[x] for x in peers)
    print(f"as good as trafilatura's best: {good}; at least half the speed of its fastest: {quick}")
    return 0 if good and quick else 1


if __name__ == "__main__":
    sys.exit(main())
