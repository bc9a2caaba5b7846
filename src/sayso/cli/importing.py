"""``sayso import``: other people's tables of events, as claims of that outlet."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli import screen
from sayso.cli.options import Db, Verbose, ledger_path, listen
from sayso.model import Failure

TOLD = 20  # rows of one kind of trouble that are named each
WRONG = {
    "no_count": "without a count",
    "bad_cell": "with a cell that is not what its column should hold",
    "bad_bounds": "whose bounds cross",
    "bad_row": "broken",
    "not_text": "with bytes that are no text",
}


def register(app: typer.Typer) -> None:
    """Add the command of this file to ``app``."""
    app.command("import", short_help="Keep a table of events (UCDP, ACLED, CSV) as claims.")(import_)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table as CSV in UTF-8.")],
    like: Annotated[str, typer.Option(help="Whose columns: ucdp or acled.")] = "ucdp",
    mapping: Annotated[
        Path | None, typer.Option(help="A TOML file that says which column holds what, for other tables.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="How the table is written, as cp1252; else UTF-8.")
    ] = None,
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Keep each row of a table as what its outlet says, to be set against what you have read.

    \b
    sayso import ged.csv --like ucdp
    sayso import events.csv --like acled
    sayso import counts.csv --mapping counts.toml

    A row becomes a short article of that outlet, its numbers figures that lead back to their cells. An empty
    cell is not stated, and never 0. A row that is broken is named with its line and what is wrong; the rest
    goes on. The same table again adds nothing. See docs/import.md.
    """
    level = listen(context, verbose)
    if mapping is None and like not in ("ucdp", "acled"):
        raise typer.BadParameter(f"{like!r} is neither ucdp nor acled; for another table give --mapping")
    from sayso.keeping import Ledger

    with screen.edge(), Ledger(ledger_path(context, db)) as ledger:
        kept = known = 0
        failed: Counter[str] = Counter()
        outcomes = ledger.import_table(file, like=like, mapping=mapping, encoding=encoding)
        for outcome in screen.progress(outcomes, total=None, label="importing"):
            if isinstance(outcome, Failure):
                failed[outcome.code] += 1
                told = failed[outcome.code]
                if told <= TOLD or level:
                    screen.complain(outcome)
                elif told == TOLD + 1:
                    screen.say("sayso: more rows of that kind are counted only; -v names them all")
            elif outcome.new_article:
                kept += 1
            else:
                known += 1
        wrong = ", ".join(f"{number} {WRONG.get(code, code)}" for code, number in failed.items())
        screen.say(f"{kept} rows kept, {known} known before" + (f"; left out: {wrong}" if wrong else ""))
        if failed and not kept and not known:
            raise typer.Exit(1)
