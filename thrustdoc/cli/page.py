"""What the commands that print a page share: its format, its looks and where it goes."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from thrustdoc.frozen import dataclass
from thrustdoc.templates import ENDINGS, FORMATS, Look

HANDOUT_FORMATS = (*FORMATS, "pdf")
"""The formats of a client's page; a how-to sheet has no PDF."""

OUTPUT = click.option("-o", "--output", metavar="FILE", help="Write the page to a file, whole or not at all.")
WHY = click.option("--why", is_flag=True, help="Show the facts, rules and sources behind each line.")
FILE = click.Path(path_type=Path)
STUDIO = (
    click.option("--brand", "brand_file", metavar="FILE", type=FILE, help="A studio's name, logo and color (TOML)."),
    click.option(
        "--template", metavar="FILE", type=FILE, help="Your own template for the page; see docs/templates.md."
    ),
    click.option("--reports", metavar="DIR", type=FILE, help="Templates here replace those of the same name."),
)


def page_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options -f, -o and --why."""
    return _with(command, _format(FORMATS), OUTPUT, WHY)


@dataclass(frozen=True)
class Studio:
    """What a studio brings: its brand file, a template for the page, a folder with templates."""

    brand: Path | None = None
    template: Path | None = None
    reports: Path | None = None


def handout_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options -f (with PDF), -o, --why, and those of a studio as the argument `studio`."""
    return _with(studio_options(command), _format(HANDOUT_FORMATS), OUTPUT, WHY)


def studio_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options --brand, --template and --reports as one argument, `studio`."""

    @functools.wraps(command)
    def gathered(
        *args: Any, brand_file: Path | None, template: Path | None, reports: Path | None, **options: Any
    ) -> Any:
        return command(*args, studio=Studio(brand_file, template, reports), **options)

    return _with(gathered, *STUDIO)


def _format(formats: tuple[str, ...]) -> Callable[..., Any]:
    return click.option(
        "-f", "--format", "fmt", type=click.Choice(formats), help="Default: by the ending of -o, else text."
    )


def _with(command: Callable[..., Any], *options: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(options):
        command = option(command)
    return command


def choose_format(fmt: str | None, output: str | None, formats: tuple[str, ...] = FORMATS) -> str:
    """Return the format asked for, or the one that the ending of the output file names."""
    chosen = fmt or ("text" if output in (None, "-") else ENDINGS.get(Path(str(output)).suffix.lower()))
    if chosen not in formats:
        raise click.UsageError(f"The ending of {output} names no format; add -f with one of {', '.join(formats)}.")
    return chosen


def choose_handout(fmt: str | None, output: str | None, studio: Studio) -> str:
    """Return the format of a handout: that of the studio's template, else as `choose_format`."""
    if studio.template is None:
        return choose_format(fmt, output, HANDOUT_FORMATS)
    from thrustdoc.handout.own import template_format

    made = template_format(studio.template)
    asked = fmt or ENDINGS.get(Path(output or "").suffix.lower(), made)
    if asked != made:
        raise click.UsageError(f"The template {studio.template} makes {made}, not {asked}.")
    return made


def choose_look(look: Look, studio: Studio) -> Look:
    """Return a look with a studio's brand and templates. Raises ThrustdocError where one of them is wrong."""
    from thrustdoc.errors import fail

    if studio.reports is not None and not studio.reports.is_dir():
        raise fail("there is no such folder", "Give a folder with templates.", str(studio.reports))
    if studio.brand is not None:
        from thrustdoc.handout.brand import read_brand

        look = replace(look, brand=read_brand(studio.brand))
    return replace(look, reports=studio.reports.resolve() if studio.reports else None)


def fit_look(output: str | None, why: bool) -> Look:
    """Fit a terminal: its width, and color unless NO_COLOR or a dumb terminal says no."""
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    color = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=shutil.get_terminal_size((80, 24)).columns if terminal else 80, color=color, why=why)


def deliver(page: str | bytes, output: str | None, unlike: str | None = None) -> None:
    """Print a page, or write it to a file that must not be the file `unlike`."""
    if output not in (None, "-"):
        from thrustdoc.output import write_whole

        write_whole(Path(str(output)), page, unlike=unlike)
    elif isinstance(page, bytes) and sys.stdout.isatty():
        raise click.UsageError("A PDF is nothing to read in a terminal; add -o handout.pdf.")
    else:
        click.echo(page, nl=False, color=True)
