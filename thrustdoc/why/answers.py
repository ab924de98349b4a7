"""Answers that change: one of a fact for another, and the answers that a fact could have, the nearest one first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil, floor

from thrustdoc.knowledge.anomalies.domain import NONE, states
from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.knowledge.facts import Fact, Value

Facts = Mapping[str, Value]


@dataclass(frozen=True)
class Change:
    """One answer that changes; None stands for no answer. `noise` says that an error of measurement could do it."""

    fact: str
    before: Value | None
    after: Value | None
    noise: bool = False


Changes = tuple[Change, ...]


FEW = 8
"""Up to so many words of a many-valued fact are tried in every combination."""


def answers(fact: Fact, now: Value | None, tests: Iterable[FactTest], error: float = 0.0) -> Iterator[Value | None]:
    """Yield other answers to a fact, and None for no answer.

    `tests` are those that its answer bears on, `error` is how far a number that was given may be off.
    """
    tests = list(tests)
    own = [test for test in tests if test.fact == fact.id]
    if fact.type == "many":
        yield from _many(fact, now if isinstance(now, frozenset) else frozenset(), own)
    elif fact.type == "number":
        yield from _numbers(fact, now if isinstance(now, float) else None, own, len(own) < len(tests), error)
    elif len(own) < len(tests):
        yield from (True, False) if fact.type == "yes_no" else fact.values
    else:
        yield from states(fact, own)
    if now is not None:
        yield None


def _numbers(fact: Fact, now: float | None, tests: list[FactTest], every: bool, error: float) -> list[float]:
    """Return one number for each state and the ends of an error; `every` whole one where it goes into a calculation."""
    found = {float(each) for each in states(fact, tests) if isinstance(each, float | int)}
    found |= {float(each) for each in range(ceil(fact.low), floor(fact.high) + 1)} if every else set()
    if now is None:
        return sorted(found)
    found |= {each for each in (now - error, now + error) if fact.low <= each <= fact.high}
    return sorted(found, key=lambda each: (abs(each - now), each))


def _many(fact: Fact, now: frozenset[str], tests: list[FactTest]) -> Iterator[frozenset[str]]:
    """Yield lists of words: all that tests can tell apart if these are few, else those two words or fewer away."""
    telling = sorted({word for test in tests for word in test.values if word != NONE} & fact.values.keys())
    if NONE in fact.values:
        yield frozenset({NONE})
    kept = now - {NONE}
    other = next((word for word in fact.values if word not in (*telling, NONE)), "")
    most = len(telling) if len(telling) <= FEW else 2
    for count in range(1, most + 1):
        for words in combinations(telling, count):
            changed = kept.symmetric_difference(words)
            yield changed or frozenset({other} if other else words)
    if other and not now:
        yield frozenset({other})


def apply(given: Facts, way: Changes) -> dict[str, Value]:
    """Return the given facts with these changes."""
    changed = {each.fact: each.after for each in way}
    kept = {name: value for name, value in given.items() if name not in changed}
    return kept | {name: value for name, value in changed.items() if value is not None}
