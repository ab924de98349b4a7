"""The matcher: what shapes of rules it takes, and that it refuses all others before any case runs."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from thrustdoc.inference.compat import NOT, Fact, InitialFact, KnowledgeEngine, L, P, Rule
from thrustdoc.inference.matcher import PatternMatcher

shapes, fields = import_module("experta.conditionalelement"), import_module("experta.fieldconstraint")
"""What the matcher does not take, and so thrustdoc/inference/compat.py does not offer."""


class Thing(Fact):  # type: ignore[misc]
    """A fact of these tests."""


class Other(Fact):  # type: ignore[misc]
    """Another one."""


def engine(*elements: Any) -> Any:
    """Return an engine with one rule, which notes what it matched."""

    def fire(self: Any, **matched: Any) -> None:
        self.fired.append({name: dict(fact.as_dict()) for name, fact in matched.items()})

    rules = [Rule(*elements)(fire)]
    made = type("Tried", (KnowledgeEngine,), {"get_rules": lambda _: rules, "__matcher__": PatternMatcher})()
    made.fired = []
    made.reset()
    return made


REFUSED = [
    [shapes.AND(Thing(a=1), Thing(b=1))],
    [shapes.OR(Thing(a=1), Thing(b=1))],
    [shapes.EXISTS(Thing(a=1))],
    [shapes.TEST(lambda: True)],
    [NOT(shapes.AND(Thing(a=1), Thing(b=1)))],
    [NOT(Thing(a=1), Thing(b=1))],
    [NOT(NOT(Thing(a=1)))],
    [Thing(a=fields.W())],
    [Thing(a="x" << L(1))],
    [Thing(a="x" << P(bool))],
    [Thing(a=L(1) | L(2))],
    [Thing(a=~L(1))],
]


@pytest.mark.parametrize("elements", REFUSED, ids=repr)
def test_other_shapes_are_refused_when_the_engine_is_built(elements: list[Any]) -> None:
    with pytest.raises(TypeError, match="the matcher takes"):
        engine(*elements)


def test_facts_are_told_apart_by_class_key_and_value() -> None:
    tried = engine("f0" << Thing(a=1, b=P(lambda b: b > 3)))
    tried.declare(Thing(a=1, b=4), Thing(a=1, b=3), Thing(a=2, b=4), Thing(b=4), Other(a=1, b=4), Thing(a=1, b=5, c=0))
    tried.run()
    assert sorted(each["f0"]["b"] for each in tried.fired) == [4, 5]


def test_a_rule_fires_once_for_every_combination() -> None:
    tried = engine("f0" << Thing(a=P(bool)), "f1" << Other(b=P(bool)))
    tried.declare(Thing(a=1), Thing(a=2), Other(b=1), Other(b=2), Other(b=0))
    tried.run()
    assert len(tried.fired) == 4


@pytest.mark.parametrize("elements", [[], [InitialFact()], [NOT(Thing(a=1))], [NOT(Thing())]])
def test_a_rule_without_facts_fires_at_once(elements: list[Any]) -> None:
    tried = engine(*elements)
    tried.run()
    assert len(tried.fired) == 1


def test_not_blocks_until_the_last_fact_is_gone() -> None:
    tried = engine("f0" << Other(), NOT(Thing()))
    tried.declare(Other(b=1))
    first, second = tried.declare(Thing(a=1)), tried.declare(Thing(a=2))
    tried.retract(first)
    tried.run()
    assert tried.fired == []
    tried.retract(second)
    tried.run()
    assert tried.fired == [{"f0": {"b": 1}}]


def test_what_is_taken_away_before_it_fires_does_not_fire() -> None:
    tried = engine("f0" << Thing(a=1))
    tried.retract(tried.declare(Thing(a=1)))
    tried.run()
    assert tried.fired == []


def test_a_reset_forgets_everything() -> None:
    tried = engine("f0" << Thing(a=1), NOT(Other()))
    tried.declare(Thing(a=1), Other(b=1))
    tried.reset()
    tried.declare(Thing(a=1))
    tried.run()
    assert len(tried.fired) == 1
