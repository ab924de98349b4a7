"""From [[when]] tables and their like to Rule records: conditions are checked against what the base knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thrustdoc.errors import Problem, nearest, show
from thrustdoc.knowledge.conditions import Band, ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import PARTS, Ref
from thrustdoc.knowledge.tables import Table
from thrustdoc.knowledge.values import check_value, expected

BOUNDS = {"below", "above", "at_least", "at_most"}


@dataclass(frozen=True)
class Names:
    """Every name that a condition may use: the facts, the ids of each part, and the groups of each part."""

    facts: Mapping[str, Fact]
    ids: Mapping[str, frozenset[str]]
    groups: Mapping[str, Mapping[str, tuple[str, ...]]]

    def known(self) -> set[str]:
        """Return every key that a table of conditions may hold."""
        return {*self.facts, *PARTS}


def conditions(table: Table, names: Names) -> tuple[Condition, ...]:
    """Return the conditions in all fields of `table` that are still free."""
    found: list[Condition] = []
    for key, raw in table.rest().items():
        if key in PARTS:
            found += _conclusion_tests(table, key, raw, names)
        elif key in names.facts:
            test = _fact_test(table, names.facts[key], raw)
            found += [test] if test else []
        else:
            table.wrong(f"unknown fact {key}", nearest(key, names.known()))
    return tuple(found)


def blockers(table: Table, names: Names) -> tuple[tuple[Condition, ...], ...]:
    """Return the tables under `unless`."""
    tables = table.tables("unless")
    if not all(each.data for each in tables) or table.data.get("unless") == []:
        table.wrong("a table of unless is empty", "Remove it or say what blocks.")
    return tuple(found for found in (conditions(each, names) for each in tables) if found)


def select(table: Table, names: Names) -> tuple[Ref, ...]:
    """Return the conclusions that a `what` table names, in the order of part and id."""
    refs: list[Ref] = []
    for part, raw in table.rest().items():
        if part not in PARTS:
            table.wrong(f"unknown part {part}", f"Use {', '.join(PARTS)}.")
            continue
        spared: set[str] = set()
        if isinstance(raw, dict):
            raw = dict(raw)
            spared = set(_ids(table, part, raw.pop("except", []), names, needed=False))
        refs += [(part, each) for each in _ids(table, part, raw, names) if each not in spared]
    if not refs:
        table.wrong("it names no conclusion")
    return tuple(refs)


def _conclusion_tests(table: Table, part: str, raw: Any, names: Names) -> list[Condition]:
    if isinstance(raw, dict) and set(raw) == {"all"}:
        return [ConclusionTest(part, (each,)) for each in _ids(table, part, raw["all"], names)]
    confirmed = isinstance(raw, dict) and set(raw) == {"confirmed"}
    ids = _ids(table, part, raw["confirmed"] if confirmed else raw, names)
    groups = _words(raw.get("group", [])) if isinstance(raw, dict) else []
    return [ConclusionTest(part, ids, confirmed, " or ".join(groups))] if ids else []


def _words(raw: Any) -> list[str]:
    """Return a text or a list of texts as a list; anything else counts as empty."""
    listed = [raw] if isinstance(raw, str) else raw
    return listed if isinstance(listed, list) and all(isinstance(each, str) for each in listed) else []


def _ids(table: Table, part: str, raw: Any, names: Names, needed: bool = True) -> tuple[str, ...]:
    """Return the ids meant by an id, a list of ids or { group = ... }, sorted."""
    if isinstance(raw, dict):
        return _group_ids(table, part, raw, names)
    found = _words(raw)
    if not found and not (raw == [] and not needed):
        table.wrong(f"{part} = {show(raw)}", "Give an id, a list of ids, or a table with group, all or confirmed.")
        return ()
    for each in found:
        if each not in names.ids[part]:
            table.wrong(f"unknown {part} {each}", nearest(each, names.ids[part]))
    return tuple(sorted(set(found) & names.ids[part]))


def _group_ids(table: Table, part: str, raw: dict[str, Any], names: Names) -> tuple[str, ...]:
    groups = _words(raw.get("group"))
    if set(raw) != {"group"} or not groups:
        table.wrong(f"{part} = {show(raw)}", "A table holds exactly one of group, all, confirmed.")
        return ()
    found: set[str] = set()
    for group in groups:
        if group not in names.groups[part]:
            table.wrong(f"unknown group {group} of {part}s", nearest(group, names.groups[part]))
        found.update(names.groups[part].get(group, ()))
    return tuple(sorted(found))


def _fact_test(table: Table, fact: Fact, raw: Any) -> FactTest | None:
    if raw == "unset":
        return FactTest(fact.id, "unset")
    if isinstance(raw, dict):
        return _table_test(table, fact, raw)
    if fact.type == "many":
        table.wrong(f"{fact.id} = {show(raw)}", "A many-valued fact is tested with { has = ... } or { lacks = ... }.")
        return None
    return FactTest(fact.id, "is", _values(table, fact, raw))


def _table_test(table: Table, fact: Fact, raw: dict[str, Any]) -> FactTest | None:
    keys = set(raw)
    groups = _words(raw.get("group"))
    if keys == {"group"} and fact.groups and groups:
        for group in groups:
            if group not in fact.groups:
                table.wrong(f"unknown group {group} of {fact.id}", nearest(group, fact.groups))
        members: frozenset[Any] = frozenset().union(*(fact.groups.get(group, frozenset()) for group in groups))
        return FactTest(fact.id, "has" if fact.type == "many" else "is", members, group=" or ".join(groups))
    if fact.type == "many" and keys in ({"has"}, {"lacks"}):
        op = keys.pop()
        return FactTest(fact.id, op, _values(table, fact, raw[op]))
    if fact.type == "number" and keys and keys <= BOUNDS:
        return _band_test(table, fact, raw)
    table.wrong(f"{fact.id} = {show(raw)}", f"This fact cannot be tested so. {expected(fact)}")
    return None


def _values(table: Table, fact: Fact, raw: Any) -> frozenset[Any]:
    """Return the values meant by one value or a list of them."""
    found: set[Any] = set()
    if raw == []:
        table.wrong(f"{fact.id} is tested for no value at all", expected(fact))
    for each in raw if isinstance(raw, list) else [raw]:
        value = check_value(fact, each)
        if isinstance(value, Problem):
            table.wrong(f"{fact.id}: {value.says}", value.mend)
        else:
            found |= value if isinstance(value, frozenset) else {value}
    return frozenset(found)


def _band_test(table: Table, fact: Fact, raw: dict[str, Any]) -> FactTest | None:
    for key, bound in raw.items():
        if isinstance(bound, bool) or not isinstance(bound, int | float):
            table.wrong(f"{fact.id}: {key} = {show(bound)}", "Give a number.")
            return None
    band = Band(
        low=raw.get("at_least", raw.get("above", fact.low)),
        low_in="above" not in raw,
        high=raw.get("at_most", raw.get("below", fact.high)),
        high_in="below" not in raw,
    )
    if {"at_least", "above"} <= raw.keys() or {"at_most", "below"} <= raw.keys():
        table.wrong(f"{fact.id} has two bounds on one side")
    low, high = max(band.low, fact.low), min(band.high, fact.high)
    if low > high or (low == high and not band.holds(low)):
        table.wrong(f"{fact.id}: no legal number lies in this band", expected(fact))
    return FactTest(fact.id, "band", band=band)
