"""How fast the pages and their twins are over a big ledger, how heavy, and how soon the browser paints.

    python bench/pages_speed.py [--ledger FILE] [--articles 10000] [--rounds 20] [--browser]

The ledger is that of ``bench/big_ledger.py`` (made up; ten claims an article), made where FILE is not there
yet. What is paid once stands first: working everything out, taking it up in another session, and going on
after a decision and after an article. Then each kind of address is asked ROUNDS times, each time for another
article, claim or incident where it is about one; the time is the server's, in process, from request to the
last byte: median and 95th percentile in milliseconds, on the clock and on the processor (the machine is
rarely quiet), and the answer's weight. The aims are 100 ms for a page and 50 ms for a twin. ``--browser``
starts the real server and asks Debian's Chromium when it first paints.
"""

import argparse
import resource
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.testclient import TestClient

from big_ledger import made_up, make
from sayso.keeping import Ledger
from sayso.web import create_app

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PAINT = "performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] || null"


def main() -> None:
    """Make the ledger, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--browser", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = args.ledger or Path(folder) / "big.db"
        if not file.exists():
            make(file, args.articles)
        first_looks(file, args.articles)
        with Ledger(file) as ledger, opened(ledger) as client:
            client.app.state.cases.warm()  # as `sayso serve` does at its start
            going_on(client)
            print(f"{'address':32} {'median ms':>10} {'95 % ms':>9} {'processor':>10} {'95 %':>9} {'kB':>7}")
            for name, addresses in kinds(client, args.rounds):
                report(client, name, addresses)
        if args.browser:
            paints(file)


@contextmanager
def opened(ledger: Ledger) -> Iterator[TestClient]:
    """The pages over a ledger; it stays open."""
    with TestClient(create_app(ledger), base_url="http://127.0.0.1") as client:
        yield client


def timed(label: str, ask: Callable[[], object]) -> None:
    """Do something once and print how long it took."""
    start, used = time.perf_counter(), time.process_time()
    ask()
    took, used = time.perf_counter() - start, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{label}: {took:.2f} s ({used:.2f} s of processor), peak memory {memory} MB", flush=True)


def first_looks(file: Path, articles: int) -> None:
    """The first look at incidents and speakers: worked out, then taken up in another session."""
    for label in ("first look (worked out, or taken up)", "first look of a later session"):
        with Ledger(file) as ledger, opened(ledger) as client:
            timed(f"{label}, incidents of {articles} articles", lambda c=client: c.get("/incidents"))
            timed(f"{label}, speakers", lambda c=client: c.get("/speakers"))


def going_on(client: TestClient) -> None:
    """What a decision and an article cost the next look at incidents."""
    claims = client.get("/claims.json?kind=figure&limit=4").json()["claims"]
    for number, claim in enumerate(claims):
        wish = {"kind": "reject", "subjects": [claim["id"]], "reason": "measured"}
        made = client.post("/decisions.json", json=wish).json()
        which = "first decision of a session" if not number else "a further decision"
        timed(f"incidents after {which}", lambda: client.get("/incidents"))
        client.post("/decisions.json", json={"kind": "undo", "subjects": [made["id"]], "reason": "measured"})
        client.get("/incidents")
    taken, _ = next(made_up(4, seed=time.time_ns()))
    client.post("/read", data={"text": taken.article.text, "keep": "true"}, follow_redirects=False)
    timed("incidents after an article", lambda: client.get("/incidents"))
    timed("speakers after that", lambda: client.get("/speakers"))


def kinds(client: TestClient, rounds: int) -> Iterator[tuple[str, list[str]]]:
    """Each kind of address with ROUNDS addresses of that kind, and the twins."""

    def some(what: str, key: str = "id") -> list[str]:
        got = client.get(f"/{what}.json?limit=500").json()[what]
        step = max(1, len(got) // rounds)
        return [str(one[key]) for one in got[::step]][:rounds] or [""]

    ids = {"articles": some("articles"), "claims": some("claims"), "incidents": some("incidents")}
    ids |= {what: some(what, "key") for what in ("speakers", "outlets")}
    paged = [f"?offset={50 * n}" for n in range(rounds)]
    yield "/", ["/"] * rounds
    for end in ("", ".json"):
        for what, found in ids.items():
            yield f"/{what}{end}", [f"/{what}{end}{page}" for page in paged]
            yield f"/{what}/...{end}", [f"/{what}/{id}{end}" for id in found]
        asked = {
            "/claims{}?measure=killed": paged,
            "/claims{}?place=...": [f"?place=b{c}" for c in "aeiou"],
            "/claims{}?speaker=...": [f"?speaker={w}" for w in ("observatory", "ministry", "resident")],
            "/incidents{}?contested=true": paged,
            "/incidents{}?policy=latest": [f"?policy=latest&offset={50 * n}" for n in range(rounds)],
            "/overview{}": [f"?offset={50 * n}" for n in range(rounds)],
            "/overview{}?measure=...": [f"?measure={m}" for m in ("killed", "injured", "displaced")],
            "/search{}": [f"?q={w}" for w in ("militia", "crossing+power", '"old+market"', "bar*")],
            "/review{}": [f"?offset={20 * n}" for n in range(rounds)],
            "/review{}?queue=contested": [f"?queue=contested&offset={20 * n}" for n in range(rounds)],
            "/review{}?queue=unsure": [f"?queue=unsure&offset={20 * n}" for n in range(rounds)],
            "/review{}?queue=unsourced": [f"?queue=unsourced&offset={20 * n}" for n in range(rounds)],
            "/log{}": [""] * rounds,
        }
        for name, queries in asked.items():
            path = name.format(end).partition("?")[0]
            mark = "&" if "measure=killed" in name or "contested=true" in name else ""
            fixed = name.partition("?")[2] if mark else ""
            yield name.format(end), [f"{path}?{fixed}{mark}{q.removeprefix('?')}" for q in queries]


def report(client: TestClient, name: str, addresses: list[str]) -> None:
    """Ask addresses of one kind and print their line."""
    times, used, weights, odd = [], [], [], set()
    for address in addresses:
        start, processor = time.perf_counter(), time.process_time()
        answer = client.get(address)
        times.append(1000 * (time.perf_counter() - start))
        used.append(1000 * (time.process_time() - processor))
        weights.append(len(answer.content) / 1000)
        odd |= {answer.status_code} - {200}
    note = f"  status {sorted(odd)}" if odd else ""
    clock = f"{statistics.median(times):10.1f} {high(times):9.1f}"
    processor = f"{statistics.median(used):10.1f} {high(used):9.1f}"
    print(f"{name:32} {clock} {processor} {max(weights):7.1f}{note}", flush=True)


def high(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def paints(file: Path) -> None:
    """When Chromium first paints the overview, from the real server."""
    from playwright.sync_api import sync_playwright

    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with Ledger(file) as ledger:
        app = create_app(ledger)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        with sync_playwright() as running:
            browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=list(FLAGS))
            page = browser.new_page()
            page.goto(f"{address}/overview")
            for path in ("/overview", "/incidents", "/claims", "/review"):
                painted = []
                for _ in range(7):
                    page.goto(f"{address}{path}")
                    page.wait_for_timeout(200)
                    painted.append(page.evaluate(PAINT))
                known = [p for p in painted if p is not None]
                line = (
                    f"median {statistics.median(known):.0f} ms, worst {max(known):.0f} ms" if known else "-"
                )
                print(f"first paint of {path}: {line}", flush=True)
            browser.close()
        server.should_exit = True
        thread.join(timeout=20)


if __name__ == "__main__":
    main()
