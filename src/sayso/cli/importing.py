"""``sayso import``: other people's tables of events, as claims of that outlet."""

from pathlib import Path
from typing import Annotated

import typer

from sayso.cli import screen
from sayso.cli.options import Db, Verbose, ledger_path, listen
from sayso.model import Failure


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
    db: Db = None,
    verbose: Verbose = 0,
) -> None:
    """Keep each row of a table as what its outlet says, to be set against what you have read.

    \b
    sayso import ged.csv --like ucdp
    sayso import events.csv --like acled
    sayso import counts.csv --mapping counts.toml

    A row becomes a short article of that outlet, its numbers figures that lead back to their cells. An empty
    cell is not stated, and never 0. The same table again adds nothing. See docs/import.md.
    """
    listen(context, verbose)
    if mapping is None and like not in ("ucdp", "acled"):
        raise typer.BadParameter(f"{like!r} is neither ucdp nor acled; for another table give --mapping")
    from sayso.keeping import Ledger

    with screen.edge(), Ledger(ledger_path(context, db)) as ledger:
        kept = known = failed = 0
        outcomes = ledger.import_table(file, like=like, mapping=mapping)
        for outcome in screen.progress(outcomes, total=None, label="importing"):
            if isinstance(outcome, Failure):
                failed += 1
                screen.complain(outcome)
            elif outcome.new_article:
                kept += 1
            else:
                known += 1
        screen.say(f"{kept} rows kept, {known} known before, {failed} without a count")
        if failed and not kept and not known:
            raise typer.Exit(1)
