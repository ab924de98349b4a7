"""The figure: drawn from what was measured and what is the aim, readable in print; nothing where nothing is to show."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import combinations
from math import degrees
from typing import Any

import pytest

from thrustdoc import Thrustdoc, render
from thrustdoc.figure.body import ANKLE, LINE, SHANK, ankle_for, pose, shoulder_for
from thrustdoc.figure.drawing import WIDTH
from thrustdoc.figure.picture import figure, scene

SVG = "{http://www.w3.org/2000/svg}"
BENCH = {"exercise": "bench_barbell"}
CM = re.compile(r"\d cm")


def drawn(doc: Thrustdoc, facts: dict[str, Any], units: str = "both") -> ET.Element:
    """Return the figure of a case as XML."""
    return ET.fromstring(figure(doc.diagnose(facts, units=units)))


def texts(svg: ET.Element) -> list[str]:
    """Return the labels."""
    return [each.text or "" for each in svg.iter(f"{SVG}text")]


def box(text: ET.Element, size: float = 19.0) -> tuple[float, float, float, float]:
    """Return the room that a label takes, widely measured: left, top, right, bottom."""
    width = len(text.text or "") * size * (0.58 if text.get("font-weight") else 0.54)
    x, y, anchor = float(text.get("x", 0)), float(text.get("y", 0)), text.get("text-anchor")
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor or "start"]
    return (left, y - size, left + width, y + size / 4)


CASES: list[dict[str, Any]] = [
    *({**BENCH, "knee_angle_top_deg": angle, "shank_cm": 41} for angle in (50, 60, 70, 79, 101, 110, 120, 130)),
    {**BENCH, "knee_angle_top_deg": 115, "thigh_slope_top_deg": 5},
    {**BENCH, "string_gap_cm": -20, "thigh_slope_top_deg": -8, "stature_cm": 155},
    {**BENCH, "knee_angle_top_deg": 70},
    *({"exercise": "floor_weighted", "heel_fingertip_in": inches} for inches in (0, 3, 9, 12, 24)),
]


@pytest.mark.parametrize("facts", CASES, ids=range(len(CASES)))
def test_a_figure_can_be_read(doc_real: Thrustdoc, facts: dict[str, Any]) -> None:
    svg = drawn(doc_real, facts)
    left, top, width, height = (float(each) for each in svg.get("viewBox", "").split())
    labels = [box(each) for each in svg.iter(f"{SVG}text")]
    for one, other in combinations(labels, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for each in labels:
        assert left <= each[0] and each[2] <= left + width + 1 and top <= each[1] and each[3] <= top + height
    assert {each.tag for each in svg.iter()} <= {f"{SVG}{tag}" for tag in TAGS}
    assert not any(set(each.attrib) & {"class", "style", "id", "href"} - ALLOWED.get(each.tag, set())
                   for each in svg.iter())  # fmt: skip


TAGS = ("svg", "title", "desc", "g", "path", "line", "rect", "circle", "polyline", "text")
ALLOWED = {f"{SVG}title": {"id"}, f"{SVG}desc": {"id"}}


def test_it_has_an_alternative_in_words(doc_real: Thrustdoc) -> None:
    svg = drawn(doc_real, CASES[2])
    assert svg.get("role") == "img"
    named = (svg.get("aria-labelledby") or "").split()
    found = {each.get("id"): each.text for each in svg if each.get("id")}
    assert list(found) == named
    says = found[named[1]] or ""
    assert "70 degrees" in says and "14 cm (5.5 in) away from the bench" in says


def test_measured_and_aim_have_different_strokes(doc_real: Thrustdoc) -> None:
    lines = list(drawn(doc_real, CASES[2]).iter(f"{SVG}polyline"))
    assert [bool(each.get("stroke-dasharray")) for each in lines] == [False, True]
    colors = {value for each in drawn(doc_real, CASES[2]).iter() for value in (each.get("fill"), each.get("stroke"))}
    assert colors - {None, "none"} == {"#111", "#fff", "#e4e4e4"}, "black, white and gray only"


def test_the_labels(doc_real: Thrustdoc) -> None:
    assert texts(drawn(doc_real, CASES[2])) == [
        "measured: 70°",
        "aim: 90°",
        "feet about 14 cm (5.5 in) away from the bench",
    ]
    assert "feet about 5.5 in away from the bench" in texts(drawn(doc_real, CASES[2], "imperial"))
    assert "feet away from the bench" in texts(drawn(doc_real, {**BENCH, "knee_angle_top_deg": 70}))
    floor = {"exercise": "floor_bodyweight", "heel_fingertip_in": 3}
    assert texts(drawn(doc_real, floor, "metric")) == ["aim: 15 cm", "measured: 8 cm", "from fingertips to heels"]


NOTHING: list[dict[str, Any]] = [
    {"heels_lift": "clearly"},
    {**BENCH, "knee_angle_top_deg": 90},
    {**BENCH, "foot_distance": "too_close"},
    {**BENCH, "knee_angle_top_deg": 70, "knee_angle_source": "eye"},
    {**BENCH, "string_gap_cm": -14},
    {**BENCH, "knee_angle_top_deg": 70, "hip_extension_top": "short"},
    {**BENCH, "knee_angle_top_deg": 115, "no_lockout": True},
    {**BENCH, "knee_angle_top_deg": 70, "foot_contact": "heels_up"},
    {**BENCH, "knee_angle_top_deg": 70, "red_flag_signs": ["sharp"]},
    {"exercise": "floor_weighted", "heel_fingertip_in": 6},
    {"exercise": "floor_weighted", "heel_fingertip_in": 2, "hip_extension_top": "short"},
    {"exercise": "glute_bridge", "heel_fingertip_in": 2},
]


@pytest.mark.parametrize("facts", NOTHING, ids=range(len(NOTHING)))
def test_where_nothing_was_measured_or_is_to_move_nothing_is_drawn(doc_real: Thrustdoc, facts: dict[str, Any]) -> None:
    plan = doc_real.diagnose(facts)
    assert figure(plan) == ""
    assert scene(plan) is None
    assert "<svg" not in render(plan, "html")


def test_the_page_holds_it_once(doc_real: Thrustdoc) -> None:
    page = render(doc_real.diagnose(CASES[2]), "html")
    assert page.count("<svg") == 1
    assert len(page.encode()) < 60_000


def angles() -> Iterator[float]:
    """Yield knee angles over the whole legal range."""
    yield from range(40, 181, 5)


def test_the_body_is_drawn_with_the_angle_that_was_measured() -> None:
    for angle in angles():
        found = pose(ANKLE + SHANK, ankle_for(angle, ANKLE + SHANK))
        assert found is not None
        assert found.angle == pytest.approx(angle)
    sloped = shoulder_for(90, -8)
    body = pose(sloped, ankle_for(90, sloped))
    assert body is not None
    assert degrees((body.knee[1] - body.shoulder[1]) / LINE) == pytest.approx(-8, abs=0.1)


def test_every_legal_angle_and_gap_is_drawn_within_the_picture(doc_real: Thrustdoc) -> None:
    for angle in angles():
        found = scene(doc_real.diagnose({**BENCH, "knee_angle_top_deg": angle, "shank_cm": 41}))
        if found:
            assert all(0 <= x <= WIDTH for x, _ in found.measured.joints)
