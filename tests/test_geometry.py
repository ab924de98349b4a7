"""From angles and strings to centimeters: the figures of the geometry, which reading counts, and what a page says."""

from __future__ import annotations

import json
from math import acos, cos, degrees, hypot, radians, sqrt
from typing import Any

import pytest

from tests.support import Run
from thrustdoc import Thrustdoc, render
from thrustdoc.case import make_case
from thrustdoc.feet import FootShift, foot_shift
from thrustdoc.geometry import (
    angle_from_string,
    error_of_angle,
    error_of_string,
    shank_from_stature,
    shift_from_angle,
    shift_from_string,
)
from thrustdoc.plan import Plan
from thrustdoc.readings import readings

BENCH = {"exercise": "bench_barbell"}
STRING = {"string_gap_cm": -14, "thigh_slope_top_deg": 0}


@pytest.mark.parametrize(("off", "cm"), [(5, 3.6), (10, 7.1), (15, 10.6), (20, 14.0)])
def test_a_degree_of_knee_angle_in_centimeters(off: float, cm: float) -> None:
    assert shift_from_angle(90 + off, 41) == pytest.approx(cm, abs=0.05)
    assert shift_from_angle(90 - off, 41) == pytest.approx(-cm, abs=0.05)


def test_string_and_angle_are_two_ways_to_the_same_shift() -> None:
    for angle in range(60, 121, 5):
        for slope in (-8, -3, 0, 3, 8):
            shift = shift_from_angle(angle, 41, slope)
            gap = shift + shift_from_angle(90 + slope, 41)
            assert angle_from_string(gap, 41, slope) == pytest.approx(angle)
            assert shift_from_string(gap, 41, slope) == pytest.approx(shift)
    assert angle_from_string(41.1, 41) is None


def test_errors() -> None:
    assert [round(error_of_angle(shank, 5), 1) for shank in (36, 48)] == [3.1, 4.2]
    assert error_of_angle(41, 3) == pytest.approx(2.1, abs=0.05)
    assert error_of_string(41) == pytest.approx(3.1, abs=0.05)


def on_a_bench(angle: float, shank: float, line: float, drop: float) -> float:
    """Return how far the ankle is from the shoulder in a planar model: the straight body turns on the bench edge."""
    reach = line**2 + shank**2 - 2 * line * shank * cos(radians(angle))
    assert degrees(acos((line**2 + shank**2 - reach) / (2 * line * shank))) == pytest.approx(angle)
    return sqrt(reach - drop**2)


@pytest.mark.parametrize(("off", "good_to"), [(10, 0.5), (20, 1.5)])
def test_the_formula_agrees_with_a_planar_model(off: float, good_to: float) -> None:
    shank, line = 41.0, 0.533 / 0.246 * 41.0
    for angle in (90 - off, 90 + off):
        moved = on_a_bench(angle, shank, line, shank) - on_a_bench(90, shank, line, shank)
        assert moved == pytest.approx(shift_from_angle(angle, shank), abs=good_to)
    assert hypot(shank, line) > line


def test_a_short_lifter_on_a_high_bench() -> None:
    """155 cm on a bench of 45 cm: with a perfect right angle the string shows -5.3 cm, and nothing has to move."""
    shank = shank_from_stature(155)
    assert shift_from_string(-5.3, shank, -8) == pytest.approx(0, abs=0.1)
    assert angle_from_string(-5.3, shank) == pytest.approx(82, abs=0.1)
    shift = foot_shift({"string_gap_cm": -5.3, "thigh_slope_top_deg": -8.0, "stature_cm": 155.0})
    assert (shift.direction, shift.cm, shift.reason_not) == ("none", None, "small") if shift else False


def shift_of(**facts: Any) -> FootShift:
    """Return the shift of the feet for these facts."""
    shift = foot_shift(facts)
    assert shift is not None
    return shift


def test_seventy_degrees_and_a_shank_of_41_are_14_centimeters_away() -> None:
    for source, error in (("goniometer", 2.1), ("picture", 3.6), (None, 3.6)):
        given: dict[str, Any] = {"knee_angle_source": source} if source else {}
        shift = shift_of(knee_angle_top_deg=70.0, shank_cm=41.0, **given)
        assert (shift.direction, round(shift.cm or 0)) == ("away", 14)
        assert shift.error_cm == pytest.approx(error, abs=0.05)


