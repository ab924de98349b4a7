"""The option by which a command is told how much of a page is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from thrustdoc import Thrustdoc
    from thrustdoc.case import Case
    from thrustdoc.knowledge.intake import Scope
    from thrustdoc.knowledge.records import KnowledgeBase
    from thrustdoc.plan import Plan

scope_option = click.option(
    "--scope", metavar="SCOPE", help="What is wanted of the page: complaint, check, choose, plan or all."
)


def choose_scope(base: KnowledgeBase, name: str) -> Scope:
    """Return the scope of a name; it is wrong usage where there is none."""
    scopes = base.intake.scopes
    if name not in scopes:
        raise click.UsageError(f"There is no scope {name!r}; use one of: {', '.join(scopes)}.")
    return scopes[name]


def plan_in_scope(doc: Thrustdoc, case: Case, scope: Scope, units: str) -> Plan:
    """Return as much of the page of a case as is wanted, and say on standard error how much more there is."""
    from thrustdoc.dialog.ending import tell_beyond
    from thrustdoc.interview.net import Net
    from thrustdoc.interview.wanted import want

    plan = want(Net(doc.base, doc.reasoner), scope, case).plan(units)
    tell_beyond(plan)
    return plan
