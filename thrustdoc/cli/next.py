"""thrustdoc next: the question whose answer matters most, for front ends of your own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from thrustdoc.cli import load_base, rules_option


@click.command("next")
@click.argument("case", required=False)
@click.option("-s", "--set", "settings", metavar="FACT=VALUE", multiple=True, help="Set one fact; wins over the file.")
@click.option(
    "--scope", default="all", show_default=True, help="What is wanted: all, complaint, check, choose or plan."
)
@click.option("-f", "--format", "fmt", type=click.Choice(("text", "json")), default="text", show_default=True)
@rules_option
def command(case: str | None, settings: tuple[str, ...], scope: str, fmt: str, rules: Path | None) -> None:
    """Say which question is next for a case, and how many facts could still change the page.

    A question is dropped only when no answer to what is open can change the page within the scope. Facts in the case's
    array `unknown` are not asked again.
    """
    found = _next(load_base(rules), case, settings, scope)
    if fmt == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if found["question"] is None:
        click.echo("No question is left: no answer could change the page.")
        return
    for question in found["question"]["list"]:
        click.echo(f"{question['ask']} ({question['id']})")
        if question["how_to_measure"]:
            click.echo(f"  How to measure: {question['how_to_measure']}")
    click.echo(f"Facts that could still change the page: {found['open']}")


def _next(base: Any, case: str | None, settings: tuple[str, ...], wanted: str) -> dict[str, Any]:
    from thrustdoc.case import make_case, read_settings
    from thrustdoc.casefile import read_case
    from thrustdoc.interview.choose import next_question
    from thrustdoc.interview.net import Net
    from thrustdoc.interview.scope import make_view

    if wanted not in base.intake.scopes:
        raise click.UsageError(f"There is no scope {wanted}; use one of: {', '.join(base.intake.scopes)}.")
    changes = read_settings(base, settings)
    given = {name: raw for name, raw in changes.items() if raw is not None}
    found = read_case(base, case, changes) if case else make_case(base, given)
    net = Net(base)
    question, count = next_question(net, make_view(net, base.intake.scopes[wanted], found), found)
    if question is None:
        return {"question": None, "open": count}
    because = [f"{part}.{name}" for part, name in question.because]
    asked = [_asked(fact) for fact in question.facts]
    return {"question": {**asked[0], "because": because, "list": asked}, "open": count}


def _asked(fact: Any) -> dict[str, Any]:
    """Return a fact as a question in plain data."""
    answers: dict[str, Any] = {"unit": fact.unit, "range": [fact.low, fact.high]}
    if fact.type != "number":
        answers = {"values": dict(fact.values), "many": fact.type == "many"}
    return {"id": fact.id, "ask": fact.ask, **answers, "how_to_measure": fact.measure}
