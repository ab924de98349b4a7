"""A terminal as the interview uses it: lines that fit its width, and a line of input or the way in which it ended.

Everything goes to standard error, so that standard output holds the page and nothing else.
"""

from __future__ import annotations

import os
import shutil
import sys

import click

from thrustdoc.templates import wrap


class EndedError(Exception):
    """There is no more input. `interrupted` says that Ctrl-C ended it."""

    def __init__(self, interrupted: bool) -> None:
        super().__init__("interrupted" if interrupted else "the input has ended")
        self.interrupted = interrupted


def say(text: str = "", indent: int = 0, first: str | None = None, strong: bool = False, faint: bool = False) -> None:
    """Print a text that fits the width; `first` stands before its first line."""
    width = shutil.get_terminal_size((80, 24)).columns
    lines = wrap(text, width, indent, first) if text or first else ""
    click.echo(click.style(lines, bold=strong, dim=faint) if lines and in_color() else lines, err=True)


def in_color() -> bool:
    """Tell whether standard error is a terminal that wants color."""
    terminal = sys.stderr is not None and sys.stderr.isatty()
    return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def hear() -> str:
    """Return one line of input. Raises EndedError when there is none."""
    try:
        found = click.prompt("", prompt_suffix="> ", default="", show_default=False, err=True)
    except click.Abort as error:  # click says the same for Ctrl-C and for the end of input
        click.echo(err=True)
        raise EndedError(interrupted=isinstance(error.__context__, KeyboardInterrupt)) from None
    return str(found).strip()
