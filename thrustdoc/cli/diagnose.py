"""thrustdoc diagnose: from a case to a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustdoc import Thrustdoc
from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.asking import WhyCommand, asking_options, check_format
from thrustdoc.cli.given import given_case, settings_option, sitting_of, words_option
from thrustdoc.cli.interview import ask_option, ask_unclear, at_terminal, interview
from thrustdoc.cli.page import (
    HANDOUT_FORMATS,
    Studio,
    choose_format,
    choose_handout,
    choose_look,
    deliver,
    fit_look,
    handout_options,
)
from thrustdoc.cli.scope import choose_scope, plan_in_scope, scope_option
from thrustdoc.knowledge.lengths import UNITS
from thrustdoc.templates import Look

if TYPE_CHECKING:
    from thrustdoc.plan import Plan

NOTHING_GIVEN = (
    "No facts to work on. Give a case file (- for standard input) or facts, as in\n"
    "  thrustdoc diagnose -s exercise=bench_barbell -s heels_lift=clearly\n"
    '  thrustdoc diagnose -c "my heels come up and my hamstrings cramp"'
)


@click.command("diagnose", cls=WhyCommand)
@click.argument("case", required=False)
@words_option
@settings_option
@click.option("--units", type=click.Choice(UNITS), default="both", help="Units for lengths; default: both.")
@scope_option
@ask_option
@asking_options
@handout_options
@rules_option
def command(
    case: str | None,
    words: str | None,
    settings: tuple[str, ...],
    units: str,
    scope: str | None,
    ask: bool,
    fmt: str | None,
    output: str | None,
    why: bool,
    studio: Studio,
    asked: tuple[str, str] | None,
    rules: Path | None,
) -> None:
    """Say what is going on in a hip thrust and what to change first.

    CASE is a TOML or JSON file with the client's facts, or - for standard input. With nothing to work on, it asks for
    what it needs. `thrustdoc explain FACT` tells what a fact means and which values it takes.
    """
    from thrustdoc.case import read_settings

    nothing = case is None and not settings and words is None
    ask = ask or (nothing and at_terminal())
    if nothing and not ask:
        raise click.UsageError(NOTHING_GIVEN)
    if ask and (asked or case == "-"):
        raise click.UsageError("An interview needs the input for its answers and ends with a page; leave --ask out.")
    press = Press(choose_handout(fmt, output, studio), fit_look(output, why), studio, output, case)
    base = load_base(rules)
    doc = Thrustdoc(base)
    wanted = choose_scope(base, scope) if scope else None
    changes = read_settings(base, settings)
    if words is None and not ask:
        found = given_case(base, case, changes)
    else:
        sitting = sitting_of(doc, case, words, changes, wanted)
        if ask:
            interview(doc, sitting, units, press.show, None if output else press.save)
            return
        found = ask_unclear(doc, sitting) if at_terminal() else sitting.case(base)
    if not found.facts:
        raise click.UsageError(NOTHING_GIVEN)
    if asked:
        from thrustdoc.why.inquiry import answer

        look, plan = choose_look(press.look, studio), doc.plan(found, units)
        deliver(answer(doc.reasoner, plan.diagnosis, *asked, check_format(press.fmt), look), output, unlike=case)
        return
    press.show(plan_in_scope(doc, found, wanted, units) if wanted else doc.plan(found, units))


@dataclass(frozen=True)
class Press:
    """How and where a page is printed: format, looks, studio, and the file that it must not overwrite."""

    fmt: str
    look: Look
    studio: Studio
    output: str | None
    case: str | None

    def show(self, plan: Plan) -> None:
        """Print a page, or write it where the command line says."""
        from thrustdoc.handout.make import make_handout

        page = make_handout(plan, self.fmt, choose_look(self.look, self.studio), self.studio.template)
        deliver(page.content, self.output, unlike=self.case)
        for remark in page.remarks:
            click.echo(f"thrustdoc: {remark}", err=True)

    def save(self, plan: Plan, path: Path) -> None:
        """Write a page to a file besides; its ending names the format."""
        fmt = choose_format(None, str(path), HANDOUT_FORMATS)
        look = fit_look(str(path), self.look.why)
        replace(self, fmt=fmt, look=look, output=str(path)).show(plan)
