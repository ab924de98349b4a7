"""What the test of mutation needs beside the program: bases with a mutant in them, and cases that hold the order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests import scenario
from tests.support import TESTS
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.knowledge.mutation.bits import Ledger
from thrustdoc.knowledge.mutation.mutants import Mutant
from thrustdoc.knowledge.records import KnowledgeBase, Rule
from thrustdoc.plan import Plan, make_plan

SURVIVORS = tomllib.loads((TESTS / "survivors.toml").read_text(encoding="utf-8"))
ORDER = tomllib.loads((TESTS / "order.toml").read_text(encoding="utf-8"))


def mutated(base: KnowledgeBase, mutant: Mutant) -> KnowledgeBase:
    """Return a base in which a mutant stands in the place of its rules."""
    new = {id(rule): rules for rule, rules in mutant.swaps}

    def swapped(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(each for rule in rules for each in new.get(id(rule), (rule,)))

    conclusions = {
        ref: replace(each, rules=swapped(each.rules), wordings=swapped(each.wordings))
        for ref, each in base.conclusions.items()
    }
    return replace(base, conclusions=conclusions, withholdings=swapped(base.withholdings))


@dataclass(frozen=True)
class Watched:
    """A case, and what must hold of the order of its corrections (fields of a scenario)."""

    facts: Mapping[str, Any]
    expect: scenario.Expected


def watched() -> Iterator[Watched]:
    """Yield the cases of order.toml, and the scenarios."""
    for each in ORDER.values():
        pairs = zip(each["order"], each["order"][1:], strict=False)
        yield Watched(each["given"], scenario.Expected(before=tuple(pairs)))
    for path in scenario.FILES:
        found = scenario.read(path)
        yield Watched(found.facts, found.expect)


class Orders:
    """Cases that hold the order of corrections, and what a mutant of a rule of order makes of them."""

    def __init__(self, doc: Thrustdoc) -> None:
        self.cases = list(watched())
        cases = [make_case(doc.base, each.facts) for each in self.cases]
        self.diagnoses = [doc.plan(case).diagnosis for case in cases]
        self.ledger = Ledger(doc.base, [case.facts for case in cases])

    def notice(self, mutant: Mutant) -> bool:
        """Tell whether the order of some case is no longer what it must be."""
        ((rule, rules),) = mutant.swaps
        for number, diagnosis in enumerate(self.diagnoses):
            fires = any(self.fires(each, number) for each in rules)
            if fires != self.fires(rule, number):
                plan = make_plan(put_in_order(diagnosis, rule, fires))
                if list(scenario.order(self.cases[number].expect, plan)):
                    return True
        return False

    def fires(self, rule: Rule, number: int) -> bool:
        """Tell whether a rule fires in one of the cases."""
        return bool(self.ledger.cases.firing(rule, self.ledger.outcomes) >> number & 1)


def put_in_order(diagnosis: Diagnosis, rule: Rule, fires: bool) -> Diagnosis:
    """Return a diagnosis in which a lead or a [[first]] holds or does not."""
    if rule.action == "lead":
        held = [each for each in diagnosis.base.leads if (fires if each is rule else each in diagnosis.leads)]
        return replace(diagnosis, leads=tuple(held))
    ref = rule.targets[0]
    if ref not in diagnosis.drawn:
        return diagnosis
    return replace(diagnosis, drawn={**diagnosis.drawn, ref: replace(diagnosis.drawn[ref], first=fires)})


def ids(plan: Plan) -> list[str]:
    """Return the corrections of a page in order."""
    return [each.record.id for each in plan.corrections]
