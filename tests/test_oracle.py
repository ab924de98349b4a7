"""The engine against a plain loop: two ways to draw conclusions that share no code must agree on every case.

experta keeps an agenda that facts fill and empty; the loop below just asks each rule in turn. Where they differ, the
agenda fired what it should not have, or forgot something.
"""

from __future__ import annotations

from tests.support import some_cases
from thrustdoc import Thrustdoc
from thrustdoc.case import Case, make_case
from thrustdoc.knowledge.conditions import Condition, FactTest
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule
from thrustdoc.knowledge.verify import outcome

RANK = {"confirmed": 2, "candidate": 1, "": 0}


def strength(case: Case, standing: dict[Ref, str], test: Condition) -> str:
    """Return how surely a condition holds: confirmed, candidate, or "" where it does not."""
    if isinstance(test, FactTest):
        value = case.facts.get(test.fact)
        holds = value is None if test.op == "unset" else value is not None and test.holds(value)
        return "confirmed" if holds else ""
    found = max((standing.get((test.part, name), "") for name in test.ids), key=RANK.__getitem__)
    return "" if test.confirmed and found != "confirmed" else found


def weigh(case: Case, standing: dict[Ref, str], rule: Rule) -> str:
    """Return the status that a rule gives, "" where it does not fire."""
    if any(all(strength(case, standing, test) for test in table) for table in rule.unless):
        return ""
    return min([rule.status, *(strength(case, standing, test) for test in rule.when)], key=RANK.__getitem__)


def conclude(base: KnowledgeBase, case: Case) -> dict[Ref, str]:
    """Return the outcome for every conclusion."""
    standing: dict[Ref, str] = {}
    outcomes: dict[Ref, str] = {}
    for ref in base.places:
        status = max(
            [weigh(case, standing, rule) for rule in base.conclusions[ref].rules] or [""], key=RANK.__getitem__
        )
        held = any(weigh(case, standing, rule) for rule in base.withholdings if ref in rule.targets)
        outcomes[ref] = "nothing" if not status else "withheld" if held else status
        if status and not held:
            standing[ref] = status
    return outcomes


def compare(doc: Thrustdoc, count: int) -> set[str]:
    """Check that engine and loop agree on `count` cases; return the outcomes that came up."""
    seen: set[str] = set()
    for facts in some_cases(doc.base, count, seed=7):
        case = make_case(doc.base, facts)
        trace = doc.plan(case).diagnosis.trace
        expected = conclude(doc.base, case)
        assert {ref: outcome(trace, ref) for ref in doc.base.conclusions} == expected, facts
        seen |= {f"{name} {status}" for (_, name), status in expected.items()}
    return seen


def test_engine_and_loop_agree_on_the_tiny_base(doc: Thrustdoc) -> None:
    seen = compare(doc, 400)
    shown = {name for (_, name), each in doc.base.conclusions.items() if each.rules}
    assert {f"{name} confirmed" for name in shown} <= seen, "the cases no longer reach every conclusion"


def test_engine_and_loop_agree_on_the_base_that_ships(doc_real: Thrustdoc) -> None:
    assert len(compare(doc_real, 100)) > 200
