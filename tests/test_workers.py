from dataclasses import replace

import pytest

from sayso.model import Failure, Taken
from sayso.workers import spread

pytestmark = pytest.mark.whole

READER = """
import os, time
from sayso.model import Failure

def read(article, *, origin):
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


@pytest.mark.parametrize("guilty", [(0,), (3, 9)])
def test_a_process_that_dies_costs_its_article_alone(made_taken, read, guilty):
    items = [taken(made_taken, n, "dies" if n in guilty else "fine") for n in range(10)]
    codes = [outcome.code for _, outcome in spread(iter(items), workers=2, read=read)]
    assert codes == ["reader_fault" if n in guilty else "read" for n in range(10)]
