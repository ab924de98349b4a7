"""Facts that are worked out from others: which values they take together, and from which answers.

The clauses leave computed facts free, so what never happens there never happens at all, whatever is computed. What can
happen there may still rest on values that are never computed together. Before such a case is shown, it is looked for
among values that were: tried out on made-up answers, always the same ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping

from thrustdoc.computed import compute
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase

TRIES = 20000
"""So many cases of the answers behind computed facts are made up."""

Literals = Callable[[Mapping[str, Value], list[str]], frozenset[int]]
"""What returns the given and worked-out values of some facts as literals."""


def computed_facts(base: KnowledgeBase) -> list[str]:
    """Return the facts that the program works out where nobody gives them."""
    return [fact.id for fact in base.facts.values() if fact.computed]


def rows(base: KnowledgeBase, tested: list[str], literals: Literals) -> dict[frozenset[int], dict[str, Value]]:
    """Return the states that `tested` sources and computed facts take together, each with its fewest answers."""
    results = computed_facts(base)
    sources = sorted({name for each in results for name in base.facts[each].computed_from} - set(results))
    watched = [name for name in (*sources, *results) if name in tested or name in results]
    found: dict[frozenset[int], dict[str, Value]] = {}
    for given in _answers([base.facts[name] for name in sources]):
        worked = {name: each.value for name, each in compute(given).items() if name in base.facts}
        row = literals({**given, **worked}, watched)
        if row not in found or len(given) < len(found[row]):
            found[row] = given
    return found


def _answers(sources: list[Fact]) -> Iterator[dict[str, Value]]:
    dice = random.Random(1)
    yield {}
    for _ in range(TRIES if sources else 0):
        share = dice.random()
        yield {fact.id: _answer(dice, fact) for fact in sources if dice.random() < share}


def _answer(dice: random.Random, fact: Fact) -> Value:
    if fact.type == "yes_no":
        return dice.random() < 0.5
    if fact.type == "number":
        return dice.choice([fact.low, fact.high, *(float(round(dice.uniform(fact.low, fact.high))) for _ in range(6))])
    word = dice.choice(list(fact.values))
    return frozenset({word}) if fact.type == "many" else word
