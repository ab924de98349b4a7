"""Drawing a conclusion again from its printed derivation alone, strictly: what is not printed is not known."""

from __future__ import annotations

from typing import Any

from thrustdoc.errors import Problem
from thrustdoc.knowledge.conditions import Condition, FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule
from thrustdoc.knowledge.values import check_value

RANK = ("nothing", "candidate", "confirmed")


class Replay:
    """What the steps of one printed derivation say, and nothing else."""

    def __init__(self, base: KnowledgeBase, steps: list[dict[str, Any]]) -> None:
        self.base = base
        self.steps = {(step["part"], step["id"]): step for step in steps}
        rules = [rule for step in steps for rule in step["because"]]
        self.given = self.values(rule["facts"] for rule in rules)
        self.computed = self.values(rule.get("computed", {}) for rule in rules)
        self.facts = {**self.values(rule["exceptions"]["facts"] for rule in rules), **self.computed, **self.given}
        self.unset = {name for rule in rules for name in (*rule["unset"], *rule["exceptions"]["unset"])}
        self.absent, self.likely = (
            {(ref["part"], ref["id"]) for rule in rules for ref in rule["exceptions"][which]}
            for which in ("not_concluded", "only_likely")
        )

    def values(self, tables: Any) -> dict[str, Value]:
        """Return printed values as values of facts."""
        found: dict[str, Value] = {}
        for name, raw in (pair for table in tables for pair in table.items()):
            value = check_value(self.base.facts[name], raw)
            assert not isinstance(value, Problem)
            found[name] = value
        return found

    def status(self, ref: Ref) -> str:
        """Return what the printed rules of a conclusion come to, each checked against its own printed status."""
        statuses = []
        for printed in self.steps[ref]["because"] if ref in self.steps else ():
            name = f"{printed['rule']}#{printed['number']}"
            rule = next(rule for rule in self.base.conclusions[ref].rules if rule.name == name)
            statuses.append(self.fires(rule))
            assert statuses[-1] == printed["status"], (name, statuses[-1], printed)
            assert list(rule.cites) == printed["cites"]
        return max(statuses, key=RANK.index, default="nothing")

    def fires(self, rule: Rule) -> str:
        """Return the status that a rule gives."""
        if not all(any(self.fails(test) for test in table) for table in rule.unless):
            return "nothing"
        return min([rule.status, *map(self.holds, rule.when)], key=RANK.index)

    def holds(self, test: Condition) -> str:
        """Return how surely a condition is printed to hold."""
        if not isinstance(test, FactTest):
            found = max((self.status((test.part, name)) for name in test.ids), key=RANK.index)
            return "nothing" if test.confirmed and found != "confirmed" else found
        if test.op == "unset":
            return "confirmed" if test.fact in self.unset else "nothing"
        return "confirmed" if test.fact in self.facts and test.holds(self.facts[test.fact]) else "nothing"

    def fails(self, test: Condition) -> bool:
        """Tell whether a condition is printed to fail."""
        if not isinstance(test, FactTest):
            enough = self.absent | self.likely if test.confirmed else self.absent
            return all((test.part, name) in enough for name in test.ids)
        if test.fact in self.facts:
            return test.op == "unset" or not test.holds(self.facts[test.fact])
        return test.op != "unset" and test.fact in self.unset
