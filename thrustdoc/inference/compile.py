"""From rules of the knowledge base to experta rules, each with a place of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from thrustdoc.frozen import dataclass
from thrustdoc.inference.compat import NOT, Fact, FactList, P
from thrustdoc.inference.compat import Rule as ExpertaRule
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule


class Answer(Fact):  # type: ignore[misc]
    """One set fact of the case: its id is the only key, so a test of one fact never looks at another."""


class Unset(Fact):  # type: ignore[misc]
    """A fact that is not set and that some rule wants unset."""


class Concluded(Fact):  # type: ignore[misc]
    """A conclusion: its part is the key of its id; `status` is confirmed or candidate."""


class Blocked(Fact):  # type: ignore[misc]
    """A table of `unless` with several conditions that all hold; it blocks the rule it names."""


class Facts(FactList):  # type: ignore[misc]
    """experta's list of facts, for facts that were checked when they were made and are declared once."""

    def declare(self, fact: Any) -> Any:
        """Add a fact under the next number."""
        dict.__setitem__(fact, "__factid__", self.last_index)
        self[self.last_index] = fact
        self.last_index += 1
        self.added.append(fact)
        return fact

    def retract(self, fact: Any) -> None:
        """Take a fact away."""
        del self[fact["__factid__"]]
        self.removed.append(fact)


@dataclass(frozen=True)
class Step:
    """What stands at one place of the agenda: a rule, or the guard of one of its `unless` tables (`guards`)."""

    rule: Rule
    guards: tuple[Condition, ...] = ()


def steps(base: KnowledgeBase) -> Iterator[Step]:
    """Yield every rule and guard in firing order: what is read stands before what reads it, words come last."""
    waiting: dict[Ref, list[Rule]] = {}
    rank = {ref: n for n, ref in enumerate(base.places)}
    for rule in base.withholdings:
        waiting.setdefault(min(rule.targets, key=rank.__getitem__), []).append(rule)
    for ref in base.places:
        for rule in (*waiting.get(ref, ()), *base.conclusions[ref].rules):
            yield from _with_guards(rule)
    for rule in base.leads:
        yield from _with_guards(rule)
    for conclusion in base.conclusions.values():
        for rule in (*conclusion.firsts, *conclusion.wordings):
            yield from _with_guards(rule)


def _with_guards(rule: Rule) -> Iterator[Step]:
    yield from (Step(rule, table) for table in rule.unless if len(table) > 1)
    yield Step(rule)


class StepRule(ExpertaRule):  # type: ignore[misc]
    """The experta rule of a step. All of them act through the engine's `fire`, so none brings a function of its own."""

    step: Step
    _wrapped, _wrapped_self = None, None

    def new_conditions(self, *args: Any) -> Any:
        """Return the rule with other conditions, as experta's matcher asks for."""
        return self.of(self.step, args, self.salience)

    @classmethod
    def of(cls, step: Step, patterns: Iterable[Any], salience: int) -> StepRule:
        """Return the rule of a step with these patterns."""
        rule = tuple.__new__(cls, patterns)
        rule.step, rule.salience, rule.__name__ = step, salience, step.rule.name
        return rule

    def __call__(self, engine: Any, **matched: Any) -> None:
        """Fire: `matched` are the facts by the names of the patterns."""
        engine.fire(self.step, matched)


class Patterns:
    """Makes the patterns of rules; one condition has one pattern. A matched fact is bound to a name of its condition.

    Conditions are told apart by identity, which is fast: in a compiled knowledge base equal ones are one object.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[bool, int], Any] = {}
        self.unset: set[str] = set()

    def rule(self, step: Step, salience: int) -> StepRule:
        """Return the experta rule of a step."""
        rule = step.rule
        patterns = [self.shared(True, test) for test in step.guards or rule.when]
        if rule.unless and not step.guards:
            patterns += [self.shared(False, table[0]) for table in rule.unless if len(table) == 1]
            if any(len(table) > 1 for table in rule.unless):
                patterns.append(NOT(Blocked(rule=rule.name)))
        return StepRule.of(step, patterns, salience)

    def shared(self, holds: bool, test: Condition) -> Any:
        """Return the pattern of a condition that must hold, or must not."""
        known = self.known.get((holds, id(test)))
        if known is None:
            known = f"f{len(self.known)}" << pattern(test) if holds else NOT(pattern(test))
            self.known[holds, id(test)] = known
            if isinstance(test, FactTest) and test.op == "unset":
                self.unset.add(test.fact)
        return known

    def wanted_unset(self) -> tuple[str, ...]:
        """Return the facts that some rule wants unset, in the order of their ids."""
        return tuple(sorted(self.unset))


def pattern(test: Condition) -> Any:
    """Return the experta pattern of one condition."""
    if isinstance(test, ConclusionTest):
        made = _with(Concluded(), test.part, P(frozenset(test.ids).__contains__))
        return _with(made, "status", "confirmed") if test.confirmed else made
    if test.op == "unset":
        return _with(Unset(), test.fact, True)
    return _with(Answer(), test.fact, P(test.holds))


def _with(fact: Any, key: str, value: Any) -> Any:
    """Give a new fact a value that cannot change; experta's own way asks each time how to freeze it."""
    dict.__setitem__(fact, key, value)
    return fact
