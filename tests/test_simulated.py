"""Interviews with everybody of the scenarios, the examples and the examples of the rules: nothing is missed."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.scenario import FILES, misses, read
from tests.simulated import Held, all_at_once, best, hold, said, with_all_answers
from tests.support import EXAMPLES, read_example
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.interview.net import Net
from thrustdoc.interview.symptoms import complaints
from thrustdoc.knowledge.records import KnowledgeBase

MOST = 12
"""The questions that a complaint may take on average, after the list of symptoms."""


@pytest.fixture(scope="module")
def net(doc_real: Thrustdoc) -> Net:
    """The rules that ship, in compact form."""
    return Net(doc_real.base)


def has_complaint(base: KnowledgeBase, facts: Mapping[str, Any]) -> bool:
    """Tell whether somebody ticks a symptom."""
    return bool(complaints(base, make_case(base, facts)))


def same_page(doc: Thrustdoc, net: Net, scope: str, facts: Mapping[str, Any], held: Held) -> None:
    """Check that the page of an interview is that of somebody who was asked everything."""
    whole = with_all_answers(net, net.base.intake.scopes[scope], facts)
    assert said(held.wanted.plan(doc)) == said(whole.plan(doc))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_interview_about_all_of_it_reaches_what_a_scenario_demands(
    doc_real: Thrustdoc, net: Net, path: Path
) -> None:
    scenario = read(path)
    held = hold(net, net.base.intake.scopes["all"], scenario.facts, all_at_once)
    assert misses(scenario, held.wanted.plan(doc_real)) == []
    same_page(doc_real, net, "all", scenario.facts, held)


@pytest.mark.parametrize("scope", ["check", "choose", "plan"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_part_of_a_page_is_that_with_all_answers(doc_real: Thrustdoc, net: Net, path: Path, scope: str) -> None:
    scenario = read(path)
    held = hold(net, net.base.intake.scopes[scope], scenario.facts, all_at_once)
    same_page(doc_real, net, scope, scenario.facts, held)
    drawn = {".".join(ref) for ref in held.wanted.plan(doc_real).diagnosis.drawn}
    assert not drawn.intersection(scenario.expect.absent)


def test_a_complaint_takes_few_questions_and_misses_nothing(doc_real: Thrustdoc, net: Net) -> None:
    scope, counts = net.base.intake.scopes["complaint"], []
    for scenario in map(read, FILES):
        if not has_complaint(net.base, scenario.facts):
            continue
        held = hold(net, scope, scenario.facts, best)
        counts.append(len(held.asked))
        same_page(doc_real, net, "complaint", scenario.facts, held)
        drawn = {".".join(ref) for ref in held.wanted.plan(doc_real).diagnosis.drawn}
        assert not drawn.intersection(scenario.expect.absent), scenario.name
    assert statistics.mean(counts) <= MOST


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("scope", ["complaint", "check", "choose", "plan", "all"])
def test_the_examples_that_ship(doc_real: Thrustdoc, net: Net, name: str, scope: str) -> None:
    facts = read_example(net.base, name).given
    same_page(doc_real, net, scope, facts, hold(net, net.base.intake.scopes[scope], facts, all_at_once))


@pytest.mark.parametrize("part", range(10))
def test_the_examples_of_the_rules(doc_real: Thrustdoc, net: Net, real: KnowledgeBase, part: int) -> None:
    """One in eight of them, in the scope "all" or, where there is a complaint, in that scope."""
    examples = [example for each in real.conclusions.values() for example in each.examples]
    for example in examples[part::80]:
        scope = "complaint" if has_complaint(net.base, example.given) else "all"
        held = hold(net, net.base.intake.scopes[scope], example.given, all_at_once)
        same_page(doc_real, net, scope, example.given, held)
