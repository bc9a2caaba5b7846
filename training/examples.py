"""Annotated articles as examples: one window each, with what every head should say there.

Where an annotator's wording stands several times in the window, all places of it are right for actor and
place (the guidelines ask for the wording, not for one mention), the nearest for object, speaker and relay.
A wording that does not stand in the window is masked: the heads are not taught to say nothing there.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.model import Article, Passage, PassageKind, Published, Span, article_ids
from sayso.reading.drafts import Document
from sayso.reading.learned.features import Inputs, inputs
from sayso.reading.learned.labels import CLASSES, ROLES
from sayso.reading.learned.tokens import Ints, Pieces, Window, cut, windows

Spans = list[tuple[int, int]]
NULL: Spans = [(0, 0)]
IGNORE = -1

Json = dict[str, Any]

Prepare = Callable[[Article], Document]


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """Anchors of one kind in a window: positions, class labels, and right spans by role (None: masked)."""

    positions: list[int] = field(default_factory=list)
    classes: dict[str, list[int]] = field(default_factory=dict)
    pointers: dict[str, list[Spans | None]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One window with its labels; a kind of anchor that its source does not annotate is absent."""

    doc: str
    source: str
    inputs: Inputs
    anchors: dict[str, Anchors]
    tags: dict[str, Ints]


def article(data: Json) -> Article:
    """The article of a gold file as the reader gets it: one passage of paragraph text."""
    text = str(data["text"])
    doc_id = str(data["doc_id"])
    identity, work = article_ids(url=None, doc_id=doc_id, outlet=None, text=text)
    return Article(
        id=identity,
        work=work,
        doc_id=doc_id,
        url=None,
        snapshot="",
        title=str(data["title"]) if data.get("title") else None,
        outlet=None,
        authors=(),
        language="en",
        published=Published(latest=str(data["published"]) if data.get("published") else None),
        text=text,
        passages=(Passage(kind=PassageKind.PARAGRAPH, start=0, end=len(text)),),
        citations=(),
        problems=(),
    )


def gold(folder: Path) -> Iterator[tuple[Json, Json]]:
    """Pairs of article and annotation of ``folder`` (``articles/`` and ``gold/``), by name."""
    for path in sorted((folder / "gold").glob("*.json")):
        yield (
            json.loads((folder / "articles" / path.name).read_text(encoding="utf-8")),
            json.loads(path.read_text(encoding="utf-8")),
        )


def occurrences(text: str, wording: str) -> list[tuple[int, int]]:
    """Where ``wording`` stands in ``text`` as whole words, whatever its case."""
    edge = (
        (r"(?<!\w)" if wording[:1].isalnum() else "")
        + re.escape(wording)
        + (r"(?!\w)" if wording[-1:].isalnum() else "")
    )
    return [m.span() for m in re.finditer(edge, text, re.IGNORECASE)]


def quantity_span(text: str, figure: Json) -> tuple[int, int]:
    """Half-open span of an annotated quantity: inside its context, the one nearest before its object."""
    if "_s" in figure:
        return int(figure["_s"][0]), int(figure["_s"][1])
    context, quantity = str(figure["context"]), str(figure["quantity"])
    base = text.find(context)
    hits = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(quantity) + r"(?!\w)", context)]
    hits = hits or [context.find(quantity)]
    if len(hits) > 1 and figure.get("object") and str(figure["object"]) in context:
        things = [m.start() for m in re.finditer(re.escape(str(figure["object"])), context)]
        hits.sort(key=lambda h: min((p - h if p >= h else 1000 + h - p) for p in things))
    return base + hits[0], base + hits[0] + len(quantity)


def paired(document: Document, figures: list[Json]) -> list[tuple[Span, Json | None, bool]]:
    """Every candidate with its annotation or None; annotations that no candidate meets come with ``False``.

    Quantities that the grammar excludes (dates, ages...) never reach the network, so it is not taught them.
    """
    text = document.article.text
    spans = [quantity_span(text, f) for f in figures]
    candidates = [c.quantity.span for row in document.candidates for c in row if c.excluded is None]
    pairs = sorted(
        (
            (-_overlap(g, (c.start, c.end)) / max(g[1] - g[0], c.end - c.start), i, j)
            for i, g in enumerate(spans)
            for j, c in enumerate(candidates)
            if _tight(g, (c.start, c.end))
        ),
    )
    of: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in pairs:
        if i not in used and j not in of:
            used.add(i)
            of[j] = i
    out = [(c, figures[of[j]] if j in of else None, True) for j, c in enumerate(candidates)]
    taken = {(c.start, c.end) for c in candidates}
    for i, (start, end) in enumerate(spans):
        if i not in used and (start, end) not in taken:
            taken.add((start, end))
            out.append((document.article.cut(start, end), figures[i], False))
    return sorted(out, key=lambda row: (row[0].start, row[0].end))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _tight(gold_span: tuple[int, int], other: tuple[int, int]) -> bool:
    if _overlap(gold_span, other) >= 0.3 * max(other[1] - other[0], 1):
        return True
    return other[0] <= gold_span[0] and gold_span[1] <= other[1] <= other[0] + 40


