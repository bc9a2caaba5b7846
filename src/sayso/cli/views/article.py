"""One article on a terminal: its head, figures, who is said to have done it, statements, problems."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from sayso.cli.views.claims import figure_view, heading, lines, responsibility_view, statement_view
from sayso.model import Article, Claim, Reading
from sayso.model.wording import plain, published


def reading_view(reading: Reading, *, width: int, words: bool = True) -> Iterator[RenderableType]:
    """A reading from its head to its problems, as renderables to print one under another."""
    yield Rule(characters="━", style="dim")
    yield article_head(reading.article)
    yield Text(counts(reading), style="dim")
    if reading.figures:
        yield section("Figures")
        yield heading(width)
        yield from spaced((figure_view(f, width=width, words=words) for f in reading.figures), words)
    if reading.responsibility:
        yield section("Who is said to have done it")
        accounts = (responsibility_view(r, width=width, words=words) for r in reading.responsibility)
        yield from spaced(accounts, words)
    if reading.statements:
        yield section("Statements")
        yield from spaced((statement_view(s, width=width, words=words) for s in reading.statements), words)
    if reading.tone:
        yield section("Loaded words")
        pairs = dict.fromkeys(f"{plain(t.span.text)} → {plain(t.neutral)}" for t in reading.tone)
        yield Padding(Text(" · ".join(pairs)), (0, 0, 0, 2))
    if reading.problems:
        yield section("Problems")
        yield from (problem_line(p.code, p.message) for p in reading.problems)
    yield Text()


def spaced(views: Iterable[RenderableType], apart: bool) -> Iterator[RenderableType]:
    """The views one under another, with an empty line between them where they stand ``apart``."""
    for number, view in enumerate(views):
        if number and apart:
            yield Text()
        yield view


def article_head(article: Article) -> RenderableType:
    """Title, outlet, date with what tells it, language; then id and address."""
    names = (article.outlet, published(article.published), article.language)
    where = (f"article {article.id}", article.doc_id, article.url)
    return lines(
        Text(plain(article.title or "Without a title"), style="bold"),
        " · ".join(plain(n) for n in names if n),
        Text(" · ".join(plain(w) for w in where if w), style="dim"),
    )


def counts(reading: Reading) -> str:
    """ "9 figures · 2 accounts of who did it · 3 statements · 4 voices · 2 figures uncited · 1 problem"."""
    parts = (
        number(len(reading.figures), "figure"),
        number(len(reading.responsibility), "account of who did it", "accounts of who did it"),
        number(len(reading.statements), "statement"),
        number(len(voices(reading.claims)), "voice"),
        number(sum(not f.citations for f in reading.figures), "figure uncited", "figures uncited"),
        number(len(reading.problems), "problem"),
    )
    return " · ".join(part for part in parts if part) or "no claim found"


def voices(claims: Iterable[Claim]) -> frozenset[str]:
    """The different speakers of claims by name; the article's own voice is not one of them."""
    return frozenset(c.speaker.name.casefold() for c in claims if c.speaker)


def number(count: int, one: str, many: str | None = None) -> str:
    """ "1 figure", "2 figures", and nothing for none."""
    return f"{count} {one if count == 1 else many or one + 's'}" if count else ""


def section(title: str) -> RenderableType:
    """The line that opens a part."""
    return Padding(Rule(Text(title, style="bold"), align="left", style="dim"), (1, 0, 0, 0))


def problem_line(code: str, message: str) -> RenderableType:
    """A problem: its code, and what it means."""
    return Padding(Text.assemble((plain(code), "yellow"), "  ", plain(message)), (0, 0, 0, 2))
