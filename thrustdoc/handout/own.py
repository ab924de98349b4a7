"""A studio's own templates: rendered in a sandbox, and every mistake in them reported by file and line."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from thrustdoc.errors import Problem, ThrustdocError, fail

if TYPE_CHECKING:
    from jinja2 import Environment

MARKS = (".jinja", ".jinja2", ".j2")
"""Endings that say "a template" and nothing of its format."""

KINDS = {".html": "html", ".htm": "html", ".typ": "pdf", ".md": "md", ".txt": "text"}
"""The format of a template by its ending."""


def template_format(path: Path) -> str:
    """Return the format that a template makes, by its name. Raises ThrustdocError where the name tells none."""
    plain = path.with_suffix("") if path.suffix in MARKS else path
    if plain.suffix.lower() not in KINDS:
        raise fail(
            "the name of this template tells no format",
            f"Let it end in one of {', '.join(KINDS)}, with or without .jinja behind it.",
            str(path),
        )
    return KINDS[plain.suffix.lower()]


@contextmanager
def mistakes(environment: Environment, name: str) -> Iterator[None]:
    """Turn whatever goes wrong in a template into a ThrustdocError with its file and line."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except ThrustdocError:
        raise
    except TemplateNotFound as error:
        raise fail(f"there is no template {error.name}", "Put it beside the template that names it.", name) from None
    except TemplateSyntaxError as error:
        raise ThrustdocError([Problem(str(error.message), "", error.filename or name, error.lineno)]) from None
    except Exception as error:  # a template can raise anything
        file, line = _place(environment, error, name)
        says = str(error) or type(error).__name__
        raise ThrustdocError([Problem(says, "docs/templates.md lists the fields.", file, line)]) from None


def _place(environment: Environment, error: Exception, name: str) -> tuple[str, int | None]:
    """Return the template and the line in which an error came up."""
    folders = tuple(str(each) for each in getattr(environment.loader, "searchpath", ()))
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.startswith(folders):
            return frame.filename, frame.lineno
    return name, None
