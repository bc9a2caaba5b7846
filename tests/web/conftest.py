"""A ledger in a file with one article, and a client of the pages over it."""

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.keeping import Ledger
from sayso.model import Snapshot, Taken
from sayso.web import create_app


@pytest.fixture(scope="session")
def made_file(tmp_path_factory, made_reading):
    """The ledger's file, made once: tests work on copies."""
    file = tmp_path_factory.mktemp("made") / "pages.db"
    with Ledger(file) as opened:
        content = made_reading.article.text.encode()
        snapshot = Snapshot(sha256=made_reading.article.snapshot, media_type="text/plain", content=content)
        opened.keep(Taken(origin="made", article=made_reading.article, snapshot=snapshot), made_reading)
    return file


@pytest.fixture
def ledger(tmp_path, made_file):
    shutil.copy(made_file, tmp_path / "pages.db")
    with Ledger(tmp_path / "pages.db") as opened:
        yield opened


@pytest.fixture
def client(ledger):
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as opened:
        yield opened


EXAMPLES = Path(__file__).parents[2] / "examples" / "idlib"


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    """A client over the example articles, for tests that only look."""
    folder = tmp_path_factory.mktemp("examples")
    with Ledger(folder / "idlib.db") as opened:
        opened.add(*sorted(EXAMPLES.glob("*.html")))
        with TestClient(
            create_app(opened, hosts=("127.0.0.1", "testserver")), base_url="http://127.0.0.1"
        ) as client:
            yield client
