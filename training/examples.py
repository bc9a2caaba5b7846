"""Annotated articles as examples: one look at each quantity, with what every head should say of it.

Where an annotator's wording stands several times in a look, all places of it are right for actor and place
(the guidelines ask for the wording, not for one mention), the nearest for object, speaker and relay. What
stands only outside the look is masked: the network is not taught to say nothing there.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.model import Article, Passage, PassageKind, Published, Span, article_ids
from sayso.reading import times
from sayso.reading.drafts import ClaimReader, Document
from sayso.reading.learned import blame
from sayso.reading.learned.labels import CLASSES, ROLES, TAGS
from sayso.reading.learned.looks import Board, Look
from sayso.reading.learned.tokens import Ints, Pieces, cut
from sayso.reading.timephrases import Phrase
from sayso.reading.times import Timeline

Spans = list[tuple[int, int]]
NULL: Spans = [(0, 0)]
IGNORE = -1

Json = dict[str, Any]

Prepare = Callable[[Article], Document]


@dataclass(frozen=True, kw_only=True)
class Example:
    """One look with its labels: classes, right spans by role (None: masked), tags; ``IGNORE`` masks."""

    doc: str
    source: str
    look: Look
    classes: dict[str, int]
    spans: dict[str, Spans | None]
    tags: Ints


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


class Seen:
    """From characters of the article to positions in one look."""

    def __init__(self, text: str, pieces: Pieces, look: Look) -> None:
        self.text, self.pieces, self.look = text, pieces, look
        self.of: dict[int, int] = {}
        for position, piece in enumerate(look.pieces):
            if piece >= 0:
                self.of.setdefault(int(piece), position)

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last position (inclusive) of the characters; None where they are not all in sight."""
        found = self.pieces.span(start, end)
        if found is None or found[0] not in self.of or found[1] not in self.of:
            return None
        first, last = self.of[found[0]], self.of[found[1]]
        return (first, last) if first <= last <= first + (found[1] - found[0]) + 2 else None

    def wordings(self, wording: object) -> Spans | None:
        """All places of ``wording`` in the look; None where it stands only elsewhere."""
        if not wording:
            return NULL
        places = [self.at(s, e) for s, e in occurrences(self.text, str(wording))]
        return [p for p in places if p] or None


def nearest(spans: Spans | None, marker: int, *, before: int = 1) -> Spans | None:
    """The span nearest to the marker; ``before`` weighs distances backwards."""
    if not spans or spans == NULL:
        return spans
    return [min(spans, key=lambda s: s[0] - marker if s[0] >= marker else (marker - s[0]) * before)]


_FIELDS = {"basis": "basis", "status": "object_status", "kind": "source_kind", "stance": "stance"}


def labels(figure: Json | None) -> dict[str, int]:
    """The number of every head's class for an annotated figure; for None, a quantity that is no claim."""
    words = CLASSES["measure"]
    found = {"measure": words.index(str(figure["measure"]) if figure else words[0])}
    return found | {
        head: CLASSES[head].index(str(figure[name])) if figure else IGNORE for head, name in _FIELDS.items()
    }


def dated(seen: Seen, figure: Json, timeline: Timeline) -> Spans | None:
    """The time phrases in sight whose days are the annotated ones; no phrase where no day can be known.

    None where the days come from a phrase out of sight or from none, unless they are just the article's own.
    """
    told = tuple(date.fromisoformat(d) if (d := figure[k]) else None for k in ("start", "end"))
    if told == (None, None):
        return NULL
    right = [p.span for row in timeline.phrases for p in row if told in _readings(p, timeline.anchor)]
    if right:
        return [p for p in (seen.at(s.start, s.end) for s in right) if p] or None
    return NULL if told[1] == timeline.anchor and told[0] in (None, told[1]) else None


def _readings(phrase: Phrase, anchor: date | None) -> set[tuple[date | None, date | None]]:
    """What a phrase can mean: its own days, all since its first, all until its last."""
    days = {(phrase.start, phrase.end), (None, phrase.end)}
    if phrase.start and (phrase.since or phrase.window):
        days.add((phrase.start, anchor))
    return days


def spans(seen: Seen, figure: Json | None, timeline: Timeline) -> dict[str, Spans | None]:
    """Where the annotated wordings stand in a look."""
    if figure is None:
        return dict.fromkeys(ROLES)
    marker = seen.look.marker
    return {
        "object": nearest(seen.wordings(figure["object"]), marker, before=3),
        "actor": seen.wordings(figure["actor"]),
        "speaker": nearest(seen.wordings(figure["source"]), marker),
        "relay": nearest(seen.wordings(figure.get("relay")), marker),
        "place": seen.wordings(figure["place"]),
        "cue": None,
        "time": dated(seen, figure, timeline),
    }


