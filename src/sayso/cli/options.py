"""The options that several commands share, each with one wording."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import typer


class ReaderName(StrEnum):
    """The claim readers to choose from."""

    MODEL = "model"
    RULES = "rules"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Files (.html .txt .json .jsonl .pdf), folders, addresses, or - for input."
    ),
]
Json = Annotated[
    bool | None,
    typer.Option(
        "--json/--table", help="JSON Lines or tables. Default: tables on a terminal.", show_default=False
    ),
]
Db = Annotated[
    str | None,
    typer.Option("--db", metavar="PATH", help="The ledger file; also SAYSO_DB.", show_default=False),
]
Verbose = Annotated[
    int,
    typer.Option(
        "-v", "--verbose", count=True, help="Say more on standard error; -vv for all.", show_default=False
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="DATE", help="The day (ISO) of articles that have none.", show_default=False
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        "--workers", min=0, metavar="N", help="Processes to read in; 0: as many as help.", show_default=True
    ),
]
Reader = Annotated[
    ReaderName | None,
    typer.Option(
        "--reader",
        help="Which claim reader: the model, or the rules alone (faster, less well). Default: the model.",
        show_default=False,
    ),
]
Words = Annotated[
    bool,
    typer.Option("--words/--no-words", help="Show the sentence that carries each claim.", show_default=False),
]


@dataclass(slots=True, kw_only=True)
class Settings:
    """What stood before the command: ``sayso --db PATH -v COMMAND``."""

    db: str
    verbose: int


def ledger_path(context: Any, db: str | None) -> str:
    """The ledger to use: ``--db`` after the command, else before it, else SAYSO_DB, else ``sayso.db``."""
    settings: Settings = context.obj
    return db or settings.db


def listen(context: Any, verbose: int) -> int:
    """How much to say; what libraries log goes to standard error from ``-v`` on, and nowhere before."""
    import logging

    settings: Settings = context.obj
    level = max(verbose, settings.verbose)
    logging.basicConfig(
        level=(logging.CRITICAL, logging.WARNING, logging.DEBUG)[min(level, 2)],
        format="%(levelname)s %(name)s: %(message)s",
    )
    return level
