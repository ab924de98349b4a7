"""Small changes to rules, one at a time, of which some example of the base should notice each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from thrustdoc.knowledge.conditions import Band, ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.mutation.bits import Swaps
from thrustdoc.knowledge.records import KnowledgeBase, Rule
from thrustdoc.words import band_words

STEPS = {"seconds": 0.5}
"""By how much a threshold moves where that is not 1, by the unit of the fact."""

QUIET = {"word": "wording", "first": "order", "lead": "order"}
"""The kind of all mutants of rules that change no outcome, by the action of the rule."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Mutant:
    """One change: `swaps` are the rules that it changes; `kind` and `name` say what it does and where."""

    kind: str
    name: str
    swaps: Swaps


def deciding(base: KnowledgeBase) -> Iterator[Rule]:
    """Yield the rules that decide outcomes: those that conclude and those that withhold."""
    for each in base.conclusions.values():
        yield from each.rules
    yield from base.withholdings


def mutants(base: KnowledgeBase) -> Iterator[Mutant]:
    """Yield the mutants of the rules that decide outcomes and words; what groups hold is changed in groups.py."""
    wordings = (rule for each in base.conclusions.values() for rule in each.wordings)
    for rule in (*deciding(base), *wordings):
        yield from _mutants_of(base, rule)


def order_mutants(base: KnowledgeBase) -> Iterator[Mutant]:
    """Yield the mutants of the rules that put corrections in order: no example of a conclusion can notice those."""
    for rule in (*base.leads, *(rule for each in base.conclusions.values() for rule in each.firsts)):
        yield from _mutants_of(base, rule)


def _mutants_of(base: KnowledgeBase, rule: Rule) -> Iterator[Mutant]:
    changes = (*_dropped(rule), *_turned(rule), *_inside(base, rule), *_status(rule), ("rule", "left out", ()))
    for kind, change, rules in changes:
        yield Mutant(QUIET.get(rule.action, kind), f"{rule_name(rule)}: {change}", ((rule, rules),))


def rule_name(rule: Rule) -> str:
    """Return a name that no other rule has: those that `opposes` and `needs` stand for share theirs in a file."""
    if not rule.name.endswith(("#opposes", "#needs")):
        return rule.name
    kit = sorted(word for test in rule.when if isinstance(test, FactTest) for word in test.values)
    return f"{rule.name} {', '.join(kit) or rule.targets[0][1]}"


Changes = Iterator[tuple[str, str, tuple[Rule, ...]]]
"""The kind of a change, its words, and the rules that come of it."""


def _dropped(rule: Rule) -> Changes:
    """Yield the rule without a condition, without a table of `unless`, and without a condition of such a table."""
    for number, test in enumerate(rule.when):
        yield "condition", f"without {label(test)}", (replace(rule, when=_put(rule.when, number)),)
    for place, table in enumerate(rule.unless):
        yield "unless", f"without unless {place + 1}", (replace(rule, unless=_put(rule.unless, place)),)
        for number, test in enumerate(table if len(table) > 1 else ()):
            unless = _put(rule.unless, place, _put(table, number))
            yield "unless", f"unless {place + 1} without {label(test)}", (replace(rule, unless=unless),)


def _turned(rule: Rule) -> Changes:
    """Yield the rule with a condition turned into its opposite.

    A condition moves between `when` and `unless`. Inside a larger table of `unless` it takes two rules to say the
    opposite: the rest of the table may not hold, or the condition must.
    """
    for number, test in enumerate(rule.when):
        moved = replace(rule, when=_put(rule.when, number), unless=(*rule.unless, (test,)))
        yield "condition", f"not {label(test)}", (moved,)
    for place, table in enumerate(rule.unless):
        left = replace(rule, unless=_put(rule.unless, place))
        for number, test in enumerate(table):
            rules: tuple[Rule, ...] = (replace(left, when=(*rule.when, test)),)
            if len(table) > 1:
                unless = _put(rule.unless, place, _put(table, number))
                rules += (replace(rule, name=f"{rule.name} or", unless=unless),)
            yield "unless", f"unless {place + 1} not {label(test)}", rules


def _inside(base: KnowledgeBase, rule: Rule) -> Changes:
    """Yield the rule with one condition changed: a threshold moved, a value less, candidates enough."""
    for number, test in enumerate(rule.when):
        for kind, change, other in variants(base, test):
            yield kind, change, (replace(rule, when=_put(rule.when, number, other)),)
    for place, table in enumerate(rule.unless):
        for number, test in enumerate(table):
            for kind, change, other in variants(base, test):
                unless = _put(rule.unless, place, _put(table, number, other))
                yield kind, f"unless {place + 1} {change}", (replace(rule, unless=unless),)


def _status(rule: Rule) -> Changes:
    if rule.action == "conclude":
        status = "candidate" if rule.status == "confirmed" else "confirmed"
        yield "status", status, (replace(rule, status=status),)


def variants(base: KnowledgeBase, test: Condition) -> Iterator[tuple[str, str, Condition]]:
    """Yield kind, words and result of every change inside one condition."""
    if isinstance(test, ConclusionTest):
        if test.confirmed:
            yield "condition", f"{label(test)} at any status", replace(test, confirmed=False)
        for name in test.ids if len(test.ids) > 1 and not test.group else ():
            yield "value", f"{test.part} without {name}", replace(test, ids=tuple(x for x in test.ids if x != name))
        return
    fact = base.facts[test.fact]
    step = STEPS.get(fact.unit, 1)
    if test.op == "band":
        for band in _bands(test.band, fact.low, fact.high, step):
            yield "threshold", f"{fact.id} {band_words(band, fact)}", replace(test, band=band)
    elif fact.type == "number":
        for value, moved in ((value, value + by) for value in sorted(test.values) for by in (-step, step)):
            values = test.values - {value} | {moved}
            yield "threshold", f"{fact.id} {moved:g} instead of {value:g}", replace(test, values=values)
    for value in sorted(test.values, key=str) if len(test.values) > 1 and not test.group else ():
        yield "value", f"{fact.id} without {value}", replace(test, values=test.values - {value})


def _bands(band: Band, lowest: float, highest: float, step: float) -> Iterator[Band]:
    """Yield the band with each bound that the rule gives moved down, moved up, and taken in or left out."""
    if band.low > lowest or not band.low_in:
        yield from (replace(band, low=band.low - step), replace(band, low=band.low + step))
        yield replace(band, low_in=not band.low_in)
    if band.high < highest or not band.high_in:
        yield from (replace(band, high=band.high - step), replace(band, high=band.high + step))
        yield replace(band, high_in=not band.high_in)


def label(test: Condition) -> str:
    """Return a short name for a condition."""
    if isinstance(test, FactTest):
        return test.fact
    if test.group:
        return f"{test.part} group {test.group}"
    return f"{test.part} {test.ids[0]}" + (f" and {len(test.ids) - 1} more" if len(test.ids) > 1 else "")


def _put(items: tuple[Item, ...], place: int, *others: Item) -> tuple[Item, ...]:
    """Return the items with others in one place, or with that place empty."""
    return (*items[:place], *others, *items[place + 1 :])


def conditions_of(mutants: Iterable[Mutant]) -> tuple[Condition, ...]:
    """Return every condition that stands in a mutant."""
    return tuple(test for each in mutants for _, rules in each.swaps for rule in rules for test in rule.conditions)
