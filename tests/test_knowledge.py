"""The real knowledge base: its examples, its rules of the house, and the cases that it exists for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import EXAMPLES, read_example
from thrustdoc import Thrustdoc, render
from thrustdoc.knowledge.conditions import ConclusionTest, FactTest
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.verify import verify
from thrustdoc.plan import Plan


def ids(plan: Plan, part: str) -> list[str]:
    """Return the ids of one part that stand, in page order for findings and corrections."""
    found = {"finding": plan.findings, "cause": plan.causes, "correction": plan.corrections, "note": plan.notes}
    return [each.record.id for each in found[part]]


def test_every_example_holds_and_every_rule_fires(real: KnowledgeBase) -> None:
    assert [str(problem) for problem in verify(real)] == []


def test_only_a_measured_fact_confirms_a_cause(real: KnowledgeBase) -> None:
    """POL-18: what is only felt or judged by eye makes a cause likely, never sure."""
    for cause in real.of("cause"):
        for rule in (rule for rule in cause.rules if rule.status == "confirmed"):
            facts = [real.facts[test.fact] for test in rule.when if isinstance(test, FactTest) and test.op != "unset"]
            measured = [fact for fact in facts if fact.source != "symptoms" and not fact.estimate]
            inherited = any(isinstance(test, ConclusionTest) for test in rule.when)
            assert measured or inherited, f"{rule.name} confirms without a measured fact"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_every_report(doc_real: Thrustdoc, name: str) -> None:
    plan = doc_real.plan(read_example(doc_real.base, name))
    for fmt in ("text", "md", "html", "json"):
        assert len(render(plan, fmt)) > 100
    assert len([each for each in plan.today if each.record.kind != "cue"]) <= 3


def example(doc: Thrustdoc, name: str) -> Plan:
    """Return the plan of an example file."""
    return doc.plan(read_example(doc.base, name))


def test_heels_that_lift_with_nothing_measured_ask_before_they_move_the_feet(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "heels_lift")
    assert ids(plan, "finding")[0] == "heels_lifting"
    assert "cue_feet_flat" in ids(plan, "correction")
    assert {"ask_which_exercise", "ask_knee_angle_top"} & set(ids(plan, "correction"))
    assert not {"set_feet_farther", "set_feet_closer"} & set(ids(plan, "correction"))


def test_a_small_knee_angle_moves_the_feet_away(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "quads_small_angle")
    assert ids(plan, "finding")[0] == "feet_too_close"
    assert "quad_dominance" in ids(plan, "finding")
    assert plan.today[0].record.id in ("set_feet_farther", "set_feet_90_top")
    assert not {"set_feet_closer", "set_walk_feet_in"} & set(ids(plan, "correction"))


def test_a_back_that_does_the_work_gets_one_direction(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "low_back_anterior_pelvis")
    assert plan.findings[0].record.groups >= {"spine", "fault"}
    assert "cue_drive_bar_back" in ids(plan, "correction")
    assert "cue_hips_up" not in ids(plan, "correction")


def test_hamstrings_first_with_weak_glutes(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "hamstrings_weak_glutes")
    assert ids(plan, "finding")[0] == "hamstring_dominance"
    assert "weak_glutes" in ids(plan, "cause")
    assert {"cue_squeeze_top", "str_glute_bridge", "str_clamshell"} <= set(ids(plan, "correction"))


def test_no_lockout_with_tight_hip_flexors(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "no_lockout_tight_hip_flexors")
    assert "short_rom_top" in ids(plan, "finding")
    assert "tight_hip_flexors" in ids(plan, "cause")
    assert {"cue_full_lockout", "mob_hip_flexors"} <= set(ids(plan, "correction"))


def test_a_fault_in_late_sets_is_fatigue_and_no_form_rewrite(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "late_sets")
    assert "fatigue" in ids(plan, "cause")
    assert "load_stop_set" in ids(plan, "correction")
    assert not {each.record.kind for each in plan.corrections} & {"drill", "strength", "mobility", "setup"}


def test_everything_in_order_says_so_and_changes_nothing(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "all_in_order")
    assert "technique_ok" in ids(plan, "finding")
    assert "nothing_to_fix" in ids(plan, "note")
    assert ids(plan, "correction") == []


def test_shooting_pain_leaves_only_referral_and_questions(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "shooting_pain")
    assert ids(plan, "finding") == ["red_flag"]
    assert "ref_stop_and_refer" in ids(plan, "correction")
    assert {each.record.kind for each in plan.corrections} <= {"referral", "ask"}
    assert (ids(plan, "cause"), ids(plan, "note")) == ([], [])


GATES: list[tuple[dict[str, Any], str]] = [
    ({"red_flag_signs": ["bladder_or_bowel"]}, "ref_emergency"),
    ({"red_flag_signs": ["night_pain"]}, "ref_stop_and_refer"),
    ({"health_flags": ["hernia"]}, "ref_clear_first"),
]


@pytest.mark.parametrize(("signs", "referral"), GATES)
def test_each_tier_of_the_gate_stops_everything_else(doc_real: Thrustdoc, signs: dict[str, Any], referral: str) -> None:
    busy = {"exercise": "bench_barbell", "knee_angle_top_deg": 60, "heels_lift": "clearly", "hamstring_feel": "some"}
    plan = doc_real.diagnose(busy | signs)
    assert referral in ids(plan, "correction")
    assert {each.record.kind for each in plan.corrections} <= {"referral", "ask"}
    assert set(ids(plan, "finding")) <= {"red_flag"}
    assert (ids(plan, "cause"), ids(plan, "note")) == ([], [])
    assert all(each.reason for each in plan.diagnosis.withheld)


def test_a_clinician_who_cleared_the_lift_opens_the_gate(doc_real: Thrustdoc) -> None:
    facts = {"exercise": "bench_barbell", "knee_angle_top_deg": 60, "health_flags": ["hernia"], "health_cleared": True}
    assert "feet_too_close" in ids(doc_real.diagnose(facts), "finding")


def test_a_measured_angle_beats_a_look(doc_real: Thrustdoc) -> None:
    plan = example(doc_real, "feet_conflict")
    assert "data_conflict" in ids(plan, "finding")
    assert len({"feet_too_close", "feet_too_far"} & set(ids(plan, "finding"))) == 1


def test_status_is_inherited(doc_real: Thrustdoc) -> None:
    """POL-21: a guess by eye makes the finding likely, and so is what rests on it."""
    plan = doc_real.diagnose({"exercise": "bench_barbell", "foot_distance": "too_close", "quads_feel": "excessive"})
    status = {each.record.ref: each.status for each in (*plan.findings, *plan.causes)}
    assert status["finding", "feet_too_close"] == "candidate"
    assert status["cause", "feet_too_close"] == "candidate"
    assert not {"set_feet_farther", "set_feet_closer"} & set(ids(plan, "correction"))
    assert "ask_knee_angle_top" in ids(plan, "correction")
