"""Reading plain English by the phrases of the tiny base: numbers, negation, degrees, typing errors, doubt, the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support import Run
from thrustdoc import Thrustdoc
from thrustdoc.complaint.reader import LONGEST, Reading
from thrustdoc.errors import ThrustdocError

SAYS: dict[str, dict[str, Any]] = {
    "my heels come up": {"heels_lift": "clearly"},
    "Her heels come up.": {"heels_lift": "clearly"},
    "the client's heels come up at the top": {"heels_lift": "clearly"},
    "my heels come up a bit": {"heels_lift": "slightly"},
    "heels come up just slightly": {"heels_lift": "slightly"},
    "my heals come up": {"heels_lift": "clearly"},
    "lower back straned": {"low_back_feel": "excessive"},
    "my heels don't come up": {"heels_lift": "no"},
    "my heels never come up": {"heels_lift": "no"},
    "heels dont come up and my low back is fried": {"heels_lift": "no", "low_back_feel": "excessive"},
    "low back a bit fried": {"low_back_feel": "some"},
    "no pad": {"pad": False},
    "with a pad": {"pad": True},
    "pad: no": {"pad": False},
    "pad - none": {"pad": False},
    "no pad or full lockout": {"pad": False, "no_lockout": True},
    "I can't finish": {"no_lockout": True},
    "about 70 at the top": {"knee_angle_top_deg": 70},
    "about seventy-five degrees at lockout": {"knee_angle_top_deg": 75},
    "knee angle 68.5": {"knee_angle_top_deg": 68.5},
    "knee angle 68,5\u00b0": {"knee_angle_top_deg": 68.5},
    "glute bridge on the floor, chest pain": {"exercise": "glute_bridge", "red_flag_signs": {"chest_pain"}},
    "swollen, and it shoots down my leg": {"red_flag_signs": {"swelling", "shooting"}},
    "no warning signs": {"red_flag_signs": {"none"}},
    "I don't think so but it shoots down my leg": {"red_flag_signs": {"shooting"}},
    "no swelling on the left, swollen on the right": {"red_flag_signs": {"swelling"}},
    "I'm not sure whether it shoots down my leg": {"red_flag_signs": {"shooting"}},
    "the weather was fine": {},
    "": {},
}


def facts(reading: Reading) -> dict[str, Any]:
    """Return the facts with lists as sets, to compare them."""
    return {name: set(value) if isinstance(value, frozenset) else value for name, value in reading.facts.items()}


@pytest.mark.parametrize("text", SAYS)
def test_what_a_sentence_says(doc: Thrustdoc, text: str) -> None:
    assert facts(doc.read(text)) == SAYS[text]


OPEN = {
    "I feel my lower back": ("low_back_feel", "feel my lower back"),
    "I'm not sure if my heels come up": ("heels_lift", "not sure if my heels come up"),
    "my heels come up; her heels stay down": ("heels_lift", "heels come up"),
    "no swelling, it's not swollen": ("red_flag_signs", "no swelling"),
    "knee angle 300": ("knee_angle_top_deg", "knee angle 300"),
    "knee angle 70-80": ("knee_angle_top_deg", "knee angle 70-80"),
    "hip thrust": ("exercise", "hip thrust"),
}


@pytest.mark.parametrize("text", OPEN)
def test_what_is_not_clear_settles_nothing(doc: Thrustdoc, text: str) -> None:
    reading = doc.read(text)
    assert OPEN[text] in [(each.fact.id, each.words) for each in reading.unclear]
    assert OPEN[text][0] not in reading.facts


def test_every_word_is_accounted_for(doc: Thrustdoc) -> None:
    reading = doc.read("my heels come up, my cousin Bob has a lovely kitchen, no pad")
    assert [each.words for each in reading.understood] == ["heels come up", "no pad"]
    assert reading.rest == ("cousin Bob has a lovely kitchen",)


def test_the_words_are_those_of_the_text(doc: Thrustdoc) -> None:
    (heels,) = doc.read("Well, my HEALS   come right up").understood
    assert heels.words == "HEALS   come right up"


def test_a_text_that_is_too_long_is_refused(doc: Thrustdoc) -> None:
    with pytest.raises(ThrustdocError, match="characters long"):
        doc.read("x" * (LONGEST + 1))


@pytest.mark.parametrize("text", ["\x00\x1b[31m", "{{ 7*7 }}", "'; rm -rf /", "\u202emirror", "9" * 4000, "no " * 900])
def test_odd_input_is_no_trouble(doc: Thrustdoc, text: str) -> None:
    assert doc.read(text).facts == {}


def test_read_as_json(run: Run) -> None:
    found = json.loads(run("read", "her heels come up and I feel my lower back, oddly", "-f", "json").out)
    assert found["facts"] == {"heels_lift": "clearly"}
    assert found["understood"] == [
        {"fact": "heels_lift", "value": "clearly", "says": "heels clearly lift", "words": "heels come up"}
    ]
    assert [each["fact"] for each in found["unclear"]] == ["low_back_feel"]
    assert {"fact", "ask", "why", "words"} == found["unclear"][0].keys()
    assert found["rest"] == ["oddly"]


def test_read_shows_all_three_kinds(run: Run) -> None:
    out = run("read", "her heels come up and I feel my lower back, oddly").out
    assert out.startswith("Understood\n  heels clearly lift (heels_lift)")
    assert 'Not clear\n  "feel my lower back"' in out
    assert 'Not understood\n  "oddly"' in out


def test_a_setting_corrects_what_was_read(run: Run) -> None:
    found = json.loads(run("read", "heels come up, I feel my lower back", "-s", "heels_lift=no", "-f", "json").out)
    assert found["facts"] == {"heels_lift": "no"}
    assert [each["fact"] for each in found["unclear"]] == ["low_back_feel"]


def test_words_come_from_standard_input_too(run: Run) -> None:
    assert "heels_lift" in run("read", "-", stdin="heels come up \u2013 caf\u00e9".encode("latin-1", "replace")).out


def test_words_make_a_page(run: Run) -> None:
    result = run("diagnose", "-c", "my heels come up, no pad, barbell hip thrust, about seventy at the top")
    assert result.code == 0
    assert "step your feet away" in result.out
    assert 'no pad on the bar (pad), from "no pad"' in result.err


def test_words_correct_a_file_and_settings_correct_words(run: Run, tmp_path: Any) -> None:
    case = tmp_path / "case.toml"
    case.write_text('[facts]\nheels_lift = "no"\nexercise = "bench_barbell"\n', encoding="utf-8")
    page = json.loads(run("diagnose", case, "-c", "heels come up, 70 at the top", "-s", "knee_angle_top_deg=90", "-f",
                          "json").out)  # fmt: skip
    assert page["case"]["facts"] == {"exercise": "bench_barbell", "heels_lift": "clearly", "knee_angle_top_deg": 90}


def test_a_warning_sign_in_words_shuts_the_gate(run: Run) -> None:
    out = run("diagnose", "-c", "heels come up, and it kind of shoots down my leg").out
    assert out.startswith("Test text: you named a warning sign.")


def test_what_is_not_clear_is_not_taken_for_a_no(run: Run) -> None:
    page = json.loads(run("diagnose", "-c", "heels come up, I feel my lower back", "-f", "json").out)
    assert page["case"]["unknown"] == ["low_back_feel"]


def test_words_without_any_fact_are_wrong_usage(run: Run) -> None:
    result = run("diagnose", "-c", "hello there")
    assert (result.code, result.out) == (2, "")
    assert "No fact was found in it" in result.err
