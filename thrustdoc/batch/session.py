"""One run of a batch: what is done already is skipped, the rest worked off, noted down, and told to whoever watches."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from thrustdoc import Thrustdoc
from thrustdoc.batch.digest import digest_of_item, digest_of_job
from thrustdoc.batch.index import write_index
from thrustdoc.batch.items import Item
from thrustdoc.batch.journal import Journal
from thrustdoc.batch.run import Stop, work_off
from thrustdoc.batch.work import JSONL, Done, Job
from thrustdoc.errors import fail

RESULTS = "results.jsonl"


@dataclass
class Summary:
    """What a batch came to so far."""

    made: int = 0
    bad: int = 0
    before: int = 0
    stopped: bool = False

    @property
    def seen(self) -> int:
        """How many cases were dealt with, those done before among them."""
        return self.made + self.bad + self.before


Watch = Callable[[Summary, tuple[str, ...]], None]
"""Is told after every case: what the batch came to so far, and the problems and remarks of this case."""


def stream(job: Job, doc: Thrustdoc, items: Iterable[Item], jobs: int, watch: Watch) -> Summary:
    """Write the results of all items to standard output, a line each, and return what it came to."""
    stop, summary = Stop(), Summary()
    with stop.listening():
        for done in work_off(job, doc, stop.until(items), jobs):
            sys.stdout.write(done.line)
            _count(summary, done, watch)
        summary.stopped = stop.asked
    return summary


def _count(summary: Summary, done: Done, watch: Watch) -> None:
    summary.bad += bool(done.problems)
    summary.made += not done.problems
    watch(summary, (*done.problems, *(f"{done.place}: {remark}" for remark in done.remarks)))


class Session:
    """A batch that writes into a folder."""

    def __init__(self, job: Job, resume: bool) -> None:
        """Open the folder's journal. Raises ThrustdocError where the folder cannot be used."""
        self.job = job
        make_folder(job.folder)
        self.journal = Journal(job.folder, resume)
        self.results = _results(job.folder, resume) if job.fmt == JSONL else None
        self.digest = digest_of_job(job)
        self.summary = Summary()
        self.waiting: deque[str] = deque()
        self.seen = 0
        self.cut = False

    def run(self, doc: Thrustdoc, items: Iterable[Item], jobs: int, watch: Watch) -> Summary:
        """Work off every item that is not done yet, then write the index; return what it came to."""
        stop = Stop()
        try:
            with stop.listening():
                for done in work_off(self.job, doc, self._new(stop.until(items), watch), jobs):
                    self._note(done)
                    _count(self.summary, done, watch)
                self.summary.stopped = stop.asked
                self._end()
        finally:
            self.journal.close()
            if self.results:
                self.results.close()
        return self.summary

    def _new(self, items: Iterable[Item], watch: Watch) -> Iterator[Item]:
        """Yield the items that have to be done; of the others tell again what was wrong with them."""
        for item in items:
            self.seen = item.number
            digest = digest_of_item(self.digest, item)
            row = self.journal.find(item.number, digest)
            if row and (self.results or not row["problems"]):
                self._skip(row, watch)
                continue
            self._cut_results(item.number)
            self.waiting.append(digest)
            yield item

    def _skip(self, row: dict[str, Any], watch: Watch) -> None:
        self.summary.bad += bool(row["problems"])
        self.summary.before += not row["problems"]
        watch(self.summary, tuple(row["problems"]))

    def _cut_results(self, number: int) -> None:
        """End the file of results before this case: its lines stay in the order of the cases."""
        if self.results is None or self.cut:
            return
        before = self.journal.last(number - 1)
        self.journal.forget_from(number, cut=True)
        self.results.truncate(before["end"] if before else 0)
        self.results.seek(0, 2)
        self.cut = True

    def _note(self, done: Done) -> None:
        end = 0
        if self.results:
            self.results.write(done.line.encode())
            self.results.flush()
            end = self.results.tell()
        self.journal.add(done, self.waiting.popleft(), end)

    def _end(self) -> None:
        if not self.summary.stopped:
            self._cut_results(self.seen + 1)
            self.journal.forget_from(self.seen + 1)
        if self.results is None:
            look = self.job.look
            write_index(self.job.folder, self.journal.rows(bad=False), self.journal.rows(bad=True), look)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none. Raises ThrustdocError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise fail("this is a file", "Name a folder for the handouts.", str(folder)) from None
    except (OSError, ValueError) as error:
        raise fail(f"it cannot be made ({getattr(error, 'strerror', None) or error})", file=str(folder)) from None


def _results(folder: Path, resume: bool) -> BinaryIO:
    path = folder / RESULTS
    return path.open("r+b" if resume and path.exists() else "w+b")
