"""Mutation: the examples of the base notice every small change to a rule, and the way to find that out is right."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import pytest

from tests.mutants import ORDER, SURVIVORS, Orders, ids, mutated
from tests.support import some_cases
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.mutation.__main__ import report
from thrustdoc.knowledge.mutation.bits import Ledger
from thrustdoc.knowledge.mutation.mutants import Mutant, mutants, order_mutants
from thrustdoc.knowledge.mutation.near import near_miss
from thrustdoc.knowledge.mutation.prove import Prover
from thrustdoc.knowledge.mutation.score import Score, all_mutants, score, telling_cases
from thrustdoc.knowledge.records import KnowledgeBase, Ref
from thrustdoc.knowledge.verify import outcome, printed

pytest.importorskip("pysat")


@pytest.fixture(scope="module")
def scored(real: KnowledgeBase) -> Score:
    """The score of the base that ships with thrustdoc."""
    return score(real)


@pytest.fixture(scope="module")
def orders(doc_real: Thrustdoc) -> Orders:
    """The cases that hold the order of corrections."""
    return Orders(doc_real)


def left(doc: Thrustdoc, orders: Orders) -> list[str]:
    """Return the mutants of rules of order that no case notices although one could."""
    silent = [mutant for mutant in order_mutants(doc.base) if not orders.notice(mutant)]
    prover = Prover(doc.base, silent)
    return [mutant.name for mutant in silent if not prover.equivalent(mutant)]


def test_every_mutant_is_noticed_or_listed(doc_real: Thrustdoc, scored: Score, orders: Orders) -> None:
    found = [*(mutant.name for mutant in scored.survivors), *left(doc_real, orders)]
    new, gone = sorted({*found} - {*SURVIVORS}), sorted({*SURVIVORS} - {*found})
    assert not new, f"add an example, see python -m thrustdoc.knowledge.mutation: {new}"
    assert not gone, f"these are noticed now, remove them from tests/survivors.toml: {gone}"


def test_every_survivor_has_a_reason() -> None:
    assert all(each["reason"].endswith(".") for each in SURVIVORS.values())


def test_there_are_mutants_of_every_kind(scored: Score) -> None:
    kinds = {mutant.kind for mutant in scored.killed}
    assert kinds == {
        "condition", "unless", "threshold", "value", "status", "rule", "group", "target", "wording",
    }  # fmt: skip
    names = [mutant.name for some in (scored.killed, scored.equivalent, scored.survivors) for mutant in some]
    assert len(names) == len(set(names)) > 6000


@pytest.mark.parametrize("name", ORDER)
def test_corrections_stand_in_order(doc_real: Thrustdoc, name: str) -> None:
    case = ORDER[name]
    shown = ids(doc_real.diagnose(case["given"]))
    assert [each for each in shown if each in case["order"]] == case["order"]


def compare(base: KnowledgeBase, changed: KnowledgeBase, mutant: Mutant, cases: Iterable[dict[str, Any]]) -> None:
    """Check on some cases that the masks say of a mutant what the engine makes of it."""
    checked = [make_case(base, facts) for facts in cases]
    ledger = Ledger(base, [case.facts for case in checked])
    told: dict[Ref, int] = dict(telling_cases(ledger, mutant))
    before, after = Reasoner(base), Reasoner(changed)
    for number, case in enumerate(checked):
        old, new = before.run(case), after.run(case)
        for ref, conclusion in base.conclusions.items():
            differs = outcome(old, ref) != outcome(new, ref)
            if mutant.kind == "wording":
                differs = printed(old, conclusion) != printed(new, changed.conclusions[ref])
            assert differs == bool(told.get(ref, 0) >> number & 1), (mutant.name, ref, case.facts)


def test_the_masks_say_what_the_engine_says(doc_real: Thrustdoc) -> None:
    cases = [make_case(doc_real.base, facts) for facts in some_cases(doc_real.base, 150, seed=11)]
    ledger = Ledger(doc_real.base, [case.facts for case in cases])
    for number, case in enumerate(cases):
        trace = doc_real.reasoner.run(case)
        for ref in doc_real.base.conclusions:
            assert ledger.outcomes[ref].word(number) == outcome(trace, ref), (ref, case.facts)


def test_a_mutant_is_what_the_engine_makes_of_the_changed_base(base: KnowledgeBase) -> None:
    cases = [dict(each.given) for conclusion in base.conclusions.values() for each in conclusion.examples]
    cases += list(some_cases(base, 40, seed=3))
    plain = [mutant for mutant in all_mutants(base) if not (mutant.kind == "wording" and len(mutant.swaps[0][1]) != 1)]
    for mutant in random.Random(5).sample(plain, 80):
        compare(base, mutated(base, mutant), mutant, cases)


def test_a_mutant_is_what_the_engine_makes_of_the_real_base(real: KnowledgeBase) -> None:
    dice = random.Random(6)
    found = list(mutants(real))
    for kind in ("condition", "unless", "threshold", "status"):
        mutant = dice.choice([each for each in found if each.kind == kind])
        compare(real, mutated(real, mutant), mutant, some_cases(real, 25, seed=dice.randrange(1000)))


def test_what_is_proved_equivalent_never_differs(real: KnowledgeBase, scored: Score) -> None:
    cases = [make_case(real, facts).facts for facts in some_cases(real, 2000, seed=12)]
    ledger = Ledger(real, cases)
    for mutant in scored.equivalent:
        assert not any(cases for _, cases in telling_cases(ledger, mutant)), mutant.name


def test_a_survivor_comes_with_an_example_that_notices_it(base: KnowledgeBase) -> None:
    found = score(base)
    prover = Prover(base, found.survivors)
    assert found.survivors
    for mutant in found.survivors:
        near = near_miss(base, prover, mutant)
        assert near
        ledger = Ledger(base, [make_case(base, near.given).facts])
        assert any(cases and ref == near.ref for ref, cases in telling_cases(ledger, mutant)), mutant.name


def test_the_report_counts_and_suggests(base: KnowledgeBase) -> None:
    lines = list(report(base, score(base)))
    assert lines[0].split() == ["kind", "noticed", "nobody", "can", "survive"]
    assert any("mutants noticed" in line for line in lines)
    assert any("[[example]]\n" in line for line in lines)
