"""Claims, articles and search hits in lists: a table on a terminal, one object each as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.views.article import number
from sayso.cli.views.claims import KIND_STYLE, STANCE_WORD, lines
from sayso.cli.views.words import excerpt
from sayso.keeping import Entry, Hit, KeptClaim
from sayso.model import Claim, Figure, Responsibility, Span
from sayso.model.wording import amount, plain, published, voice, when, where

WIDE = 110  # columns, from which on place, time and outlet have columns of their own


def claim_table(claims: Iterable[KeptClaim], *, width: int) -> Table:
    """Claims, a row each: id, number or kind, what, where and when, on whose say-so, outlet."""
    wide = width >= WIDE
    table = _table(
        "id", "number", "what", *(("where", "when") if wide else ("where, when",)), "on whose say-so"
    )
    if wide:
        table.add_column("outlet", overflow="fold")
    total = 0
    for kept in claims:
        total += 1
        claim = kept.claim
        place, time = (where(claim.place), when(claim.time)) if isinstance(claim, Figure) else ("", "")
        speaker, outlet = _speaker(claim), plain(kept.article.outlet or "")
        spots = (plain(place), time) if wide else (lines(place, time),)
        ends = (speaker, outlet) if wide else (lines(speaker, Text(outlet, style="dim")),)
        table.add_row(Text(claim.id[:8], style="dim"), _number(claim), what(claim), *spots, *ends)
    table.caption = number(total, "claim") or "no claims"
    return table


def article_table(entries: Iterable[Entry], *, width: int) -> Table:
    """Articles, a row each: id, title, outlet, date, how many claims of each kind, version."""
    wide = width >= WIDE
    table = _table("id", *(("title", "outlet", "published") if wide else ("article",)), "claims")
    total = 0
    for entry in entries:
        total += 1
        title = Text(plain(entry.title or entry.doc_id or entry.url or ""), style="bold")
        outlet, day = plain(entry.outlet or ""), published(entry.published).partition(" (")[0]
        again = f"version {entry.version}" if entry.version > 1 else ""
        about: tuple[Text | str, ...]
        if wide:
            about = (title, lines(outlet, again), day)
        else:
            about = (lines(title, Text(" · ".join(p for p in (outlet, day, again) if p), style="dim")),)
        table.add_row(Text(entry.id[:8], style="dim"), *about, _counts(entry))
    table.caption = number(total, "article") or "no articles"
    return table


def _counts(entry: Entry) -> Text:
    parts = (
        number(entry.figures, "figure"),
        number(entry.responsibility, "account of who did it", "accounts of who did it"),
        number(entry.statements, "statement"),
    )
    return lines(*parts) if any(parts) else Text("none", style="dim")


def what(claim: Claim) -> Text:
    """What a claim says in a few words: measure and object, act and accused, or the speech."""
    match claim:
        case Figure():
            text = Text(str(claim.measure), style="bold")
            if claim.object.span:
                text.append(f" {plain(claim.object.span.text)}", style="default")
            return text.append(f" by {plain(claim.actor.text)}", style="dim") if claim.actor else text
        case Responsibility():
            return Text.assemble((plain(claim.act.text), "bold"), " by ", (plain(claim.accused.text), "bold"))
    return excerpt(claim.content[0], (), limit=160)


def _number(claim: Claim) -> Text:
    match claim:
        case Figure():
            return Text(amount(claim.quantity), style="bold")
        case Responsibility():
            word = STANCE_WORD.get(claim.stance, "hedged" if claim.hedged else "said")
            return Text(word, style="bold red" if claim.stance in STANCE_WORD else "default")
    return Text(str(claim.form), style="dim")


def _speaker(claim: Claim) -> Text:
    speaker = claim.speaker
    text = Text(plain(voice(speaker)), style=KIND_STYLE[speaker.kind] if speaker else "italic")
    if isinstance(claim, Figure) and claim.stance in STANCE_WORD:
        text = Text.assemble((STANCE_WORD[claim.stance], "bold red"), " ", text)
    return text


def _table(*heads: str) -> Table:
    table = Table(box=SIMPLE_HEAD, header_style="dim", caption_justify="left", pad_edge=False, expand=False)
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head == "id")
    return table


def entry_json(entry: Entry) -> dict[str, Any]:
    """An article in a list as one object."""
    data = asdict(entry)
    data["published"]["basis"] = str(entry.published.basis)
    return data


def hit_json(hit: Hit) -> dict[str, Any]:
    """What a search found as one object: article, claim id (null for the text itself), words around."""
    return {
        "kind": hit.kind,
        "article": entry_json(hit.article),
        "claim": hit.claim.claim.id if hit.claim else None,
        "claim_kind": str(hit.claim.kind) if hit.claim else None,
        "start": hit.excerpt.start,
        "end": hit.excerpt.end,
        "text": hit.excerpt.text,
        "marks": [{"start": start, "end": end} for start, end in hit.excerpt.marks],
    }


def hit_view(hit: Hit, *, width: int) -> Iterator[RenderableType]:
    """What a search found: what it is and where from, and the words with the finds standing out."""
    article = hit.article
    head = Text()
    if hit.claim:
        head.append(f"{hit.claim.claim.id[:8]}  ", style="dim")
        head.append_text(Text.assemble(_number(hit.claim.claim), "  ")).append_text(what(hit.claim.claim))
    else:
        head.append(f"{article.id[:8]}  ", style="dim").append(
            plain(article.title or "article"), style="bold"
        )
    yield head
    source = " · ".join(p for p in (plain(article.outlet or ""), published(article.published)) if p)
    yield Padding(Text(source, style="dim"), (0, 0, 0, 10))
    around = hit.excerpt
    span = Span(start=around.start, end=around.end, text=around.text)
    marks = [
        Span(start=s, end=e, text=around.text[s - around.start : e - around.start]) for s, e in around.marks
    ]
    yield Padding(excerpt(span, marks), (0, 2, 1, 10))


def versions_line(versions: Iterable[Entry], shown: str) -> Iterator[RenderableType]:
    """Which other texts were seen at the same address; nothing where there is one."""
    found = list(versions)
    if len(found) > 1:
        names = (f"{v.version}: {v.id[:8]}{' (this)' if v.id == shown else ''}" for v in found)
        yield Text(f"Versions at this address  {' · '.join(names)}", style="dim")
