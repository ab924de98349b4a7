"""What must hold for every legal input, tried on cases that hypothesis makes up."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thrustdoc import Thrustdoc, render
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.load import load
from thrustdoc.plan import Plan

DOC = Thrustdoc(load())
TRIES = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
GATE_KINDS = {"referral", "ask"}


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Return every legal value of a fact; numbers often at a whole number, where the thresholds lie."""
    if fact.type == "yes_no":
        return st.booleans()
    if fact.type == "number":
        whole = st.integers(int(fact.low), int(fact.high)).map(float)
        return whole | st.floats(fact.low, fact.high, allow_nan=False)
    if fact.type == "many":
        some = sorted(set(fact.values) - {"none"})
        lists = st.lists(st.sampled_from(some), min_size=1, max_size=6, unique=True)
        return lists | st.just(["none"]) if "none" in fact.values else lists
    return st.sampled_from(sorted(fact.values))


def cases(*, gated: bool = True) -> st.SearchStrategy[dict[str, Any]]:
    """Return legal cases of 1 to 40 facts; without gate facts unless `gated`, since a gate silences everything else."""
    names = [name for name in DOC.base.facts if gated or name not in ("red_flag_signs", "health_flags")]
    chosen = st.lists(st.sampled_from(names), min_size=1, max_size=40, unique=True)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({name: values(DOC.base.facts[name]) for name in some}))


def shown(plan: Plan) -> set[str]:
    """Return the ids of the corrections that stand."""
    return {each.record.id for each in plan.corrections}


@TRIES
@given(cases())
def test_every_legal_case_gives_every_report(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    for fmt in ("text", "md", "html"):
        assert render(plan, fmt).strip()
    assert json.loads(render(plan, "json"))["case"]["facts"].keys() == facts.keys()


@TRIES
@given(cases(gated=False))
def test_no_two_lines_pull_apart(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    for each in plan.corrections:
        assert not shown(plan) & set(each.record.opposes), each.record.id


@TRIES
@given(cases(gated=False))
def test_nobody_gets_an_empty_page(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    answers = {"nothing_to_fix", "not_covered"} & {each.record.id for each in plan.notes}
    assert plan.corrections or answers or plan.held_back, facts


@TRIES
@given(cases(gated=False))
def test_nothing_to_fix_stands_alone(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    if "nothing_to_fix" in {each.record.id for each in plan.notes}:
        assert not plan.corrections
        assert not [each for each in plan.findings if "fault" in each.record.groups]


@TRIES
@given(cases(), st.sampled_from(["shooting", "saddle_numbness", "deep_groin", "chest_pain"]))
def test_a_red_flag_silences_everything_else(facts: dict[str, Any], sign: str) -> None:
    plan = DOC.diagnose(facts | {"red_flag_signs": [sign]})
    assert {each.record.kind for each in plan.corrections} <= GATE_KINDS
    assert any(each.record.kind == "referral" for each in plan.corrections)
    assert [each.record.id for each in plan.findings] == ["red_flag"]
    assert (plan.causes, plan.notes) == ((), ())


@TRIES
@given(cases(gated=False))
def test_nothing_is_advised_that_the_kit_does_not_allow(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    kit = set(facts.get("equipment", []))
    for each in plan.corrections:
        for choice in each.record.needs if kit else ():
            assert kit & set(choice), each.record.id


@TRIES
@given(cases(gated=False))
def test_heavy_and_one_legged_work_is_earned(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    if any("earned" in each.record.groups for each in plan.corrections):
        assert facts.get("experience") in ("intermediate", "advanced")
        assert facts.get("technique_sound") is True
        assert not any("spine" in each.record.groups for each in plan.findings)
        assert facts.get("pain_now", ["none"]) == ["none"]


@TRIES
@given(cases(gated=False))
def test_bench_advice_stays_off_the_floor(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    bench = {"set_back_mid_shoulder_blades", "set_feet_farther", "set_feet_closer", "cue_drive_bar_back"}
    floor = {"set_floor_heels_6in", "set_floor_feet_hip_width", "cue_drive_heels"}
    groups = DOC.base.facts["exercise"].groups
    exercise = facts.get("exercise")
    assert exercise in groups["bench"] or not shown(plan) & bench
    assert exercise in groups["floor"] or not shown(plan) & floor


@TRIES
@given(cases(gated=False))
def test_every_line_has_a_source(facts: dict[str, Any]) -> None:
    plan = DOC.diagnose(facts)
    for each in plan.diagnosis.drawn.values():
        assert each.because
        assert all(derivation.rule.cites for derivation in each.because)