class Windowed:
    """An article's pieces and windows, and the way from characters to positions in a window."""

    def __init__(self, document: Document, tokenizer: Tokenizer) -> None:
        self.text = document.article.text
        self.sentences = [(x.span.start, x.span.end) for x in document.sentences]
        self.pieces: Pieces = cut(document, tokenizer)
        self.windows = windows(self.pieces)

    def at(self, window: Window, start: int, end: int) -> tuple[int, int] | None:
        """First and last position (inclusive, CLS is 0) of the characters; None if not in ``window``."""
        found = self.pieces.span(start, end)
        if found is None or found[0] < window.first or found[1] >= window.last:
            return None
        return found[0] - window.first + 1, found[1] - window.first + 1

    def wordings(self, window: Window, wording: object) -> Spans | None:
        """All places of ``wording`` in the window; None where it stands only elsewhere."""
        if not wording:
            return NULL
        places = [self.at(window, s, e) for s, e in occurrences(self.text, str(wording))]
        return [p for p in places if p] or None

    def within(self, window: Window, wording: object, start: int, end: int) -> Spans:
        """All places of ``wording`` in the characters ``start:end`` that lie in the window."""
        found = occurrences(self.text[start:end], str(wording))
        return [p for s, e in found if (p := self.at(window, start + s, start + e))]


def nearest(spans: Spans | None, anchor: int, sentences: Ints, *, before: int = 1) -> Spans | None:
    """The span nearest to the anchor, by sentences first; ``before`` weighs distances backwards."""
    if not spans or spans == NULL:
        return spans

    def distance(span: tuple[int, int]) -> tuple[int, int]:
        gap = span[0] - anchor
        return abs(int(sentences[span[0]]) - int(sentences[anchor])), gap if gap >= 0 else -gap * before

    return [min(spans, key=distance)]


def label(head: str, value: object) -> int:
    """The number of ``value`` in a head's list."""
    return CLASSES[head].index(str(value))


def of_gold(data: Json, annotation: Json, prepare: Prepare, tokenizer: Tokenizer) -> list[Example]:
    """The examples of one gold article: figures and blame in each of its windows."""
    document = prepare(article(data))
    whole = Windowed(document, tokenizer)
    figures = annotation["figures"]
    blames = annotation["responsibility"]
    rows = paired(document, figures)
    found = []
    for window in whole.windows:
        placed = [(whole.at(window, s.start, s.end), f) for s, f, _ in rows]
        here = [(p, f) for p, f in placed if p and window.owns(p[0] + window.first - 1)]
        made = inputs(
            whole.pieces, window, [(p[0] + window.first - 1, p[1] + window.first - 1) for p, _ in here]
        )
        tags, blame = _blame(whole, window, made, blames)
        found.append(
            Example(
                doc=str(data["doc_id"]),
                source="gold",
                inputs=made,
                anchors={"figure": _figures(whole, window, made, here), "blame": blame},
                tags={"blame": tags},
            )
        )
    return found


_FIGURE_FIELDS = {
    "figure_basis": "basis",
    "figure_status": "object_status",
    "figure_kind": "source_kind",
    "figure_stance": "stance",
}


