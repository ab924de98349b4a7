"""A page of which only part is wanted: every format holds, and what is left out is counted."""

from __future__ import annotations

import pytest

from tests.support import EXAMPLES, Run, read_example
from thrustdoc import Thrustdoc, render
from thrustdoc.interview.net import Net
from thrustdoc.interview.wanted import want


@pytest.fixture(scope="module")
def net(doc_real: Thrustdoc) -> Net:
    """The rules that ship, in compact form."""
    return Net(doc_real.base, doc_real.reasoner)


@pytest.mark.parametrize("scope", ["complaint", "check", "choose", "plan"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_part_of_a_page_is_made_in_every_format(net: Net, name: str, scope: str) -> None:
    """Also where a line rests on what is not on the page: its derivation is told whole."""
    plan = want(net, net.base.intake.scopes[scope], read_example(net.base, name)).plan()
    for fmt in ("text", "md", "html", "json"):
        assert render(plan, fmt)


def test_what_is_left_out_is_counted(run: Run) -> None:
    given = ("-s", "exercise=bench_barbell", "-s", "heels_lift=clearly", "-s", "low_back_feel=excessive")
    assert "more line" not in run("diagnose", *given).err
    assert "--scope all shows" in run("diagnose", *given, "-s", "pad=no", "-s", "equipment=mat", "--scope", "check").err


def test_a_question_about_a_line_that_is_left_out_is_answered_from_the_whole(run: Run) -> None:
    given = ("-s", "exercise=bench_barbell", "-s", "knee_angle_top_deg=68", "-s", "low_back_feel=excessive")
    result = run("diagnose", *given, "--scope", "complaint", "--why-not", "feet_too_close")
    assert "stands" in result.out
