"""thrustdoc read: facts from a sentence in plain English."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import click

from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.given import settings_option
from thrustdoc.templates import wrap


@click.command("read")
@click.argument("text")
@settings_option
@click.option("-f", "--format", "fmt", type=click.Choice(("text", "json")), default="text", show_default=True)
@rules_option
def command(text: str, settings: tuple[str, ...], fmt: str, rules: Path | None) -> None:
    """Say which facts a sentence in plain English states, what is not clear in it, and what was not understood.

    TEXT is what a client says or what a trainer notes, or - for standard input. Nothing is guessed: words that could
    mean several things are listed with the question that would settle them. `diagnose -c TEXT` makes a page of it.
    """
    from thrustdoc.case import read_settings
    from thrustdoc.complaint.reader import Reader
    from thrustdoc.complaint.told import NOTHING_FOUND, as_data, corrected, told

    base = load_base(rules)
    changes = read_settings(base, settings)
    said = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
    reading = corrected(Reader(base).read(said), changes)
    if fmt == "json":
        click.echo(json.dumps(as_data(reading), ensure_ascii=False, indent=2))
        return
    width = shutil.get_terminal_size((80, 24)).columns
    for title, lines in told(reading):
        click.echo(title)
        for line in lines:
            click.echo(wrap(line, width, 2))
    if not (reading.understood or reading.unclear):
        click.echo(NOTHING_FOUND)
    for name in (name for name in changes if name in reading.facts):
        click.echo(f"Given: {name}")