def test_a_string_with_level_thighs_says_the_same_without_a_body_size() -> None:
    for size in ({"shank_cm": 41.0}, {}):
        shift = shift_of(string_gap_cm=-14.0, thigh_slope_top_deg=0.0, **size)
        assert (shift.direction, shift.cm) == ("away", 14)
        assert shift.error_cm == pytest.approx(3.1, abs=0.05)


RANKS: list[tuple[dict[str, Any], list[str]]] = [
    ({"knee_angle_source": "goniometer"}, ["goniometer", "string"]),
    ({"knee_angle_source": "picture"}, ["string", "picture"]),
    ({}, ["string", "picture"]),
    ({"knee_angle_source": "eye"}, ["string", "eye"]),
    ({"knee_angle_source": "eye", "thigh_slope_top_deg": None}, ["eye", "bare_string"]),
    ({"knee_angle_source": "picture", "thigh_slope_top_deg": None}, ["picture", "bare_string"]),
]


@pytest.mark.parametrize(("facts", "kinds"), RANKS)
def test_what_outranks_what(facts: dict[str, Any], kinds: list[str]) -> None:
    given = {"knee_angle_top_deg": 95.0, "string_gap_cm": -14.0, "thigh_slope_top_deg": 0.0, **facts}
    given = {name: value for name, value in given.items() if value is not None}
    assert [each.kind for each in readings(given)] == kinds


def test_no_shift_that_is_smaller_than_its_own_error() -> None:
    assert shift_of(knee_angle_top_deg=86.0, shank_cm=41.0).reason_not == "small"
    assert shift_of(knee_angle_top_deg=86.0, shank_cm=41.0, knee_angle_source="goniometer").cm is not None
    for angle in range(40, 181):
        shift = shift_of(knee_angle_top_deg=float(angle), shank_cm=41.0)
        assert shift.cm is None or shift.cm > (shift.error_cm or 0)


REASONS: list[tuple[dict[str, Any], str]] = [
    ({"hip_extension_top": "short"}, "short"),
    ({"no_lockout": True}, "short"),
    ({"no_lockout": True, "hip_extension_top": "full"}, ""),
    ({"foot_contact": "heels_up"}, "lifted"),
    ({"foot_contact": "toes_up", "foot_lift_phase": "bottom"}, ""),
    ({"foot_contact": "flat"}, ""),
]


@pytest.mark.parametrize(("facts", "reason"), REASONS)
def test_nothing_is_worked_out_short_of_lockout_or_with_a_lifted_foot(facts: dict[str, Any], reason: str) -> None:
    shift = shift_of(knee_angle_top_deg=115.0, shank_cm=41.0, **facts)
    assert (shift.reason_not, shift.direction) == (reason, "toward")
    assert (shift.cm is None) == bool(reason)


def ids(plan: Plan) -> set[str]:
    """Return the ids of everything that stands."""
    return {name for _, name in plan.diagnosis.drawn}


def test_the_string_outranks_a_contradicting_eye_but_never_a_goniometer(doc_real: Thrustdoc) -> None:
    eye = doc_real.diagnose({**BENCH, **STRING, "knee_angle_top_deg": 100, "knee_angle_source": "eye"})
    assert {"feet_too_close", "data_conflict", "set_feet_farther"} <= ids(eye)
    assert "70 degrees and 100 degrees" in eye.diagnosis.drawn["finding", "data_conflict"].says
    measured = doc_real.diagnose({**BENCH, **STRING, "knee_angle_top_deg": 92, "knee_angle_source": "goniometer"})
    assert {"feet_ok", "data_conflict", "ask_recheck_side_view"} <= ids(measured)
    assert not {"feet_too_close", "set_feet_farther"} & ids(measured)
    agreeing = doc_real.diagnose({**BENCH, **STRING, "knee_angle_top_deg": 75, "knee_angle_source": "goniometer"})
    assert "data_conflict" not in ids(agreeing)
    assert agreeing.feet is not None
    assert agreeing.feet.reading.kind == "string", "the string gives the distance where the body size is not known"


