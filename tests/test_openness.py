"""What is open and what is settled, against brute force: every page that some completion of a case could give."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.support import some_value
from thrustdoc import Thrustdoc
from thrustdoc.case import Case, make_case
from thrustdoc.computed import COMPUTED, compute
from thrustdoc.interview.choose import open_questions
from thrustdoc.interview.content import content
from thrustdoc.interview.known import known, open_sources
from thrustdoc.interview.net import Net
from thrustdoc.interview.openness import HELD, LIKELY, NOTHING, SURE, weigh
from thrustdoc.interview.wanted import Wanted, want
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.verify import outcome

BITS = {"nothing": NOTHING, "withheld": HELD, "candidate": LIKELY, "confirmed": SURE}
COMPLETIONS = 40


@pytest.fixture(scope="module")
def net(doc_real: Thrustdoc) -> Net:
    """The rules that ship, in compact form."""
    return Net(doc_real.base, doc_real.reasoner)


def asked(doc: Thrustdoc) -> list[Fact]:
    """Return the facts that somebody can be asked for."""
    return [fact for fact in doc.base.facts.values() if not fact.computed]


def values(fact: Fact, net: Net, dice: random.Random) -> list[Any]:
    """Return answers to a fact that rules can tell apart, and None for no answer."""
    if fact.type == "many":
        return [None, *(some_value(fact, dice) for _ in range(4))]
    if fact.type == "yes_no":
        return [None, True, False]
    return [None, *net.states[fact.id], some_value(fact, dice)]


def some_case(doc: Thrustdoc, dice: random.Random) -> tuple[Case, list[Fact]]:
    """Return a case of which few facts are open, and these facts."""
    facts = asked(doc)
    given = {fact.id: some_value(fact, dice) for fact in dice.sample(facts, dice.randint(2, 60))}
    if "health_flags" in given and dice.random() < 0.8:
        given["health_flags"] = ["none"]
    opened = dice.sample(facts, dice.randint(1, 4))
    given = {name: raw for name, raw in given.items() if name not in {fact.id for fact in opened}}
    closed = [fact.id for fact in facts if fact.id not in given and fact not in opened]
    return make_case(doc.base, given, closed), opened


def completions(opened: list[Fact], net: Net, dice: random.Random) -> Iterator[tuple[Any, ...]]:
    """Yield answers to the open facts, all combinations or some of them."""
    every = list(itertools.product(*(values(fact, net, dice) for fact in opened)))
    yield from every if len(every) <= COMPLETIONS else dice.sample(every, COMPLETIONS)


def completed(net: Net, case: Case, opened: list[Fact], answers: tuple[Any, ...]) -> Case:
    """Return the case with these answers."""
    given = {fact.id: raw for fact, raw in zip(opened, answers, strict=True) if raw is not None}
    return make_case(net.base, {**case.given, **given}, case.unknown)


@pytest.mark.parametrize("seed", range(20))
def test_every_completion_is_among_the_outcomes_that_were_possible(doc_real: Thrustdoc, net: Net, seed: int) -> None:
    dice = random.Random(seed)
    case, opened = some_case(doc_real, dice)
    possible = weigh(net, known(net, case))
    for answers in completions(opened, net, dice):
        trace = doc_real.reasoner.run(completed(net, case, opened, answers))
        for n, place in enumerate(net.places):
            assert possible.may[n] & BITS[outcome(trace, place.ref)], (place.ref, answers)


@pytest.mark.parametrize("seed", range(20))
def test_with_nothing_open_there_is_one_outcome_and_the_engine_agrees(doc_real: Thrustdoc, net: Net, seed: int) -> None:
    dice = random.Random(seed)
    case, opened = some_case(doc_real, dice)
    case = make_case(doc_real.base, case.given, (*case.unknown, *(fact.id for fact in opened)))
    trace = doc_real.reasoner.run(case)
    found = weigh(net, known(net, case))
    assert {place.ref: found.may[n] for n, place in enumerate(net.places)} == {
        place.ref: BITS[outcome(trace, place.ref)] for place in net.places
    }


@pytest.mark.parametrize("scope", ["complaint", "check", "choose", "plan", "all"])
@pytest.mark.parametrize("seed", range(15))
def test_a_question_is_dropped_only_where_no_completion_can_matter(
    doc_real: Thrustdoc, net: Net, scope: str, seed: int
) -> None:
    """Pages may differ only where an answer differs that was still asked for."""
    dice = random.Random(f"{scope} {seed}")
    case, opened = some_case(doc_real, dice)
    wanted = want(net, doc_real.base.intake.scopes[scope], case)
    opened = [fact for fact in opened if fact.id not in {*wanted.case.given, *wanted.case.unknown}]
    left = open_questions(net, wanted.view, wanted.case)
    pages: dict[tuple[str, ...], Mapping[str, Any]] = {}
    for answers in completions(opened, net, dice):
        after = Wanted(net, wanted.scope, completed(net, wanted.case, opened, answers), wanted.view)
        page = content(after.plan())
        told = tuple(str(raw) for fact, raw in zip(opened, answers, strict=True) if fact in left)
        assert pages.setdefault(told, page) == page, [fact.id for fact in opened]


def test_brute_force_would_notice(doc_real: Thrustdoc, net: Net) -> None:
    """The check above must fail for a question that is dropped although it matters."""
    case = make_case(doc_real.base, {"exercise": "bench_barbell", "heels_lift": "clearly"})
    wanted = want(net, doc_real.base.intake.scopes["complaint"], case)
    with_angle = make_case(doc_real.base, {**wanted.case.given, "knee_angle_top_deg": 68}, wanted.case.unknown)
    pages = [content(Wanted(net, wanted.scope, each, wanted.view).plan()) for each in (wanted.case, with_angle)]
    assert pages[0] != pages[1]
    assert "knee_angle_top_deg" in {fact.id for fact in open_questions(net, wanted.view, wanted.case)}


def test_what_a_computed_fact_no_longer_hangs_on_does_not_change_it(net: Net) -> None:
    dice = random.Random(5)
    sources = sorted({name for fact in net.facts for name in fact.computed_from})
    settled = 0
    for _ in range(3000):
        pick = {name: dice.choice(["given", "unknown", "open"]) for name in sources}
        raw = {name: some_value(net.base.facts[name], dice) for name in sources}
        given = {name: make_case(net.base, {name: raw[name]}).facts[name] for name in sources if pick[name] == "given"}
        unknown = [name for name in sources if pick[name] == "unknown"]
        for name in COMPUTED:
            left = open_sources(net, name, given, unknown)
            moved = {other: make_case(net.base, {other: raw[other]}).facts[other] for other in sources
                     if pick[other] == "open" and other not in left}  # fmt: skip
            one, other = compute(given).get(name), compute({**given, **moved}).get(name)
            assert (one and one.value) == (other and other.value), (name, given, moved)
            settled += bool(moved)
    assert settled > 1000
