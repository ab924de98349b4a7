"""What one worker does: an engine of its own, and from each case to its handout."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thrustdoc import Thrustdoc
from thrustdoc.batch.items import Item
from thrustdoc.batch.names import file_name
from thrustdoc.batch.rows import case_of_row
from thrustdoc.case import Case
from thrustdoc.casefile import case_from_text
from thrustdoc.errors import Problem, ThrustdocError, fail
from thrustdoc.handout.make import make_handout
from thrustdoc.output import write_whole
from thrustdoc.plan import Plan
from thrustdoc.report import as_data
from thrustdoc.shown import verdict
from thrustdoc.templates import PLAIN, Look

JSONL = "jsonl"
"""The format that puts all cases into one file, a line each."""

SUFFIXES = {"text": ".txt", "md": ".md", "html": ".html", "json": ".json", "pdf": ".pdf"}


@dataclass(frozen=True)
class Job:
    """What is done with every case of a batch: where to, which format, and how it looks."""

    folder: Path
    fmt: str
    look: Look = PLAIN
    template: Path | None = None
    units: str = "both"
    rules: Path | None = None


@dataclass(frozen=True)
class Done:
    """What became of one case: the handout's file name, or the line of JSON, or what is wrong with the case."""

    number: int
    place: str
    file: str = ""
    line: str = ""
    name: str = ""
    date: str = ""
    says: str = ""
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Worker:
    """One engine that works off cases one after the other."""

    def __init__(self, job: Job, doc: Thrustdoc | None = None) -> None:
        """Take a job, and an engine where there is one already."""
        from thrustdoc.knowledge.load import load

        self.job = job
        self.doc = doc or Thrustdoc(load(job.rules))

    def do(self, item: Item) -> Done:
        """Return what became of a case; nothing that is wrong with one case reaches the others."""
        try:
            return self._do(item)
        except ThrustdocError as error:
            problems = error.problems
        except Exception as error:  # a mistake of ours must not cost the other cases
            says = f"thrustdoc failed on this case ({type(error).__name__}: {error})"
            problems = (Problem(says[:300], "Please report it.", item.source, item.line),)
        return self._refused(item, tuple(str(each) for each in problems))

    def _do(self, item: Item) -> Done:
        if item.problems:
            raise ThrustdocError(item.problems)
        case = self._case(item)
        if not case.facts:
            raise fail("it gives no fact", "Give at least one.", item.source, item.line)
        plan = self.doc.plan(case, self.job.units)
        client = case.client
        name, date = client.get("name", ""), client.get("date", "")
        if self.job.fmt == JSONL:
            return Done(item.number, item.place, line=_line(item, as_data(plan)), name=name, date=date)
        file, remarks = self._write(item, plan, name)
        return Done(item.number, item.place, file, "", name, date, verdict(plan), (), remarks)

    def _case(self, item: Item) -> Case:
        if item.row:
            return case_of_row(self.doc.base, item)
        try:
            return case_from_text(self.doc.base, item.text, item.source)
        except ThrustdocError as error:
            if item.line is None:
                raise
            at = (Problem(each.says, each.mend, each.file, item.line, each.place) for each in error.problems)
            raise ThrustdocError(at) from None

    def _write(self, item: Item, plan: Plan, name: str) -> tuple[str, tuple[str, ...]]:
        """Write the handout of a case and return its file name and the remarks on it."""
        job = self.job
        page = make_handout(plan, job.fmt, job.look, job.template)
        file = file_name(item.number, name or item.stem, SUFFIXES[job.fmt])
        write_whole(job.folder / file, page.content)
        return file, page.remarks

    def _refused(self, item: Item, problems: tuple[str, ...]) -> Done:
        line = _line(item, {"problems": list(problems)}) if self.job.fmt == JSONL else ""
        return Done(item.number, item.place, line=line, problems=problems)


def _line(item: Item, data: dict[str, Any]) -> str:
    return json.dumps({"number": item.number, "source": item.place, **data}, ensure_ascii=False) + "\n"
