"""thrustdoc next: the question whose answer matters most, for front ends of your own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from thrustdoc.cli import load_base, rules_option
from thrustdoc.cli.given import given_case, settings_option
from thrustdoc.cli.scope import choose_scope, scope_option
from thrustdoc.templates import wrap

if TYPE_CHECKING:
    from thrustdoc.case import Case
    from thrustdoc.knowledge.facts import Fact
    from thrustdoc.knowledge.records import KnowledgeBase


@click.command("next")
@click.argument("case", required=False)
@settings_option
@scope_option
@click.option("-f", "--format", "fmt", type=click.Choice(("text", "json")), default="text", show_default=True)
@rules_option
def command(case: str | None, settings: tuple[str, ...], scope: str | None, fmt: str, rules: Path | None) -> None:
    """Say which question is next for a case, and how many facts could still change the page.

    A question is dropped only when no answer to what is open can change the page within the scope. Facts in the case's
    array `unknown` are not asked again. For a complaint, a symptom that the case does not give counts as no.
    """
    from thrustdoc.case import read_settings

    base = load_base(rules)
    found = _next(base, given_case(base, case, read_settings(base, settings)), scope or "all")
    if fmt == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if found["question"] is None:
        click.echo("No question is left: no answer could change this page.")
        return
    width = shutil.get_terminal_size((80, 24)).columns
    for question in found["question"]["list"]:
        click.echo(wrap(f"{question['ask']} ({question['id']})", width))
        for value, words in question.get("values", {}).items():
            click.echo(wrap(f"{value}: {words}", width, 2))
        if question["how_to_measure"]:
            click.echo(wrap(f"How to measure: {question['how_to_measure']}", width, 2))
    click.echo(f"Facts that could still change the page: {found['open']}")


def _next(base: KnowledgeBase, case: Case, scope: str) -> dict[str, Any]:
    from thrustdoc.interview.net import Net
    from thrustdoc.interview.wanted import want

    question, count = want(Net(base), choose_scope(base, scope), case).question()
    if question is None:
        return {"question": None, "open": count}
    because = [f"{part}.{name}" for part, name in question.because]
    asked = [_asked(fact) for fact in question.facts]
    return {"question": {**asked[0], "because": because, "list": asked}, "open": count}


def _asked(fact: Fact) -> dict[str, Any]:
    """Return a fact as a question in plain data."""
    answers: dict[str, Any] = {"unit": fact.unit, "range": [fact.low, fact.high]}
    if fact.type != "number":
        answers = {"values": dict(fact.values), "many": fact.type == "many"}
    return {"id": fact.id, "ask": fact.ask, "type": fact.type, **answers, "how_to_measure": fact.measure}
