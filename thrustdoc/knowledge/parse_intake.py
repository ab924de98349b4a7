"""From rules/topics.toml and rules/scopes.toml to what an interview goes by. A base may do without either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import ALL, Intake, Scope, Topic
from thrustdoc.knowledge.parse_rules import Names, select
from thrustdoc.knowledge.records import Conclusion, Ref
from thrustdoc.knowledge.tables import Problems, Table, read_toml

TOPICS, SCOPES = "topics.toml", "scopes.toml"
ALWAYS, ENDS = "always", "ends"
"""Tables of scopes.toml that are no scope: what counts in every scope, and what ends an interview."""


def parse_intake(root: Path, names: Names, conclusions: Mapping[Ref, Conclusion], problems: Problems) -> Intake:
    """Return topics and scopes; the scope "all" is added where the base does not word it itself."""
    topics = {key: _topic(key, table) for key, table in _tables(root, TOPICS, problems)}
    if topics:
        _check_topics(names.facts, topics, problems)
    everything = frozenset(conclusions)
    fixed: dict[str, frozenset[Ref]] = {}
    scopes: dict[str, Scope] = {}
    for key, table in _tables(root, SCOPES, problems):
        if key in (ALWAYS, ENDS):
            fixed[key] = frozenset(select(table, names))
        else:
            scopes[key] = _scope(key, table, names, everything)
        table.finish()
    scopes = scopes if ALL in scopes else {**scopes, ALL: Scope(ALL, "Everything", everything)}
    return Intake(topics, scopes, **fixed)


def _tables(root: Path, name: str, problems: Problems) -> Iterator[tuple[str, Table]]:
    if (root / name).is_file():
        for key, data in read_toml(root / name, name, problems).items():
            yield key, Table(data, name, f"[{key}]", problems)


def _topic(key: str, table: Table) -> Topic:
    topic = Topic(key, table.text("title", needed=True), table.text("pick"))
    table.finish()
    return topic


def _check_topics(facts: Mapping[str, Fact], topics: Mapping[str, Topic], problems: Problems) -> None:
    for fact in facts.values():
        if fact.topic not in topics:
            says = f"unknown topic {fact.topic}" if fact.topic else "it has no topic"
            mend = nearest(fact.topic, topics) or f"Use one of: {', '.join(topics)}."
            problems.append(Problem(says, mend, f"facts/{fact.source}.toml", place=f"[{fact.id}]"))


def _scope(key: str, table: Table, names: Names, everything: frozenset[Ref]) -> Scope:
    wants, from_symptoms = table.text("wants", needed=True), table.flag("from_symptoms")
    counts = table.tables("counts")
    fixed = key != ALL and not from_symptoms
    if fixed != bool(counts):
        table.wrong("counts is missing" if fixed else "counts says nothing here", "" if fixed else "Remove it.")
    chosen = frozenset(ref for each in counts for ref in select(each, names))
    return Scope(key, wants, everything if key == ALL else chosen, from_symptoms)
