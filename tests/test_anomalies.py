"""The exact search for anomalies: it means what the engine does, catches every seeded defect and passes clean bases."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support import TESTS, Run, refused
from thrustdoc.case import make_case, read_settings
from thrustdoc.errors import ThrustdocError
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.anomalies import search as search_module
from thrustdoc.knowledge.anomalies.domain import setting, states
from thrustdoc.knowledge.anomalies.encode import Encoding
from thrustdoc.knowledge.anomalies.search import SEARCHES, UNREAD, search
from thrustdoc.knowledge.anomalies.solver import Solver
from thrustdoc.knowledge.conditions import Band, FactTest
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.verify import outcome

pytest.importorskip("pysat.solvers")

DEFECTS = tomllib.loads((TESTS / "defects.toml").read_text(encoding="utf-8"))
GATE = ("red_flag_signs", "health_flags")
"""Facts that silence nearly everything else."""


def seed(root: Path, edits: list[dict[str, str]]) -> None:
    """Write a defect into the base in `root`."""
    for edit in edits:
        path = root / edit["file"]
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert edit.get("old", "") in text, f"{edit['file']} has changed"
        text = text.replace(edit["old"], edit["new"], 1) if "old" in edit else f"{text}\n{edit['new']}\n"
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", DEFECTS)
def test_a_seeded_defect_is_reported_under_its_kind(kb: Path, name: str) -> None:
    defect = DEFECTS[name]
    seed(kb, defect["edits"])
    found = {kind: [str(each) for each in problems] for kind, problems in search(load(kb)).by_kind.items()}
    if defect["kind"] == "none":
        assert not any(found.values()), found
    else:
        assert any(all(word in text for word in defect["words"]) for text in found[defect["kind"]]), found


def test_every_kind_of_anomaly_has_a_seeded_defect() -> None:
    assert {UNREAD, *SEARCHES} == {defect["kind"] for defect in DEFECTS.values()} - {"none"}


def test_a_circle_is_found_on_loading(kb: Path) -> None:
    circle = '[[when]]\ncites = ["D0-03"]\ncause = "close_feet"\n'
    seed(kb, [{"file": "findings/heels_lifting.toml", "new": circle}])
    with pytest.raises(ThrustdocError, match=r"finding heels_lifting -> cause close_feet|cause close_feet -> finding"):
        load(kb)


def test_moves_takes_only_what_is_known_to_move(kb: Path) -> None:
    moves = 'order = 10\nmoves = { foot_distanse = "away", drive = "down" }'
    seed(kb, [{"file": "corrections/load_reduce.toml", "old": "order = 10", "new": moves}])
    with pytest.raises(ThrustdocError) as caught:
        load(kb)
    texts = [str(problem) for problem in caught.value.problems]
    assert any("foot_distanse" in text and "Did you mean foot_distance?" in text for text in texts), texts
    assert any("drive = 'down'" in text and "Use one of: up, back." in text for text in texts), texts


def test_the_tiny_base_is_clean(base: KnowledgeBase) -> None:
    found = search(base)
    assert found.problems == ()
    assert found.questions > 200


def test_the_real_base_is_clean(real: KnowledgeBase) -> None:
    assert [str(problem) for problem in search(real).problems] == []
    assert {each.id for each in real.of("note") if "answers" in each.groups} == {"nothing_to_fix", "not_covered"}


def test_check_tells_what_it_searched_and_found(kb: Path, run: Run) -> None:
    assert re.search(
        r"Exact search of all legal cases: \d+ questions, 9 kinds of anomalies, 0 found\.", run("check", kb).out
    )
    seed(kb, DEFECTS["narrower_rule"]["edits"])
    refused(run("check", kb), "findings/heels_lifting.toml#1 fires wherever it does", "1 found (1 superfluous rules)")


def test_check_does_the_rest_without_the_solver(kb: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "installed", lambda: False)
    seed(kb, DEFECTS["table_that_never_blocks"]["edits"])
    result = run("check", kb)
    assert (result.code, result.err) == (0, "")
    assert "the exact search was left out: it needs pip install 'thrustdoc[test]'." in result.out.lower()
    seed(kb, DEFECTS["unread_fact"]["edits"])
    refused(run("check", kb), "no rule, wording or policy reads it")


def test_a_witness_is_a_case_in_which_it_happens(kb: Path) -> None:
    seed(kb, DEFECTS["two_directions"]["edits"])
    base = load(kb)
    (problem,) = search(base).problems
    settings = problem.says.rpartition("as in ")[2].split()
    trace = Reasoner(base).run(make_case(base, read_settings(base, settings)))
    assert outcome(trace, ("correction", "load_reduce")) != "nothing"
    assert outcome(trace, ("correction", "set_feet_farther")) == "confirmed"
    assert len(settings) == 3, "the exercise, the angle and the strained back; nothing that is not needed"


def some_value(dice: random.Random, fact: Fact, tests: tuple[FactTest, ...]) -> Any:
    """Return a legal value; a number often on a threshold or just beside one."""
    if fact.type == "yes_no":
        return dice.random() < 0.5
    if fact.type == "choice":
        return dice.choice(list(fact.values))
    if fact.type == "many":
        words = [word for word in fact.values if word != "none"]
        alone = "none" in fact.values and dice.random() < 0.2
        return ["none"] if alone else dice.sample(words, dice.randint(1, len(words)))
    edges = [edge for test in tests if test.op != "unset" for edge in (test.band.low, test.band.high, *test.values)]
    near = [edge + step for edge in edges for step in (-0.01, 0, 0.01) if fact.low <= edge + step <= fact.high]
    return dice.choice(near) if near and dice.random() < 0.7 else dice.uniform(fact.low, fact.high)


def some_cases(encoding: Encoding, count: int) -> Iterator[dict[str, Any]]:
    """Yield legal cases, from nearly empty to nearly full, the same ones in every run."""
    dice = random.Random(20261120)
    for _ in range(count):
        share = dice.choice([0.05, 0.2, 0.5, 0.9])
        yield {
            name: some_value(dice, fact, encoding.tests[name])
            for name, fact in encoding.base.facts.items()
            if dice.random() < (share / 10 if name in GATE else share)
        }


class Pair:
    """The engine and the clauses, asked about the same cases."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base, self.encoding, self.reasoner = base, Encoding(base), Reasoner(base)
        self.rules = {rule.name: (rule, self.encoding.fires(rule)) for rule in base.all_rules()}
        self.solver = Solver(self.encoding)
        self.fired: set[str] = set()

    def differences(self, given: Mapping[str, Any]) -> list[str]:
        """Return every rule and conclusion on which the two disagree in a case."""
        case = make_case(self.base, given)
        trace = self.reasoner.run(case)
        model = self.solver.model(self.encoding.literals(case.facts))
        assert model is not None, given
        fired = {id(firing.rule) for firing in trace}
        self.fired |= {firing.rule.name for firing in trace}
        wrong = [name for name, (rule, fires) in self.rules.items() if (fires in model) != (id(rule) in fired)]
        for ref in self.base.conclusions:
            stands = "confirmed" if self.encoding.sure[ref] in model else "candidate"
            said = stands if self.encoding.stands[ref] in model else "withheld"
            said = said if self.encoding.reached[ref] in model else "nothing"
            if said != outcome(trace, ref):
                wrong.append(f"{ref}: {said} instead of {outcome(trace, ref)}")
        return [f"{each} for {given}" for each in wrong]


