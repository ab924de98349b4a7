"""From rules/facts/*.toml to Fact records."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from thrustdoc.computed import COMPUTED
from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import COSTS
from thrustdoc.knowledge.parse_speech import parse_little, parse_phrases
from thrustdoc.knowledge.records import PARTS
from thrustdoc.knowledge.tables import Problems, Table, read_toml

SOURCES = ("symptoms", "setup", "context")
RESERVED = {*PARTS, "status", "cites", "unless", "when", "what", "title", "says", "say", "coach", "check"}
"""Names that a [[when]] table uses itself."""


def parse_facts(root: Path, problems: Problems) -> dict[str, Fact]:
    """Return every fact under `root`/facts by id, symptoms first, each file in its own order."""
    facts: dict[str, Fact] = {}
    for source in SOURCES:
        name = f"facts/{source}.toml"
        for key, data in read_toml(root / name, name, problems).items():
            table = Table(data, name, f"[{key}]", problems)
            if key in facts or key in RESERVED:
                table.wrong("the name is taken", "Choose another.")
            facts[key] = _fact(key, source, table)
    for fact in facts.values():
        _check_computed(fact, facts, problems)
        _check_error(fact, facts, problems)
    return facts


def _check_error(fact: Fact, facts: Mapping[str, Fact], problems: Problems) -> None:
    """Report an error of something that is no number, and one that goes by a fact or value that does not exist."""
    file, place = f"facts/{fact.source}.toml", f"[{fact.id}]"
    if fact.error and (fact.type != "number" or fact.error < 0):
        problems.append(Problem("only a number has an error, and none below 0", "Remove error.", file, place=place))
    for name, errors in fact.error_by.items():
        for value in errors:
            if name not in facts or value not in facts[name].values:
                says = f"error_by names {name} = {value}, which there is not"
                problems.append(Problem(says, "Name a fact and one of its values.", file, place=place))


def _check_computed(fact: Fact, facts: Mapping[str, Fact], problems: Problems) -> None:
    """Report a computed fact that the program does not compute, or that comes from facts that do not exist."""
    file, place = f"facts/{fact.source}.toml", f"[{fact.id}]"
    if fact.computed and fact.id not in COMPUTED:
        mend = nearest(fact.id, COMPUTED) or f"The program computes {', '.join(COMPUTED)}."
        problems.append(Problem("it says that it is computed, but nothing computes it", mend, file, place=place))
    for name in fact.computed_from:
        if name not in facts:
            problems.append(Problem(f"from names {name}, which is no fact", nearest(name, facts), file, place=place))


def _fact(key: str, source: str, table: Table) -> Fact:
    kind, values, number = _kind(table)
    groups = {name: frozenset(each) for name, each in _groups(table).items()}
    fact = Fact(
        id=key,
        source=source,
        type=kind,
        ask=table.text("ask", needed="computed" not in table.data),
        values=values,
        groups=groups,
        unit=number.text("unit") if number else "",
        low=number.number("low") if number else 0.0,
        high=number.number("high") if number else 0.0,
        label=number.text("label", needed=True) if number else "",
        measure=table.text("measure"),
        topic=table.text("topic"),
        phrases=parse_phrases(table, kind, values),
        hints=table.words("hints"),
        a_little=parse_little(table, values),
        unwanted=_unwanted(table),
        estimate=table.flag("estimate"),
        unread=table.text("unread"),
        computed=table.text("computed", needed="from" in table.data),
        computed_from=table.words("from", needed="computed" in table.data),
        error=table.number("error") if "error" in table.data else 0.0,
        error_by=_errors(table),
        error_source=table.text("error_source", needed="error" in table.data),
        cost=table.text("cost") or "recall",
        tick=table.text("tick"),
    )
    if fact.cost not in COSTS:
        table.wrong(f"unknown cost {fact.cost}", f"Use one of: {', '.join(COSTS)}.")
    if fact.tick and len(fact.unwanted) < 2:
        table.wrong("tick is for a fact with several unwanted values", "Remove it.")
    for group, members in groups.items():
        for odd in sorted(members - values.keys()):
            table.wrong(f"group {group} holds {odd}, which is not a value")
    for odd in sorted(fact.unwanted - values.keys()):
        table.wrong(f"unwanted holds {odd}, which is not a value")
    if number:
        number.finish()
    table.finish()
    return fact


def _kind(table: Table) -> tuple[str, dict[str, str], Table | None]:
    if "number" in table.data:
        return "number", {}, table.table("number")
    if "yes_no" in table.data:
        values = table.mapping("yes_no")
        if set(values) != {"yes", "no"}:
            table.wrong("yes_no needs words for yes and for no")
            values = {"yes": "yes", "no": "no"}
        return "yes_no", values, None
    return "many" if table.flag("many") else "choice", table.mapping("values", needed=True), None


def _groups(table: Table) -> dict[str, tuple[str, ...]]:
    inner = table.table("groups")
    return {name: inner.words(name) for name in list(inner.data)}


def _errors(table: Table) -> dict[str, dict[str, float]]:
    """Return how far a number is off by the value of another fact, as in { knee_angle_source = { goniometer = 3 } }."""
    by = table.table("error_by")
    names = {name: by.table(name) for name in list(by.data)}
    return {name: {value: inner.number(value) for value in list(inner.data)} for name, inner in names.items()}


def _unwanted(table: Table) -> frozenset[str]:
    """Yes/no facts may write `unwanted = true` (yes is the complaint) or false."""
    value = table.data.get("unwanted")
    if isinstance(value, bool):
        table.taken.add("unwanted")
        return frozenset({"yes" if value else "no"})
    return frozenset(table.words("unwanted"))
