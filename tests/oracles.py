"""python -m tests.oracles: the engine against experta's own matcher and against CLIPS, at full size.

Three programs that share nothing but the rules' texts must draw the same from them. The suite runs the same
comparisons at a size that fits; this takes minutes.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random

from tests.random_base import random_base, random_case
from tests.support import some_cases
from thrustdoc.case import Case, make_case
from thrustdoc.inference.engine import Firing, Reasoner
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase

BASES, CASES, REAL = 2000, 2000, 200
"""Full size: random bases, cases for CLIPS, and cases on the base that ships for experta's matcher."""

CASES_EACH = 4
"""Cases on one random base: what a case leaves behind shows in the next."""


def matchers_differ(seed: int) -> Case | None:
    """Return a case on which the two matchers disagree about the random base of a number, None where they agree."""
    base, dice = random_base(seed), Random(seed)
    return first_difference(base, [random_case(base, dice) for _ in range(CASES_EACH)])


def first_difference(base: KnowledgeBase, cases: list[Case]) -> Case | None:
    """Return the first case with other firings, in another order or with another status, under experta's matcher."""
    ours, theirs = Reasoner(base), Reasoner(base, reference=True)
    return next((case for case in cases if ours.run(case) != theirs.run(case)), None)


def legal_cases(base: KnowledgeBase, count: int, seed: int) -> list[Case]:
    """Return random legal cases, half of them sparse as those of clients are."""
    dense = list(some_cases(base, count, seed))
    dice = Random(seed)
    sparse = [
        {name: facts[name] for name in dice.sample(list(facts), min(len(facts), dice.randint(1, 12)))}
        for facts in dense[::2]
    ]
    return [make_case(base, facts) for facts in (*dense[1::2], *sparse)]


def clips_differs(base: KnowledgeBase, cases: list[Case]) -> Case | None:
    """Return the first case from which CLIPS draws something else, None where there is none.

    Compared are all firings with their status and the policy that held a conclusion back. CLIPS orders the activations
    of one rule in its own way, so their order is not.
    """
    from benchmarks.clips import ClipsReasoner

    ours, theirs = Reasoner(base), ClipsReasoner(base)
    for case in cases:
        found = Counter((each.rule, each.status, each.withheld_by) for each in theirs.fired(case))
        if found != Counter(map(_noted, ours.run(case))):
            return case
    return None


def _noted(firing: Firing) -> tuple[str, str, str]:
    """Return a firing as the CLIPS program notes it: what a withholding rests on is of no account."""
    status = "confirmed" if firing.rule.action == "withhold" else firing.status
    return firing.rule.name, status, firing.withheld_by


def main() -> int:
    """Run everything at full size. Exit code 1 where something differs."""
    base = load()
    bases = [seed for seed in range(BASES) if matchers_differ(seed)]
    print(f"{BASES} random bases, {CASES_EACH} cases each, on both matchers: {len(bases)} differ {bases[:5]}")
    real = first_difference(base, legal_cases(base, REAL, seed=1))
    print(f"the base that ships, {REAL} cases, on both matchers: {f'differs on {real}' if real else '0 differ'}")
    clips = clips_differs(base, legal_cases(base, CASES, seed=2))
    print(f"the base that ships, {CASES} cases, in CLIPS: {f'differs on {clips}' if clips else '0 differ'}")
    clipped = [n for n in range(BASES) if clips_differs(random_base(n), [random_case(random_base(n), Random(n))])]
    print(f"{BASES} random bases, 1 case each, in CLIPS: {len(clipped)} differ {clipped[:5]}")
    return 1 if bases or real or clips or clipped else 0


if __name__ == "__main__":
    sys.exit(main())
