"""The commands together, and what stands before them: ``sayso [--db PATH] [-v] COMMAND``."""

from typing import Annotated

import typer

from sayso import __version__
from sayso.cli import importing, incidents, keeping, looking, reading, serving, writing
from sayso.cli.options import Settings

app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"sayso {__version__}")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    db: Annotated[
        str,
        typer.Option("--db", envvar="SAYSO_DB", metavar="PATH", help="The ledger file.", show_default=True),
    ] = "sayso.db",
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="Say more.", show_default=False)
    ] = 0,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """On whose say-so? Reads crisis reporting and keeps a ledger of who said what.

    \b
    sayso read article.html          the claims of one article, with the words that carry them
    sayso add articles/              keep the claims of many in a ledger (sayso.db)
    sayso list --measure killed      look into the ledger
    sayso export --format csv --output claims.csv

    Tables on a terminal, JSON Lines in a pipe. Exit status: 0 all done; 1 something could not be read, found
    or kept; 2 wrong usage.
    """
    context.obj = Settings(db=db, verbose=verbose)


reading.register(app)
keeping.register(app)
looking.register(app)
incidents.register(app)
writing.register(app)
importing.register(app)
serving.register(app)


def run(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    try:
        app(args=arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0
