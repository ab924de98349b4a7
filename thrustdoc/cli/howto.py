"""thrustdoc howto: how an exercise is done, from the standing instructions."""

from __future__ import annotations

from pathlib import Path

import click

from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.page import choose_format, deliver, fit_look, page_options


@click.command("howto")
@click.argument("exercise", metavar="[EXERCISE]", default="bench_barbell")
@page_options
@rules_option
def command(exercise: str, fmt: str | None, output: str | None, why: bool, rules: Path | None) -> None:
    """Print how an exercise is done: set-up, the rep step by step, what to measure, usual sets and rest.

    EXERCISE is a value of the fact exercise, as bench_barbell (the default), floor_weighted or step_up; a name that has
    no sheet brings the list of all that have one.
    """
    from thrustdoc.howto import make_sheet, render_sheet

    chosen = choose_format(fmt, output)
    base = load_base(rules)
    deliver(render_sheet(base, make_sheet(base, exercise), chosen, fit_look(output, why)), output)