def test_the_clauses_mean_what_the_engine_does(base: KnowledgeBase) -> None:
    pair = Pair(base)
    assert [each for given in some_cases(pair.encoding, 3000) for each in pair.differences(given)] == []
    assert pair.fired == set(pair.rules), "every rule was tried"


def test_the_clauses_mean_what_the_engine_does_on_the_real_base(real: KnowledgeBase) -> None:
    pair = Pair(real)
    assert [each for given in some_cases(pair.encoding, 400) for each in pair.differences(given)] == []


def test_what_the_solver_calls_possible_happens_in_the_engine(real: KnowledgeBase) -> None:
    pair = Pair(real)
    for name, (_, fires) in pair.rules.items():
        if name in pair.fired:
            continue
        model = pair.solver.smallest([fires])
        assert model is not None, name
        case = pair.encoding.case(model)
        assert not [fact for fact in case if real.facts[fact].computed], "a witness holds answers, not what follows"
        assert pair.differences(case) == []
    assert pair.fired == set(pair.rules)


def angle(**band: Any) -> FactTest:
    """Return a test of the fact `angle`."""
    return FactTest("angle", "band", band=Band(**band))


def test_numbers_that_no_test_tells_apart_are_one_state() -> None:
    fact = Fact("angle", "setup", "number", "Test?", low=40, high=180)
    assert states(fact, []) == (40.0,)
    assert states(fact, [angle(high=80, high_in=False)]) == (40.0, 80.0)
    assert states(fact, [angle(low=80, high=100)]) == (40.0, 80.0)
    assert states(fact, [angle(low=80, high=80)]) == (40.0, 80.0)
    assert states(fact, [angle(low=80, high=81, low_in=False, high_in=False)]) == (40.0, 80.5)
    assert states(fact, [angle(low=200)]) == (40.0,)
    assert states(fact, [FactTest("angle", "is", frozenset({90.0}))]) == (40.0, 90.0)


def test_a_witness_can_be_typed_again(base: KnowledgeBase) -> None:
    texts = ["pad=no", "knee_angle_top_deg=80.125", "equipment=bench,box", "heels_lift=clearly"]
    facts = make_case(base, read_settings(base, texts)).facts
    assert sorted(setting(name, value) for name, value in facts.items()) == sorted(texts)
    assert setting("knee_angle_top_deg", 80.0000001) == "knee_angle_top_deg=80.0000001"
