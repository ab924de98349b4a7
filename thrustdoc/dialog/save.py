"""A case as the text of a case file."""

from __future__ import annotations

import json

from thrustdoc.case import Case
from thrustdoc.knowledge.facts import Value


def case_text(case: Case, remark: str = "") -> str:
    """Return a case as TOML that `diagnose` reads; `remark` stands above it as a comment."""
    lines = [f"# {line}".rstrip() for line in remark.splitlines()]
    if case.unknown:
        lines += [f"unknown = [{', '.join(map(_quoted, case.unknown))}]", ""]
    if case.client:
        lines += ["[client]", *(f"{_key(name)} = {_quoted(text)}" for name, text in case.client.items()), ""]
    lines += ["[facts]", *(f"{name} = {_written(value)}" for name, value in case.given.items())]
    return "\n".join(lines) + "\n"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float | int):
        return f"{value:g}" if float(f"{value:g}") == value else repr(float(value))
    if isinstance(value, frozenset):
        return f"[{', '.join(map(_quoted, sorted(value)))}]"
    return _quoted(value)


def _key(name: str) -> str:
    return name if name.replace("_", "a").replace("-", "a").isalnum() and name.isascii() else _quoted(name)


def _quoted(text: str) -> str:
    """Return a text as a TOML string; JSON writes it the same way, but for the one sign that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
