"""The place of every conclusion: after all that its rules read. Rules that read each other in a circle have none."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from thrustdoc.errors import Problem
from thrustdoc.knowledge.conditions import ConclusionTest, Condition
from thrustdoc.knowledge.records import Conclusion, Ref, Rule
from thrustdoc.knowledge.tables import Problems


def reads(conditions: Iterable[Condition]) -> set[Ref]:
    """Return the conclusions that these conditions look at."""
    return {(each.part, name) for each in conditions if isinstance(each, ConclusionTest) for name in each.ids}


def place_all(
    conclusions: Mapping[Ref, Conclusion], withholdings: Iterable[Rule], problems: Problems
) -> tuple[Ref, ...]:
    """Return all conclusions so that each stands after what its rules and its withholdings read.

    Among those that could stand next, layers and `order` decide (the order of `conclusions`), so the result is total.
    """
    needed: dict[Ref, set[Ref]] = {ref: set() for ref in conclusions}
    for ref, conclusion in conclusions.items():
        for rule in conclusion.rules:
            needed[ref] |= reads(rule.conditions)
    for rule in withholdings:
        for target in rule.targets:
            needed[target] |= reads(rule.conditions)
    sorter = TopologicalSorter(needed)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = " -> ".join(f"{part} {name}" for part, name in reversed(error.args[1]))
        problems.append(Problem(f"these conclusions depend on each other in a circle: {circle}", "Cut it.", "rules"))
        return tuple(conclusions)
    rank = {ref: n for n, ref in enumerate(conclusions)}
    ready = [(rank[ref], ref) for ref in sorter.get_ready()]
    heapq.heapify(ready)
    places: list[Ref] = []
    while ready:
        _, ref = heapq.heappop(ready)
        places.append(ref)
        sorter.done(ref)
        for each in sorter.get_ready():
            heapq.heappush(ready, (rank[each], each))
    return tuple(places)
