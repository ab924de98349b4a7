"""thrustdoc diagnose: from a case to a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustdoc import Thrustdoc
from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.asking import WhyCommand, asking_options, check_format
from thrustdoc.cli.page import Studio, choose_handout, choose_look, deliver, fit_look, handout_options
from thrustdoc.knowledge.lengths import UNITS

if TYPE_CHECKING:
    from thrustdoc.case import Case
    from thrustdoc.knowledge.records import KnowledgeBase

NOTHING_GIVEN = (
    "No facts to work on. Give a case file (- for standard input) or facts, as in\n"
    "  thrustdoc diagnose -s exercise=bench_barbell -s heels_lift=clearly"
)


@click.command("diagnose", cls=WhyCommand)
@click.argument("case", required=False)
@click.option("-s", "--set", "settings", metavar="FACT=VALUE", multiple=True, help="Set one fact; wins over the file.")
@click.option("--units", type=click.Choice(UNITS), default="both", help="Units for lengths; default: both.")
@asking_options
@handout_options
@rules_option
def command(
    case: str | None,
    settings: tuple[str, ...],
    units: str,
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
    if case is None and not settings:
        raise click.UsageError(NOTHING_GIVEN)
    from thrustdoc.handout.make import make_handout

    chosen = choose_handout(fmt, output, studio)
    look = choose_look(fit_look(output, why), studio)
    base = load_base(rules)
    doc = Thrustdoc(base)
    plan = doc.plan(_case(base, case, settings), units)
    if asked:
        from thrustdoc.why.inquiry import answer

        found = answer(doc.reasoner, plan.diagnosis, *asked, check_format(chosen), look)
        deliver(found, output, unlike=case)
        return
    page = make_handout(plan, chosen, look, studio.template)
    deliver(page.content, output, unlike=case)
    for remark in page.remarks:
        click.echo(f"thrustdoc: {remark}", err=True)


def _case(base: KnowledgeBase, name: str | None, settings: tuple[str, ...]) -> Case:
    from thrustdoc.case import make_case, read_settings
    from thrustdoc.casefile import read_case

    changes = read_settings(base, settings)
    if name is None:
        found = make_case(base, {fact: raw for fact, raw in changes.items() if raw is not None})
    else:
        found = read_case(base, name, changes)
    if not found.facts:
        raise click.UsageError(NOTHING_GIVEN)
    return found
