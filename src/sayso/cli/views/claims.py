"""A figure, an accusation or a statement as a few lines: what, where and when, on whose say-so, its words."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.cli.views.words import MARK, excerpt
from sayso.model import Claim, Figure, Responsibility, Span, SpeakerKind, Stance, Statement, StatementForm
from sayso.model.wording import amount, plain, voice, when, where

KIND_STYLE = {
    SpeakerKind.NAMED: "green",
    SpeakerKind.ANONYMOUS: "yellow",
    SpeakerKind.DIFFUSE: "magenta",
}
STANCE_WORD = {Stance.DENIES: "denied", Stance.DOUBTS: "doubted"}


def grid(width: int) -> Table:
    """The four columns that all figures share: number, what, where and when, on whose say-so."""
    room = max(60, min(width, 140)) - 2 - 6
    number = 12
    what, where_when = (room - number) * 37 // 100, (room - number) * 28 // 100
    table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
    for column in (number, what, where_when, room - number - what - where_when):
        table.add_column(width=column, overflow="fold")
    return table


def heading(width: int) -> Padding:
    """The heads of the four columns."""
    table = grid(width)
    table.add_row(*(Text(h, style="dim") for h in ("number", "what", "where and when", "on whose say-so")))
    return Padding(table, (0, 0, 0, 2))


def short_id(claim: Claim) -> Text:
    """The first digits of a claim's id: what ``sayso show`` takes."""
    return Text(claim.id[:8], style="dim")


def lines(*parts: Text | str | None) -> Text:
    """The parts that are there, a line each."""
    texts = [p if isinstance(p, Text) else Text(plain(p)) for p in parts if p]
    return Text("\n").join(texts)


def figure_view(
    figure: Figure, *, width: int, words: bool = True, source: str | None = None
) -> RenderableType:
    """A figure: a row of the grid and, with ``words``, its sentence with the number standing out."""
    counted, table = figure.object, grid(width)
    what = Text(str(figure.measure), style="bold")
    if figure.object.span:
        what.append(f" {plain(counted.span.text if counted.span else '')}", style="default")
    actor = Text(f"by {plain(figure.actor.text)}", style="dim") if figure.actor else None
    basis = figure.basis if figure.basis and figure.basis != "event" else None
    number = Text(amount(figure.quantity), style="bold")
    table.add_row(
        lines(number, short_id(figure)),
        lines(what, actor, Text(basis, style="dim") if basis else None),
        lines(where(figure.place), when(figure.time)),
        say_so(figure, hedges=figure.hedges, source=source),
    )
    return _with_words(table, figure, figure.quantity.span, words=words)


def responsibility_view(
    claim: Responsibility, *, width: int, words: bool = True, source: str | None = None
) -> RenderableType:
    """An accusation or denial: the act, the accused, who says so, and the sentence."""
    table = grid(width)
    what = Text(plain(claim.act.text), style="bold")
    word = STANCE_WORD.get(claim.stance, "hedged" if claim.hedged else "said")
    table.add_row(
        lines(Text(word, style="bold red" if claim.stance in STANCE_WORD else "default"), short_id(claim)),
        what,
        lines(Text(plain(claim.accused.text), style="bold")),
        say_so(claim, source=source),
    )
    return _with_words(table, claim, claim.act, claim.accused, words=words)


def statement_view(
    statement: Statement, *, width: int, words: bool = True, source: str | None = None
) -> RenderableType:
    """Reported speech: who, and what was said, word for word."""
    head = say_so(statement, source=source, joint="  ")
    if not words:
        return Padding(head, (0, 0, 0, 2))
    said = Text(" … ").join(excerpt(part, (), limit=600) for part in statement.content)
    if statement.form is StatementForm.DIRECT and not said.plain.startswith(('"', "“", "«", "'", "‘")):
        said = Text("“").append_text(said).append("”")
    head = Text.assemble(head, "  ", short_id(statement))
    return Padding(Group(head, Padding(said, (0, 2, 0, 14))), (0, 0, 0, 2))


def claim_view(claim: Claim, *, width: int, words: bool = True, source: str | None = None) -> RenderableType:
    """Any claim in its own shape."""
    match claim:
        case Figure():
            return figure_view(claim, width=width, words=words, source=source)
        case Responsibility():
            return responsibility_view(claim, width=width, words=words, source=source)
    return statement_view(claim, width=width, words=words, source=source)


def say_so(
    claim: Claim, *, hedges: Iterable[Span] = (), source: str | None = None, joint: str = "\n"
) -> Text:
    """Who says it and how: denial, name, kind, relay, hedges, footnotes, then the outlet if given."""
    speaker = claim.speaker
    style = KIND_STYLE[speaker.kind] if speaker else "italic"
    text = Text(plain(voice(speaker)), style=style)
    relay = None if isinstance(claim, Statement) else claim.relay
    notes = [
        str(speaker.kind) if speaker else "",
        f"via {plain(relay.text)}" if relay else "",
        *(f"“{plain(h.text)}”" for h in hedges),
        " ".join(f"[{plain(c)}]" for c in claim.citations),
        plain(source) if source else "",
    ]
    tail = Text(" · ".join(note for note in notes if note), style="dim")
    parts = [text, tail] if tail.plain else [text]
    if isinstance(claim, Figure) and claim.stance in STANCE_WORD:
        parts.insert(0, Text(STANCE_WORD[claim.stance], style="bold red"))
    return Text(joint).join(parts)


def _with_words(table: Table, claim: Claim, *marks: Span, words: bool) -> RenderableType:
    row = Padding(table, (0, 0, 0, 2))
    if not words:
        return row
    return Group(row, Padding(excerpt(claim.span, marks, style=MARK), (0, 2, 0, 16), style="dim"))
