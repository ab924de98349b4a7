"""What every page has in common: formats, looks, and the Jinja2 templates of the folder `reports`."""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thrustdoc.folders import folder
from thrustdoc.frozen import dataclass

if TYPE_CHECKING:
    from jinja2 import Environment

    from thrustdoc.handout.brand import Brand

FORMATS = ("text", "md", "html", "json")
ENDINGS = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".pdf": "pdf"}
"""Formats by the ending of a file's name."""

WIDEST, NARROWEST = 88, 30
"""Columns between which a text page keeps."""


@dataclass(frozen=True)
class Look:
    """How a page is set: `width` in columns, `color` for a terminal, `why` for ids, reasons and sources.

    `brand` is a studio's own; templates in the folder `reports` replace those of thrustdoc.
    """

    width: int = 80
    color: bool = False
    why: bool = False
    brand: Brand | None = None
    reports: Path | None = None


PLAIN = Look()
"""The look of a page that nobody fitted to a terminal."""


def fill_template(
    name: str,
    fmt: str,
    look: Look,
    context: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """Return a filled template, without runs of empty lines and ending in one line end.

    Raises ThrustdocError where a template that thrustdoc did not ship is wrong.
    """
    environment = make_environment(fmt, look, (look.reports,) if look.reports else ())
    common = environment.filters
    environment.filters = {**common, **(filters or {})}
    try:
        return tidy(render_template(environment, name, context, own=look.reports is not None))
    finally:
        environment.filters = common


@functools.lru_cache(maxsize=16)
def make_environment(
    fmt: str, look: Look, folders: tuple[Path, ...] = (), finalize: Callable[[Any], Any] | None = None
) -> Environment:
    """Return the Jinja2 environment of a format; templates in `folders` come before those that thrustdoc ships.

    With `folders` it is a sandbox: a template reads the fields of the page and nothing else. It is made once.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from thrustdoc.bytecode import KeptTemplates

    kind = Environment
    if folders:
        from jinja2.sandbox import ImmutableSandboxedEnvironment as kind  # noqa: N813
    environment = kind(
        loader=FileSystemLoader([*folders, folder("reports")]),
        autoescape=fmt == "html",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finalize,
        bytecode_cache=None if folders or finalize else KeptTemplates(fmt),  # one key stands for one environment
    )
    environment.filters.update(
        wrap=lambda text, indent=0, first=None: wrap(text, look.width, indent, first),
        strong=lambda text: f"\x1b[1m{text}\x1b[0m" if look.color else text,
        faint=lambda text: f"\x1b[2m{text}\x1b[0m" if look.color else text,
        md=escape_markdown,
    )
    return environment


def render_template(environment: Environment, name: str, context: Mapping[str, Any], own: bool) -> str:
    """Return a filled template. Raises ThrustdocError for a mistake in one that is a studio's `own`."""
    if not own:
        return environment.get_template(name).render(context)
    from thrustdoc.handout.own import mistakes

    with mistakes(environment, name):
        return environment.get_template(name).render(context)


def tidy(text: str) -> str:
    """Return a page without runs of empty lines and ending in one line end."""
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def wrap(text: str, width: int, indent: int = 0, first: str | None = None) -> str:
    """Return `text` broken into lines of `width`, each indented; `first` stands before the first line."""
    blank = " " * indent
    lead = blank if first is None else first.rjust(indent) if len(first) < indent else first
    width = max(NARROWEST, min(width, WIDEST))
    return textwrap.fill(text, width, initial_indent=lead, subsequent_indent=blank, break_on_hyphens=False)


def escape_markdown(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|>~])", r"\\\1", text)


def natural(name: str) -> list[str | int]:
    """Return a sort key that puts D4-9 before D4-10."""
    return [int(piece) if piece.isdigit() else piece for piece in re.split(r"(\d+)", name)]
