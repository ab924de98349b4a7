"""A page says nothing twice: lines that fold into others, findings that questions say, and what a line leads for."""

from __future__ import annotations

from pathlib import Path

import pytest

from thrustdoc import Thrustdoc, render
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.load import load

CLOSE = {"exercise": "bench_barbell", "knee_angle_top_deg": 68}
BY_EYE = {"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "slightly"}


def change(kb: Path, file: str, old: str, new: str) -> None:
    """Replace `old` in a file of the copy by `new`, once."""
    path = kb / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_finding_folds_into_one_that_says_it_already(kb: Path) -> None:
    change(kb, "findings/heels_lifting.toml", "order = 30", 'order = 30\nsaid_with = ["feet_too_close"]')
    doc = Thrustdoc(load(kb))
    assert "your heels come off the floor" not in render(doc.diagnose({**CLOSE, "heels_lift": "slightly"}))
    assert "your heels come off the floor" in render(doc.diagnose({"heels_lift": "slightly"}))


def test_what_heads_the_page_is_never_folded_away(kb: Path) -> None:
    change(kb, "findings/feet_too_close.toml", "order = 20", 'order = 20\nsaid_with = ["heels_lifting"]')
    assert render(Thrustdoc(load(kb)).diagnose({**CLOSE, "heels_lift": "slightly"})).startswith("Test text: your knees")


@pytest.mark.parametrize("host", ["feet_too_close", "mat_as_pad"])
def test_a_note_folds_into_a_finding_or_another_note(kb: Path, host: str) -> None:
    change(kb, "notes/close_feet_feel_easy.toml", "order = 10", f'order = 10\nsaid_with = ["{host}"]')
    doc = Thrustdoc(load(kb))
    assert "close feet can feel easy" not in render(doc.diagnose({**CLOSE, "pad": False, "equipment": ["mat"]}))


@pytest.mark.parametrize(
    ("file", "name", "part"),
    [("findings/heels_lifting.toml", "load_reduce", "finding"), ("notes/mat_as_pad.toml", "set_feet_farther", "note")],
)
def test_a_line_folds_only_into_its_like(kb: Path, file: str, name: str, part: str) -> None:
    change(kb, file, "order = ", f'said_with = ["{name}"]\norder = ')
    with pytest.raises(ThrustdocError, match=f"said_with names {name}, which is no {part}"):
        load(kb)


def test_a_finding_that_the_questions_say_is_left_to_them(kb: Path) -> None:
    assert "one measurement is still to come" in render(Thrustdoc(load(kb)).diagnose(BY_EYE))
    change(kb, "findings/data_missing.toml", 'groups = ["data"]', 'groups = ["data", "asked"]')
    asked = render(Thrustdoc(load(kb)).diagnose(BY_EYE))
    assert "one measurement is still to come" not in asked
    assert "Measure or tell us next" in asked


def test_a_reason_names_the_kit_that_is_missing(kb: Path) -> None:
    change(kb, "policies.toml", "needs kit that you did not name.", "needs {kit}.")
    held_back = Thrustdoc(load(kb)).diagnose({"equipment": ["barbell"], "heels_lift": "no"}).held_back
    assert held_back["POL-15"].startswith("Test text: it needs ")
    assert "{kit}" not in held_back["POL-15"]


def test_a_line_leads_for_what_is_folded_into_it(kb: Path) -> None:
    change(kb, "corrections/var_floor.toml", 'kind = "variation"', 'kind = "variation"\nsaid_with = ["cue_feet_flat"]')
    change(kb, "corrections/cue_feet_flat.toml", 'said_with = ["set_feet_farther"]\n', "")
    plan = Thrustdoc(load(kb)).diagnose({"equipment": ["mat"], "heels_lift": "clearly", "pad": False})
    assert plan.folded == {"var_floor": "cue_feet_flat"}
    assert plan.today[0].record.id == "cue_feet_flat"


def test_what_is_in_order_heads_a_page_only_where_nothing_else_is_said(kb: Path) -> None:
    doc = Thrustdoc(load(kb))
    in_order = {"exercise": "bench_barbell", "knee_angle_top_deg": 90}
    earned = {**in_order, "load_level": "light", "no_lockout": False, "experience": "advanced", "technique_sound": True}
    page = render(doc.diagnose(earned))
    assert page.startswith("Here is what fits what you told us.")
    assert "Good to know" in page
