"""What a client's facts may be, from Python and with -s: nothing that is not legal reaches the engine."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.support import Run, problems, refused
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case, read_settings
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.records import KnowledgeBase

ILLEGAL: list[tuple[str, Any, str]] = [
    ("heels_lift", "clear", "Did you mean clearly? Give one of: no, slightly, clearly."),
    ("heels_lift", True, "True is not a value of it"),
    ("heels_lift", 1, "1 is not a value of it"),
    ("heels_lift", ["no"], "is not a value of it"),
    ("heels_lift", None, "None is not a value of it"),
    ("heels_lift", "", '"" is not a value of it'),
    ("pad", 1, "1 is not yes or no. Give true or false."),
    ("pad", 0.0, "0.0 is not yes or no"),
    ("pad", "yes", '"yes" is not yes or no'),
    ("knee_angle_top_deg", True, "True is not a number. Give a number from 40 to 180 degrees."),
    ("knee_angle_top_deg", "68", '"68" is not a number'),
    ("knee_angle_top_deg", [68], "[68] is not a number"),
    ("knee_angle_top_deg", float("nan"), "nan is not a finite number"),
    ("knee_angle_top_deg", float("inf"), "inf is not a finite number"),
    ("knee_angle_top_deg", -float("inf"), "-inf is not a finite number"),
    ("knee_angle_top_deg", 39.999, "39.999 is out of range"),
    ("knee_angle_top_deg", 180.001, "180.001 is out of range"),
    ("knee_angle_top_deg", -68, "-68 is out of range"),
    ("knee_angle_top_deg", 10**400, "out of range"),
    ("knee_angle_top_deg", 10**5000, "out of range"),
    ("knee_angle_top_deg", datetime.date(2026, 11, 20), "is not a number"),
    ("equipment", [], "[] is not a list of its values"),
    ("equipment", ["box", "boxx"], "Did you mean box?"),
    ("equipment", ["box", 3], "3 is not a value of it"),
    ("equipment", [["box"]], "is not a value of it"),
    ("equipment", {"box": True}, "is not a list of its values"),
    ("equipment", ["none", "box"], '"none" stands beside other values'),
    ("heels_lft", "clearly", "there is no such fact. Did you mean heels_lift?"),
    ("zzz", "clearly", "there is no such fact"),
]


@pytest.mark.parametrize(("name", "value", "says"), ILLEGAL, ids=range(len(ILLEGAL)))
def test_an_illegal_fact_is_refused(base: KnowledgeBase, name: str, value: Any, says: str) -> None:
    with pytest.raises(ThrustdocError) as caught:
        make_case(base, {"no_lockout": True, name: value})
    assert [problem.place for problem in caught.value.problems] == [name]
    assert says in str(caught.value)


LEGAL: list[tuple[str, Any, Any]] = [
    ("knee_angle_top_deg", 40, 40.0),
    ("knee_angle_top_deg", 180.0, 180.0),
    ("equipment", "box", frozenset({"box"})),
    ("equipment", ["box", "box", "mat"], frozenset({"box", "mat"})),
    ("equipment", ["none"], frozenset({"none"})),
    ("pad", False, False),
]


@pytest.mark.parametrize(("name", "value", "taken"), LEGAL)
def test_a_legal_fact_is_taken(base: KnowledgeBase, name: str, value: Any, taken: Any) -> None:
    case = make_case(base, {name: value})
    assert case.facts == {name: taken}
    assert type(case.facts[name]) is type(taken)


def test_every_problem_of_a_case_is_reported_at_once(doc: Thrustdoc) -> None:
    with pytest.raises(ThrustdocError) as caught:
        doc.diagnose({"pad": 3, "heels_lft": "no", "knee_angle_top_deg": 999}, ["pelvs", "pad"], {"name": ["x"]})
    assert {problem.place for problem in caught.value.problems} >= {"pad", "heels_lft", "knee_angle_top_deg", "pelvs"}
    assert len(caught.value.problems) == 6


def test_what_is_not_known_counts_as_unset(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "foot_distance": "too_close"}, unknown=["load_level"])
    assert plan.diagnosis.case.unknown == ("load_level",)
    assert "load_level" not in plan.diagnosis.case.facts


def test_client_text_becomes_one_printable_line(base: KnowledgeBase) -> None:
    client = {"name": " Ann\x1b[31m\r\nBob\u202e\t", "date": datetime.date(2026, 11, 20), "age": 40}
    taken = make_case(base, {"pad": True}, client=client).client
    assert taken == {"name": "Ann [31m  Bob", "date": "2026-11-20", "age": "40"}


@pytest.mark.parametrize("text", [["a"], {"a": 1}, True, None, "x" * 2001, 10**5000], ids=range(6))
def test_a_client_field_that_is_no_short_text_is_refused(base: KnowledgeBase, text: Any) -> None:
    with pytest.raises(ThrustdocError, match="client note"):
        make_case(base, {"pad": True}, client={"note": text})


SETTINGS: list[tuple[list[str], dict[str, Any]]] = [
    (["pad=yes"], {"pad": True}),
    (["pad=No"], {"pad": False}),
    (["pad=true", "pad=yes"], {"pad": True}),
    (["pad=false"], {"pad": False}),
    ([" heels_lift = clearly "], {"heels_lift": "clearly"}),
    (["knee_angle_top_deg=68", "knee_angle_top_deg=68.0"], {"knee_angle_top_deg": 68.0}),
    (["knee_angle_top_deg=6.8e1"], {"knee_angle_top_deg": 68.0}),
    (["equipment=box"], {"equipment": ["box"]}),
    (["equipment=box, mat"], {"equipment": ["box", "mat"]}),
    (["equipment=box", "equipment=mat"], {"equipment": ["box", "mat"]}),
    (["heels_lift=unset"], {"heels_lift": None}),
]


@pytest.mark.parametrize(("settings", "found"), SETTINGS)
def test_settings_are_read_as_the_fact_takes_them(
    base: KnowledgeBase, settings: list[str], found: dict[str, Any]
) -> None:
    assert read_settings(base, settings) == found


WRONG_SETTINGS = [
    (["heels_lift=no", "heels_lift=clearly"], "-s heels_lift: it is given twice with different values. Keep one"),
    (["knee_angle_top_deg=68", "knee_angle_top_deg=69"], "-s knee_angle_top_deg: it is given twice"),
    (["pad=yes", "pad=no"], "-s pad: it is given twice"),
    (["pad=yes", "pad=unset"], "-s pad: it is given twice"),
    (["equipment=none", "equipment=box"], '-s equipment: "none" stands beside other values'),
    (["equipment=unset", "equipment=box"], "-s equipment: it is given twice"),
    (["heels_lift"], '-s "heels_lift" is not FACT=VALUE. Write it as in -s heels_lift=clearly.'),
    (["heels_lift="], "is not FACT=VALUE"),
    (["=clearly"], "there is no such fact"),
    (["heels_lft=no"], "-s heels_lft: there is no such fact. Did you mean heels_lift?"),
    (["heels_lift=clear"], "-s heels_lift: \"clear\" is not a value of it. Did you mean clearly?"),
    (["pad=maybe"], '-s pad: "maybe" is not yes or no. Give yes or no.'),
    (["knee_angle_top_deg=wide"], '"wide" is not a number. Give a number from 40 to 180 degrees.'),
    (["knee_angle_top_deg=nan"], "nan is not a finite number"),
    (["knee_angle_top_deg=1e999"], "inf is not a finite number"),
    (["knee_angle_top_deg=20"], "is out of range"),
    (["equipment=box,"], '"" is not a value of it'),
    (["\x1b[31m=x"], "there is no such fact"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "says"), WRONG_SETTINGS)
def test_a_wrong_setting_is_refused(run: Run, settings: list[str], says: str) -> None:
    result = run("diagnose", *(word for setting in settings for word in ("-s", setting)))
    refused(result, says)
    assert "\x1b" not in result.err


def test_every_wrong_setting_is_reported_at_once(run: Run) -> None:
    result = run("diagnose", "-s", "pad=maybe", "-s", "heels_lft=no", "-s", "x", "-s", "equipment=bx")
    refused(result, "-s pad: ", "-s heels_lft: ", '-s "x" is not', "-s equipment: ")
    assert len(problems(result)) == 4