def test_the_page_says_how_far(doc_real: Thrustdoc) -> None:
    facts = {**BENCH, "knee_angle_top_deg": 70, "knee_angle_source": "goniometer", "shank_cm": 41}
    for units, words in (
        ("both", "about 14 cm (5.5 in) away from the bench, give or take 2 cm (1 in)"),
        ("metric", "about 14 cm away from the bench, give or take 2 cm, "),
        ("imperial", "about 5.5 in away from the bench, give or take 1 in, "),
    ):
        page = " ".join(render(doc_real.diagnose(facts, units=units), "text").split())
        assert words in page
        assert "Go by the shin, not by the tape" in page
        assert "a knee angle read with a goniometer and a shin of" in page


def test_far_off_it_is_a_first_step(doc_real: Thrustdoc) -> None:
    for angle, first in ((70, False), (69, True), (110, False), (111, True)):
        page = render(doc_real.diagnose({**BENCH, "knee_angle_top_deg": angle, "shank_cm": 41}), "md")
        assert ("first step" in page) == first


def test_without_a_body_size_the_direction_a_rule_of_thumb_and_the_ask(doc_real: Thrustdoc) -> None:
    plan = doc_real.diagnose({**BENCH, "knee_angle_top_deg": 70})
    page = " ".join(render(plan, "text").split())
    assert "Step your feet away from your hips" in page
    assert "every 10 degrees take about 7 cm (3 in) on a shin of usual length" in page
    assert "give or take" not in page
    assert "ask_body_size" in ids(plan)
    assert json.loads(render(plan, "json"))["feet"]["reason_not"] == "size"


def test_the_string_test_is_offered_where_the_feet_are_in_question(doc_real: Thrustdoc) -> None:
    assert "ask_string_test" in ids(doc_real.diagnose({**BENCH, "foot_distance": "too_close"}))
    assert "ask_string_test" not in ids(doc_real.diagnose({**BENCH, "knee_angle_top_deg": 70}))
    bare = doc_real.diagnose({**BENCH, "string_gap_cm": -14})
    assert "slope" in bare.diagnosis.drawn["correction", "ask_string_test"].says
    assert "set_feet_farther" not in ids(bare)


def test_the_feet_in_json(doc_real: Thrustdoc) -> None:
    data = json.loads(render(doc_real.diagnose({**BENCH, **STRING, "shank_cm": 41}), "json"))
    how = data["feet"].pop("how")
    assert data["feet"] == {"direction": "away", "cm": 14, "inches": 5.5, "error_cm": 3}
    assert "string" in how
    assert data["case"]["facts"] == {**BENCH, **STRING, "shank_cm": 41}
    derivation = data["findings"][0]["because"][0]
    assert derivation["facts"] == {**BENCH, **STRING, "shank_cm": 41}
    assert derivation["computed"] == {"knee_angle_used_deg": 70}
    assert json.loads(render(doc_real.diagnose({**BENCH, "knee_angle_top_deg": 85}), "json"))["feet"] is None


def test_a_computed_fact_that_is_given_wins(doc_real: Thrustdoc) -> None:
    case = make_case(doc_real.base, {**BENCH, **STRING, "knee_angle_used_deg": 90})
    assert case.facts["knee_angle_used_deg"] == 90
    assert "knee_angle_used_deg" in case.given
    assert "feet_ok" in ids(doc_real.plan(case))
    assert doc_real.plan(case).feet is None


def test_a_gap_that_no_leg_can_show_is_asked_for_again(doc_real: Thrustdoc) -> None:
    plan = doc_real.diagnose({**BENCH, "string_gap_cm": -38, "shank_cm": 40})
    assert {"data_conflict", "ask_recheck_side_view"} <= ids(plan)
    assert "feet_too_close" not in ids(plan)


def test_units_on_the_command_line(run: Run) -> None:
    from tests.support import ROOT

    base = ("--rules", ROOT / "rules")
    settings = ("-s", "exercise=bench_barbell", "-s", "knee_angle_top_deg=70", "-s", "stature_cm=5 ft 6 in")
    result = run("diagnose", *base, *settings, "--units", "imperial")
    assert "5.5 in away from the bench" in " ".join(result.out.split())
    assert run("diagnose", *base, *settings, "--units", "miles").code == 2
