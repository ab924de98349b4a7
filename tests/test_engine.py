"""The engine: which rules fire, with which status, what is held back, and that no case leaves anything to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support import FULL, some_cases
from thrustdoc import Thrustdoc, render
from thrustdoc.inference import engine as engine_module
from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.plan import Plan

BY_EYE = {"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly"}
MEASURED = {"exercise": "bench_barbell", "knee_angle_top_deg": 70, "heels_lift": "clearly"}


def statuses(plan: Plan) -> dict[str, str]:
    """Return the status of everything that stands."""
    return {name: drawn.status for (_, name), drawn in plan.diagnosis.drawn.items()}


def withheld(plan: Plan) -> dict[str, str]:
    """Return the policy that holds back each conclusion that is held back."""
    return {each.record.id: each.policy for each in plan.diagnosis.withheld}


def test_what_rests_on_a_candidate_is_a_candidate(doc: Thrustdoc) -> None:
    found = statuses(doc.diagnose(BY_EYE))
    assert (found["feet_too_close"], found["close_feet"], found["close_feet_feel_easy"]) == ("candidate",) * 3
    assert found["heels_lifting"] == "confirmed"
    assert "set_feet_farther" not in found


def test_what_rests_on_what_is_confirmed_is_confirmed(doc: Thrustdoc) -> None:
    found = statuses(doc.diagnose(MEASURED))
    names = ("feet_too_close", "close_feet", "close_feet_feel_easy", "set_feet_farther", "heels_lifting")
    assert {found[name] for name in names} == {"confirmed"}


def test_one_confirmed_rule_beside_a_candidate_rule_confirms_and_both_are_shown(doc: Thrustdoc) -> None:
    likely = {"load_level": "too_heavy", "no_lockout": True}
    assert statuses(doc.diagnose(likely))["low_back_overload"] == "candidate"
    assert statuses(doc.diagnose(likely))["too_heavy"] == "candidate"
    plan = doc.diagnose({**likely, "low_back_feel": "excessive"})
    back = plan.diagnosis.drawn["finding", "low_back_overload"]
    assert [(each.rule.name[-2:], each.status) for each in back.because] == [("#1", "confirmed"), ("#2", "candidate")]
    assert statuses(plan)["too_heavy"] == "confirmed"


def test_one_confirmed_premise_among_alternatives_confirms(doc: Thrustdoc) -> None:
    """cue_feet_flat takes either of two findings; here one is sure and the other only likely."""
    flat = doc.diagnose(BY_EYE).diagnosis.drawn["correction", "cue_feet_flat"]
    assert flat.status == "confirmed"
    (derivation,) = flat.because
    assert dict(derivation.conclusions) == {
        ("finding", "feet_too_close"): "candidate",
        ("finding", "heels_lifting"): "confirmed",
    }


BLOCKS = [
    ({}, True),
    ({"heels_lift": "clearly"}, True),
    ({"pad": False}, True),
    ({"heels_lift": "clearly", "pad": True}, True),
    ({"heels_lift": "slightly", "pad": False}, True),
    ({"heels_lift": "clearly", "pad": False}, False),
    ({"foot_distance": "too_far"}, False),
    ({"foot_distance": "too_far", "heels_lift": "clearly", "pad": False}, False),
]


@pytest.mark.parametrize(("facts", "stands"), BLOCKS)
def test_a_table_of_unless_blocks_when_all_of_it_holds(doc: Thrustdoc, facts: dict[str, Any], stands: bool) -> None:
    assert ("cue_hips_up" in statuses(doc.diagnose({"no_lockout": True, **facts}))) is stands


def notes(root: Path, tests: list[str]) -> Thrustdoc:
    """Return an engine on the base in `root` with one more note for each text of conditions."""
    ends = '[[example]]\ngiven = {}\nconcludes = "confirmed"\n[[example]]\ngiven = {}\nconcludes = "nothing"\n'
    for number, test in enumerate(tests):
        text = f'says = "Test text."\norder = {90 - number}\n[[when]]\ncites = ["D0-01"]\n{test}\n{ends}'
        (root / "notes" / f"extra_{number}.toml").write_text(text, encoding="utf-8")
    return Thrustdoc(load(root))


def test_rules_with_not_that_share_their_facts_fire_exactly_when_they_should(kb: Path) -> None:
    """experta's own agenda removes only some of the activations that a fact makes invalid."""
    shared = 'no_lockout = true\nload_level = "light"\n'
    blocks = ["pad = true", 'heels_lift = "clearly"', 'experience = "new"', 'finding = "heels_lifting"'] * 3
    engine = notes(kb, [f"{shared}unless = [{{ {block} }}]" for block in blocks])
    given: dict[str, Any] = {"no_lockout": True, "load_level": "light"}
    tries: list[tuple[dict[str, Any], set[int]]] = [
        ({}, {0, 1, 2, 3}),
        ({"pad": True}, {1, 2, 3}),
        ({"heels_lift": "clearly"}, {0, 2}),
        ({"heels_lift": "slightly", "experience": "new"}, {0, 1}),
        ({"pad": True, "heels_lift": "clearly", "experience": "new"}, set()),
        ({"pad": False, "heels_lift": "no", "experience": "advanced"}, {0, 1, 2, 3}),
    ]
    for facts, free in tries:
        found = {name for name in statuses(engine.diagnose(given | facts)) if name.startswith("extra_")}
        assert found == {f"extra_{number}" for number in range(12) if number % 4 in free}, facts


