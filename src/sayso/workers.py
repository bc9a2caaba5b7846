"""Reading in several processes: the same readings in the same order, one crash costing one article.

Articles are handed out as they come and at most a few per process are under way, so memory stays flat. A
process that dies (out of memory, a crash in native code) takes its pool down; the articles under way are then
read again one at a time, which shows whose crash it was.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from sayso.desk import fault, read_taken
from sayso.model import Failure, Reading, Taken

AHEAD = 4  # articles under way per process: enough to keep each busy

Job = tuple[Taken | None, Failure | Future[Reading | Failure]]


def spread(
    taken: Iterable[Taken | Failure], *, workers: int
) -> Iterator[tuple[Taken | None, Reading | Failure]]:
    """Read ``taken`` in ``workers`` processes, in order; see :func:`sayso.desk.readings`."""
    pool = _pool(workers)
    jobs: deque[Job] = deque()
    try:
        for item in taken:
            jobs.append(_job(pool, item))
            if len(jobs) >= workers * AHEAD:
                pool, done = _first(pool, jobs, workers)
                yield done
        while jobs:
            pool, done = _first(pool, jobs, workers)
            yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # "spawn" everywhere: a fork of a program that runs threads (as inference does) can hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_quiet)


def _quiet() -> None:
    """Ctrl-C is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _job(pool: ProcessPoolExecutor, item: Taken | Failure) -> Job:
    if isinstance(item, Failure):
        return None, item
    try:
        return item, pool.submit(read_taken, item.article, origin=item.origin)
    except BrokenProcessPool as broken:
        lost: Future[Reading | Failure] = Future()
        lost.set_exception(broken)
        return item, lost


def _first(
    pool: ProcessPoolExecutor, jobs: deque[Job], workers: int
) -> tuple[ProcessPoolExecutor, tuple[Taken | None, Reading | Failure]]:
    """The pool to go on with, and what became of the first job."""
    item, work = jobs.popleft()
    if item is None or isinstance(work, Failure):
        assert isinstance(work, Failure)
        return pool, (None, work)
    try:
        return pool, (item, work.result())
    except BrokenProcessPool:
        pool.shutdown(wait=False, cancel_futures=True)
    outcome = _alone(item)
    pool = _pool(workers)
    again = [_job(pool, later) if later and _lost(work) else (later, work) for later, work in jobs]
    jobs.clear()
    jobs.extend(again)
    return pool, (item, outcome)


def _lost(work: Failure | Future[Reading | Failure]) -> bool:
    """True for a job that the broken pool did not finish."""
    return isinstance(work, Future) and (not work.done() or work.cancelled() or work.exception() is not None)


def _alone(item: Taken) -> Reading | Failure:
    """Read one article in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(read_taken, item.article, origin=item.origin).result()
        except BrokenProcessPool:
            return fault(item.origin, item.article.doc_id, "its process died")
