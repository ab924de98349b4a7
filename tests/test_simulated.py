"""Interviews with everybody of the scenarios, the examples and the examples of the rules: nothing is missed."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.scenario import FILES, misses, read
from tests.simulated import Held, all_at_once, best, can_matter, hold, with_all_answers
from tests.support import EXAMPLES, read_example
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.interview.content import content
from thrustdoc.interview.net import Net
from thrustdoc.interview.symptoms import complaints
from thrustdoc.interview.wanted import Wanted
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase

MATTERING = 0.97
"""The share of questions for which a search by chance finds two such pages; the others need rare answers together."""

MOST = 12
"""The questions that a complaint may take on average, after the list of symptoms."""


@pytest.fixture(scope="module")
def net(doc_real: Thrustdoc) -> Net:
    """The rules that ship, in compact form."""
    return Net(doc_real.base, doc_real.reasoner)


def has_complaint(base: KnowledgeBase, facts: Mapping[str, Any]) -> bool:
    """Tell whether somebody ticks a symptom."""
    return bool(complaints(base, make_case(base, facts)))


def same_page(net: Net, scope: str, facts: Mapping[str, Any], held: Held) -> None:
    """Check that the page of an interview is that of somebody who was asked everything."""
    whole = with_all_answers(net, net.base.intake.scopes[scope], facts)
    assert content(held.wanted.plan()) == content(whole.plan())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_interview_about_all_of_it_reaches_what_a_scenario_demands(net: Net, path: Path) -> None:
    scenario = read(path)
    held = hold(net, net.base.intake.scopes["all"], scenario.facts, all_at_once)
    assert misses(scenario, held.wanted.plan()) == []
    same_page(net, "all", scenario.facts, held)


@pytest.mark.parametrize("scope", ["check", "choose", "plan"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_part_of_a_page_is_that_with_all_answers(net: Net, path: Path, scope: str) -> None:
    scenario = read(path)
    held = hold(net, net.base.intake.scopes[scope], scenario.facts, all_at_once)
    same_page(net, scope, scenario.facts, held)
    drawn = {".".join(ref) for ref in held.wanted.plan().diagnosis.drawn}
    assert not drawn.intersection(scenario.expect.absent)


def test_a_complaint_takes_few_questions_and_misses_nothing(net: Net) -> None:
    scope, counts = net.base.intake.scopes["complaint"], []
    for scenario in map(read, FILES):
        if not has_complaint(net.base, scenario.facts):
            continue
        held = hold(net, scope, scenario.facts, best)
        counts.append(len(held.asked))
        same_page(net, "complaint", scenario.facts, held)
        drawn = {".".join(ref) for ref in held.wanted.plan().diagnosis.drawn}
        assert not drawn.intersection(scenario.expect.absent), scenario.name
    assert statistics.mean(counts) <= MOST


def test_every_question_that_is_asked_could_have_mattered(net: Net) -> None:
    """Shown by two pages that differ by the answer alone; python -m benchmarks.interview does it for every scenario."""
    scope, shown = net.base.intake.scopes["complaint"], []
    scenarios = [each for each in map(read, FILES) if has_complaint(net.base, each.facts)]
    for scenario in scenarios[::9]:

        def choose(wanted: Wanted, topic: str, seed: str = scenario.name) -> tuple[Fact, ...]:
            asked = best(wanted, topic)
            if asked:
                shown.append(can_matter(wanted, asked, seed, tries=60))
            return asked

        hold(net, scope, scenario.facts, choose)
    assert len(shown) > 40
    assert sum(shown) / len(shown) >= MATTERING


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("scope", ["complaint", "check", "choose", "plan", "all"])
def test_the_examples_that_ship(net: Net, name: str, scope: str) -> None:
    facts = read_example(net.base, name).given
    same_page(net, scope, facts, hold(net, net.base.intake.scopes[scope], facts, all_at_once))


@pytest.mark.parametrize("part", range(10))
def test_the_examples_of_the_rules(net: Net, real: KnowledgeBase, part: int) -> None:
    """One in eight of them, in the scope "all" or, where there is a complaint, in that scope."""
    examples = [example for each in real.conclusions.values() for example in each.examples]
    for example in examples[part::80]:
        scope = "complaint" if has_complaint(net.base, example.given) else "all"
        held = hold(net, net.base.intake.scopes[scope], example.given, all_at_once)
        same_page(net, scope, example.given, held)
