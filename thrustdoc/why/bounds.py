"""How surely each conclusion stands while some answers are open: the least and the most, and what that rests on.

Strength is 0 for nothing, 1 for a candidate and 2 for confirmed. With no answer open, least and most are the same and
say what the engine says: a plain recursion over the rules, so that many cases can be tried fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.order import reads
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

NOTHING, CANDIDATE, CONFIRMED = 0, 1, 2
STATUS = ("nothing", "candidate", "confirmed")

Tests = frozenset[FactTest]
NO_TESTS: Tests = frozenset()


@dataclass(frozen=True)
class Bounds:
    """The least and the most strength, and the tests of facts that keep it from being less or more.

    While those tests come out as they do, nothing else that changes can lower `low` or raise `high`.
    """

    low: int
    high: int
    why_low: Tests = NO_TESTS
    why_high: Tests = NO_TESTS


def all_of(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of conditions that must hold together: as strong as the weakest."""
    parts = [Bounds(CONFIRMED, CONFIRMED), *parts]
    low, high = min(each.low for each in parts), min(each.high for each in parts)
    limits = [each.why_high for each in parts if each.high == high]
    why_low = NO_TESTS.union(*(each.why_low for each in parts)) if low else NO_TESTS
    return Bounds(low, high, why_low, min(limits, key=len))


def any_of(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of ways of which one is enough: as strong as the strongest."""
    parts = [Bounds(NOTHING, NOTHING), *parts]
    low, high = max(each.low for each in parts), max(each.high for each in parts)
    grounds = [each.why_low for each in parts if each.low == low]
    why_high = NO_TESTS.union(*(each.why_high for each in parts)) if high < CONFIRMED else NO_TESTS
    return Bounds(low, high, min(grounds, key=len), why_high)


def none_of(parts: Iterable[Bounds]) -> Bounds:
    """Return the bounds of "none of these holds"."""
    found = any_of(parts)
    low, high = (CONFIRMED if found.high == NOTHING else NOTHING), (NOTHING if found.low else CONFIRMED)
    return Bounds(low, high, found.why_high if low else NO_TESTS, NO_TESTS if high else found.why_low)


def inputs(base: KnowledgeBase, name: str) -> tuple[str, ...]:
    """Return the facts that somebody can give behind a fact: itself, or what it is worked out from."""
    return base.facts[name].computed_from or (name,)


def holders(base: KnowledgeBase) -> dict[Ref, list[Rule]]:
    """Return for each conclusion the rules that may hold it back."""
    found: dict[Ref, list[Rule]] = {}
    for rule in base.withholdings:
        for target in rule.targets:
            found.setdefault(target, []).append(rule)
    return found


class Outlook:
    """What the `facts` lead to while `open_facts`, given or computed ones, may become anything."""

    def __init__(
        self,
        base: KnowledgeBase,
        facts: Mapping[str, Value],
        open_facts: Iterable[str] = (),
        holding: Mapping[Ref, list[Rule]] | None = None,
    ) -> None:
        self.base, self.facts, self.open = base, facts, frozenset(open_facts)
        self.holding = holders(base) if holding is None else holding
        self._standing: dict[Ref, Bounds] = {}
        self._rules: dict[int, Bounds] = {}

    def standing(self, ref: Ref) -> Bounds:
        """Return how surely a conclusion stands: reached by its rules, and held back by no policy."""
        if ref not in self._standing:
            self._standing[ref] = all_of([self.reached(ref), none_of(map(self.rule, self.holding.get(ref, ())))])
        return self._standing[ref]

    def reached(self, ref: Ref) -> Bounds:
        """Return how surely the rules of a conclusion reach it, whatever holds it back."""
        return any_of(map(self.rule, self.base.conclusions[ref].rules))

    def rule(self, rule: Rule) -> Bounds:
        """Return how surely a rule fires, and with what strength; a policy's rule is asked for by all it holds back."""
        key = id(rule)  # the base keeps every rule; names are shared by the rules that `opposes` makes
        if key not in self._rules:
            self._rules[key] = self._weigh(rule)
        return self._rules[key]

    def _weigh(self, rule: Rule) -> Bounds:
        failed = self._failed(rule.when)
        if failed:
            return failed
        blocked = none_of(map(self.table, rule.unless))
        limit = CANDIDATE if rule.status == "candidate" else CONFIRMED
        return all_of([Bounds(limit, limit), blocked, *map(self.test, rule.when)])

    def table(self, tests: Iterable[Condition]) -> Bounds:
        """Return how surely all conditions of a table hold."""
        tests = tuple(tests)
        return self._failed(tests) or all_of(map(self.test, tests))

    def _failed(self, tests: Iterable[Condition]) -> Bounds | None:
        """Return the bounds of the first test of a fact that fails: it settles all, without a look at conclusions."""
        found = (self.test(test) for test in tests if isinstance(test, FactTest))
        return next((each for each in found if each.high == NOTHING), None)

    def test(self, test: Condition) -> Bounds:
        """Return how surely one condition holds."""
        if isinstance(test, ConclusionTest):
            found = any_of(self.standing((test.part, name)) for name in test.ids)
            return _only_confirmed(found) if test.confirmed else found
        if test.fact in self.open:
            return Bounds(NOTHING, CONFIRMED)
        strength = CONFIRMED if holds(test, self.facts) else NOTHING
        return Bounds(strength, strength, frozenset({test}), frozenset({test}))


def _only_confirmed(found: Bounds) -> Bounds:
    low, high = (each if each == CONFIRMED else NOTHING for each in (found.low, found.high))
    return Bounds(low, high, found.why_low if low else NO_TESTS, NO_TESTS if high else found.why_high)


def holds(test: FactTest, facts: Mapping[str, Value]) -> bool:
    """Tell whether a test of a fact holds: of an unset one only "unset" does."""
    value = facts.get(test.fact)
    return test.op == "unset" if value is None else test.holds(value)


def tests_behind(base: KnowledgeBase, ref: Ref) -> Tests:
    """Return every test of a fact that can bear on a conclusion, through whole chains of rules and policies."""
    holding, seen, waiting = holders(base), {ref}, [ref]
    found: set[FactTest] = set()
    while waiting:
        each = waiting.pop()
        for rule in (*base.conclusions[each].rules, *holding.get(each, ())):
            found |= {test for test in rule.conditions if isinstance(test, FactTest)}
            new = reads(rule.conditions) - seen
            seen |= new
            waiting += sorted(new)
    return frozenset(found)
