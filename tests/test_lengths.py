"""Lengths with their units, as people write them and as a page prints them."""

from __future__ import annotations

from typing import Any

import pytest

from thrustdoc.case import make_case, read_settings
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.lengths import length_words, read_length, rounded
from thrustdoc.knowledge.records import KnowledgeBase

READ: list[tuple[str, str, float]] = [
    ("5.5 in", "cm", 13.97),
    ("5.5in", "cm", 13.97),
    ('-5.5"', "cm", -13.97),
    ("\u22125.5 inches", "cm", -13.97),
    ("1.75 m", "cm", 175),
    ("1.75 metres", "cm", 175),
    ("410 mm", "cm", 41),
    ("41 CM", "cm", 41),
    ("5 ft 9 in", "cm", 175.26),
    ("5'9\"", "cm", 175.26),
    ("6 ft", "cm", 182.88),
    ("15.24 cm", "inches", 6),
    (".5 in", "inches", 0.5),
]


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_length_is_read(text: str, unit: str, value: float) -> None:
    assert read_length(text, unit) == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["", "5.5", "in", "5.5 miles", "5 in 9 ft", "5 ft 9", "1 m 75 cm", "5.5 in!", "1,75 m", "--5 in", "9" * 99]
)
def test_what_is_no_length_is_not_read(text: str) -> None:
    assert read_length(text, "cm") is None


def test_a_page_prints_the_units_asked_for() -> None:
    assert length_words(14.0, "cm") == "14 cm (5.5 in)"
    assert length_words(14.0, "cm", "metric") == "14 cm"
    assert length_words(14.0, "cm", "imperial") == "5.5 in"
    assert length_words(6.0, "inches") == "6 in (15 cm)"
    assert length_words(6.0, "inches", "metric") == "15 cm"
    assert length_words(-14.0, "cm") == "-14 cm (-5.5 in)"
    assert [rounded(each) for each in (0.4, 0.5, -0.5, -0.2)] == [0, 1, -1, 0]


def test_a_case_takes_lengths_with_units(real: KnowledgeBase) -> None:
    given: dict[str, Any] = {"string_gap_cm": "-5.5 in", "stature_cm": "1.75 m", "heel_fingertip_in": "15.24 cm"}
    assert make_case(real, given).given == {"heel_fingertip_in": 6.0, "stature_cm": 175.0, "string_gap_cm": -13.97}
    settings = read_settings(real, ["string_gap_cm=5.5in", "stature_cm=5 ft 9 in"])
    assert make_case(real, settings).given == {"stature_cm": 175.26, "string_gap_cm": 13.97}


WRONG: list[tuple[str, Any, str]] = [
    (
        "stature_cm",
        "5.5 stone",
        '"5.5 stone" is not a length. Give a number from 120 to 220 cm, or a text with its unit',
    ),
    ("stature_cm", "175", '"175" is not a length'),
    ("stature_cm", "5 in", '"5 in", which is 12.7 cm, is out of range'),
    ("knee_angle_top_deg", "5 in", '"5 in" is not a number'),
]


@pytest.mark.parametrize(("name", "value", "says"), WRONG)
def test_a_wrong_length_is_refused(real: KnowledgeBase, name: str, value: Any, says: str) -> None:
    with pytest.raises(ThrustdocError) as caught:
        make_case(real, {name: value})
    assert says in str(caught.value)