def of_gold(
    data: Json, annotation: Json, prepare: Prepare, rules: ClaimReader, tokenizer: Tokenizer
) -> list[Example]:
    """The examples of one annotated article: every quantity that the grammar offers, and the sentences
    without one that tell of acts.
    """
    document = prepare(article(data))
    pieces = cut(document, tokenizer)
    board = Board(document, pieces, rules.read(document))
    text, doc = document.article.text, str(data["doc_id"])
    accused = _accused(text, annotation["responsibility"])
    timeline = times.read(document)
    found = []
    for span, figure, offered in paired(document, annotation["figures"]):
        look = board.look(span)
        if look is None or not offered:
            continue
        seen = Seen(text, pieces, look)
        marks = tags(seen, accused)
        found.append(
            Example(
                doc=doc,
                source="gold",
                look=look,
                classes=labels(figure),
                spans=spans(seen, figure, timeline),
                tags=marks,
            )
        )
    for sentence in blame.silent(document):
        look = board.sentence(sentence)
        if look is not None:
            found.append(
                Example(
                    doc=doc,
                    source="sentence",
                    look=look,
                    classes=dict.fromkeys(CLASSES, IGNORE),
                    spans=dict.fromkeys(ROLES),
                    tags=tags(Seen(text, pieces, look), accused),
                )
            )
    return found


def _accused(text: str, claims: Sequence[Json]) -> list[tuple[int, int, bool]]:
    """Where each accused is named, nearest to its act, and whether it is denied; one that stands elsewhere
    than in its context is given as the empty stretch where the context begins.
    """
    found = []
    for claim in claims:
        start, end = _stretch(text, claim)
        acts = [s for s, _ in occurrences(text[start:end], str(claim["act"]))]
        near = acts[0] if acts else 0
        places = occurrences(text[start:end], str(claim["accused"]))
        denied = str(claim["stance"]) != "asserts"
        if places:
            s, e = min(places, key=lambda p: abs(p[0] - near))
            found.append((start + s, start + e, denied))
        else:
            found.append((start, start, denied))
    return found


def _stretch(text: str, claim: Json) -> tuple[int, int]:
    """Where a responsibility claim stands: its context, or a few hundred characters around its act."""
    if "_s" not in claim:
        start = text.find(str(claim["context"]))
        return start, start + len(str(claim["context"]))
    at = int(claim["_s"][0])
    low = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1
    high = min((i for i in (text.find(". ", at), text.find("\n", at)) if i >= 0), default=len(text))
    return low, high


def tags(seen: Seen, accused: Sequence[tuple[int, int, bool]]) -> Ints:
    """The tag of each position of the sentence that is looked at; all masked where an accused is away."""
    own = seen.look.own == 1
    found = np.where(own, 0, IGNORE)
    starts = seen.pieces.starts[np.where(seen.look.pieces >= 0, seen.look.pieces, 0)]
    for start, end, denied in accused:
        if start == end:
            if own.any() and starts[own].min() <= start <= starts[own].max():
                found[:] = IGNORE
            continue
        place = seen.at(start, end)
        if place and own[place[0]] and found[place[0]] == 0:
            found[place[0]] = TAGS.index("begins denied" if denied else "begins")
            inside = slice(place[0] + 1, place[1] + 1)
            found[inside] = np.where(own[inside], TAGS.index("inside"), IGNORE)
    return found.astype(np.int64)


def of_speech(
    name: str,
    text: str,
    attributions: Sequence[dict[str, list[list[int]]]],
    prepare: Prepare,
    rules: ClaimReader,
    tokenizer: Tokenizer,
    rng: random.Random,
    *,
    quiet: float = 0.15,
) -> list[Example]:
    """Examples of speakers from an article with attributions (source, cue and content as characters).

    A word of what is said stands in for the quantity: who says it, and by which cue, is asked just as it is
    asked of a figure. A share of them are words that nobody is quoted for (``quiet``).
    """
    document = prepare(article({"text": text, "doc_id": name}))
    pieces = cut(document, tokenizer)
    board = Board(document, pieces, rules.read(document))
    words = [m.span() for m in re.finditer(r"\w+", text)]
    told = [s for a in attributions for s in a["content"]]
    silent = [w for w in words if not any(s <= w[0] < e for s, e in told)]
    chosen: list[tuple[tuple[int, int], dict[str, list[list[int]]] | None]] = []
    for attribution in attributions:
        inside = [w for w in words if any(s <= w[0] and w[1] <= e for s, e in attribution["content"])]
        if inside and attribution["source"]:
            counted = [w for w in inside if text[w[0]].isdigit()]
            chosen.append((rng.choice(counted or inside), attribution))
    chosen += [(w, None) for w in rng.sample(silent, min(len(silent), round(quiet * len(chosen))))]
    found = []
    for (start, end), attribution in chosen:
        look = board.look(document.article.cut(start, end))
        if look is None:
            continue
        seen = Seen(text, pieces, look)
        places: dict[str, Spans | None] = dict.fromkeys(ROLES)
        for role, key in (("speaker", "source"), ("cue", "cue")):
            part = attribution[key][:1] if attribution else []
            place = seen.at(*part[0]) if part else None
            places[role] = [place] if place else (None if part or attribution else NULL)
        found.append(
            Example(
                doc=name,
                source="speech",
                look=look,
                classes=dict.fromkeys(CLASSES, IGNORE),
                spans=places,
                tags=np.full(len(look.ids), IGNORE, dtype=np.int64),
            )
        )
    return found
