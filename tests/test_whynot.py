"""Why not: what each rule lacks, the nearest miss first, and the policy where one holds a conclusion back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scenario import FILES, read
from tests.support import Run, refused, some_cases
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.why.inquiry import answer
from thrustdoc.why.whynot import UNKNOWN, WhyNot

HEELS = ("diagnose", "-s", "heels_lift=clearly")


def check_misses(diagnosis: Diagnosis) -> None:
    """Check, for all that was not reached, that every rule is listed, none without a gap, and nearest first."""
    asked = WhyNot(diagnosis)
    held = {each.record.ref for each in diagnosis.withheld}
    for ref, record in diagnosis.base.conclusions.items():
        misses = asked.misses(ref)
        if ref not in diagnosis.drawn and ref not in held:
            assert {miss.rule.name for miss in misses} == {rule.name for rule in record.rules}
        assert all(miss.gaps for miss in misses), ref
        distances = [(len(miss.gaps), miss.contradicted) for miss in misses]
        assert distances == sorted(distances)


def test_every_conclusion_of_any_case_has_its_misses(doc: Thrustdoc) -> None:
    for facts in some_cases(doc.base, 60, seed=3):
        check_misses(doc.diagnose(facts).diagnosis)


@pytest.mark.parametrize("path", FILES[::12], ids=lambda path: path.stem)
def test_every_conclusion_of_a_scenario_has_its_misses(doc_real: Thrustdoc, path: Path) -> None:
    diagnosis = doc_real.plan(make_case(doc_real.base, read(path).facts)).diagnosis
    check_misses(diagnosis)
    for _, name in list(doc_real.base.conclusions)[::10]:
        assert max(map(len, answer(doc_real.reasoner, diagnosis, "why_not", name).splitlines())) <= 80


def test_an_unknown_that_is_told_closes_the_gap(doc: Thrustdoc) -> None:
    """Where a rule lacks one answer alone, giving a value that fits makes it fire."""
    closed = 0
    for facts in some_cases(doc.base, 40, seed=5):
        case = make_case(doc.base, facts)
        diagnosis = doc.plan(case).diagnosis
        asked = WhyNot(diagnosis)
        for ref in doc.base.conclusions:
            for miss in asked.misses(ref):
                gap, rule = miss.gaps[0], miss.rule
                tests = [test for test in rule.when if isinstance(test, FactTest) and test.fact in gap.ask]
                if len(miss.gaps) == 1 and gap.state == UNKNOWN and len(tests) == 1 and tests[0].op == "is":
                    value = min(tests[0].values, key=str)
                    more = doc.plan(make_case(doc.base, {**facts, tests[0].fact: value})).diagnosis
                    assert rule.name in {firing.rule.name for firing in more.trace} or rule.unless
                    closed += 1
    assert closed > 20


def test_unknown_stands_before_what_speaks_against_it(run: Run) -> None:
    out = " ".join(run(*HEELS, "-s", "knee_angle_top_deg=90", "--why-not", "feet_too_close").out.split())
    assert out.startswith("finding feet_too_close: ")
    assert "- not concluded rule findings/feet_too_close.toml#1 - 2 conditions short" in out
    assert "not known: one of the group bench (exercise) - not told; give exercise" in out
    assert (
        "speaks against it: knee angle at lockout: below 80 degrees (knee_angle_top_deg) - "
        "you said: knee angle at lockout 90 degrees" in out
    )
    rules = [out.index(f"findings/feet_too_close.toml#{number} ") for number in (1, 2)]
    assert rules == sorted(rules)


def test_a_missing_conclusion_is_followed_to_its_nearest_miss(run: Run) -> None:
    out = " ".join(run(*HEELS, "--why-not", "cause.close_feet").out.split())
    assert "nearest: finding feet_too_close: " in out
    assert "give exercise" in out


def test_an_exception_that_applies_is_named(run: Run) -> None:
    words = ("diagnose", "-s", "no_lockout=yes", "-s", "foot_distance=too_far")
    out = " ".join(run(*words, "--why-not", "cue_hips_up").out.split())
    assert "speaks against it: an exception applies: feet look too far (foot_distance)" in out


def test_what_is_held_back_names_the_policy_and_its_reason(run: Run) -> None:
    words = ("diagnose", "-s", "load_level=light", "-s", "no_lockout=no", "--why-not", "prog_heavy")
    out = " ".join(run(*words).out.split())
    assert "its rules reach it, but it is held back POL-16: Test: heavy work is earned (a decision of ours)" in out
    assert "Test text: sound technique comes first." in out
    assert "it acts because: always; unless some training in the lift" in out or "it acts because: always" in out
    data = json.loads(run(*words, "-f", "json").out)
    assert (data[0]["status"], data[0]["policy"], data[0]["rules"]) == ("withheld", "POL-16", [])


def test_what_stands_says_so_and_why(run: Run) -> None:
    out = run(*HEELS, "--why-not", "heels_lifting").out
    assert out.startswith("finding heels_lifting: ")
    assert " - it does stand\n" in out
    assert "you said: heels clearly lift (heels_lift)" in out


def test_what_is_only_likely_says_what_would_confirm_it(run: Run) -> None:
    words = ("-s", "exercise=bench_barbell", "-s", "foot_distance=too_close")
    out = " ".join(run("diagnose", *words, "--why-not", "feet_too_close").out.split())
    assert "it stands, but only as likely" in out
    assert "give knee_angle_top_deg" in out


def test_a_conclusion_without_rules_and_an_unknown_id(run: Run) -> None:
    assert "No rule leads to it." in run(*HEELS, "--why-not", "set_start_knee_90").out
    refused(run(*HEELS, "--why-not", "set_start_knee"), "set_start_knee_90?")


def test_a_value_that_was_given_is_not_called_unknown(doc_real: Thrustdoc) -> None:
    """The angle that the rules read is worked out from the one that was given."""
    plan = doc_real.diagnose({"exercise": "bench_barbell", "knee_angle_top_deg": 90})
    text = " ".join(answer(doc_real.reasoner, plan.diagnosis, "why_not", "finding.feet_too_close").split())
    assert "speaks against it: knee angle at lockout: below 80 degrees" in text
    assert "not known: knee angle at lockout: below" not in text
