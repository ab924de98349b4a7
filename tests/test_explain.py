"""`thrustdoc explain`: what an id is, what leads to it, what follows from it, who says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Run, refused
from thrustdoc.explanation import explain
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase


def text(base: KnowledgeBase, name: str) -> str:
    """Return an explanation with its lines joined, so that a test need not know where they break."""
    return " ".join(explain(base, name).split())


SAYS = {
    "feet_too_close": (
        "finding feet_too_close: Test: feet too close",
        "your feet seem too close to your hips.",
        "Coach: Test text: the knee stands past the ankle.",
        "findings/feet_too_close.toml#1: when one of the group bench (exercise); and knee angle at lockout: below 80 "
        "degrees (knee_angle_top_deg); unless no full lockout (no_lockout) [D0-01, D0-02]",
        "findings/feet_too_close.toml#2: likely, when",
        "not given (knee_angle_top_deg)",
        "What holds it back POL-01: finding red_flag",
        "What follows from it cause close_feet correction set_feet_farther correction cue_feet_flat note close_feet",
        "D0-01: Test text: the knee stands at a right angle at lockout. (Test document zero: Feet)",
        "C01: Test: where the knee is at a right angle (the documents disagree)",
    ),
    "close_feet": ("cause close_feet: Test: close feet lift the heels", "finding feet_too_close; and finding heels"),
    "too_heavy": ("any finding of the group spine", "What follows from it correction load_reduce"),
    "set_feet_farther": (
        "correction set_feet_farther (setup)", "Check: Test text: from the side", "finding feet_too_close (confirmed)"
    ),
    "cue_hips_up": (
        "unless feet look too far (foot_distance); or heels clearly lift (heels_lift) with no pad on the bar (pad)",
        "Other words Test text: lift until shoulders, hips and knees make one line. - one of the group floor (exer",
        "POL-08: correction cue_drive_bar_back",
    ),
    "var_floor": ("Needs: mat", "none of: bench or box (equipment)", "POL-15: none of: mat (equipment)"),
    "set_start_knee_90": ("Kept without a rule: Test text: never shown", "Who says so D0-04: "),
    "nothing_to_fix": ("note nothing_to_fix", "unless any finding of the group fault"),
    "heels_lift": (
        "fact heels_lift", "Test: do your heels come off the floor?", "clearly: heels clearly lift",
        "How to measure Test: slide a card under the heel.", '"heels pop up"', "finding heels_lifting",
    ),
    "pad": ("true: pad on the bar", "false: no pad on the bar", "correction cue_hips_up note mat_as_pad"),
    "knee_angle_top_deg": ("Give a number from 40 to 180 degrees.", "How to measure Test: from the side"),
    "D0-02": (
        "claim D0-02 (fault)", "close feet make the knee close", "D0: Test document zero, not named Feet",
        "finding feet_too_close cause close_feet correction set_feet_farther", "Disputed in C01: ",
    ),
    "D0-01": ("Figures: 90 degrees",),
    "D0-04": ("Remark kept for the record: C01", "What uses it correction set_start_knee_90"),
    "POL-16": (
        "policy POL-16: Test: heavy work is earned", "This is a decision of ours; no document says it.",
        "withholds correction prog_heavy: always; unless", "with form checked (technique_sound)",
        "What the client reads Test text: sound technique comes first.",
    ),
    "POL-05": ("leads correction load_reduce: any finding of the group spine; and too heavy for clean reps",),
    "C01": (
        "disagreement C01: Test: where the knee is at a right angle (contradiction)",
        "Test text: at lockout. [D0-01]", "Test text: at the start. [D0-04]", "What we follow Test text: the angle at",
        "finding feet_too_close correction ask_knee_angle",
    ),
    "D1": ("document D1: Test document one", "Published by: Test house", "Sections Back Load Kit"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAYS)
def test_an_explanation_says_what_leads_there_and_who_says_so(base: KnowledgeBase, name: str) -> None:
    found = text(base, name)
    for words in SAYS[name]:
        assert words in found


def every_id(base: KnowledgeBase) -> list[str]:
    """Return every id that can be explained."""
    ids = [*base.facts, *(name for _, name in base.conclusions), *base.claims, *base.policies]
    return [*ids, *base.disagreements, *base.documents]


def test_every_id_of_the_base_can_be_explained(base: KnowledgeBase) -> None:
    for name in every_id(base):
        found = explain(base, name)
        assert name in found.splitlines()[0]
        assert len(found.splitlines()) > 2
        assert max(map(len, found.splitlines())) <= 88
        assert "None" not in found.replace("none", "")


def test_every_rule_of_a_conclusion_is_listed(base: KnowledgeBase) -> None:
    for each in base.conclusions.values():
        found = text(base, each.id)
        assert all(rule.name in found for rule in each.rules)
        assert all(f"{cite}: " in found for rule in each.rules for cite in rule.cites)


def test_an_id_that_stands_for_two_things_explains_both(kb: Path) -> None:
    source = (kb / "notes" / "mat_as_pad.toml").read_text(encoding="utf-8")
    (kb / "notes" / "pad.toml").write_text(source, encoding="utf-8")
    found = explain(load(kb), "pad")
    assert [line for line in found.splitlines() if line in ("fact pad", "note pad")] == ["fact pad", "note pad"]


def test_an_unknown_id_is_refused_with_the_nearest(run: Run) -> None:
    refused(
        run("explain", "feet_too_clos"), "'feet_too_clos' is no id of this knowledge base. Did you mean feet_too_close?"
    )
    refused(run("explain", "D0-1"), "Did you mean D0-01?")
    refused(run("explain", "x" * 5000), "is no id of this knowledge base")
    refused(run("explain", ""), "is no id")
    result = run("explain", "\x1b[31m\x07")
    refused(result, "is no id")
    assert not {"\x1b", "\x07"} & set(result.err)


def test_an_explanation_is_printed(run: Run, base: KnowledgeBase) -> None:
    result = run("explain", "feet_too_close")
    assert (result.code, result.out, result.err) == (0, explain(base, "feet_too_close"), "")
