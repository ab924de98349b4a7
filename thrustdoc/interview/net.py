"""The rules in a compact form, so that a page can be weighed many times for one question.

A fact of one value is a set of bits: the lowest for "not given", one for each state that the rules can tell apart (see
knowledge/anomalies/domain.py). A list of words is looked at test by test. Conclusions are numbers, their places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from thrustdoc.inference.compile import steps
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.anomalies.domain import fact_tests, states
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Ref, Rule

UNSET = 1
"""The bit of a fact that nobody gave."""


@dataclass(frozen=True, slots=True)
class Tests:
    """Conditions that must hold together.

    `states` are pairs of a fact and the bits of it that pass, `words` pairs of a fact and a test of its words, and
    `conclusions` pairs of the numbers of conclusions, of which one is enough, and whether it must be confirmed.
    """

    states: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, FactTest], ...]
    conclusions: tuple[tuple[tuple[int, ...], bool], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A rule: what it needs (`facts` without the conclusions), and the tables of which none may hold."""

    rule: Rule
    when: Tests
    facts: Tests
    unless: tuple[Tests, ...]

    @property
    def confirms(self) -> bool:
        """Whether it confirms where all that it rests on is confirmed."""
        return self.rule.status == "confirmed"


@dataclass(frozen=True, slots=True)
class Place:
    """A conclusion with its rules, and the rules that may hold it back in the order in which they come first."""

    ref: Ref
    record: Conclusion
    steps: tuple[Step, ...]
    holders: tuple[Step, ...]
    wordings: tuple[Step, ...]
    firsts: tuple[Step, ...]

    @property
    def all_steps(self) -> tuple[Step, ...]:
        """Every rule that bears on its line."""
        return (*self.steps, *self.holders, *self.wordings, *self.firsts)


class Net:
    """A knowledge base in compact form: `places` stand in an order in which each comes after all that it reads."""

    def __init__(self, base: KnowledgeBase, reasoner: Reasoner | None = None) -> None:
        """Take a base, and the engine that is built from it if there is one already."""
        self.base = base
        self._reasoner = reasoner
        self.facts: tuple[Fact, ...] = tuple(base.facts.values())
        self.sources = frozenset(name for fact in self.facts for name in fact.computed_from)
        self.fact_at = {fact.id: n for n, fact in enumerate(self.facts)}
        self.at = {ref: n for n, ref in enumerate(base.places)}
        self.tests = fact_tests(base)
        self.states: Mapping[str, tuple[Value, ...]] = {
            fact.id: () if fact.type == "many" else states(fact, self.tests[fact.id]) for fact in self.facts
        }
        self._steps: dict[int, Step] = {}
        holders: dict[Ref, list[Rule]] = {}
        for rule in (each.rule for each in steps(base) if each.rule.action == "withhold" and not each.guards):
            for target in rule.targets:
                holders.setdefault(target, []).append(rule)
        self.places = tuple(self._place(base.conclusions[ref], holders.get(ref, ())) for ref in base.places)
        self.leads = tuple(self.step(rule) for rule in base.leads)

    @property
    def reasoner(self) -> Reasoner:
        """The engine for whole pages."""
        self._reasoner = self._reasoner or Reasoner(self.base)
        return self._reasoner

    @cache  # noqa: B019 - a net lives as long as its base
    def worded(self, n: int, wording: str) -> tuple[Rule, ...]:
        """Return the rules of a conclusion whose conditions are among those of its wording of this name."""
        record = self.places[n].record
        words = next(set(each.when) for each in record.wordings if each.name == wording)
        return tuple(rule for rule in record.rules if words.issuperset(rule.when))

    @cache  # noqa: B019 - a net lives as long as its base
    def affected(self, facts: tuple[int, ...]) -> frozenset[int]:
        """Return the conclusions that these facts may bear on, directly or through others."""
        ids = {self.facts[n].id for n in facts}
        ids |= {fact.id for fact in self.facts if ids.intersection(fact.computed_from)}
        found: set[int] = set()
        for n, place in enumerate(self.places):
            if any(self.reads(step, ids, found) for step in place.all_steps):
                found.add(n)
        return frozenset(found)

    def reads(self, step: Step, facts: Collection[str], conclusions: Collection[int]) -> bool:
        """Tell whether a rule looks at one of these facts or conclusions."""
        for tests in (step.when, *step.unless):
            named = (*(fact for fact, _ in tests.states), *(fact for fact, _ in tests.words))
            if any(self.facts[fact].id in facts for fact in named):
                return True
            if any(n in conclusions for ids, _ in tests.conclusions for n in ids):
                return True
        return False

    def _place(self, record: Conclusion, holders: Iterable[Rule]) -> Place:
        parts = (record.rules, tuple(holders), record.wordings, record.firsts)
        return Place(record.ref, record, *(tuple(map(self.step, rules)) for rules in parts))

    def step(self, rule: Rule) -> Step:
        """Return a rule in compact form."""
        if id(rule) not in self._steps:  # the rules that opposes and needs stand for share a name
            when = self._tests(rule.when)
            facts = Tests(when.states, when.words, ())
            self._steps[id(rule)] = Step(rule, when, facts, tuple(map(self._tests, rule.unless)))
        return self._steps[id(rule)]

    def _tests(self, conditions: Iterable[Condition]) -> Tests:
        passing: dict[int, int] = {}
        words: list[tuple[int, FactTest]] = []
        conclusions: list[tuple[tuple[int, ...], bool]] = []
        for test in conditions:
            if isinstance(test, ConclusionTest):
                conclusions.append((tuple(self.at[test.part, name] for name in test.ids), test.confirmed))
                continue
            fact = self.fact_at[test.fact]
            if self.facts[fact].type == "many":
                words.append((fact, test))
            else:
                passing[fact] = passing.get(fact, -1) & self._bits(test)
        return Tests(tuple(passing.items()), tuple(words), tuple(conclusions))

    def _bits(self, test: FactTest) -> int:
        if test.op == "unset":
            return UNSET
        return sum(2 << n for n, value in enumerate(self.states[test.fact]) if test.holds(value))

    def any_state(self, name: str) -> int:
        """Return the bits of a fact of which nothing is known."""
        return (2 << len(self.states[name])) - 1

    def state(self, name: str, value: Value) -> int:
        """Return the bit of a value."""
        tests = [test for test in self.tests[name] if test.op != "unset"]
        same = [test.holds(value) for test in tests]
        return next(2 << n for n, each in enumerate(self.states[name]) if [test.holds(each) for test in tests] == same)
