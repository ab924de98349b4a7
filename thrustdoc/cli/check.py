"""thrustdoc check: load, lint and try a knowledge base."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--coverage", is_flag=True, help="List what became of every claim: used, shown, or set aside and why.")
def command(folder: Path | None, coverage: bool) -> None:
    """Check the knowledge base in DIR (default: the one that ships with thrustdoc) and run all its examples.

    Then search every legal case for anomalies, such as rules that never fire and lines that pull apart.
    Exit code 0 when all is well, 1 with the list of problems when it is not.
    """
    from thrustdoc.errors import Problem, ThrustdocError
    from thrustdoc.knowledge.anomalies.search import search
    from thrustdoc.knowledge.coverage import coverage_text, uncovered
    from thrustdoc.knowledge.load import load
    from thrustdoc.knowledge.verify import verify

    base = load(folder)
    if coverage:
        click.echo(coverage_text(base))
    found = search(base)
    problems = [*verify(base), *uncovered(base), *found.problems]
    if found.problems and found.questions:
        problems.append(Problem(found.summary.removesuffix(".")))
    if problems:
        raise ThrustdocError(problems)
    rules = sum(len(each.rules) for each in base.conclusions.values())
    examples = sum(len(each.examples) for each in base.conclusions.values())
    click.echo(
        f"All is well: {len(base.facts)} facts, {len(base.conclusions)} conclusions, {rules} rules, "
        f"{examples} examples, {len(base.claims)} claims, {len(base.policies)} policies, "
        f"{len(base.disagreements)} disagreements."
    )
    click.echo(found.summary)
