"""Rules that another rule makes superfluous: wherever they fire the other one fires too, and does as much or more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.solver import Solver
from thrustdoc.knowledge.records import Rule


def superfluous_rules(solver: Solver) -> Iterator[Problem]:
    """Yield every rule that one other rule with the same effect covers; of two that are equal, only the later one."""
    for family in _families(solver):
        rank = {id(rule): n for n, rule in enumerate(family)}
        alive = [rule for rule in family if solver.possible([solver.encoding.fires(rule)])]
        covers: dict[int, list[Rule]] = {}
        for rule, other in permutations(alive, 2):
            if _covered(solver, rule, other):
                covers.setdefault(id(rule), []).append(other)
        for rule in alive:
            others = covers.get(id(rule), [])
            equal = [other for other in others if rule in covers.get(id(other), [])]
            earlier = [other for other in equal if rank[id(other)] < rank[id(rule)]]
            wider = [other for other in others if other not in equal]
            if wider or earlier:
                yield _superfluous(rule, (wider or earlier)[0], equal=not wider)


def _families(solver: Solver) -> Iterator[list[Rule]]:
    """Yield rules that could stand in for each other: of one conclusion, or of one policy."""
    base = solver.encoding.base
    for each in base.conclusions.values():
        yield list(each.rules)
        yield list(each.firsts)
        yield list(each.wordings)
    for policy in base.policies.values():
        yield [rule for rule in policy.rules if rule.action == "withhold"]
    yield list(base.leads)


def _covered(solver: Solver, rule: Rule, other: Rule) -> bool:
    """Tell whether `other` acts on as much as `rule` wherever `rule` fires, and gives no weaker status."""
    encoding = solver.encoding
    if not _does_as_much(solver, rule, other) or solver.possible([encoding.fires(rule), -encoding.fires(other)]):
        return False
    concludes = rule.action == "conclude"
    return not (concludes and solver.possible([encoding.confirms(rule), -encoding.confirms(other)]))


def _does_as_much(solver: Solver, rule: Rule, other: Rule) -> bool:
    """Tell whether `other` says the same of as many conclusions; of leads, only the earlier can stand in for the later.

    The first lead that names a correction gives it its place, and a lead ahead of questions does a little more.
    """
    if rule.action == "lead":
        order = [each.name for each in solver.encoding.base.leads]
        if order.index(other.name) > order.index(rule.name) or rule.ahead_of_questions > other.ahead_of_questions:
            return False
    return set(rule.targets) <= set(other.targets) and (rule.texts, rule.moves) == (other.texts, other.moves)


def _superfluous(rule: Rule, other: Rule, equal: bool) -> Problem:
    missing = [cite for cite in rule.cites if cite not in other.cites]
    says = f"it says the same as {other.name}" if equal else f"{other.name} fires wherever it does"
    merge = f" and add {', '.join(missing)} to the cites of {other.name}" if missing else ""
    return Problem(says, f"Remove it{merge}.", rule.name)
