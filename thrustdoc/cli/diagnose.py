"""thrustdoc diagnose: from a case to a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustdoc import Thrustdoc
from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.asking import WhyCommand, asking_options, check_format
from thrustdoc.cli.interview import ask_option, at_terminal, interview
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
    from thrustdoc.case import Case
    from thrustdoc.knowledge.records import KnowledgeBase
    from thrustdoc.plan import Plan

NOTHING_GIVEN = (
    "No facts to work on. Give a case file (- for standard input) or facts, as in\n"
    "  thrustdoc diagnose -s exercise=bench_barbell -s heels_lift=clearly"
)


@click.command("diagnose", cls=WhyCommand)
@click.argument("case", required=False)
@click.option("-s", "--set", "settings", metavar="FACT=VALUE", multiple=True, help="Set one fact; wins over the file.")
@click.option("--units", type=click.Choice(UNITS), default="both", help="Units for lengths; default: both.")
@scope_option
@ask_option
@asking_options
@handout_options
@rules_option
def command(
    case: str | None,
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

    CASE is a TOML or JSON file with the client's facts, or - for standard input. `thrustdoc explain FACT` tells what a
    fact means and which values it takes.
    """
    ask = ask or (case is None and not settings and at_terminal())
    if case is None and not settings and not ask:
        raise click.UsageError(NOTHING_GIVEN)
    if ask and (asked or case == "-"):
        raise click.UsageError("An interview needs the input for its answers and ends with a page; leave --ask out.")
    press = Press(choose_handout(fmt, output, studio), fit_look(output, why), studio, output, case)
    base = load_base(rules)
    doc = Thrustdoc(base)
    wanted = choose_scope(base, scope) if scope else None
    found = _case(base, case, settings, needed=not ask)
    if ask:
        interview(doc, found, wanted, units, press.show, None if output else press.save)
        return
    plan = plan_in_scope(doc, found, wanted, units) if wanted else doc.plan(found, units)
    if asked:
        from thrustdoc.why.inquiry import answer

        look = choose_look(press.look, studio)
        deliver(answer(doc.reasoner, plan.diagnosis, *asked, check_format(press.fmt), look), output, unlike=case)
        return
    press.show(plan)


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


def _case(base: KnowledgeBase, name: str | None, settings: tuple[str, ...], needed: bool = True) -> Case:
    from thrustdoc.case import make_case, read_settings
    from thrustdoc.casefile import read_case

    changes = read_settings(base, settings)
    if name is None:
        found = make_case(base, {fact: raw for fact, raw in changes.items() if raw is not None})
    else:
        found = read_case(base, name, changes)
    if needed and not found.facts:
        raise click.UsageError(NOTHING_GIVEN)
    return found
