"""thrustdoc explain: what an id is, what leads to it, what follows from it, who says so."""

from __future__ import annotations

from pathlib import Path

import click

from thrustdoc.cli import load_base, rules_option


@click.command("explain")
@click.argument("name", metavar="ID")
@rules_option
def command(name: str, rules: Path | None) -> None:
    """Explain a finding, cause, correction, note, fact, claim, policy or disagreement.

    ID is a name as the reports and rules use it: feet_too_close, knee_angle_top_deg, D4-26, POL-06, C11.
    """
    from thrustdoc.explanation import explain

    click.echo(explain(load_base(rules), name), nl=False)
