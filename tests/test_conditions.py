"""The condition language: what each way of writing a condition accepts."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support import BASE
from thrustdoc import Thrustdoc
from thrustdoc.knowledge.conditions import Band
from thrustdoc.knowledge.load import load

ENDS_IN = [
    (Band(low=80, high=100), 80, True),
    (Band(low=80, high=100), 79.999, False),
    (Band(low=80, high=100), 100, True),
    (Band(low=80, high=100), 100.001, False),
    (Band(low=80, low_in=False), 80, False),
    (Band(low=80, low_in=False), 80.001, True),
    (Band(high=80, high_in=False), 80, False),
    (Band(high=80, high_in=False), 79.999, True),
]


@pytest.mark.parametrize(("band", "number", "holds"), ENDS_IN)
def test_a_band_holds_its_ends_only_where_it_says_so(band: Band, number: float, holds: bool) -> None:
    assert band.holds(number) is holds


CONDITIONS: list[tuple[str, dict[str, Any], bool]] = [
    ("pad = true", {"pad": True}, True),
    ("pad = true", {"pad": False}, False),
    ("pad = false", {"pad": False}, True),
    ("pad = false", {"heels_lift": "no"}, False),
    ("knee_angle_top_deg = 68", {"knee_angle_top_deg": 68.0}, True),
    ("knee_angle_top_deg = [68, 70]", {"knee_angle_top_deg": 69}, False),
    ("knee_angle_top_deg = { below = 80 }", {"knee_angle_top_deg": 79.9}, True),
    ("knee_angle_top_deg = { below = 80 }", {"knee_angle_top_deg": 80}, False),
    ("knee_angle_top_deg = { above = 80 }", {"knee_angle_top_deg": 80}, False),
    ("knee_angle_top_deg = { above = 80 }", {"knee_angle_top_deg": 180}, True),
    ("knee_angle_top_deg = { at_least = 80, at_most = 100 }", {"knee_angle_top_deg": 100}, True),
    ("knee_angle_top_deg = { at_least = 80, below = 100 }", {"knee_angle_top_deg": 100}, False),
    ("knee_angle_top_deg = { below = 80 }", {"pad": True}, False),
    ('heels_lift = ["slightly", "clearly"]', {"heels_lift": "clearly"}, True),
    ('heels_lift = ["slightly", "clearly"]', {"heels_lift": "no"}, False),
    ('exercise = { group = "bench" }', {"exercise": "bench_bodyweight"}, True),
    ('exercise = { group = "bench" }', {"exercise": "glute_bridge"}, False),
    ('exercise = { group = ["bench", "floor"] }', {"exercise": "glute_bridge"}, True),
    ('exercise = { group = ["bench", "floor"] }', {"exercise": "unknown"}, False),
    ('equipment = { has = "box" }', {"equipment": ["mat", "box"]}, True),
    ('equipment = { has = ["box", "bench"] }', {"equipment": ["mat", "bench"]}, True),
    ('equipment = { has = ["box", "bench"] }', {"equipment": ["mat"]}, False),
    ('equipment = { lacks = ["box", "bench"] }', {"equipment": ["mat"]}, True),
    ('equipment = { lacks = ["box", "bench"] }', {"equipment": ["mat", "box"]}, False),
    ('equipment = { lacks = "box" }', {"equipment": ["none"]}, True),
    ('equipment = { lacks = "box" }', {"pad": True}, False),
    ('red_flag_signs = { group = "refer" }', {"red_flag_signs": ["pop_or_snap", "swelling"]}, True),
    ('red_flag_signs = { group = "refer" }', {"red_flag_signs": ["pop_or_snap"]}, False),
    ('experience = "unset"', {"pad": True}, True),
    ('experience = "unset"', {"experience": "new"}, False),
    ("pad = true\nno_lockout = true", {"pad": True}, False),
    ("pad = true\nno_lockout = true", {"pad": True, "no_lockout": True}, True),
    ("pad = true\nunless = [{ no_lockout = true }]", {"pad": True}, True),
    ("pad = true\nunless = [{ no_lockout = true }]", {"pad": True, "no_lockout": False}, True),
    ("pad = true\nunless = [{ no_lockout = true }]", {"pad": True, "no_lockout": True}, False),
    ("pad = true\nunless = { no_lockout = true }", {"pad": True, "no_lockout": True}, False),
    ('pad = true\nunless = [{ experience = "unset" }]', {"pad": True}, False),
    ('pad = true\nunless = [{ experience = "unset" }]', {"pad": True, "experience": "new"}, True),
    ('finding = "heels_lifting"', {"heels_lift": "slightly"}, True),
    ('finding = "heels_lifting"', {"heels_lift": "no"}, False),
    ('finding = ["heels_lifting", "feet_ok"]', {"knee_angle_top_deg": 90}, True),
    ('finding = { all = ["heels_lifting", "feet_ok"] }', {"knee_angle_top_deg": 90}, False),
    ('finding = { all = ["heels_lifting", "feet_ok"] }', {"knee_angle_top_deg": 90, "heels_lift": "clearly"}, True),
    ('finding = "feet_too_close"', {"exercise": "bench_barbell", "foot_distance": "too_close"}, True),
    ('finding = { confirmed = "feet_too_close" }', {"exercise": "bench_barbell", "foot_distance": "too_close"}, False),
    ('finding = { confirmed = "feet_too_close" }', {"exercise": "bench_barbell", "knee_angle_top_deg": 70}, True),
    ('finding = { confirmed = ["feet_too_close", "heels_lifting"] }', {"heels_lift": "clearly"}, True),
    ('finding = { group = "spine" }', {"low_back_feel": "excessive"}, True),
    ('finding = { group = "spine" }', {"heels_lift": "clearly"}, False),
    ('finding = { group = "all" }', {"heels_lift": "clearly"}, True),
    ('cause = "too_heavy"', {"low_back_feel": "excessive"}, True),
    ('correction = { group = "cue" }', {"heels_lift": "clearly"}, True),
    ('correction = { group = "cue" }', {"heels_lift": "no"}, False),
    ('note = "close_feet_feel_easy"', {"exercise": "bench_barbell", "knee_angle_top_deg": 70}, True),
]


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Thrustdoc:
    """The tiny base with one note for each way to write a condition, so that it is loaded only once."""
    root = tmp_path_factory.mktemp("conditions") / "base"
    shutil.copytree(BASE, root)
    for number, (written, _, _) in enumerate(CONDITIONS):
        _note(root, f"asked_{number:02d}", written)
    return Thrustdoc(load(root))


def _note(root: Path, name: str, written: str) -> None:
    examples = '[[example]]\ngiven = {}\nconcludes = "confirmed"\n[[example]]\ngiven = {}\nconcludes = "nothing"\n'
    text = f'says = "Test text."\norder = 90\n[[when]]\ncites = ["D0-01"]\n{written}\n{examples}'
    (root / "notes" / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("number", "written", "facts", "fires"), [(n, *each) for n, each in enumerate(CONDITIONS)])
def test_a_rule_fires_exactly_when_its_conditions_hold(
    asking: Thrustdoc, number: int, written: str, facts: dict[str, Any], fires: bool
) -> None:
    fired = {firing.rule.name for firing in asking.diagnose(facts).diagnosis.trace}
    assert (f"notes/asked_{number:02d}.toml#1" in fired) is fires, written
