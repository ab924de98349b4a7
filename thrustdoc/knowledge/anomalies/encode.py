"""The whole knowledge base as clauses: their models are exactly the legal cases, with all that is drawn from each.

Rules that do not read each other in a circle mean the same as the equivalences they are completed to (Clark): a
conclusion stands if and only if a rule of it fires and no withholding rule that targets it does. So every model has one
reading, and what no model holds can never happen. The meaning of rules itself is that of inference/engine.py.

A computed fact may be given like any other, so it counts as free. The models hold a few cases more than there are:
those in which it is not set although the facts that it is worked out from are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from thrustdoc.knowledge.anomalies.circuit import Circuit
from thrustdoc.knowledge.anomalies.computed import rows
from thrustdoc.knowledge.anomalies.domain import NONE, fact_tests, states
from thrustdoc.knowledge.conditions import ConclusionTest, Condition
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

Model = frozenset[int]


class Encoding:
    """A base in clauses, and the literals by which to ask about it.

    `given` says that a fact is set and `values` that it is in a state (that it has a word, for many-valued facts);
    `reached` that a rule of a conclusion fires, `held` that a policy holds it back, `stands` that it is concluded and
    `sure` that it is concluded and confirmed.
    """

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.circuit = Circuit()
        self.tests = fact_tests(base)
        self.given: dict[str, int] = {}
        self._real = 0
        self._rows: dict[int, dict[str, Value]] = {}
        self.values: dict[str, dict[Value, int]] = {}
        for fact in base.facts.values():
            self._add_fact(fact)
        self.reached: dict[Ref, int] = {}
        self.held: dict[Ref, int] = {}
        self.stands: dict[Ref, int] = {}
        self.sure: dict[Ref, int] = {}
        self._withholding: dict[Ref, list[Rule]] = {}
        for rule in base.withholdings:
            for target in rule.targets:
                self._withholding.setdefault(target, []).append(rule)
        for ref in base.places:
            self._add_conclusion(ref)

    def _add_fact(self, fact: Fact) -> None:
        given = self.given[fact.id] = self.circuit.new()
        values = self.values[fact.id] = {value: self.circuit.new() for value in states(fact, self.tests[fact.id])}
        if fact.type != "many":
            self.circuit.exactly_one([-given, *values.values()])
            return
        self.circuit.clauses.append([-given, *values.values()])
        self.circuit.clauses += [[given, -each] for each in values.values()]
        if NONE in values:
            self.circuit.clauses += [[-values[NONE], -each] for word, each in values.items() if word != NONE]

    def _add_conclusion(self, ref: Ref) -> None:
        """Say when a conclusion stands. All that its rules read has been said before: `places` is in that order."""
        rules = self.base.conclusions[ref].rules
        self.reached[ref] = self.circuit.any_of(self.fires(rule) for rule in rules)
        self.held[ref] = self.circuit.any_of(self.fires(rule) for rule in self._withholding.get(ref, ()))
        self.stands[ref] = self.circuit.all_of((self.reached[ref], -self.held[ref]))
        confirmed = self.circuit.any_of(self.confirms(rule) for rule in rules)
        self.sure[ref] = self.circuit.all_of((self.stands[ref], confirmed))

    def parts(self, rule: Rule) -> list[int]:
        """Return what must hold for a rule to fire: each condition, and for each table of `unless` its opposite."""
        return [*map(self.holds, rule.when), *(-self.blocks(table) for table in rule.unless)]

    def blocks(self, table: Iterable[Condition]) -> int:
        """Return the literal of "all conditions of this table hold"."""
        return self.circuit.all_of(map(self.holds, table))

    def fires(self, rule: Rule) -> int:
        """Return the literal of "this rule fires"."""
        return self.circuit.all_of(self.parts(rule))

    def confirms(self, rule: Rule) -> int:
        """Return the literal of "this rule fires and what it concludes is confirmed by it".

        A rule fires once for each way to match its conclusions; one firing on confirmed ones alone is enough.
        """
        if rule.status != "confirmed":
            return -self.circuit.all_of(())
        matched = [test for test in rule.when if isinstance(test, ConclusionTest)]
        sure = [self.holds(ConclusionTest(test.part, test.ids, confirmed=True)) for test in matched]
        return self.circuit.all_of((self.fires(rule), *sure))

    def holds(self, test: Condition) -> int:
        """Return the literal of one condition."""
        if isinstance(test, ConclusionTest):
            concluded = self.sure if test.confirmed else self.stands
            return self.circuit.any_of(concluded[test.part, name] for name in test.ids)
        given, values = self.given[test.fact], self.values[test.fact]
        if test.op == "unset":
            return -given
        if test.op == "lacks":
            return self.circuit.all_of((given, *(-values[word] for word in test.values)))
        if test.op == "has":
            return self.circuit.any_of(values[word] for word in test.values)
        return self.circuit.any_of(each for value, each in values.items() if test.holds(value))

    def literals(self, facts: Mapping[str, Value], names: Iterable[str] | None = None) -> frozenset[int]:
        """Return a case as literals: of what is set and of what is not, of all facts or of those in `names`."""
        found: set[int] = set()
        for name in self.given if names is None else names:
            found.add(self.given[name] if name in facts else -self.given[name])
            if name in facts:
                found |= self._state(name, facts[name])
        return frozenset(found)

    def _state(self, name: str, value: Value) -> set[int]:
        values = self.values[name]
        if isinstance(value, frozenset):
            return {each if word in value else -each for word, each in values.items()}
        asked = [test for test in self.tests[name] if test.op != "unset"]
        same = (each for state, each in values.items() if all(t.holds(state) == t.holds(value) for t in asked))
        return {next(same)}

    def real(self) -> int:
        """Return the literal of "computed facts have values that were worked out together" (see computed.py)."""
        if not self._real:
            found = rows(self.base, [name for name, tests in self.tests.items() if tests], self.literals)
            self._rows = {self.circuit.all_of(row): given for row, given in found.items()}
            self._real = self.circuit.any_of(self._rows)
        return self._real

    def answers(self, model: Model) -> list[int]:
        """Return what is set in a model, and to what, as literals."""
        states = (each for values in self.values.values() for each in values.values())
        return [each for each in (*self.given.values(), *states) if each in model]

    def case(self, model: Model) -> dict[str, Value]:
        """Return the facts of a model, without those that no rule reads: others could be worked out from them.

        Where computed facts are `real`, the answers that they were worked out from stand in their place.
        """
        found: dict[str, Value] = {}
        for name in (name for name, given in self.given.items() if given in model and self.tests[name]):
            words = [value for value, each in self.values[name].items() if each in model]
            many = self.base.facts[name].type == "many"
            found[name] = frozenset(str(word) for word in words) if many else words[0]
        if self._real not in model:
            return found
        answers = next(given for row, given in self._rows.items() if row in model)
        found = {name: value for name, value in found.items() if not self.base.facts[name].computed} | answers
        return {name: found[name] for name in self.base.facts if name in found}
