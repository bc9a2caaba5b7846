"""One claim in full: every part that the article states, the words around it, and where it comes from."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.views.article import article_head, section
from sayso.cli.views.lists import what
from sayso.cli.views.words import MARK
from sayso.keeping import Shown, row_json
from sayso.model import Article, Claim, Figure, Place, Responsibility, Span, Statement, Time
from sayso.model.wording import amount, plain, safe, voice, when, where

# UCDP's where_prec in words.
PRECISION = {
    1: "exact",
    2: "within 25 km",
    3: "second-order division",
    4: "first-order division",
    5: "linear or large feature",
    6: "country",
    7: "sea or air",
}
CONTEXT = 240  # characters of the article shown on either side


def shown_json(shown: Shown) -> dict[str, Any]:
    """A claim as one object, with the ids of the claims of the same sentence and the decisions on it."""
    decisions = [
        {
            "id": d.id,
            "kind": str(d.kind),
            "author": d.author,
            "at": d.at,
            "reason": d.reason,
            "payload": d.payload,
        }
        for d in shown.decisions
    ]
    beside = [row.claim.id for row in shown.beside]
    return {**row_json(shown.row), "beside": beside, "decisions": decisions}


def claim_in_full(shown: Shown) -> Iterator[RenderableType]:
    """A claim as renderables: parts, words in their surroundings, footnotes, neighbours, origin."""
    claim, article = shown.row.claim, shown.reading.article
    yield Text.assemble((f"{shown.row.kind} {claim.id}", "dim"))
    yield Text.assemble(what(claim), "\n")
    yield _indent(_parts(claim))
    yield section("In its words")
    yield _indent(surroundings(article, claim.span, shown.row.words))
    if claim.citations:
        yield section("Footnotes")
        known = {c.marker: c.url for c in article.citations}
        notes = (f"[{marker}] {known.get(marker) or 'no address'}" for marker in claim.citations)
        yield _indent(Text(plain_lines(notes)))
    if shown.beside:
        yield section("In the same sentence")
        for row in shown.beside:
            yield _indent(Text.assemble((row.claim.id[:8], "dim"), "  ", what(row.claim)))
    if shown.decisions:
        yield section("Decisions")
        for d in shown.decisions:
            head = (f"{d.kind} by {plain(d.author)}", "bold"), (f"  {d.at[:16]}  ", "dim")
            yield _indent(Text.assemble(*head, plain(d.reason)))
    yield section("From")
    yield article_head(article)
    run = shown.row.run
    yield Text(plain(f"snapshot {article.snapshot}"), style="dim")
    yield Text(
        plain(f"read by {run.model} of sayso {run.version} ({run.language}; run {run.key})"), style="dim"
    )


def surroundings(article: Article, sentence: Span, words: Span) -> Text:
    """The sentence with its words standing out, between what stands before and after it, dimmed."""
    start, end = max(0, sentence.start - CONTEXT), min(len(article.text), sentence.end + CONTEXT)
    stretch = article.cut(start, end)
    text = Text(safe(stretch.text).replace("\n", " ").replace("\t", " "))
    text.stylize("dim", 0, sentence.start - start)
    text.stylize("dim", sentence.end - start)
    text.stylize(MARK, words.start - start, words.end - start)
    before, after = "… " if start else "", " …" if end < len(article.text) else ""
    return Text.assemble((before, "dim"), text, (after, "dim"))


def plain_lines(parts: Iterable[str]) -> str:
    """One safe line each."""
    return "\n".join(plain(part) for part in parts)


def _indent(inner: RenderableType) -> Padding:
    return Padding(inner, (0, 2, 0, 2))


def _parts(claim: Claim) -> Table:
    """Every part that the article states, by name; what it does not state is left out."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in (*_particular(claim), *_said(claim)):
        if value:
            table.add_row(name, plain(value))
    return table


def _particular(claim: Claim) -> Iterator[tuple[str, str]]:
    match claim:
        case Figure():
            yield "number", f"{amount(claim.quantity)} ({claim.quantity.bound}, “{claim.quantity.span.text}”)"
            yield "measure", str(claim.measure)
            yield "counted", f"{_words(claim.object.span)} ({claim.object.status})".strip()
            yield "basis", str(claim.basis or "")
            yield "by", _words(claim.actor)
            yield "place", _place(claim.place)
            yield "time", _time(claim.time)
        case Responsibility():
            yield "act", claim.act.text
            yield "accused", claim.accused.text
            yield "hedged", "yes" if claim.hedged else ""
        case Statement():
            yield "form", str(claim.form)


def _said(claim: Claim) -> Iterator[tuple[str, str]]:
    speaker = claim.speaker
    kind = f" ({speaker.kind})" if speaker else ""
    wording = f", here “{speaker.span.text}”" if speaker and speaker.span.text != speaker.name else ""
    yield "on whose say-so", f"{voice(speaker)}{kind}{wording}"
    if not isinstance(claim, Statement):
        yield "via", _words(claim.relay)
        yield "stance", str(claim.stance)
    if not isinstance(claim, Responsibility):
        yield "cue", _words(claim.cue)
    if isinstance(claim, Figure):
        yield "hedges", ", ".join(f"“{hedge.text}”" for hedge in claim.hedges)
    if claim.confidence is not None:
        yield "confidence", f"{claim.confidence:.2f}"


def _words(span: Span | None) -> str:
    return span.text if span else ""


def _place(place: Place | None) -> str:
    if place is None:
        return ""
    spot = f" at {place.lat:.3f}, {place.lon:.3f}" if place.lat is not None and place.lon is not None else ""
    fine = f" ({PRECISION[place.precision]})" if place.precision in PRECISION else ""
    return f"{where(place)}{spot}{fine}, here “{place.span.text}”"


def _time(time: Time | None) -> str:
    if time is None:
        return ""
    return (
        f"{when(time)}, here “{time.span.text}”" if time.span else f"{when(time)}, by the day of publication"
    )
