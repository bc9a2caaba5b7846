"""Annotations of ours on research texts, kept as offsets: none of their words stand in the project.

``training/marked/*.json`` hold, for each article, its id, the digest of its text and its claims in the gold's
form, with every wording as a half-open pair of characters. The texts stay where they are (``data/muc4``,
``geoparsing``, ``pages``, ``re3d`` and ``polnear`` beside the gold); an article whose text is missing or is
another one is an error, so that nobody trains on shifted words. ``python -m training.marked FOLDER --out
FILE`` makes such a file from articles and annotations with words.
"""

import argparse
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training.examples import gold, occurrences, quantity_span

Json = dict[str, Any]

WORDED = {
    "figures": ("object", "actor", "place", "source", "relay"),
    "responsibility": ("accused", "source", "relay"),
}
"""Fields that hold wordings, beside the anchors (quantity and act)."""


class MarkedError(ValueError):
    """A marked article whose text is not there, or is another one; the message names it."""


def muc4(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of MUC-4's reports, lines joined as the gold has them."""
    for path in sorted((data / "muc4").glob("dev-muc3-*")):
        parts = re.split(r"^(DEV-MUC3-\d+)[^\n]*\n", path.read_text(encoding="latin-1"), flags=re.M)[1:]
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            yield name.lower(), "\n ".join(" ".join(p.split()) for p in re.split(r"\n\s*\n", text.strip()))


def places(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of LGL and GeoVirus."""
    for name, file in (("lgl", "lgl.xml"), ("geovirus", "GeoVirus.xml")):
        for number, node in enumerate(ET.parse(data / "geoparsing" / file).getroot()):
            yield f"{name}-{node.get('docid') or number}", node.findtext("text") or ""


def pages(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and body texts of the news pages."""
    told = json.loads((data / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    for name, page in sorted(told.items()):
        yield f"page-{name}", page["articleBody"]


def re3d(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of re3d's documents."""
    for path in sorted((data / "re3d").glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                yield f"re3d-{path.parent.name}-{row['_id']}", row["text"]


def polnear(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of PolNeAR's training articles."""
    for path in sorted((data / "polnear" / "train" / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            yield f"polnear-{path.stem}", file.read()


SOURCES: tuple[Callable[[Path], Iterator[tuple[str, str]]], ...] = (muc4, places, pages, re3d, polnear)


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def articles(folder: Path, data: Path) -> Iterator[tuple[Json, Json]]:
    """Articles and annotations in the gold's form; raises :class:`MarkedError`."""
    texts = {name: text for source in SOURCES for name, text in source(data)}
    for path in sorted(folder.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            text = texts.get(row["doc_id"])
            if text is None or digest(text) != row["sha256"]:
                raise MarkedError(f"{row['doc_id']} of {path.name}: its text is missing or another one")
            article = {"doc_id": row["doc_id"], "text": text, "published": row["published"]}
            yield article, {kind: [worded(text, c, kind) for c in row[kind]] for kind in WORDED}


def worded(text: str, claim: Mapping[str, Any], kind: str) -> Json:
    """A claim with its words cut from ``text``."""
    anchor = _ANCHORS[kind]
    cuts = {k: text[slice(*claim[k])] if claim[k] else None for k in (*WORDED[kind], anchor) if k in claim}
    return {**claim, **cuts, "_s": tuple(claim[anchor])}


_ANCHORS = {"figures": "quantity", "responsibility": "act"}


def packed(article: Json, annotation: Json) -> Json:
    """An annotated article without its words; raises ``ValueError`` for one that does not stand there."""
    text = str(article["text"])
    rows: Json = {"doc_id": article["doc_id"], "sha256": digest(text), "published": article.get("published")}
    for kind, fields in WORDED.items():
        rows[kind] = [
            _packed(text, claim, kind, fields)
            for claim in sorted(annotation[kind], key=lambda c: text.find(str(c["context"])))
        ]
    return rows


def _packed(text: str, claim: Json, kind: str, fields: Iterable[str]) -> Json:
    kept = {k: v for k, v in claim.items() if k not in ("context", "incident", "citations", "note")}
    start = text.find(str(claim["context"]))
    anchor = _ANCHORS[kind]
    spans = {name: _nearest(text, str(claim[name]), start) for name in fields if claim.get(name)}
    if kind == "figures":
        spans[anchor] = quantity_span(text, claim)
    else:
        spans[anchor] = _nearest(text, str(claim[anchor]), start)
    return kept | {name: list(span) for name, span in spans.items()}


def _nearest(text: str, wording: str, near: int) -> tuple[int, int]:
    found = occurrences(text, wording) or [m.span() for m in re.finditer(re.escape(wording), text)]
    if not found:
        raise ValueError(f"{wording!r} does not stand in the text")
    return min(found, key=lambda s: abs(s[0] - near))


def main() -> None:
    """Make a file of marks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds articles/ and gold/")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = [packed(article, annotation) for article, annotation in gold(arguments.folder)]
    arguments.out.write_text(
        json.dumps(rows, indent=None, separators=(",", ":")).replace('},{"doc_id"', '},\n{"doc_id"') + "\n"
    )
    print(f"{len(rows)} articles, {sum(len(r['figures']) for r in rows)} figures")


if __name__ == "__main__":
    main()
