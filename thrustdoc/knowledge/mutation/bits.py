"""Many cases at once: bit n of a mask stands for case n, so one operation on masks asks all cases the same question.

It says of rules what inference/engine.py says of them, for thousands of cases in the time that the engine takes for
a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.order import reads
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

Swaps = Sequence[tuple[Rule, Sequence[Rule]]]
"""Rules of the base, each with those that take its place: none, one or two."""


@dataclass(frozen=True)
class Outcome:
    """In which cases a conclusion is reached by a rule, stands (no policy holds it back), and stands confirmed."""

    reached: int
    stands: int
    sure: int

    def differs(self, other: Outcome) -> int:
        """Return the cases in which two outcomes are not the same."""
        return (self.reached ^ other.reached) | (self.stands ^ other.stands) | (self.sure ^ other.sure)

    def word(self, number: int) -> str:
        """Return the outcome in one case: confirmed, candidate, withheld or nothing."""
        if not self.reached >> number & 1:
            return "nothing"
        if not self.stands >> number & 1:
            return "withheld"
        return "confirmed" if self.sure >> number & 1 else "candidate"


Outcomes = Mapping[Ref, Outcome]


class Cases:
    """Some cases, and which of them pass a test."""

    def __init__(self, cases: Sequence[Mapping[str, Value]]) -> None:
        self.all = (1 << len(cases)) - 1
        self._values: dict[str, dict[Value, int]] = {}
        self._known: dict[FactTest, int] = {}
        for number, given in enumerate(cases):
            for name, value in given.items():
                values = self._values.setdefault(name, {})
                values[value] = values.get(value, 0) | 1 << number

    def firing(self, rule: Rule, outcomes: Outcomes) -> int:
        """Return the cases in which a rule fires."""
        found = self._all_hold(rule.when, outcomes)
        for table in rule.unless:
            found &= ~self._all_hold(table, outcomes)
        return found

    def sure(self, rule: Rule, outcomes: Outcomes) -> int:
        """Return the cases in which a rule that fires confirms: all that it rests on is confirmed."""
        found = self.all if rule.status == "confirmed" else 0
        for test in rule.when:
            if isinstance(test, ConclusionTest):
                found &= reduce(or_, (outcomes[test.part, name].sure for name in test.ids), 0)
        return found

    def _all_hold(self, tests: Iterable[Condition], outcomes: Outcomes) -> int:
        found = self.all
        for test in tests:
            found &= self._passing(test) if isinstance(test, FactTest) else _concluded(test, outcomes)
        return found

    def _passing(self, test: FactTest) -> int:
        if test not in self._known:
            values = self._values.get(test.fact, {})
            if test.op == "unset":
                found = self.all & ~reduce(or_, values.values(), 0)
            else:
                found = reduce(or_, (mask for value, mask in values.items() if test.holds(value)), 0)
            self._known[test] = found
        return self._known[test]


def _concluded(test: ConclusionTest, outcomes: Outcomes) -> int:
    found = 0
    for name in test.ids:
        outcome = outcomes[test.part, name]
        found |= outcome.sure if test.confirmed else outcome.stands
    return found


class Ledger:
    """A base over some cases: the outcome of every conclusion in each of them, and what becomes of it by a change."""

    def __init__(self, base: KnowledgeBase, cases: Sequence[Mapping[str, Value]]) -> None:
        self.base, self.cases = base, Cases(cases)
        self.withholding: dict[Ref, tuple[Rule, ...]] = dict.fromkeys(base.places, ())
        for rule in base.withholdings:
            for target in rule.targets:
                self.withholding[target] += (rule,)
        self.outcomes: dict[Ref, Outcome] = {}
        self._reads: dict[Ref, set[Ref]] = {}
        for ref in base.places:
            rules = (*base.conclusions[ref].rules, *self.withholding[ref])
            self._reads[ref] = {read for rule in rules for read in reads(rule.conditions)}
            self.outcomes[ref] = self._judge(ref, self.outcomes, {})

    def changed(self, swaps: Swaps) -> Iterator[tuple[Ref, int]]:
        """Yield the conclusions that come out otherwise once the rules are swapped, and in which cases."""
        new = {id(rule): rules for rule, rules in swaps}
        touched = {target for rule, _ in swaps for target in rule.targets}
        outcomes = dict(self.outcomes)
        found: set[Ref] = set()
        for ref in self.base.places:
            if ref in touched or not self._reads[ref].isdisjoint(found):
                outcomes[ref] = self._judge(ref, outcomes, new)
                differs = outcomes[ref].differs(self.outcomes[ref])
                if differs:
                    found.add(ref)
                    yield ref, differs

    def prints(self, wording: Rule) -> int:
        """Return the cases in which a wording is printed: it holds, and its conclusion stands."""
        return self.cases.firing(wording, self.outcomes) & self.outcomes[wording.targets[0]].stands

    def _judge(self, ref: Ref, outcomes: Outcomes, new: Mapping[int, Sequence[Rule]]) -> Outcome:
        reached = sure = held = 0
        for rule in swapped(ref, self.base.conclusions[ref].rules, new):
            fires = self.cases.firing(rule, outcomes)
            reached |= fires
            sure |= fires & self.cases.sure(rule, outcomes)
        for rule in swapped(ref, self.withholding[ref], new):
            held |= self.cases.firing(rule, outcomes)
        return Outcome(reached, reached & ~held, sure & ~held)


def swapped(ref: Ref, rules: Iterable[Rule], new: Mapping[int, Sequence[Rule]]) -> Iterator[Rule]:
    """Yield the rules for a conclusion, with those of `new` in the place of the rule under whose `id` they stand."""
    for rule in rules:
        yield from (each for each in new.get(id(rule), ()) if ref in each.targets) if id(rule) in new else (rule,)
