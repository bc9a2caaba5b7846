"""A ledger with one article, a client of the pages over it, and a real browser before the examples."""

import shutil
import socket
import threading
from contextlib import contextmanager
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


@pytest.fixture(scope="session")
def examples_file(tmp_path_factory):
    """A ledger of the example articles, made once: servers work on copies."""
    place = tmp_path_factory.mktemp("read") / "idlib.db"
    with Ledger(place) as ledger:
        ledger.add(*sorted(EXAMPLES.glob("*.html")))
        ledger.docket().upto(ledger.judged())
    return place


@contextmanager
def serving(file):
    """The address of a server over a ledger, while it runs."""
    uvicorn = pytest.importorskip("uvicorn")
    listening = socket.create_server(("127.0.0.1", 0))
    with Ledger(file) as ledger:
        server = uvicorn.Server(uvicorn.Config(create_app(ledger), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=20)
    listening.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory, examples_file):
    """The address of a server over the example articles, for all tests of a file."""
    place = tmp_path_factory.mktemp("site") / "idlib.db"
    shutil.copy(examples_file, place)
    with serving(place) as address:
        yield address


@contextmanager
def opened(chromium, site):
    """A fresh page; whatever it logs as an error or asks of anyone else fails the test."""
    context = chromium.new_context(base_url=site, accept_downloads=True)
    context.set_default_timeout(60_000)
    page = context.new_page()
    troubles = []
    page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(site) else troubles.append(r.url))
    yield page
    context.close()
    # What a server refuses, browsers log too; tests that ask for it look at the answer themselves.
    assert [t for t in troubles if "the server responded with a status of 4" not in t] == []


@pytest.fixture
def page(chromium, site):
    with opened(chromium, site) as page:
        yield page


@pytest.fixture
def desk(chromium, tmp_path, examples_file):
    """A page before a ledger of its own, for tests that decide."""
    shutil.copy(examples_file, tmp_path / "desk.db")
    with serving(tmp_path / "desk.db") as address, opened(chromium, address) as page:
        yield page


@pytest.fixture(scope="module")
def addresses(chromium, site):
    """One address of every kind of page."""
    context = chromium.new_context(base_url=site)

    def first(what, key="id"):
        return context.request.get(f"/{what}.json").json()[what][0][key]

    article, incident, claim = first("articles"), first("incidents"), first("claims")
    found = [
        *("/", "/read", "/articles", f"/articles/{article}", "/incidents", f"/incidents/{incident}"),
        *("/claims", f"/claims/{claim}", f"/claims/{claim}?do=correct", f"/articles/{article}/add"),
        *(f"/articles/{article}/check", f"/articles/{article}/snapshot"),
        *("/overview", "/overview?bbox=35,35,37,37", "/review?queue=contested", "/nowhere"),
        *("/speakers", f"/speakers/{first('speakers', 'key')}", "/outlets"),
        *(f"/outlets/{first('outlets', 'key')}", "/api", "/review", "/log", "/search?q=soldiers"),
        *("/overview?country=ZZ", "/claims?speaker=nobody+of+that+name"),
    ]
    context.close()
    return found
