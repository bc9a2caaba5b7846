"""An article's text cut into stretches, each with what it carries: a mark, a loaded word, speech.

Marks are the anchor words of figures and of responsibility claims. Where two overlap, the figure's is
shown and the other keeps its card. Joined, the stretches are the text, to the character.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sayso.model import Citation, Claim, Figure, PassageKind, Reading, Responsibility, Span, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of text; ``claim`` is the claim whose mark it is, ``first`` where that mark begins."""

    text: str
    claim: Claim | None = None
    first: bool = False
    tone: Tone | None = None
    citation: Citation | None = None
    speech: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A passage and its stretches."""

    kind: PassageKind
    stretches: tuple[Stretch, ...]
    start: int = 0


def anchor(claim: Figure | Responsibility) -> Span:
    """The words that are marked for a claim."""
    return claim.quantity.span if isinstance(claim, Figure) else claim.act


def blocks(reading: Reading, rejected: Iterable[Claim] = ()) -> tuple[Block, ...]:
    """The passages of a reading's article with their marks, in order, and any words between passages.

    ``rejected`` claims are marked where no other is.
    """
    out_of_count = [c for c in rejected if isinstance(c, (Figure, Responsibility))]
    marked = _apart([*reading.figures, *reading.responsibility, *out_of_count])
    text, out, last = reading.article.text, [], 0
    for passage in reading.article.passages:
        out.append((PassageKind.PARAGRAPH, last, passage.start))
        out.append((passage.kind, passage.start, passage.end))
        last = passage.end
    out.append((PassageKind.PARAGRAPH, last, len(text)))
    return tuple(
        Block(kind=kind, start=start, stretches=tuple(_stretches(reading, start, end, marked)))
        for kind, start, end in out
        if text[start:end].strip()
    )


def _apart(claims: Iterable[Figure | Responsibility]) -> list[tuple[Span, Claim]]:
    """Claims with their anchors, those left out that overlap one before them in the list."""
    taken: list[tuple[Span, Claim]] = []
    for claim in claims:
        span = anchor(claim)
        if span.end > span.start and not any(span.overlaps(other) for other, _ in taken):
            taken.append((span, claim))
    return taken


def _stretches(reading: Reading, start: int, end: int, marked: list[tuple[Span, Claim]]) -> list[Stretch]:
    text = reading.article.text
    here = [(s, c) for s, c in marked if start <= s.start and s.end <= end]
    tones = [t for t in reading.tone if start <= t.span.start and t.span.end <= end]
    notes = [c for c in reading.article.citations if c.marker and start <= c.start and c.end <= end]
    said = [
        (span, statement.id)
        for statement in reading.statements
        for span in statement.content
        if span.start < end and span.end > start
    ]
    edges = {start, end}
    spans = [
        (s.start, s.end) for s in (*(s for s, _ in here), *(t.span for t in tones), *(s for s, _ in said))
    ]
    for a, b in (*spans, *((n.start, n.end) for n in notes)):
        edges |= {max(start, a), min(end, b)}
    cuts = sorted(edges)
    out = []
    for a, b in pairwise(cuts):
        mark = next(((s, c) for s, c in here if s.start <= a and b <= s.end), None)
        out.append(
            Stretch(
                text=text[a:b],
                claim=mark[1] if mark else None,
                first=bool(mark) and mark is not None and mark[0].start == a,
                tone=next((t for t in tones if t.span.start <= a and b <= t.span.end), None),
                citation=next((n for n in notes if n.start <= a and b <= n.end), None),
                speech=next((i for s, i in said if s.start <= a and b <= s.end), None),
            )
        )
    return out
