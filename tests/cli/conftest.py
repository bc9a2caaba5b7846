import json

import pytest
from typer.testing import CliRunner

from sayso.cli.app import app
from sayso.ledger import Store


@pytest.fixture
def sayso(monkeypatch):
    """Runs a command in this process; gives its result with ``lines``: standard output as JSON objects."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("SAYSO_DB", raising=False)

    def run(*arguments, **options):
        result = CliRunner().invoke(app, [str(a) for a in arguments], **options)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def lines():
    return lambda result: [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def kept(tmp_path, made_taken, made_reading):
    """A ledger with the made reading in it."""
    path = tmp_path / "kept.db"
    with Store.open(path) as store:
        store.keep(made_taken, made_reading)
    return path
