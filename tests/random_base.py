"""Random knowledge bases: every shape of rule that the condition language knows, in layers that read each other."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from thrustdoc.case import Case
from thrustdoc.knowledge.conditions import Band, ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Ref, Rule

WORDS = ("low", "middle", "high", "other")
PARTS = ("finding", "cause", "correction")


def random_base(seed: int) -> KnowledgeBase:
    """Return the knowledge base of a number: few facts and many rules on them, so that they meet."""
    dice = Random(seed)
    facts = {f"fact_{n}": Fact(f"fact_{n}", "symptoms", dice.choice(TYPES), "?") for n in range(dice.randint(3, 8))}
    places: list[Ref] = [(PARTS[n * 3 // 12], f"id_{n}") for n in range(12)]
    conclusions: dict[Ref, Conclusion] = {}
    holding: list[Rule] = []
    for number, ref in enumerate(places):
        before = places[:number]
        rules = tuple(_rule(dice, facts, before, f"{ref[1]}#{n}", ref) for n in range(dice.randint(1, 4)))
        conclusions[ref] = Conclusion(ref[0], ref[1], ref[1], number, "?", rules=rules)
        if before and dice.random() < 0.3:
            later = dice.sample(places[number:], min(2, len(places) - number))
            holding.append(_rule(dice, facts, before, f"hold#{number}", *later, action="withhold"))
    leads = tuple(_rule(dice, facts, places, f"lead#{n}", places[n], action="lead") for n in range(2))
    return KnowledgeBase(facts, {}, {}, {}, {}, conclusions, tuple(holding), leads, tuple(places))


TYPES = ("yes_no", "choice", "many", "number")


def _rule(
    dice: Random, facts: dict[str, Fact], before: list[Ref], name: str, *targets: Ref, action: str = "conclude"
) -> Rule:
    when = _apart(_test(dice, facts, before) for _ in range(dice.choice((0, 1, 1, 2, 2, 3))))
    unless = tuple(
        tuple(_test(dice, facts, before) for _ in range(dice.choice((1, 1, 2))))
        for _ in range(dice.choice((0, 0, 1, 2)))
    )
    status = dice.choice(("confirmed", "confirmed", "candidate"))
    return Rule(name, action, targets, when, unless, (f"POL-{name}",), status)


def _apart(tests: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return the tests without those of conclusions that another one tests: a table has one key for each part."""
    kept: list[Condition] = []
    seen: set[Ref] = set()
    for test in tests:
        refs = {(test.part, name) for name in test.ids} if isinstance(test, ConclusionTest) else set()
        if not refs & seen:
            kept.append(test)
            seen |= refs
    return tuple(kept)


def _test(dice: Random, facts: dict[str, Fact], before: list[Ref]) -> Condition:
    """Return a test of a fact, or of what may have been concluded before."""
    if before and dice.random() < 0.5:
        part = dice.choice(before)[0]
        ids = [name for of, name in before if of == part]
        return ConclusionTest(part, tuple(dice.sample(ids, dice.randint(1, min(3, len(ids))))), dice.random() < 0.3)
    fact = facts[dice.choice(list(facts))]
    if dice.random() < 0.15:
        return FactTest(fact.id, "unset")
    if fact.type == "number":
        low, high = sorted(dice.choices(range(6), k=2))
        band = Band(low, dice.random() < 0.5, high + 1, dice.random() < 0.5)
        return dice.choice((FactTest(fact.id, "band", band=band), FactTest(fact.id, "is", frozenset({float(low)}))))
    if fact.type == "yes_no":
        return FactTest(fact.id, "is", frozenset({dice.random() < 0.5}))
    values = frozenset(dice.sample(WORDS, dice.randint(1, 3)))
    return FactTest(fact.id, dice.choice(("has", "lacks")) if fact.type == "many" else "is", values)


def random_case(base: KnowledgeBase, dice: Random) -> Case:
    """Return a case in which most facts are set."""
    known = {name: _value(fact, dice) for name, fact in base.facts.items() if dice.random() < 0.8}
    return Case(dict(sorted(known.items())))


def _value(fact: Fact, dice: Random) -> Value:
    values: dict[str, Any] = {
        "yes_no": dice.random() < 0.5,
        "number": float(dice.randint(0, 6)),
        "choice": dice.choice(WORDS),
        "many": frozenset(dice.sample(WORDS, 2)),
    }
    value: Value = values[fact.type]
    return value
