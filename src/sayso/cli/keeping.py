"""``sayso add``: articles into the ledger."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from sayso.cli import screen
from sayso.cli.filters import day
from sayso.cli.options import Day, Db, Json, Paths, Reader, Verbose, Workers, ledger_path, listen
from sayso.model import Failure
from sayso.model.contract import failure_json

if TYPE_CHECKING:
    from sayso.keeping import Added, Kept


def register(app: typer.Typer) -> None:
    """Add the command of this file to ``app``."""
    app.command("add", short_help="Keep articles with their claims in the ledger.")(add)


def add(
    context: typer.Context,
    paths: Paths,
    json: Json = None,
    published: Day = None,
    workers: Workers = 0,
    reader: Reader = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Read articles and keep them, with their claims, in the ledger.

    \b
    sayso add articles/
    sayso add https://example.org/news/1 report.pdf
    sayso --db idlib.db add articles/
    cat article.html | sayso add -

    Each article is kept whole or not at all, and never twice: after an interruption, run the same again. One
    address with another text is a new version; both are kept. Exit status 1 where an article failed.
    """
    level = listen(context, verbose)
    published = day(published, "--published")
    from sayso import desk
    from sayso.keeping import Added, Ledger

    with screen.edge():
        as_json = screen.json_wanted(json)
        with Ledger(ledger_path(context, db)) as ledger:
            keeping = ledger.adding(
                paths, published=published, workers=desk.workers_for(paths, workers), reader=reader
            )
            shown = screen.progress(keeping, total=desk.count(paths), label="adding")
            added = Added.of(_told(shown, level=level, as_json=as_json))
        if not as_json:
            screen.show(*_summary(added))
        number = added.articles + added.readings + added.known + len(added.failures)
        screen.leave(number=number, failed=len(added.failures), paths=paths)


def _told(outcomes: "Iterator[Kept | Failure]", *, level: int, as_json: bool) -> "Iterator[Kept | Failure]":
    """The outcomes, each said on its way: as JSON, and failures and what ``-v`` asks for as messages."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            screen.complain(outcome)
        elif level:
            news = "new" if outcome.new_article else "read anew" if outcome.new_reading else "known"
            screen.say(f"{outcome.article} version {outcome.version}: {news}, {outcome.claims} new claims")
        if as_json:
            screen.emit(failure_json(outcome) if isinstance(outcome, Failure) else asdict(outcome))
        yield outcome


def _summary(added: "Added") -> Iterator[str]:
    """What came of it, in a line or two."""
    parts = (
        f"{added.articles} added",
        f"{added.versions} of them another text at a known address" if added.versions else "",
        f"{added.readings} read anew" if added.readings else "",
        f"{added.known} known already" if added.known else "",
        f"{len(added.failures)} failed" if added.failures else "",
    )
    yield f"{', '.join(p for p in parts if p)}; {added.claims} new claims"
