"""How fast a ledger takes articles and gives claims back, and how much memory that needs.

    python bench/ledger.py [ARTICLES] [LOCATION]

The articles are made up: about 4,500 characters and ten claims each, one transaction an article. The machine
is rarely quiet, so beside the whole run's pace stands that of its best hundred articles, and the processor's
own time. Figures go to standard output, one a line.
"""

import importlib.util
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from sayso.ledger import ClaimFilter, Store
from sayso.model import Measure, Reading, Taken

BATCH = 100


def synthetic() -> ModuleType:
    """The articles of the ledger's tests."""
    path = Path(__file__).parent.parent / "tests" / "ledger" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("synthetic", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(module: ModuleType, count: int) -> Iterator[list[tuple[Taken, Reading]]]:
    """Batches of made-up articles with their readings."""
    for first in range(0, count, BATCH):
        batch = []
        for number in range(first, min(first + BATCH, count)):
            filler = " ".join(f"filler{(number * 7 + k) % 997} word" for k in range(250))
            taken = module.taken(number, figures=8, extra="\n" + filler)
            batch.append((taken, module.reading(taken.article)))
        yield batch


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def keep_all(store: Store, module: ModuleType, count: int, label: str) -> None:
    """Keep ``count`` articles and say how that went."""
    total = processor = 0.0
    best, memory = float("inf"), []
    for batch in articles(module, count):
        clock, used = timed(lambda batch=batch: [store.keep(t, r) for t, r in batch])
        total, processor, best = total + clock, processor + used, min(best, clock / len(batch))
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(f"{label}: {count / total:.0f} articles/s, best batch {1 / best:.0f}/s,", end=" ")
    print(f"processor {processor / count * 1000:.2f} ms each;", end=" ")
    print(f"peak memory {memory[0]:.0f} MB after {BATCH}, {memory[-1]:.0f} MB after {count}")


def main(count: int, location: str) -> None:
    """Keep, keep again, read out, search."""
    module = synthetic()
    with Store.open(location) as store:
        keep_all(store, module, count, "kept")
        keep_all(store, module, count, "kept again")
        for label, wanted in (("all", ClaimFilter()), ("killed", ClaimFilter(measures=(Measure.KILLED,)))):
            found = 0

            def stream(wanted: ClaimFilter = wanted) -> None:
                nonlocal found
                found = sum(1 for _ in store.claims(wanted))

            clock, _ = timed(stream)
            print(f"claims ({label}): {found} in {clock:.2f} s, {found / clock:.0f}/s")
        for words in ("filler500", '"northern army" shelling', "tell*"):
            print(f"search {words!r}: {timed(lambda words=words: store.search(words))[0] * 1000:.0f} ms")
        stats = store.stats()
        print(f"{stats.articles} articles, {stats.claims} claims, {stats.size / 1e6:.1f} MB")
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 3000,
            sys.argv[2] if len(sys.argv) > 2 else f"{folder}/bench.db",
        )
