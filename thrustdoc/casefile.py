"""Reading a case file, TOML or JSON, from a path or from standard input."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from thrustdoc.case import Case, make_case
from thrustdoc.errors import Problem, ThrustdocError, fail, nearest, show
from thrustdoc.knowledge.records import KnowledgeBase

LARGEST = 1_000_000
"""The largest case file that is read, in bytes. A case is a page of text."""

FIELDS = ("client", "facts", "unknown")


def read_case(base: KnowledgeBase, name: str, changes: Mapping[str, Any] | None = None) -> Case:
    """Return the case in the file `name` ("-" for standard input), with `changes` to its facts (None unsets one).

    Raises ThrustdocError that names file, line and fact of every problem.
    """
    shown = "standard input" if name == "-" else name
    return case_from_text(base, read_text(name), shown, changes)


def case_from_text(base: KnowledgeBase, text: str, shown: str, changes: Mapping[str, Any] | None = None) -> Case:
    """Return the case in a text, TOML or JSON; `shown` is what messages call its file. Raises ThrustdocError."""
    tables = parse(text, shown, is_json=shown.lower().endswith(".json") or text.lstrip().startswith("{"))
    problems = [
        Problem("there is no such field", _field_mend(base, key), shown, _line_of(text, key), show(key)[1:-1])
        for key in tables
        if key not in FIELDS
    ]  # fmt: skip
    facts = _part(tables, "facts", dict, "a table", shown, problems)
    client = _part(tables, "client", dict, "a table", shown, problems)
    unknown = _part(tables, "unknown", list, "an array of names", shown, problems)
    if not all(isinstance(each, str) for each in unknown):
        problems.append(Problem("it holds something that is not a name", "", shown, place="unknown"))
    if problems:
        raise ThrustdocError(problems)
    changes = changes or {}
    facts = {key: value for key, value in facts.items() if key not in changes}
    facts |= {key: value for key, value in changes.items() if value is not None}
    unknown = [each for each in unknown if each not in changes]
    return make_case(base, facts, unknown, client, shown, _line_finder(text))


def _field_mend(base: KnowledgeBase, key: str) -> str:
    if key in base.facts:
        return "It is a fact: write it under a line [facts]."
    return nearest(key, FIELDS) or "A case has [client], [facts] and unknown."


def _part(tables: dict[str, Any], key: str, kind: type, what: str, file: str, problems: list[Problem]) -> Any:
    value = tables.get(key, kind())
    if not isinstance(value, kind):
        problems.append(Problem(f"it should be {what}", file=file, place=key))
        return kind()
    return value


def read_text(name: str) -> str:
    """Return the text of a case file. Raises ThrustdocError if it is missing, empty, too large or not text."""
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise fail("there is no such file", "Check the name.", shown) from None
    except IsADirectoryError:
        raise fail("this is a folder, not a case file", "Name one file in it.", shown) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise fail(f"it cannot be read ({reason})", file=shown) from None
    if len(data) > LARGEST:
        raise fail(f"it is larger than {LARGEST:,} bytes", "A case file is a page of text.", shown)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise fail("it is not a text file", "A case file is TOML or JSON in UTF-8.", shown) from None
    if "\0" in text:
        raise fail("it is not a text file", "A case file is TOML or JSON in UTF-8.", shown)
    if not text.strip():
        raise fail("it is empty", "Give at least one fact under [facts].", shown)
    return text


def parse(text: str, shown: str, is_json: bool) -> dict[str, Any]:
    """Return the tables of a case text. Raises ThrustdocError with line and column when it is broken."""
    try:
        tables = json.loads(text, object_pairs_hook=_no_doubles) if is_json else tomllib.loads(text)
    except json.JSONDecodeError as error:
        says = f"not valid JSON: {error.msg} (at line {error.lineno}, column {error.colno})"
        raise fail(says, file=shown, line=error.lineno) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise fail(f"not valid TOML: {error}", _toml_mend(str(error), text, line), shown, line) from None
    except _DoubleKeyError as error:
        key = str(error)
        raise fail(
            f"{show(key)[1:-1]} is given twice", "Keep one of them.", shown, _line_of(text, key, last=True)
        ) from None
    except (RecursionError, ValueError):
        raise fail("it is nested too deeply or holds a number that is too long", file=shown) from None
    if not isinstance(tables, dict):
        raise fail("it should be one object with client, facts and unknown", file=shown)
    return tables


def _toml_mend(error: str, text: str, line: int | None) -> str:
    """Return what would be right where a case in TOML is broken: these are the commonest slips."""
    if "overwrite" in error:
        return "A fact is given twice; keep one of the two."
    if line == 1 and "," in text.splitlines()[0]:
        return "If this is a table of many cases, use thrustdoc batch."
    return 'Put words in straight quotes, as in exercise = "bench_barbell"; write true and false in small letters.'


class _DoubleKeyError(Exception):
    """A JSON object that names a key twice."""


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _DoubleKeyError(key)
        seen[key] = value
    return seen


def _line_finder(text: str) -> Callable[[str], int | None]:
    def line_of(place: str) -> int | None:
        """Find the line of a fact, or of "client name"."""
        table, _, key = place.rpartition(" ")
        return _line_of(text, key, table or "facts")

    return line_of


def _line_of(text: str, key: str, table: str = "", last: bool = False) -> int | None:
    """Return the line on which `key` gets its value: in `table` if it is there, the last for a key given twice."""
    lines = text.splitlines()
    start = next((n for n, line in enumerate(lines) if table and _names(line, table)), 0)
    for pattern in (rf'^\s*["\']?{re.escape(key)}["\']?\s*[=:]', rf'["\'{{.,\s]{re.escape(key)}["\']?\s*[=:]'):
        found = [n for n in range(start, len(lines)) if re.search(pattern, lines[n])]
        if found:
            return (found[-1] if last else found[0]) + 1
    return start + 1 if table and start else None


def _names(line: str, table: str) -> bool:
    """Tell whether a table of the case begins on this line, in TOML or JSON."""
    return bool(re.match(rf'\s*(\[\s*{table}\s*\]|[{{\s]*["\']?{table}["\']?\s*[:=.])', line))
