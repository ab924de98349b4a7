"""The command line: one file a command, and here what they share."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thrustdoc import __version__
from thrustdoc.errors import ThrustdocError

if TYPE_CHECKING:
    from thrustdoc.knowledge.records import KnowledgeBase

COMMANDS = ("batch", "check", "diagnose", "explain", "howto", "next", "read")


class Commands(click.Group):
    """Imports a command only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands' names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, nothing for an unknown one."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"thrustdoc.cli.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", "-V", message="thrustdoc %(version)s")
def cli() -> None:
    """Find what is wrong with a hip thrust and what to change first.

    Coaching, not medical care. Every line of a report can be traced to a rule and its source.
    """


rules_option = click.option(
    "--rules",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Use the knowledge base in this folder instead of the one that ships with thrustdoc.",
)


def load_base(rules: Path | None) -> KnowledgeBase:
    """Return the knowledge base in a folder, or the one that ships with thrustdoc, without its examples."""
    from thrustdoc.knowledge.compiled import load_compiled

    return load_compiled(rules)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every problem goes to stderr, each on a line."""
    try:
        code = cli.main(list(arguments), prog_name="thrustdoc", standalone_mode=False)
    except ThrustdocError as error:
        for problem in error.problems:
            click.echo(f"thrustdoc: {problem}", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0
