"""Reading in several processes: the same readings in the same order, one crash costing one article.

Articles are handed out as they come and at most a few per process are under way, so memory stays flat. A
process that dies (out of memory, a crash in native code) takes its pool down; the article whose turn it is is
then read again in a process of its own, which shows whether the crash was its, and the others by a new pool.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection

from sayso import garbage
from sayso.desk import fault, read_taken
from sayso.model import Failure, Reading, Taken

AHEAD = 4  # articles under way per process: enough to keep each busy

Outcome = Reading | Failure
Job = tuple[Taken, "Future[Outcome]"]


def spread(
    taken: Iterable[Taken | Failure], *, workers: int, read: Callable[..., Outcome] = read_taken
) -> Iterator[tuple[Taken | None, Outcome]]:
    """Read ``taken`` in ``workers`` processes, in order; see :func:`sayso.desk.readings`."""
    team = _Team(workers, read)
    waiting: deque[Job | Failure] = deque()
    try:
        for item in taken:
            waiting.append(item if isinstance(item, Failure) else (item, team.hand(item)))
            if len(waiting) >= workers * AHEAD:
                yield team.next(waiting)
        while waiting:
            yield team.next(waiting)
    finally:
        team.leave()


class _Team:
    """The processes, made anew when one of them has died."""

    def __init__(self, workers: int, read: Callable[..., Outcome]) -> None:
        self._workers, self._read = workers, read
        self._pool = _pool(workers)

    def hand(self, item: Taken) -> "Future[Outcome]":
        """Hand out one article; to a pool that has just died it is lost, like those before it."""
        try:
            return self._pool.submit(self._read, item.article, origin=item.origin)
        except BrokenProcessPool as broken:
            lost: Future[Outcome] = Future()
            lost.set_exception(broken)
            return lost

    def next(self, waiting: deque[Job | Failure]) -> tuple[Taken | None, Outcome]:
        """What became of the first that waits."""
        first = waiting.popleft()
        if isinstance(first, Failure):
            return None, first
        item, work = first
        try:
            return item, work.result()
        except BrokenProcessPool:
            return item, self._recover(item, waiting)

    def _recover(self, item: Taken, waiting: deque[Job | Failure]) -> Outcome:
        """Read ``item`` by itself, and hand what the old pool has lost to a new one."""
        self.leave()
        outcome = _alone(item, self._read)
        self._pool = _pool(self._workers)
        for place, job in enumerate(waiting):
            if not isinstance(job, Failure) and _lost(job[1]):
                waiting[place] = (job[0], self.hand(job[0]))
        return outcome

    def leave(self) -> None:
        """Let the processes go."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # "spawn" everywhere: a fork of a program that runs threads (as inference does) can hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_settle)


def _settle() -> None:
    """In a new process: Ctrl-C is the parent's to handle, and without a parent there is nothing to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    garbage.seldom()
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    """End this process when its parent is gone: after ``kill -9`` it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _lost(work: "Future[Outcome]") -> bool:
    """True for work that a dead pool did not finish."""
    return not work.done() or work.cancelled() or work.exception() is not None


def _alone(item: Taken, read: Callable[..., Outcome]) -> Outcome:
    """Read one article in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(read, item.article, origin=item.origin).result()
        except BrokenProcessPool:
            return fault(item.origin, item.article.doc_id, "its process died")
