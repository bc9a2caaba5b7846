"""Where output goes: results to standard output, progress and messages to standard error.

Results are tables on a terminal and JSON Lines elsewhere, unless the caller says which. This module writes;
what tables look like is in ``views``.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import typer

from sayso.model import Failure, SaysoError
from sayso.model.wording import plain

DONE, FAILED, WRONG_USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
MANY = 4  # articles, from which on a terminal shows progress

T = TypeVar("T")


def json_wanted(choice: bool | None) -> bool:
    """The caller's ``--json`` or ``--table``; else JSON wherever standard output is no terminal."""
    return not sys.stdout.isatty() if choice is None else choice


def emit(data: Any) -> None:
    """One object as a line of JSON on standard output, at once."""
    from sayso.model.contract import json_line

    raw(json_line(data))


def raw(content: bytes) -> None:
    """Bytes on standard output, at once."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def width() -> int:
    """How many columns standard output has; 100 where it is no terminal and COLUMNS does not say."""
    return shutil.get_terminal_size((100, 24)).columns


def show(*renderables: Any) -> None:
    """Rich renderables on standard output."""
    from rich.console import Console

    if sys.stdout.encoding.lower().replace("-", "") != "utf8" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    console = Console(highlight=False, markup=False, emoji=False, width=width())
    console.print(*renderables, sep="\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """A message on standard error; whatever an article or address put into it cannot steer the terminal."""
    print(plain(message), file=sys.stderr, flush=True)


def complain(failure: Failure) -> None:
    """Say that one article could not be read, and why."""
    message = failure.message
    say(f"sayso: {message}" if failure.origin in message else f"sayso: {failure.origin}: {message}")


def progress(items: Iterable[T], *, total: int | None, label: str, when: bool = True) -> Iterator[T]:
    """The items as they come, with a bar on standard error where that is a terminal and there are many.

    ``when`` is False where the results themselves show how far it is.
    """
    if not when or not sys.stderr.isatty() or (total is not None and total < MANY):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total)


def leave(*, number: int, failed: int, paths: list[str]) -> None:
    """End a command that went through ``number`` articles, with the status that says how it went."""
    if not number:
        say(f"sayso: no article in {', '.join(paths)}; give .html, .txt, .json, .jsonl or .pdf files")
        raise typer.Exit(FAILED)
    if failed:
        say(f"sayso: {failed} of {number} failed; the others are complete")
        raise typer.Exit(FAILED)


@contextlib.contextmanager
def edge() -> Iterator[None]:
    """The edge of a command: what sayso could not do becomes one message and an exit status."""
    try:
        yield
    except BrokenPipeError:
        # The reader has enough (``| head``). Nothing more may be flushed into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from None
    except SaysoError as error:
        say(f"sayso: {error.message}")
        raise typer.Exit(FAILED) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"sayso: {where}{error.strerror or error}; nothing is left half written")
        raise typer.Exit(FAILED) from None
