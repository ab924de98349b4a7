"""`thrustdoc next`: a question is dropped only where no answer to it could change the page."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from tests.support import EXAMPLES, Run, read_example
from thrustdoc import Thrustdoc
from thrustdoc.case import Case, make_case
from thrustdoc.interview.choose import next_question, open_questions
from thrustdoc.interview.net import Net
from thrustdoc.interview.scope import make_view
from thrustdoc.knowledge.facts import Fact
from thrustdoc.report import as_data


def some_value(fact: Fact, chance: random.Random) -> Any:
    """Return one legal value of a fact."""
    if fact.type == "yes_no":
        return chance.random() < 0.5
    if fact.type == "number":
        return float(round(chance.uniform(fact.low, fact.high)))
    word = chance.choice(sorted(fact.values))
    return [word] if fact.type == "many" else word


def page(doc: Thrustdoc, case: Case) -> dict[str, Any]:
    """Return what a page shows: every line with its status and words, in order, without what only echoes the case."""
    plan = doc.plan(case)
    data = as_data(plan)
    keys = ("id", "status", "says", "say", "next_time")
    lines = {part: [[each.get(key) for key in keys] for each in data[part]]
             for part in ("findings", "causes", "corrections", "notes")}  # fmt: skip
    return {**lines, "held_back": plan.held_back}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_not_asked_changes_nothing(doc_real: Thrustdoc, name: str) -> None:
    base, chance, net = doc_real.base, random.Random(name), Net(doc_real.base)
    case = read_example(base, name)
    view = make_view(net, base.intake.scopes["all"], case)
    left = {fact.id for fact in open_questions(net, view, case)}
    closed = [fact for fact in base.facts.values() if fact.id not in {*left, *case.facts} and not fact.computed]
    before = page(doc_real, case)
    for fact in chance.sample(closed, min(12, len(closed))):
        after = make_case(base, {**case.given, fact.id: some_value(fact, chance)}, case.unknown)
        assert page(doc_real, after) == before, fact.id


def test_safety_is_asked_first(doc_real: Thrustdoc) -> None:
    base, net = doc_real.base, Net(doc_real.base)
    case = make_case(base, {"exercise": "bench_barbell", "hamstring_feel": "excessive"})
    question, count = next_question(net, make_view(net, base.intake.scopes["all"], case), case)
    assert question is not None
    assert question.topic == "safety"
    assert count > len(question.facts)


def test_the_answer_for_other_programs_has_its_fields(run: Run) -> None:
    found = json.loads(run("next", "-s", "exercise=bench_barbell", "-f", "json").out)
    assert {"id", "ask", "how_to_measure", "because"} <= found["question"].keys()
    assert "values" in found["question"] or {"unit", "range"} <= found["question"].keys()
    assert found["open"] > 0


def test_what_is_not_known_is_not_asked_again(doc_real: Thrustdoc) -> None:
    base, net = doc_real.base, Net(doc_real.base)
    case = make_case(base, {"heels_lift": "clearly", "exercise": "bench_barbell"}, unknown=["knee_angle_top_deg"])
    view = make_view(net, base.intake.scopes["all"], case)
    assert "knee_angle_top_deg" not in {fact.id for fact in open_questions(net, view, case)}


def test_an_unknown_scope_names_the_scopes(run: Run) -> None:
    result = run("next", "-s", "pad=yes", "--scope", "nonsense")
    assert result.code == 2
    assert "complaint" in result.err


@pytest.mark.parametrize("scope", ["complaint", "check", "choose", "plan", "all"])
def test_in_an_emergency_nothing_is_asked(run: Run, scope: str) -> None:
    found = json.loads(run("next", "-s", "red_flag_signs=chest_pain", "--scope", scope, "-f", "json").out)
    assert found == {"question": None, "open": 0}


def test_behind_a_shut_gate_only_what_concerns_the_gate_is_asked(run: Run) -> None:
    given = ("-s", "red_flag_signs=swelling", "-s", "pain_now=knee", "-s", "heels_lift=clearly")
    found = json.loads(run("next", *given, "-f", "json").out)
    assert found["question"]["id"] == "health_flags"
    assert json.loads(run("next", *given, "-s", "health_flags=none", "-f", "json").out)["question"] is None
