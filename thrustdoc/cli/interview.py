"""The interview of `thrustdoc diagnose`: when it starts, and what becomes of its answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from thrustdoc import Thrustdoc
    from thrustdoc.case import Case
    from thrustdoc.dialog.sitting import Sitting
    from thrustdoc.plan import Plan

ask_option = click.option(
    "--ask", is_flag=True, help="Ask for what is missing; also with piped answers, one on each line."
)


def at_terminal() -> bool:
    """Tell whether somebody sits there to answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def interview(
    doc: Thrustdoc,
    sitting: Sitting,
    units: str,
    print_page: Callable[[Plan], None],
    save_page: Callable[[Plan, Path], None] | None,
) -> None:
    """Hold an interview, print its page, and offer to save the answers and (with `save_page`) the handout.

    Raises click.Abort after Ctrl-C, and wrong usage where the input ended before anything was said.
    """
    from thrustdoc.dialog.ending import offer_case, offer_page, rescue, tell_beyond, tell_count
    from thrustdoc.dialog.screen import EndedError
    from thrustdoc.dialog.talk import hold
    from thrustdoc.interview.net import Net

    net = Net(doc.base, doc.reasoner)
    ending = hold(net, doc.reader, sitting)
    case = ending.sitting.case(doc.base)
    if ending.how in ("interrupted", "ended"):
        rescue(case, ending)
    if ending.how == "interrupted":
        raise click.Abort
    if not case.given:
        raise click.UsageError("Nothing was answered, so there is no page.")
    wanted = ending.sitting.wanted(net)
    plan = wanted.plan(units)
    print_page(plan)
    tell_count(doc.base, ending)
    tell_beyond(plan)
    if ending.how == "ended":
        return
    try:
        offer_case(case, ending)
        if save_page:
            offer_page(lambda path: save_page(plan, path))
    except EndedError as error:
        if error.interrupted:
            raise click.Abort from None


def ask_unclear(doc: Thrustdoc, sitting: Sitting) -> Case:
    """Ask for what somebody's words left open, until it is answered or no more is wanted; return the case.

    Raises click.Abort after Ctrl-C.
    """
    from thrustdoc.dialog.answers import ask_first
    from thrustdoc.dialog.replies import BackError, StopError
    from thrustdoc.dialog.screen import EndedError

    try:
        while sitting.to_ask:
            sitting = sitting.after(ask_first(doc.base, doc.reader, sitting))
    except (BackError, StopError):
        pass
    except EndedError as error:
        if error.interrupted:
            raise click.Abort from None
    return sitting.case(doc.base)
