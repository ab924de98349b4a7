"""Our matcher against experta's, and both against CLIPS; `python -m tests.oracles` does the same at full size."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.oracles import clips_differs, first_difference, legal_cases, matchers_differ
from tests.random_base import random_base, random_case
from tests.test_oracle import conclude
from thrustdoc.inference.engine import Reasoner
from thrustdoc.inference.matcher import PatternMatcher
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.verify import outcome

SEEDS = range(100)


def test_both_matchers_fire_the_same_in_the_same_order_on_random_bases() -> None:
    assert [seed for seed in SEEDS if matchers_differ(seed)] == []


def test_engine_and_loop_agree_on_random_bases() -> None:
    for seed in SEEDS:
        base = random_base(seed)
        case = random_case(base, Random(seed))
        trace = Reasoner(base).run(case)
        assert {ref: outcome(trace, ref) for ref in base.conclusions} == conclude(base, case), seed


def test_random_bases_reach_what_the_matcher_has_to_do() -> None:
    """Candidates that are confirmed later, withheld conclusions, and rules that fire several times all come up."""
    seen = set()
    for seed in SEEDS:
        base = random_base(seed)
        trace = Reasoner(base).run(random_case(base, Random(seed)))
        names = [firing.rule.name for firing in trace]
        statuses = {(firing.rule.targets[0], firing.status) for firing in trace if firing.rule.action == "conclude"}
        seen |= {"several times"} if len(names) > len(set(names)) else set()
        seen |= {"withheld"} if any(firing.withheld_by for firing in trace) else set()
        seen |= {"raised"} if len(statuses) > len({ref for ref, _ in statuses}) else set()
    assert seen == {"several times", "withheld", "raised"}


def test_both_matchers_fire_the_same_on_the_base_that_ships(real: KnowledgeBase) -> None:
    assert first_difference(real, legal_cases(real, 6, seed=1)) is None


def test_clips_draws_the_same_from_the_base_that_ships(real: KnowledgeBase) -> None:
    pytest.importorskip("clips")
    assert clips_differs(real, legal_cases(real, 60, seed=2)) is None


def test_clips_draws_the_same_from_random_bases() -> None:
    pytest.importorskip("clips")
    for seed in SEEDS:
        base = random_base(seed)
        assert clips_differs(base, [random_case(base, Random(seed))]) is None, seed


def never_blocks(matcher: Any, fact: Any, touched: set[int]) -> None:
    """A matcher that forgets NOT when a fact comes."""
    for slot, node in matcher._targets(fact)[0]:
        matcher.missing[node] -= not matcher.found[slot]
        matcher.found[slot] += (fact,)
        touched.add(node)


def never_deletes(_matcher: Any, _fact: Any, _touched: set[int]) -> None:
    """A matcher that forgets nothing: a candidate stands beside what it was raised to."""


REFRESH = PatternMatcher._refresh


def fires_again(matcher: Any, node: int, added: list[Any], removed: list[Any]) -> None:
    """A matcher that forgets which activations there were: what has fired fires again."""
    matcher.active.pop(node, None)
    REFRESH(matcher, node, added, removed)


@pytest.mark.parametrize(
    ("method", "bug"), [("_insert", never_blocks), ("_delete", never_deletes), ("_refresh", fires_again)]
)
def test_the_oracle_finds_a_bug_that_is_put_into_the_matcher(
    monkeypatch: pytest.MonkeyPatch, method: str, bug: Callable[..., None]
) -> None:
    monkeypatch.setattr(PatternMatcher, method, bug)
    assert any(matchers_differ(seed) for seed in range(200))