def test_a_rule_waits_for_everything_that_could_block_it(kb: Path) -> None:
    """extra_0 reads extra_1, which reads extra_2: the order of the files' names and of `order` must not matter."""
    chain = ["pad = true\nunless = [{ note = 'extra_1' }]", "pad = true\nunless = [{ note = 'extra_2' }]", "pad = true"]
    found = statuses(notes(kb, chain).diagnose({"pad": True}))
    assert {name for name in found if name.startswith("extra_")} == {"extra_0", "extra_2"}


def test_what_is_withheld_is_hidden_from_every_later_rule(doc: Thrustdoc) -> None:
    plan = doc.diagnose({**MEASURED, "red_flag_signs": ["shooting"]})
    assert set(statuses(plan)) == {"red_flag", "ref_stop"}
    assert withheld(plan) == {"feet_too_close": "POL-01", "heels_lifting": "POL-01"}
    fired = {firing.rule.targets[0][1] for firing in plan.diagnosis.trace if firing.rule.action == "conclude"}
    assert not fired & {"close_feet", "cue_feet_flat", "set_feet_farther", "close_feet_feel_easy"}


def test_a_policy_that_names_what_allows_holds_back_while_nothing_is_known(doc: Thrustdoc) -> None:
    heavy = {"load_level": "light", "no_lockout": False}
    earned = {**heavy, "experience": "advanced", "technique_sound": True}
    assert withheld(doc.diagnose(heavy)) == {"prog_heavy": "POL-16"}
    assert withheld(doc.diagnose({**heavy, "experience": "advanced"})) == {"prog_heavy": "POL-16"}
    assert "prog_heavy" in statuses(doc.diagnose(earned))
    assert withheld(doc.diagnose({**earned, "low_back_feel": "excessive"})) == {"prog_heavy": "POL-16"}


def test_what_needs_kit_is_held_back_only_when_the_kit_is_known_and_lacking(doc: Thrustdoc) -> None:
    assert withheld(doc.diagnose({"equipment": ["barbell"]})) == {"var_floor": "POL-15"}
    assert "var_floor" in statuses(doc.diagnose({"equipment": ["mat"]}))


def test_of_two_that_oppose_each_other_the_named_one_gives_way(doc: Thrustdoc) -> None:
    plan = doc.diagnose({"exercise": "bench_barbell", "no_lockout": True, "low_back_feel": "excessive"})
    assert "cue_drive_bar_back" in statuses(plan)
    assert withheld(plan)["cue_hips_up"] == "POL-08"


def test_what_is_withheld_itself_makes_nothing_give_way(kb: Path) -> None:
    path = kb / "corrections" / "cue_drive_bar_back.toml"
    path.write_text('needs = [["bench"]]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    facts = {"exercise": "bench_barbell", "no_lockout": True, "low_back_feel": "excessive", "equipment": ["mat"]}
    plan = Thrustdoc(load(kb)).diagnose(facts)
    assert withheld(plan) == {"cue_drive_bar_back": "POL-15"}
    assert "cue_hips_up" in statuses(plan)


def test_the_trace_tells_what_each_rule_matched(doc: Thrustdoc) -> None:
    trace = {firing.rule.name: firing for firing in doc.diagnose(BY_EYE).diagnosis.trace}
    close = trace["findings/feet_too_close.toml#2"]
    assert (dict(close.facts), close.unset, close.conclusions) == (
        {"exercise": "bench_barbell", "foot_distance": "too_close"},
        ("knee_angle_top_deg",),
        (),
    )
    cause = trace["causes/close_feet.toml#1"]
    assert cause.conclusions == (
        (("finding", "feet_too_close"), "candidate"),
        (("finding", "heels_lifting"), "confirmed"),
    )
    assert list(trace).index(close.rule.name) < list(trace).index(cause.rule.name)


def test_one_engine_for_many_cases_gives_the_same_as_a_fresh_one_each(base: KnowledgeBase) -> None:
    one = Thrustdoc(base)
    for facts in some_cases(base, 25, seed=1):
        assert render(one.diagnose(facts), "json") == render(Thrustdoc(base).diagnose(facts), "json")


def failing(original: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """Return `original`, which fails once the number of calls in `left` is used up; an empty `left` is no limit."""

    def call(*args: Any, **kwargs: Any) -> Any:
        if left:
            left[0] -= 1
            if left[0] < 0:
                raise ZeroDivisionError
        return original(*args, **kwargs)

    return call


@pytest.mark.parametrize("calls", [0, 2, 6])
@pytest.mark.parametrize(("owner", "name"), [(FactTest, "holds"), (engine_module, "_act"), (engine_module, "_firing")])
def test_an_exception_inside_the_engine_does_not_touch_the_next_case(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, calls: int
) -> None:
    """In the middle of a case a predicate or an action fails; what it leaves behind must not fire later."""
    left: list[int] = []
    monkeypatch.setattr(owner, name, failing(getattr(owner, name), left))
    engine = Thrustdoc(base)
    clean = {"heels_lift": "no", "pad": True}
    before = render(engine.diagnose(clean), "json")
    left.append(calls)
    with pytest.raises(ZeroDivisionError):
        engine.diagnose(FULL)
    left.clear()
    assert render(engine.diagnose(clean), "json") == before
    assert render(engine.diagnose(FULL), "json") == render(Thrustdoc(base).diagnose(FULL), "json")
