"""One exception that carries every problem found, so that a user mends them all at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thrustdoc.frozen import dataclass

LONGEST = 60
"""The longest piece of input that a message repeats, in characters."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    `says` is what is wrong, `mend` what would be right, `file` the file as the user named it,
    `line` its line (from 1) where known, `place` the fact or table meant.
    """

    says: str
    mend: str = ""
    file: str = ""
    line: int | None = None
    place: str = ""

    def __str__(self) -> str:
        where = self.file + (f", line {self.line}" if self.line else "")
        parts = [part for part in (where, self.place, self.says) if part]
        return ": ".join(parts) + (f". {self.mend}" if self.mend else "")


class ThrustdocError(Exception):
    """The input or the knowledge base is wrong; `problems` holds every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def fail(says: str, mend: str = "", file: str = "", line: int | None = None) -> ThrustdocError:
    """Return an error with a single problem, ready to be raised."""
    return ThrustdocError([Problem(says, mend, file, line)])


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a sentence that names the closest of `names`, or an empty string if none is close."""
    import difflib

    close = difflib.get_close_matches(name[:80], sorted(names), n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else ""


def show(raw: Any) -> str:
    """Return a value from outside for a message: quoted, printable and not longer than 60 characters."""
    if isinstance(raw, str):
        text = '"' + "".join(char if char.isprintable() else "?" for char in raw[:LONGEST]) + '"'
    else:
        text = _written(raw)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def _written(raw: Any) -> str:
    try:
        return ascii(raw)
    except (RecursionError, ValueError):  # nested without end, or a number of thousands of digits inside
        return f"a {type(raw).__name__}"
