import errno
import io
import sys

import pytest
import typer

from sayso.cli import screen
from sayso.model import Failure, LedgerError


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_json_is_for_pipes_and_tables_for_terminals_unless_said(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert screen.json_wanted(None) is False
    assert screen.json_wanted(True) is True
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert screen.json_wanted(None) is True
    assert screen.json_wanted(False) is False


@pytest.mark.parametrize(("total", "shown"), [(2, False), (40, True), (None, True)])
def test_progress_is_shown_on_a_terminal_for_many_and_changes_nothing(monkeypatch, total, shown):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    items = list(range(total or 5))
    assert list(screen.progress(items, total=total, label="reading")) == items
    assert ("reading" in terminal.getvalue()) is shown


def test_progress_is_silent_where_no_terminal_is(monkeypatch):
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    assert list(screen.progress([1, 2, 3, 4, 5], total=5, label="reading")) == [1, 2, 3, 4, 5]
    assert quiet.getvalue() == ""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LedgerError("busy", "Ledger x.db: another program writes."), "another program writes"),
        (OSError(errno.ENOSPC, "No space left on device", "out.csv"), "out.csv: No space left on device"),
    ],
)
def test_what_cannot_be_done_is_a_message_and_status_1(capsys, error, words):
    with pytest.raises(typer.Exit) as caught, screen.edge():
        raise error
    assert caught.value.exit_code == 1
    assert words in capsys.readouterr().err


def test_a_failure_names_its_origin_once(capsys):
    screen.complain(Failure(origin="a.txt", code="empty", message="a.txt: the text is empty"))
    screen.complain(Failure(origin="b.txt", code="empty", message="the text is empty"))
    said = capsys.readouterr().err.splitlines()
    assert said == ["sayso: a.txt: the text is empty", "sayso: b.txt: the text is empty"]
