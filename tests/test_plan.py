"""What comes first on the page, what waits, and what is not said twice (POL-05)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support import FULL
from thrustdoc import Thrustdoc, render
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KINDS
from thrustdoc.plan import Plan

CLOSE_AND_LIFTING: dict[str, Any] = {"exercise": "bench_barbell", "knee_angle_top_deg": 68, "heels_lift": "clearly"}


def ids(drawn: tuple[Any, ...]) -> list[str]:
    """Return the ids of what was drawn, in order."""
    return [each.record.id for each in drawn]


def add(root: Path, name: str, kind: str, order: int = 50, rest: str = "", when: str = "pad = true") -> None:
    """Add a correction to the base in `root`."""
    asks = 'asks = ["pad"]\n' if kind == "ask" else ""
    told = "" if kind in ("referral", "ask") else 'coach = "Test text."\ncheck = "Test text."\n'
    ends = '[[example]]\ngiven = {}\nconcludes = "confirmed"\n[[example]]\ngiven = {}\nconcludes = "nothing"\n'
    text = f'kind = "{kind}"\nsay = "Test text: {name}."\norder = {order}\n{asks}{told}{rest}\n'
    text += f'[[when]]\ncites = ["D0-01"]\n{when}\n{ends}'
    (root / "corrections" / f"{name}.toml").write_text(text, encoding="utf-8")


def test_kinds_follow_one_another_as_on_every_page(kb: Path) -> None:
    for number, kind in enumerate(KINDS):
        add(kb, f"x{len(KINDS) - number:02d}", kind, order=100 - number)
    plan = Thrustdoc(load(kb)).diagnose({"pad": True, "exercise": "bench_barbell"})
    assert [each.record.kind for each in plan.corrections] == list(KINDS)
    assert KINDS == (
        "referral", "ask", "setup", "cue", "equipment", "load",
        "drill", "mobility", "strength", "variation", "programming", "recovery",
    )  # fmt: skip


def test_inside_a_kind_the_order_decides_and_then_the_id(kb: Path) -> None:
    for name, order in (("b", 20), ("a", 30), ("d", 10), ("c", 20)):
        add(kb, name, "drill", order)
    assert ids(Thrustdoc(load(kb)).diagnose({"pad": True}).corrections) == ["d", "b", "c", "a"]


def test_what_answers_the_leading_finding_stands_before_the_others_of_its_kind(kb: Path) -> None:
    add(kb, "z_answers", "drill", 90, when='finding = "heels_lifting"')
    add(kb, "a_other", "drill", 10)
    plan = Thrustdoc(load(kb)).diagnose({"pad": True, "heels_lift": "clearly"})
    assert [name for name in ids(plan.corrections) if "_" in name and name != "cue_feet_flat"] == [
        "z_answers",
        "a_other",
    ]


def test_a_first_table_puts_a_correction_before_the_others_of_its_kind_where_it_holds(doc: Thrustdoc) -> None:
    """cue_feet_flat is first where heels clearly lift; else the cue for the leading finding, the back, stands first."""
    facts = {"exercise": "bench_barbell", "low_back_feel": "excessive", "load_level": "moderate"}
    clearly, slightly = (doc.diagnose({**facts, "heels_lift": value}) for value in ("clearly", "slightly"))
    assert ids(clearly.corrections) == ["cue_feet_flat", "cue_drive_bar_back"]
    assert ids(slightly.corrections) == ["cue_drive_bar_back", "cue_feet_flat"]


def test_a_policy_may_put_a_correction_before_the_others(doc: Thrustdoc) -> None:
    facts = {"equipment": ["mat"], "heels_lift": "clearly"}
    assert ids(doc.diagnose(facts).corrections) == ["var_floor", "cue_feet_flat"]
    assert ids(doc.diagnose({**facts, "exercise": "unknown"}).corrections) == ["cue_feet_flat"]


def test_a_policy_may_put_a_correction_before_the_questions_even(doc: Thrustdoc) -> None:
    by_eye = {"exercise": "bench_barbell", "foot_distance": "too_close", "low_back_feel": "excessive"}
    plan = doc.diagnose({**by_eye, "load_level": "too_heavy"})
    assert ids(plan.corrections)[:2] == ["load_reduce", "ask_knee_angle"]
    assert ids(doc.diagnose(by_eye).corrections)[0] == "ask_knee_angle"


def test_the_first_policy_table_that_holds_leads_most(doc: Thrustdoc) -> None:
    facts = {"equipment": ["mat"], "heels_lift": "no", "low_back_feel": "excessive", "load_level": "too_heavy"}
    assert ids(doc.diagnose(facts).corrections) == ["load_reduce", "var_floor"]


def test_what_another_line_says_already_is_folded_into_it(doc: Thrustdoc) -> None:
    plan = doc.diagnose(CLOSE_AND_LIFTING)
    assert plan.folded == {"cue_feet_flat": "set_feet_farther"}
    assert ids(plan.today) == ["set_feet_farther"]
    assert "keep the whole foot" not in render(plan)
    assert doc.diagnose({"heels_lift": "clearly"}).folded == {}
    assert "keep the whole foot" in render(doc.diagnose({"heels_lift": "clearly"}))


def test_at_most_three_changes_for_today_and_the_rest_next_time(kb: Path) -> None:
    for number in range(5):
        add(kb, f"drill_{number}", "drill", number)
    plan = Thrustdoc(load(kb)).diagnose({"pad": True})
    assert ids(plan.today) == ["drill_0", "drill_1", "drill_2"]
    assert ids(plan.later) == ["drill_3", "drill_4"]
    today, later = render(plan).split("Next time")
    assert len(re.findall(r"(?m)^  \d\. ", today)) == 3
    assert len(re.findall(r"(?m)^  \* Test text: drill_", later)) == 2


def test_cues_for_the_back_are_never_put_off(kb: Path) -> None:
    for number in range(4):
        add(kb, f"set_{number}", "setup", number)
        add(kb, f"cue_{number}", "cue", number, when='finding = "low_back_overload"')
    plan = Thrustdoc(load(kb)).diagnose({"pad": True, "low_back_feel": "excessive", "load_level": "moderate"})
    assert ids(plan.today) == ["cue_0", "cue_1", "cue_2", "cue_3"]
    assert ids(plan.later) == ["set_0", "set_1", "set_2", "set_3"]
    with_room = Thrustdoc(load(kb)).diagnose({"pad": True, "heels_lift": "clearly"})
    assert ids(with_room.today) == ["set_0", "set_1", "set_2"]


def test_questions_and_referrals_do_not_count_as_changes(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "foot_distance": "too_far", "heels_lift": "clearly"})
    assert (ids(plan.asks), ids(plan.today), ids(plan.later)) == (["ask_knee_angle"], ["cue_feet_flat"], [])


FINDINGS: list[tuple[dict[str, Any], list[str]]] = [
    (FULL, ["low_back_overload", "feet_too_close", "heels_lifting"]),
    ({"load_level": "too_heavy", "no_lockout": True, "heels_lift": "no"}, ["low_back_overload"]),
    (
        {"load_level": "too_heavy", "no_lockout": True, "heels_lift": "clearly"},
        ["heels_lifting", "low_back_overload"],
    ),
    ({"knee_angle_top_deg": 90, "heels_lift": "clearly"}, ["heels_lifting", "feet_ok"]),
    ({"exercise": "bench_barbell", "foot_distance": "too_far"}, ["data_missing"]),
    (
        {"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly"},
        ["heels_lifting", "feet_too_close", "data_missing"],
    ),
]


@pytest.mark.parametrize(("facts", "order"), FINDINGS, ids=range(len(FINDINGS)))
def test_faults_lead_and_what_is_sure_stands_before_what_is_likely(
    doc: Thrustdoc, facts: dict[str, Any], order: list[str]
) -> None:
    assert ids(doc.diagnose(facts).findings) == order


def test_what_is_withheld_is_said_once_for_each_reason(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"load_level": "light", "no_lockout": False, "equipment": ["barbell"]})
    assert plan.held_back == {
        "POL-15": "Test text: it needs kit that you did not name.",
        "POL-16": "Test text: sound technique comes first.",
    }
    assert [render(plan).count(reason) for reason in plan.held_back.values()] == [1, 1]


def test_of_two_opposites_the_page_just_shows_one(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "no_lockout": True, "low_back_feel": "excessive"})
    assert plan.held_back == {}
    assert "hips to the ceiling" not in render(plan)


def stops(plan: Plan) -> tuple[bool, bool]:
    """Return whether the gate stopped the page, and whether the page still says when to stop."""
    return plan.stopped, "stop and see a professional if anything hurts" in render(plan)


def test_the_gate_stops_the_page(doc: Thrustdoc) -> None:
    assert stops(doc.diagnose({**FULL, "red_flag_signs": ["shooting"]})) == (True, False)
    assert stops(doc.diagnose({"red_flag_signs": ["chest_pain"]})) == (True, False)
    assert stops(doc.diagnose({**FULL, "red_flag_signs": ["none"]})) == (False, True)
