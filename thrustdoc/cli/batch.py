"""thrustdoc batch: a handout for each of many cases."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.page import HANDOUT_FORMATS, WHY, Studio, choose_look, studio_options
from thrustdoc.knowledge.lengths import UNITS
from thrustdoc.templates import Look

if TYPE_CHECKING:
    from thrustdoc.batch.session import Summary

FORMATS = (*HANDOUT_FORMATS, "jsonl")


@click.command("batch")
@click.argument("cases", nargs=-1, required=True)
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder for the handouts; - with -f jsonl.")
@click.option("-f", "--format", "fmt", type=click.Choice(FORMATS), help="Default: pdf.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=1, help="How many processes work; default: 1.")
@click.option("--resume", is_flag=True, help="Go on after a batch that was stopped: what is done is not done again.")
@click.option("--units", type=click.Choice(UNITS), default="both", help="Units for lengths; default: both.")
@WHY
@studio_options
@rules_option
def command(
    cases: tuple[str, ...],
    output: str,
    fmt: str | None,
    jobs: int,
    resume: bool,
    units: str,
    why: bool,
    studio: Studio,
    rules: Path | None,
) -> int:
    """Write a handout for each of many cases, and an index of them.

    CASES are case files, folders with case files, tables (CSV whose columns are facts, client.name, client.date ...),
    JSON Lines files (a case a line), or - for JSON Lines on standard input. A case that is wrong is reported and
    skipped, and the exit code is 1. After Ctrl-C what is done is kept; --resume goes on from there. With -f jsonl all
    reports go into one file, results.jsonl, a line a case.
    """
    from thrustdoc import Thrustdoc
    from thrustdoc.batch.items import read_items
    from thrustdoc.batch.session import Session, stream
    from thrustdoc.batch.work import Job

    chosen = _format(fmt, studio, output, resume)
    look = choose_look(Look(why=why), studio)
    doc = Thrustdoc(load_base(rules))
    _needs(chosen)
    template = studio.template.resolve() if studio.template else None
    job = Job(Path(output).resolve(), chosen, look, template, units, rules.resolve() if rules else None)
    with _progress(cases) as show:
        if output == "-":
            summary = stream(job, doc, read_items(cases), jobs, show)
        else:
            summary = Session(job, resume).run(doc, read_items(cases), jobs, show)
    click.echo(_told(summary, output, chosen), err=output == "-")
    return 130 if summary.stopped else 1 if summary.bad or not summary.seen else 0


def _format(fmt: str | None, studio: Studio, output: str, resume: bool) -> str:
    if output == "-" and (fmt != "jsonl" or resume):
        raise click.UsageError("Only -f jsonl can go to standard output, and without --resume; name a folder.")
    if studio.template is None:
        return fmt or "pdf"
    from thrustdoc.handout.own import template_format

    made = template_format(studio.template)
    if fmt not in (None, made):
        raise click.UsageError(f"The template {studio.template} makes {made}, not {fmt}.")
    return made


def _needs(fmt: str) -> None:
    """Say at once, and not once a case, that something is not installed."""
    if fmt == "pdf":
        from importlib.util import find_spec

        from thrustdoc.handout.pdf import missing

        if find_spec("typst") is None:
            raise missing()


def _told(summary: Summary, output: str, fmt: str) -> str:
    """Return what a batch came to, in words."""
    made = f"{summary.made:,} {'line' if fmt == 'jsonl' else 'handout'}{'' if summary.made == 1 else 's'}"
    parts = [made if output == "-" else f"{made} in {output}"]
    parts += [f"{summary.before:,} done before"] if summary.before else []
    parts += [f"{summary.bad:,} case{'' if summary.bad == 1 else 's'} with problems"] if summary.bad else []
    end = ". Stopped; --resume goes on." if summary.stopped and output != "-" else "."
    return ", ".join(parts) + end


@contextmanager
def _progress(cases: tuple[str, ...]) -> Iterator[Progress]:
    progress = Progress(cases, sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb")
    try:
        yield progress
    finally:
        progress.clear()


class Progress:
    """A bar on a terminal; problems go to stderr above it."""

    def __init__(self, cases: tuple[str, ...], terminal: bool) -> None:
        self.terminal = terminal
        self.total = count_cases(cases) if terminal else 0
        self.shown = ""

    def __call__(self, summary: Summary, told: tuple[str, ...]) -> None:
        """Show how far the batch is and what there is to tell."""
        if told:
            self.clear()
            for line in told:
                click.echo(f"thrustdoc: {line}", err=True)
        if self.terminal:
            self._draw(summary)

    def _draw(self, summary: Summary) -> None:
        part = min(1.0, summary.seen / self.total) if self.total else 0.0
        bar = f"[{'#' * int(30 * part):<30}] {summary.seen:,} of {self.total:,}" if self.total else f"{summary.seen:,}"
        text = bar + (f", {summary.bad:,} with problems" if summary.bad else "")
        if text != self.shown:
            click.echo("\r" + text.ljust(len(self.shown)), nl=False, err=True)
            self.shown = text

    def clear(self) -> None:
        """Take the bar away."""
        if self.shown:
            click.echo("\r" + " " * len(self.shown) + "\r", nl=False, err=True)
            self.shown = ""


def count_cases(cases: tuple[str, ...]) -> int:
    """Return about how many cases there are: the lines of tables and of JSON Lines; 0 where nobody can tell."""
    from thrustdoc.batch.items import CASES, LINES, TABLES

    total = 0
    for path in map(Path, cases):
        if not path.exists():
            return 0
        files = [each for each in path.iterdir() if each.is_file()] if path.is_dir() else [path]
        for file in files:
            ending = file.suffix.lower()
            if ending in (*LINES, *TABLES):
                with file.open("rb") as lines:
                    total += sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b""))
                total -= ending in TABLES
            else:
                total += ending in CASES or file == path
    return total
