"""A ledger in a file with one article, and a client of the pages over it."""

import pytest
from starlette.testclient import TestClient

from sayso.keeping import Ledger
from sayso.model import Snapshot, Taken
from sayso.web import create_app


@pytest.fixture
def ledger(tmp_path, made_reading):
    with Ledger(tmp_path / "pages.db") as opened:
        content = made_reading.article.text.encode()
        snapshot = Snapshot(sha256=made_reading.article.snapshot, media_type="text/plain", content=content)
        opened.keep(Taken(origin="made", article=made_reading.article, snapshot=snapshot), made_reading)
        yield opened


@pytest.fixture
def client(ledger):
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as opened:
        yield opened
