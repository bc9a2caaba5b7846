import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.garbage import SELDOM
from sayso.model import Failure, Taken
from sayso.workers import spread

pytestmark = pytest.mark.whole

READER = """
import gc, os, time
from sayso.model import Failure

def read(article, *, origin):
    if article.title == "garbage":
        return Failure(origin=origin, code="read", message=str(gc.get_threshold()[0]))
    if article.title == "dies":
        os._exit(1)
    if article.title == "slow":
        time.sleep(0.2)
    return Failure(origin=origin, code="read", message=article.title)
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    (tmp_path / "crashing_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(tmp_path)
    import crashing_reader

    return crashing_reader.read


def taken(made_taken: Taken, number: int, title: str) -> Taken:
    return replace(made_taken, origin=str(number), article=replace(made_taken.article, title=title))


def test_order_is_kept_and_failures_stay_in_their_place(made_taken, read):
    items = [taken(made_taken, n, "slow" if n % 3 == 0 else "fine") for n in range(12)]
    items[5] = Failure(origin="5", code="empty", message="nothing")
    outcomes = list(spread(iter(items), workers=2, read=read))
    assert [outcome.origin for _, outcome in outcomes] == [str(n) for n in range(12)]
    assert [item is None for item, _ in outcomes] == [n == 5 for n in range(12)]


def test_workers_seldom_look_for_garbage(made_taken, read):
    (_, outcome), *_ = spread([taken(made_taken, 0, "garbage")], workers=1, read=read)
    assert int(outcome.message) == SELDOM[0]


@pytest.mark.parametrize("guilty", [(0,), (3, 9)])
def test_a_process_that_dies_costs_its_article_alone(made_taken, read, guilty):
    items = [taken(made_taken, n, "dies" if n in guilty else "fine") for n in range(10)]
    codes = [outcome.code for _, outcome in spread(iter(items), workers=2, read=read)]
    assert codes == ["reader_fault" if n in guilty else "read" for n in range(10)]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="tells children by /proc")
def test_no_process_outlives_a_parent_that_was_killed(tmp_path):
    (tmp_path / "many.jsonl").write_text(
        '{"text": "Two people were killed in Derna, officials said."}\n' * 400
    )
    program = [sys.executable, "-m", "sayso", "read", tmp_path, "--workers", "2"]
    parent = subprocess.Popen(program, stdout=subprocess.PIPE)
    parent.stdout.readline()
    children = [
        int(pid) for pid in Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    ]
    assert len(children) >= 2
    parent.kill()
    parent.stdout.close()
    parent.wait(20)
    patience = time.monotonic() + 20
    while time.monotonic() < patience and any(_lives(pid) for pid in children):
        time.sleep(0.1)
    assert [pid for pid in children if _lives(pid)] == []


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
