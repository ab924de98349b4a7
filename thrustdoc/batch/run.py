"""Running a batch: cases in, handouts out, in their order; one process or several, and a clean stop at any time."""

from __future__ import annotations

import itertools
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from types import FrameType
from typing import Any

from thrustdoc import Thrustdoc
from thrustdoc.batch.items import Item
from thrustdoc.batch.work import Done, Job, Worker
from thrustdoc.errors import fail

CHUNK, AHEAD = 8, 3
"""How many cases a worker gets at once, and how many such pieces wait for each worker."""


class Stop:
    """A Ctrl-C that waits for the case in work; only while the next case is read does it act at once."""

    def __init__(self) -> None:
        self.asked = False
        self.reading = False

    def ask(self, _signal: int, _frame: FrameType | None) -> None:
        """Ask for the end; a second time it is a KeyboardInterrupt like any other."""
        if self.reading or self.asked:
            self.asked = True
            raise KeyboardInterrupt
        self.asked = True

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take Ctrl-C for as long as this lasts."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self.ask)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def until(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items until the end is asked for."""
        source = iter(items)
        while not self.asked:
            try:
                self.reading = True
                item = next(source, None)
                self.reading = False
            except KeyboardInterrupt:
                return
            finally:
                self.reading = False
            if item is None or self.asked:
                return
            yield item


def work_off(job: Job, doc: Thrustdoc, items: Iterable[Item], jobs: int) -> Iterator[Done]:
    """Yield what became of each item, in their order, with so many processes (1: this one)."""
    if jobs == 1:
        worker = Worker(job, doc)
        yield from map(worker.do, items)
    else:
        yield from _in_processes(job, items, jobs)


def _in_processes(job: Job, items: Iterable[Item], jobs: int) -> Iterator[Done]:
    waiting: deque[Future[list[Done]]] = deque()
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (job,)) as pool:
        try:
            with _deaf():  # a process that starts now does not hear Ctrl-C: this one tells it when to end
                waiting.extend(pool.submit(_work, []) for _ in range(jobs))
            source = iter(items)
            while chunk := list(itertools.islice(source, CHUNK)):
                waiting.append(pool.submit(_work, chunk))
                if len(waiting) > jobs * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise fail("a worker ended before its work was done", "Run it again with --resume.") from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_worker: list[Any] = []


def _start(job: Job) -> None:
    """Make the one engine of this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker[:] = [Worker(job)]


def _work(chunk: list[Item]) -> list[Done]:
    """Work off some cases in a process of the pool."""
    return [_worker[0].do(item) for item in chunk]
