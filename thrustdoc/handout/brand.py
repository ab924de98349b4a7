"""A studio's own name, contact, logo, color and footer, read from a TOML file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from thrustdoc.errors import Problem, ThrustdocError, fail, nearest, show
from thrustdoc.frozen import dataclass
from thrustdoc.handout.fields import about
from thrustdoc.handout.logo import Logo, read_logo

TEXTS = {"name": 80, "contact": 160, "footer": 240}
"""The texts of a brand file with the longest that each may be, in characters."""

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""The papers of a PDF, with Typst's names for them."""

KEYS = (*TEXTS, "logo", "accent", "paper")

ACCENT = "#14624a"
READABLE = 4.5
"""The contrast to white paper that text needs (WCAG 2.1, AA)."""


@dataclass(frozen=True)
class Brand:
    """What a studio puts on its handouts."""

    name: str = field(default="", metadata=about("the studio's name"))
    contact: str = field(default="", metadata=about("how to reach it, in one line"))
    footer: str = field(default="", metadata=about("the line at the foot of the page"))
    accent: str = field(default=ACCENT, metadata=about("its color, as #14624a"))
    ink: str = field(default=ACCENT, metadata=about("the same color, darkened where it could not be read on white"))
    paper: str = field(default="a4", metadata=about("a4 or letter, for the PDF"))
    logo: Logo | None = field(default=None, metadata=about("the logo, or none"))


NO_BRAND = Brand()
"""The look of a page without a brand file."""


def read_brand(path: Path) -> Brand:
    """Return the brand in a TOML file. Raises ThrustdocError that names every problem in it."""
    table = _table(path)
    problems = [
        Problem("there is no such field", nearest(key, KEYS) or f"A brand has {', '.join(KEYS)}.", str(path), None,
                show(key)[1:-1])
        for key in table
        if key not in KEYS
    ]  # fmt: skip
    texts = {key: _text(path, table, key, longest, problems) for key, longest in TEXTS.items()}
    accent = _accent(path, table, problems)
    paper = table.get("paper", "a4")
    if paper not in PAPERS:
        problems.append(Problem(f"{show(paper)} is no paper", "Give a4 or letter.", str(path), None, "paper"))
    logo = _logo(path, table, problems)
    if problems:
        raise ThrustdocError(problems)
    return Brand(**texts, accent=accent, ink=darkened(accent), paper=paper, logo=logo)


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise fail("there is no such file", "Check the name.", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise fail(f"it cannot be read ({getattr(error, 'strerror', None) or 'not text'})", file=str(path)) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise fail(f"not valid TOML: {error}", file=str(path)) from None


def _text(path: Path, table: Mapping[str, Any], key: str, longest: int, problems: list[Problem]) -> str:
    raw = table.get(key, "")
    if not isinstance(raw, str):
        problems.append(Problem(f"{show(raw)} is not a text", "Put it in quotes.", str(path), None, key))
        return ""
    text = " ".join("".join(char if char.isprintable() else " " for char in raw).split())
    if len(text) > longest:
        long = f"it is {len(text)} characters long"
        problems.append(Problem(long, f"Give at most {longest}.", str(path), None, key))
    return text


def _accent(path: Path, table: Mapping[str, Any], problems: list[Problem]) -> str:
    raw = table.get("accent", ACCENT)
    if isinstance(raw, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", raw):
        return raw.lower()
    problems.append(Problem(f"{show(raw)} is no color", 'Write it as in "#14624a".', str(path), None, "accent"))
    return ACCENT


def _logo(path: Path, table: Mapping[str, Any], problems: list[Problem]) -> Logo | None:
    raw = table.get("logo")
    if raw is None:
        return None
    if not isinstance(raw, str):
        problems.append(Problem(f"{show(raw)} is not a file's name", "", str(path), None, "logo"))
        return None
    try:
        return read_logo(path.parent / raw)
    except ThrustdocError as error:
        problems += error.problems
        return None


def darkened(color: str) -> str:
    """Return a color (#rrggbb) as it is where it can be read on white, else the nearest darker one that can."""
    parts = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
    while contrast(parts) < READABLE:
        parts = [part * 24 // 25 for part in parts]
    return "#" + "".join(f"{part:02x}" for part in parts)


def contrast(parts: list[int]) -> float:
    """Return the contrast of a color (red, green, blue; 0 to 255) to white, 1 to 21 (WCAG 2.1)."""
    linear = [(v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) for v in (part / 255 for part in parts)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