def _figures(
    whole: Windowed,
    window: Window,
    made: Inputs,
    here: list[tuple[tuple[int, int], Json | None]],
) -> Anchors:
    out = Anchors(
        classes={k: [] for k in ("figure_measure", *_FIGURE_FIELDS)},
        pointers={r: [] for r in ROLES["figure"]},
    )
    for position, figure in here:
        out.positions.append(position[0])
        out.classes["figure_measure"].append(label("figure_measure", figure["measure"] if figure else "none"))
        for head, name in _FIGURE_FIELDS.items():
            out.classes[head].append(label(head, figure[name]) if figure else IGNORE)
        if figure is None:
            for role in ROLES["figure"]:
                out.pointers[role].append(None)
            continue
        told = {
            k: whole.wordings(window, figure.get(k)) for k in ("object", "source", "relay", "actor", "place")
        }
        at, rows = position[0], made.sentences
        out.pointers["object"].append(nearest(told["object"], at, rows, before=3))
        out.pointers["speaker"].append(nearest(told["source"], at, rows))
        out.pointers["relay"].append(nearest(told["relay"], at, rows))
        out.pointers["actor"].append(told["actor"])
        out.pointers["place"].append(told["place"])
        out.pointers["time"].append(None)
    return out


def _blame(whole: Windowed, window: Window, made: Inputs, blames: list[Json]) -> tuple[Ints, Anchors]:
    tags = _blank(window, made)
    out = Anchors(
        classes={"blame_kind": [], "blame_stance": [], "blame_hedged": []},
        pointers={r: [] for r in ROLES["blame"]},
    )
    for blame in blames:
        start, end = _stretch(whole, blame)
        acts = whole.within(window, blame["act"], start, end)
        accused = whole.within(window, blame["accused"], start, end) or whole.wordings(
            window, blame["accused"]
        )
        middle = whole.at(window, start, end)
        if not accused or accused == NULL or middle is None:
            continue
        anchor = (nearest(accused, acts[0][0] if acts else middle[0], made.sentences) or accused)[0]
        if tags[anchor[0]] != 0:
            continue  # not owned here, or told already
        tags[anchor[0]] = 1
        tags[anchor[0] + 1 : anchor[1] + 1] = 2
        out.positions.append(anchor[0])
        out.classes["blame_kind"].append(label("blame_kind", blame["source_kind"]))
        out.classes["blame_stance"].append(label("blame_stance", blame["stance"]))
        out.classes["blame_hedged"].append(int(bool(blame["hedged"])))
        out.pointers["act"].append(nearest(acts or None, anchor[0], made.sentences))
        for role, key in (("speaker", "source"), ("relay", "relay")):
            out.pointers[role].append(
                nearest(whole.wordings(window, blame.get(key)), anchor[0], made.sentences)
            )
    return tags, out


def _stretch(whole: Windowed, blame: Json) -> tuple[int, int]:
    """Where a responsibility claim stands: its context, or the sentence of its act."""
    if "_s" not in blame:
        start = whole.text.find(str(blame["context"]))
        return start, start + len(str(blame["context"]))
    at = int(blame["_s"][0])
    return next(((s, e) for s, e in whole.sentences if s <= at < e), (at, int(blame["_s"][1])))


def _blank(window: Window, made: Inputs) -> Ints:
    """All tags outside; those that another window owns are ignored."""
    tags = np.full(made.length, IGNORE, dtype=np.int64)
    tags[window.own_first - window.first + 1 : window.own_last - window.first + 1] = 0
    return tags


def of_speech(
    name: str,
    text: str,
    attributions: Iterable[dict[str, list[list[int]]]],
    prepare: Prepare,
    tokenizer: Tokenizer,
) -> list[Example]:
    """The examples of one article with attributions (source, cue and content as spans of characters)."""
    whole = Windowed(prepare(article({"text": text, "doc_id": name})), tokenizer)
    attributions = list(attributions)
    found = []
    for window in whole.windows:
        made = inputs(whole.pieces, window, [])
        tags = _blank(window, made)
        out = Anchors(pointers={r: [] for r in ROLES["speech"]})
        for attribution in attributions:
            cue = whole.at(window, *attribution["cue"][0]) if attribution["cue"] else None
            if cue is None or tags[cue[0]] != 0:
                continue
            tags[cue[0]] = 1
            tags[cue[0] + 1 : cue[1] + 1] = 2
            out.positions.append(cue[0])
            content = sorted(attribution["content"])
            for role, part in (
                ("speaker", attribution["source"][:1]),
                ("content", content[:1]),
                ("more", content[1:2]),
            ):
                place = whole.at(window, *part[0]) if part else (0, 0)
                out.pointers[role].append([place] if place else None)
        found.append(
            Example(doc=name, source="speech", inputs=made, anchors={"speech": out}, tags={"speech": tags})
        )
    return found


def without_quantities(document: Document) -> Document:
    """The same document with no candidates."""
    return replace(document, candidates=tuple(() for _ in document.sentences))
