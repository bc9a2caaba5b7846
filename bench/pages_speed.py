"""How fast the pages and their twins are over a big ledger, and how heavy.

    python bench/pages_speed.py [CLAIMS] [ROUNDS]

The claims are those of ``bench/incidents.py`` (made up), two or three an article. Each address is asked once
to warm (grouping the whole ledger is paid there, and reported apart), then ROUNDS times; the time is the
server's, in process, from request to the last byte: median and 95th percentile in milliseconds, and the
answer's weight.
The aims are 100 ms for a page and 50 ms for a twin.
"""

import importlib.util
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from starlette.testclient import TestClient

from sayso.keeping import Ledger
from sayso.model import Reading, Snapshot, Taken
from sayso.web import create_app


def made() -> ModuleType:
    """The bench of incidents, for its made-up readings."""
    path = Path(__file__).parent / "incidents.py"
    spec = importlib.util.spec_from_file_location("bench_incidents", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def keep(ledger: Ledger, readings: Iterable[Reading]) -> int:
    """Keep readings as if they had been taken; how many."""
    count = 0
    for reading in readings:
        content = reading.article.text.encode()
        snapshot = Snapshot.of(content, media_type="text/plain")
        article = replace(reading.article, snapshot=snapshot.sha256)
        taken = Taken(origin=article.id, article=article, snapshot=snapshot)
        ledger.keep(taken, replace(reading, article=article))
        count += 1
    return count


def addresses(client: TestClient) -> list[str]:
    """One address of every kind of page, and the twins."""

    def first(what: str, key: str = "id") -> str:
        return str(client.get(f"/{what}.json").json()[what][0][key])

    named = [
        *("/articles", f"/articles/{first('articles')}", "/claims", f"/claims/{first('claims')}"),
        *("/incidents", f"/incidents/{first('incidents')}", "/overview"),
        *("/speakers", f"/speakers/{first('speakers', 'key')}"),
        *("/outlets", f"/outlets/{first('outlets', 'key')}", "/review", "/log"),
    ]
    return ["/", *named, *(f"{address}.json" for address in named)]


def main(claims: int, rounds: int) -> None:
    """Make the ledger, ask, report."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "big.db") as ledger:
        articles = keep(ledger, made().made_up(claims))
        with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
            start = time.perf_counter()
            client.get("/incidents")
            client.get("/speakers")
            first = time.perf_counter() - start
            print(f"{articles} articles, {claims} claims; first look at incidents and speakers {first:.1f} s")
            print(f"{'address':44} {'median ms':>10} {'95 % ms':>9} {'kB':>7}")
            for address in addresses(client):
                report(client, address, rounds)


def report(client: TestClient, address: str, rounds: int) -> None:
    """Ask one address and print its line."""
    answer = client.get(address)
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        client.get(address)
        times.append(1000 * (time.perf_counter() - start))
    high = statistics.quantiles(times, n=20)[-1]
    note = "" if answer.status_code == 200 else f"  status {answer.status_code}"
    weight = len(answer.content) / 1000
    print(f"{address[:44]:44} {statistics.median(times):10.1f} {high:9.1f} {weight:7.1f}{note}")


if __name__ == "__main__":
    given = [int(n) for n in sys.argv[1:]]
    main(given[0] if given else 100_000, given[1] if len(given) > 1 else 20)
