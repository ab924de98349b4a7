"""Why: every conclusion follows again from its printed derivation alone, and the tree says it in words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.replay import Replay
from tests.scenario import FILES, read
from tests.support import EXAMPLES, FULL, Run, read_example, refused, some_cases
from thrustdoc import Thrustdoc
from thrustdoc.case import Case, make_case
from thrustdoc.cli.asking import spelled_out
from thrustdoc.computed import with_computed
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.report import FORMATS, Look, render
from thrustdoc.why.derivation import derivation_data
from thrustdoc.why.inquiry import answer

CLOSE = ("-s", "exercise=bench_barbell", "-s", "knee_angle_top_deg=78", "-s", "heels_lift=clearly")


def replay_all(diagnosis: Diagnosis) -> int:
    """Replay every conclusion that stands or is held back; return how many."""
    refs = [*diagnosis.drawn, *(each.record.ref for each in diagnosis.withheld)]
    for ref in refs:
        printed = json.loads(json.dumps(derivation_data(diagnosis, ref)))
        again = Replay(diagnosis.base, printed)
        assert not again.unset & set(again.facts), (ref, again.unset & set(again.facts))
        status = again.status(ref)
        assert status == (diagnosis.drawn[ref].status if ref in diagnosis.drawn else status) != "nothing", ref
        worked_out = with_computed(diagnosis.base, again.given)
        assert {name: worked_out.get(name) for name in again.computed} == again.computed, ref
    return len(refs)


def scenario_case(doc: Thrustdoc, path: Path) -> Case:
    """Return the case of a scenario."""
    return make_case(doc.base, read(path).facts)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_conclusion_of_a_scenario_replays(doc_real: Thrustdoc, path: Path) -> None:
    assert replay_all(doc_real.plan(scenario_case(doc_real, path)).diagnosis)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_conclusion_of_an_example_case_replays(doc_real: Thrustdoc, name: str) -> None:
    assert replay_all(doc_real.plan(read_example(doc_real.base, name)).diagnosis)


def test_every_conclusion_of_any_case_replays(doc: Thrustdoc, doc_real: Thrustdoc) -> None:
    for each, count in ((doc, 200), (doc_real, 15)):
        for facts in some_cases(each.base, count, seed=11):
            replay_all(each.diagnose(facts).diagnosis)


def test_every_conclusion_of_the_examples_inside_the_rules_replays(doc: Thrustdoc) -> None:
    for record in doc.base.conclusions.values():
        for example in record.examples:
            replay_all(doc.plan(make_case(doc.base, example.given)).diagnosis)


def test_the_tree_goes_down_to_facts_and_claims_in_words(run: Run) -> None:
    out = run("diagnose", "--why=cue_feet_flat", *CLOSE).out
    flat = " ".join(out.split())
    for words in (
        "correction cue_feet_flat: Test text: keep the whole foot on the floor. - confirmed",
        "confirmed by rule corrections/cue_feet_flat.toml#1",
        "source: D0-03: Test text: a lifted heel shows that the stance is off. (Test document zero: Feet)",
        "finding heels_lifting: ",
        "you said: heels clearly lift (heels_lift)",
        "you said: knee angle at lockout 78 degrees (knee_angle_top_deg)",
    ):
        assert words in flat, words


def test_a_conclusion_is_shown_once_and_then_referred_to(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly"})
    text = answer(doc.reasoner, plan.diagnosis, "why", "close_feet_feel_easy")
    heads = re.findall(r"(?m)^ *(finding \w+|cause \w+): .*?$", text)
    assert len(heads) == len(set(heads)) + text.count("(shown above)")


def test_why_prints_within_the_terminal(doc: Thrustdoc) -> None:
    plan = doc.diagnose(FULL)
    for ref in plan.diagnosis.drawn:
        for width in (40, 80):
            text = answer(doc.reasoner, plan.diagnosis, "why", ".".join(ref), look=Look(width=width))
            assert max(map(len, text.splitlines())) <= width


def test_what_is_not_concluded_has_no_why(run: Run) -> None:
    refused(run("diagnose", *CLOSE, "--why", "red_flag"), "red_flag is not concluded. Ask --why-not red_flag.")
    refused(run("diagnose", *CLOSE, "--why=feet_to_close"), "'feet_to_close' is no finding", "feet_too_close?")


def test_what_is_held_back_has_its_policy_and_its_rules(run: Run) -> None:
    words = ("-s", "load_level=light", "-s", "no_lockout=no")
    assert " - held back by POL-16\n" in run("diagnose", *words, "--why", "prog_heavy").out
    data = json.loads(run("diagnose", *words, "--why", "prog_heavy", "-f", "json").out)
    assert (data[0]["derivation"][0]["status"], data[0]["derivation"][0]["policy"]) == ("withheld", "POL-16")


def test_why_never_swallows_the_case(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("case.toml", "plain"):
        Path(name).write_text('[facts]\nheels_lift = "clearly"\n', encoding="utf-8")
        page = run("diagnose", "--why", name)
        assert page == run("diagnose", name, "--why")
        assert "heels_lifting: heels clearly lift [" in " ".join(page.out.split())
        asked = run("diagnose", name, "--why", "heels_lifting")
        assert asked.out.startswith("finding heels_lifting")
        assert asked == run("diagnose", "--why", "heels_lifting", name) == run("diagnose", name, "--why=heels_lifting")
        assert asked == run("diagnose", name, "--why-of", "finding.heels_lifting")
    assert run("diagnose", "--why", "-", stdin=b'[facts]\nheels_lift = "clearly"\n').code == 0
    assert list(spelled_out(["--why", "a", "--", "--why", "b"])) == ["--why-of", "a", "--", "--why", "b"]


def test_one_question_at_a_time_as_text_or_json(run: Run, tmp_path: Path) -> None:
    for words in (("--why", "pad", "--flip", "x"), ("--flip", "heels_lifting", "-f", "html")):
        result = run("diagnose", *CLOSE, *words)
        assert (result.code, result.out) == (2, "")
    run("diagnose", *CLOSE, "--flip", "heels_lifting", "-o", tmp_path / "answer.json")
    assert json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))[0]["stands"]


def test_html_holds_the_derivations_folded_away(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly"})
    page = render(plan, "html")
    folded = re.findall(r"<details><summary>Why</summary>.*?</details>", page, re.DOTALL)
    assert len(folded) >= len(plan.today) + 1
    assert "You said: heels clearly lift" in folded[0]
    assert not re.search(r"D0-|POL-|toml|heels_lifting", "".join(folded))


def test_a_reason_is_one_line_of_plain_words_and_says_nothing_twice(doc: Thrustdoc, doc_real: Thrustdoc) -> None:
    for each, facts in [(doc, FULL)] + [(doc_real, read(path).facts) for path in FILES[::8]]:
        plan = each.diagnose(facts)
        reasons = re.findall(r"(?m)^ *(Because.*)$", render(plan, "text", Look(width=88)))
        assert len(reasons) == len(set(reasons))
        assert not re.search(r"_|POL-|toml", "".join(reasons))
        assert all(line.count(";") <= 3 for line in reasons)


CLOSE_CALLS = [(78, 80), (82, 80), (96, 100), (68, None), (90, None), (74, None)]


@pytest.mark.parametrize(("angle", "edge"), CLOSE_CALLS)
def test_a_close_call_is_marked_in_every_format(doc_real: Thrustdoc, angle: float, edge: float | None) -> None:
    plan = doc_real.diagnose({"exercise": "bench_barbell", "knee_angle_top_deg": angle, "heels_lift": "slightly"})
    words = f"Close call, re-measure: knee angle at lockout {angle} degrees, and the line is at {edge}."
    for fmt in set(FORMATS) - {"json"}:
        page = " ".join(re.sub(r"\\(.)", r"\1", render(plan, fmt)).split())
        assert page.count(words) == (edge is not None), fmt
        assert edge is not None or "Close call" not in page
    found = {each["id"]: each.get("close_call") for each in json.loads(render(plan, "json"))["findings"]}
    own = {"fact": "knee_angle_top_deg", "value": angle, "edge": edge, "error": 5} if edge else None
    assert found["feet_ok" if 80 <= angle <= 100 else "feet_too_close"] == own
    assert found["heels_lifting"] is None


def test_a_goniometer_makes_fewer_close_calls_and_a_string_may_be_one(doc_real: Thrustdoc) -> None:
    facts = {"exercise": "bench_barbell", "knee_angle_top_deg": 76}
    assert "Close call" in render(doc_real.diagnose(facts), "text")
    assert "Close call" not in render(doc_real.diagnose({**facts, "knee_angle_source": "goniometer"}), "text")
    string = {"exercise": "bench_barbell", "string_gap_cm": -7.5, "thigh_slope_top_deg": 0, "shank_cm": 41}
    assert "Close call" in render(doc_real.diagnose(string), "text")
