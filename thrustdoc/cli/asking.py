"""The options by which `diagnose` answers a question about one conclusion instead of printing the report."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

ID = re.compile(r"((finding|cause|correction|note)\.)?[a-z][a-z0-9_]*")

OPTIONS = (
    click.option("--why-of", metavar="ID", help="Why a conclusion stands, down to facts and claims; also --why ID."),
    click.option("--why-not", metavar="ID", help="Why a conclusion does not stand: what each of its rules lacks."),
    click.option("--flip", metavar="ID", help="The smallest change of answers that removes or brings a conclusion."),
)


class WhyCommand(click.Command):
    """A command whose flag --why may be followed by an id: `--why ID` and `--why=ID` say `--why-of ID`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a case file that stands after --why stays a case file."""
        return super().parse_args(ctx, list(spelled_out(args)))


def spelled_out(args: list[str]) -> Iterator[str]:
    """Yield the arguments with --why-of in place of a --why that an id follows: no ending, and no file of that name."""
    for number, arg in enumerate(args):
        after = args[number + 1 : number + 2]
        if arg == "--":
            yield from args[number:]
            return
        if arg.startswith("--why="):
            yield from ("--why-of", arg.partition("=")[2])
        elif arg == "--why" and after and ID.fullmatch(after[0]) and not Path(after[0]).exists():
            yield "--why-of"
        else:
            yield arg


def asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --why-of, --why-not and --flip as one argument `asked`: question and id, or None."""

    @functools.wraps(command)
    def gathered(*args: Any, why_of: str | None, why_not: str | None, flip: str | None, **options: Any) -> Any:
        given = {"why": why_of, "why_not": why_not, "flip": flip}
        asked = [(question, name) for question, name in given.items() if name is not None]
        if len(asked) > 1:
            raise click.UsageError("Ask one question at a time: --why ID, --why-not ID or --flip ID.")
        return command(*args, asked=asked[0] if asked else None, **options)

    for option in reversed(OPTIONS):
        gathered = option(gathered)
    return gathered


def check_format(fmt: str) -> str:
    """Return the format of an answer, which is text or JSON."""
    if fmt not in ("text", "json"):
        raise click.UsageError(f"The answer to a question is text or json, not {fmt}.")
    return fmt
