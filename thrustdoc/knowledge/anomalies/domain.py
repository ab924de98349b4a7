"""Every fact as finitely many legal states: the values that no test of the base can tell apart are one state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import floor

from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase

NONE = "none"
"""The value of a many-valued fact that stands alone."""


def fact_tests(base: KnowledgeBase) -> dict[str, tuple[FactTest, ...]]:
    """Return the tests that rules of any kind put to each fact."""
    found: dict[str, dict[FactTest, None]] = {name: {} for name in base.facts}
    for rule in base.all_rules():
        for test in rule.conditions:
            if isinstance(test, FactTest):
                found[test.fact][test] = None
    return {name: tuple(tests) for name, tests in found.items()}


def states(fact: Fact, tests: Iterable[FactTest]) -> tuple[Value, ...]:
    """Return one value for each state in which a fact that is set can be; for many-valued facts, its words.

    Words of a many-valued fact may be combined: which combinations are legal is not said here.
    """
    if fact.type == "many":
        return tuple(fact.values)
    asked = [test for test in tests if test.op != "unset"]
    different: dict[tuple[bool, ...], Value] = {}
    for value in _candidates(fact, asked):
        different.setdefault(tuple(test.holds(value) for test in asked), value)
    return tuple(different.values())


def _candidates(fact: Fact, tests: Iterable[FactTest]) -> Iterator[Value]:
    if fact.type == "yes_no":
        yield from (True, False)
    elif fact.type == "number":
        yield from _numbers(fact, tests)
    else:
        yield from fact.values


def _numbers(fact: Fact, tests: Iterable[FactTest]) -> Iterator[float]:
    """Yield every threshold and one number from each gap between two of them: no test changes inside a gap.

    Whole numbers come first, because the first of a state is the one that a witness shows.
    """
    bounds = {fact.low, fact.high}
    for test in tests:
        bounds |= {test.band.low, test.band.high} if test.op == "band" else set(test.values)
    legal = sorted(float(bound) for bound in bounds if fact.low <= bound <= fact.high)
    between = [number for low, high in pairwise(legal) for number in (floor(low) + 1.0, (low + high) / 2)
               if low < number < high]  # fmt: skip
    yield from sorted((*legal, *between), key=lambda number: (not number.is_integer(), number))


def setting(name: str, value: Value) -> str:
    """Return a fact and its value as the flag -s takes them."""
    if isinstance(value, bool):
        return f"{name}={'yes' if value else 'no'}"
    if isinstance(value, float | int):
        return f"{name}={value:g}" if float(f"{value:g}") == value else f"{name}={value!r}"
    return f"{name}={value if isinstance(value, str) else ','.join(sorted(value))}"
