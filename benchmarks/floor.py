"""The floor: a plain forward chainer in Python, with no agenda, no working memory and no index, written for speed."""

from __future__ import annotations

from collections.abc import Mapping

from thrustdoc.case import Case
from thrustdoc.inference.compile import steps
from thrustdoc.knowledge.conditions import Condition, FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

Trace = list[tuple[str, str, str]]


class PlainReasoner:
    """Asks every rule once, in an order in which what is read comes first."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.rules = [step.rule for step in steps(base) if not step.guards]

    def run(self, case: Case) -> Trace:
        """Return rule, status and withholding policy of every rule that fires."""
        facts, standing, trace = case.facts, dict[Ref, str](), Trace()
        held: dict[Ref, str] = {}
        for rule in self.rules:
            status = weigh(rule, facts, standing)
            if not status:
                continue
            target = rule.targets[0]
            trace.append((rule.name, status, held.get(target, "")))
            if rule.action == "withhold":
                for each in rule.targets:
                    held.setdefault(each, rule.cites[0])
            elif rule.action == "conclude" and target not in held and standing.get(target) != "confirmed":
                standing[target] = status
        return trace


def weigh(rule: Rule, facts: Mapping[str, Value], standing: Mapping[Ref, str]) -> str:
    """Return the status that a rule gives, "" where it does not fire."""
    status = rule.status
    for test in rule.when:
        found = strength(test, facts, standing)
        if not found:
            return ""
        if found == "candidate":
            status = found
    for table in rule.unless:
        if all(strength(test, facts, standing) for test in table):
            return ""
    return status


def strength(test: Condition, facts: Mapping[str, Value], standing: Mapping[Ref, str]) -> str:
    """Return how surely a condition holds: confirmed, candidate, or "" where it does not."""
    if isinstance(test, FactTest):
        value = facts.get(test.fact)
        holds = value is None if test.op == "unset" else value is not None and test.holds(value)
        return "confirmed" if holds else ""
    found = [standing[test.part, name] for name in test.ids if (test.part, name) in standing]
    if "confirmed" in found:
        return "confirmed"
    return "candidate" if found and not test.confirmed else ""
