"""A client's facts, each checked against the knowledge base before anything else sees it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from thrustdoc.computed import compute
from thrustdoc.errors import Problem, ThrustdocError, nearest, show
from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.values import check_value, expected

CLIENT_TEXT = 2000
"""The longest text that a field of [client] may hold, in characters."""

YES_NO = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(frozen=True)
class Case:
    """Checked facts in the order of their ids, what is not known, and who it is about.

    `facts` holds what was given and what was worked out from it; `computed` maps the latter to the facts behind it.
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    client: Mapping[str, str] = field(default_factory=dict)
    computed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def given(self) -> dict[str, Value]:
        """The facts that somebody gave."""
        return {name: value for name, value in self.facts.items() if name not in self.computed}


def make_case(
    base: KnowledgeBase,
    facts: Mapping[str, Any],
    unknown: Iterable[str] = (),
    client: Mapping[str, Any] | None = None,
    file: str = "",
    line_of: Callable[[str], int | None] = lambda _: None,
) -> Case:
    """Return a case from raw facts (as TOML or JSON give them).

    `file` and `line_of` say where they come from. Raises ThrustdocError that names every wrong fact, value and field.
    """
    problems: list[Problem] = []

    def wrong(says: str, mend: str, place: str) -> None:
        problems.append(Problem(says, mend, file, line_of(place), place))

    checked: dict[str, Value] = {}
    for name, raw in facts.items():
        if name not in base.facts:
            wrong("there is no such fact", fact_mend(base, name), _safe(name))
            continue
        value = check_value(base.facts[name], raw)
        if isinstance(value, Problem):
            wrong(value.says, value.mend, name)
        else:
            checked[name] = value
    for name in unknown:
        if name not in base.facts:
            wrong("unknown lists it, but there is no such fact", nearest(name, base.facts), _safe(name))
        elif name in facts:
            wrong("it has a value and stands in unknown too", "Keep one of the two.", name)
    people = {_safe(key): _client_text(key, raw, wrong) for key, raw in (client or {}).items()}
    if problems:
        raise ThrustdocError(problems)
    found = {name: each for name, each in compute(checked).items() if name in base.facts and name not in checked}
    known = {**checked, **{name: each.value for name, each in found.items()}}
    computed = {name: found[name].sources for name in sorted(found)}
    return Case(dict(sorted(known.items())), tuple(unknown), people, computed)


def fact_mend(base: KnowledgeBase, name: str) -> str:
    """Return what may have been meant by a fact that does not exist."""
    if name == "unknown":
        return "unknown stands at the top of the file, above [client] and [facts]."
    begins = [each for each in base.facts if each.startswith(f"{name}_") and not base.facts[each].computed]
    if begins:
        return f"Did you mean {' or '.join(begins)}?"
    return nearest(name, base.facts) or "docs/facts.md lists all facts."


def _safe(name: str) -> str:
    return show(name)[1:-1]


def _client_text(key: str, raw: Any, wrong: Callable[[str, str, str], None]) -> str:
    """Return a field of [client] as one line of text; dates and numbers are taken too."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | datetime.date):
        wrong(f"{show(raw)} is not a text", "Give a text, a number or a date.", f"client {_safe(key)}")
        return ""
    try:
        text = "".join(char if char.isprintable() else " " for char in str(raw)).strip()
    except ValueError:  # a number of thousands of digits
        text = "9" * (CLIENT_TEXT + 1)
    if len(text) > CLIENT_TEXT:
        wrong(f"it is {len(text)} characters long", f"Give at most {CLIENT_TEXT}.", f"client {_safe(key)}")
    return text


def read_settings(base: KnowledgeBase, settings: Iterable[str]) -> dict[str, Any]:
    """Return the facts in FACT=VALUE settings as raw values; None means unset.

    Many-valued facts take a list with commas and may be given several times. Raises ThrustdocError for an unknown
    fact, a value that the fact does not take, and two settings that contradict each other.
    """
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for setting in settings:
        name, sign, text = (piece.strip() for piece in setting.partition("="))
        fact = base.facts.get(name)
        if not sign or not text:
            problems.append(Problem(f"-s {show(setting)} is not FACT=VALUE", "Write it as in -s heels_lift=clearly."))
        elif fact is None:
            problems.append(Problem("there is no such fact", fact_mend(base, name), place=f"-s {_safe(name)}"))
        else:
            _add_setting(fact, text, found, problems)
    if problems:
        raise ThrustdocError(problems)
    return found


def _add_setting(fact: Fact, text: str, found: dict[str, Any], problems: list[Problem]) -> None:
    place = f"-s {fact.id}"
    raw = None if text == "unset" else from_text(fact, text)
    value = None if raw is None else check_value(fact, raw)
    if isinstance(value, Problem):
        problems.append(Problem(value.says, expected_on_flag(fact, value), place=place))
    elif fact.id not in found:
        found[fact.id] = raw
    elif fact.type == "many" and isinstance(raw, list) and isinstance(found[fact.id], list):
        both = check_value(fact, found[fact.id] + raw)
        if isinstance(both, Problem):
            problems.append(Problem(both.says, both.mend, place=place))
        found[fact.id] = found[fact.id] + raw
    elif found[fact.id] != raw:
        problems.append(Problem("it is given twice with different values", "Keep one of them.", place=place))


def expected_on_flag(fact: Fact, problem: Problem) -> str:
    """Return the mend of a problem, in the words of the command line."""
    return "Give yes or no." if fact.type == "yes_no" else problem.mend or expected(fact)


def from_text(fact: Fact, text: str) -> Any:
    """Return the raw value that a text on the command line stands for; what cannot be read stays text."""
    if fact.type == "yes_no":
        return YES_NO.get(text.lower(), text)
    if fact.type == "many":
        return [piece.strip() for piece in text.split(",")]
    if fact.type == "number":
        try:
            return float(text)
        except ValueError:
            return text
    return text
