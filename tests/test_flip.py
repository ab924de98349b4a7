"""What would change it: every change that is named does what it says, and no smaller one does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from tests.scenario import FILES, read
from tests.support import Run, some_cases
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.casefile import read_case
from thrustdoc.computed import compute
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.errors import ThrustdocError
from thrustdoc.geometry import ANGLE_ERROR, SLOPE_ERROR_DEG, STRING_ERROR_CM
from thrustdoc.knowledge.anomalies.domain import fact_tests, states
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase, Ref
from thrustdoc.plan import GATE
from thrustdoc.why.answers import apply
from thrustdoc.why.bounds import STATUS, Outlook
from thrustdoc.why.flip import Flips, find_flips
from thrustdoc.why.inquiry import flip_data

MOST = 2
BENCH = {"exercise": "bench_barbell"}


def stands_with(doc: Thrustdoc, given: dict[str, Value], ref: Ref) -> bool:
    """Tell whether a conclusion stands for these facts."""
    return ref in doc.plan(make_case(doc.base, given)).diagnosis.drawn


def check_ways(doc: Thrustdoc, diagnosis: Diagnosis, ref: Ref) -> Flips:
    """Check that every way turns a conclusion and that all are of one size; return the ways."""
    flips = find_flips(doc.reasoner, diagnosis, ref)
    assert flips.stands == (ref in diagnosis.drawn)
    assert len({len(way) for way in flips.ways}) <= 1
    for way in flips.ways[:6]:
        assert stands_with(doc, apply(diagnosis.case.given, way), ref) != flips.stands, (ref, way)
        assert all(each.before == diagnosis.case.given.get(each.fact) != each.after for each in way)
    return flips


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_flip_of_a_scenario_does_what_it_says(doc_real: Thrustdoc, path: Path) -> None:
    diagnosis = doc_real.plan(make_case(doc_real.base, read(path).facts)).diagnosis
    for drawn in (*diagnosis.of("finding"), *diagnosis.of("cause")):
        assert check_ways(doc_real, diagnosis, drawn.record.ref).ways, drawn.record.id


@pytest.mark.parametrize("path", FILES[::10], ids=lambda path: path.stem)
def test_every_flip_that_brings_something_does(doc_real: Thrustdoc, path: Path) -> None:
    diagnosis = doc_real.plan(make_case(doc_real.base, read(path).facts)).diagnosis
    missing = [ref for ref in doc_real.base.conclusions if ref not in diagnosis.drawn][::9]
    assert sum(bool(check_ways(doc_real, diagnosis, ref).ways) for ref in missing) > len(missing) / 3


def values(base: KnowledgeBase, name: str) -> list[Value]:
    """Return one answer of each kind that the rules tell apart; for several words, all combinations."""
    fact, tests = base.facts[name], fact_tests(base)[name]
    if fact.type != "many":
        return list(states(fact, tests))
    words = [word for word in fact.values if word != "none"]
    several = [frozenset(each) for count in range(1, len(words) + 1) for each in combinations(words, count)]
    return [*several, *([frozenset({"none"})] if "none" in fact.values else [])]


def all_ways(base: KnowledgeBase, given: dict[str, Value], size: int) -> Iterator[dict[str, Value]]:
    """Yield the facts after every change of `size` answers."""
    for names in combinations(base.facts, size):
        options: list[list[Any]] = [[*values(base, name), None] for name in names]
        for chosen in product(*options):
            if all(value != given.get(name) for name, value in zip(names, chosen, strict=True)):
                changed = {**given, **dict(zip(names, chosen, strict=True))}
                yield {name: value for name, value in changed.items() if value is not None}


def gate_acts(doc: Thrustdoc, given: dict[str, Value]) -> bool:
    """Tell whether the safety gate acts on a case."""
    trace = doc.plan(make_case(doc.base, given)).diagnosis.trace
    return any(firing.rule.action == "withhold" and GATE in firing.rule.cites for firing in trace)


def smallest_by_force(doc: Thrustdoc, given: dict[str, Value]) -> dict[Ref, int]:
    """Return for each conclusion how few changes turn it, trying all up to MOST, warning signs as the search does."""
    stand = set(doc.plan(make_case(doc.base, given)).diagnosis.drawn)
    gated = gate_acts(doc, given)
    found: dict[Ref, int] = {}
    for size in range(1, MOST + 1):
        for changed in all_ways(doc.base, given, size):
            diagnosis = doc.plan(make_case(doc.base, changed)).diagnosis
            turned = (stand ^ set(diagnosis.drawn)) - found.keys()
            if turned & stand and not gated and gate_acts(doc, changed):
                turned -= stand
            found |= dict.fromkeys(turned, size)
    return found


FORCED: list[dict[str, Any]] = [
    {**BENCH, "knee_angle_top_deg": 68.0, "heels_lift": "clearly"},
    {"heels_lift": "no", "load_level": "light", "no_lockout": False},
]


@pytest.mark.parametrize("given", FORCED, ids=range(len(FORCED)))
def test_no_smaller_change_would_do(doc: Thrustdoc, given: dict[str, Any]) -> None:
    forced = smallest_by_force(doc, given)
    diagnosis = doc.diagnose(given).diagnosis
    for ref in doc.base.conclusions:
        ways = check_ways(doc, diagnosis, ref).ways
        size = len(ways[0]) if ways else MOST + 1
        assert min(size, MOST + 1) == forced.get(ref, MOST + 1), (ref, ways)


def test_any_case_of_the_tiny_base(doc: Thrustdoc) -> None:
    for facts in some_cases(doc.base, 25, seed=9):
        diagnosis = doc.diagnose(facts).diagnosis
        for ref in doc.base.conclusions:
            check_ways(doc, diagnosis, ref)


ANGLES = [(78, True), (83, True), (74, False), (75.5, True)]


@pytest.mark.parametrize(("angle", "noise"), ANGLES)
def test_it_says_when_an_error_of_measurement_alone_could_do_it(run: Run, angle: float, noise: bool) -> None:
    words = ("--rules", "rules", "-s", "exercise=bench_barbell", "-s", f"knee_angle_top_deg={angle}")
    out = " ".join(run("diagnose", *words, "--flip", "finding.feet_too_close").out.split())
    assert ("An error of measurement alone could do it: knee angle at lockout is good to about 5" in out) == noise
    assert f"-s knee_angle_top_deg={'79' if angle == 83 else '80'}" in out
    read_off = ("-s", "knee_angle_source=goniometer")
    exact = " ".join(run("diagnose", *words, *read_off, "--flip", "finding.feet_too_close").out.split())
    assert ("good to about 3 degrees" in exact) == (angle == 78)


def test_a_warning_sign_is_no_way_to_silence_a_line(doc: Thrustdoc) -> None:
    diagnosis = doc.diagnose({**BENCH, "knee_angle_top_deg": 68}).diagnosis
    ways = find_flips(doc.reasoner, diagnosis, ("finding", "feet_too_close")).ways
    assert "red_flag_signs" not in {each.fact for way in ways for each in way}
    brings = find_flips(doc.reasoner, diagnosis, ("finding", "red_flag"))
    assert {each.fact for way in brings.ways for each in way} == {"red_flag_signs"}


def test_what_it_prints_can_be_typed(run: Run, doc: Thrustdoc, tmp_path: Path) -> None:
    case = tmp_path / "case.toml"
    case.write_text('[facts]\nexercise = "bench_barbell"\nknee_angle_top_deg = 68\npad = false\n', encoding="utf-8")
    for name in ("finding.feet_too_close", "mat_as_pad", "heels_lifting"):
        data = json.loads(run("diagnose", case, "--flip", name, "-f", "json").out)[0]
        assert data["ways"]
        for way in data["ways"]:
            words = [word for setting in way["set"] for word in ("-s", setting)]
            report = json.loads(run("diagnose", case, *words, "-f", "json").out)
            ids = {each["id"] for part in ("findings", "corrections", "notes") for each in report[part]}
            assert (data["id"] in ids) != data["stands"], way
    assert read_case(doc.base, str(case)).facts["pad"] is False


def test_what_cannot_be_turned_says_so(run: Run, doc: Thrustdoc) -> None:
    out = run("diagnose", "-s", "pad=no", "--flip", "set_start_knee_90").out
    assert "it does not stand; no change of up to 3 answers brings it" in " ".join(out.split())
    diagnosis = doc.diagnose({"pad": False}).diagnosis
    data = flip_data(find_flips(doc.reasoner, diagnosis, ("correction", "set_start_knee_90")))
    assert (data["size"], data["ways"]) == (None, [])


def test_computed_facts_name_all_that_they_come_from(real: KnowledgeBase) -> None:
    """The search changes only what a computed fact says it comes from."""
    numbers = {"knee_angle_top_deg": 70.0, "string_gap_cm": -9.0, "thigh_slope_top_deg": 2.0, "shank_cm": 40.0,
               "stature_cm": 180.0}  # fmt: skip
    words: dict[str, list[Value | None]] = {
        "knee_angle_source": ["goniometer", "picture", "eye", None],
        "hip_extension_top": ["full", "short", None],
        "no_lockout": [True, None],
        "foot_contact": ["heels_up", "flat", None],
        "foot_lift_phase": ["bottom", None],
    }
    options: dict[str, list[Value | None]] = {**{name: [value, None] for name, value in numbers.items()}, **words}
    missing = set()
    for chosen in product(*options.values()):
        facts = {name: value for name, value in zip(options, chosen, strict=True) if value is not None}
        found = worked_out(facts)
        for dropped in facts:
            less = worked_out({name: value for name, value in facts.items() if name != dropped})
            changed = {name for name in {*found, *less} if found.get(name) != less.get(name)}
            missing |= {(name, dropped) for name in changed if dropped not in real.facts[name].computed_from}
    assert missing == set()


def test_the_errors_of_the_facts_are_those_of_the_formulas(real: KnowledgeBase) -> None:
    angle, source = real.facts["knee_angle_top_deg"], "knee_angle_source"
    assert {kind: angle.error_in({source: kind}) for kind in ANGLE_ERROR} == ANGLE_ERROR
    assert angle.error_in({}) == ANGLE_ERROR["picture"]
    assert real.facts["string_gap_cm"].error == STRING_ERROR_CM
    assert real.facts["thigh_slope_top_deg"].error == SLOPE_ERROR_DEG
    assert all(fact.error_source for fact in real.facts.values() if fact.error)


WRONG_ERRORS = [
    ('error = 5\nerror_source = "x"', "pad", "only a number has an error"),
    ("error = 5", "knee_angle_top_deg", "the field error_source is missing"),
    ('error = -1\nerror_source = "x"', "knee_angle_top_deg", "none below 0"),
    ('error = 5\nerror_by = { pad = { maybe = 3 } }\nerror_source = "x"', "knee_angle_top_deg", "pad = maybe"),
]


@pytest.mark.parametrize(("text", "fact", "says"), WRONG_ERRORS, ids=range(len(WRONG_ERRORS)))
def test_a_wrong_error_is_refused(kb: Path, text: str, fact: str, says: str) -> None:
    path = kb / "facts" / "setup.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(f"[{fact}]\n", f"[{fact}]\n{text}\n"), encoding="utf-8")
    with pytest.raises(ThrustdocError, match=says):
        load(kb)


def worked_out(facts: dict[str, Value]) -> dict[str, Value]:
    """Return the values of the computed facts."""
    return {name: each.value for name, each in compute(facts).items()}


def test_the_outlook_with_no_answer_open_is_what_the_engine_says(doc: Thrustdoc, doc_real: Thrustdoc) -> None:
    for each, count in ((doc, 100), (doc_real, 15)):
        for facts in some_cases(each.base, count, seed=13):
            diagnosis = each.diagnose(facts).diagnosis
            outlook = Outlook(each.base, diagnosis.case.facts)
            for ref in each.base.conclusions:
                bounds = outlook.standing(ref)
                status = diagnosis.drawn[ref].status if ref in diagnosis.drawn else "nothing"
                assert bounds.low == bounds.high == STATUS.index(status), ref


def test_an_outlook_with_open_answers_holds_whatever_they_become(doc: Thrustdoc) -> None:
    for facts in some_cases(doc.base, 60, seed=17):
        diagnosis = doc.diagnose(facts).diagnosis
        opened = sorted(facts)[::2]
        outlook = Outlook(doc.base, diagnosis.case.facts, opened)
        for less in (opened, opened[:1], []):
            kept = {name: value for name, value in facts.items() if name not in less}
            found = doc.diagnose(kept).diagnosis.drawn
            for ref in doc.base.conclusions:
                strength = STATUS.index(found[ref].status) if ref in found else 0
                assert outlook.standing(ref).low <= strength <= outlook.standing(ref).high, ref
