"""How the cost of a case grows: with the rules that it touches, and with facts that no rule reads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

from benchmarks.measure import in_turns, medians, ratio
from thrustdoc.case import Case
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Ref, Rule

SIZES = (50, 100, 200, 400)
FACTS = 25
WORDS = ("a", "b", "c", "d")


def made_base(size: int) -> KnowledgeBase:
    """Return a base of so many rules on 25 facts, every fourth on a conclusion before it, every third with `unless`."""
    dice = Random(size)
    places: list[Ref] = [("finding", f"id_{n}") for n in range(size)]
    conclusions = {
        ref: Conclusion("finding", ref[1], ref[1], n, "?", rules=(made_rule(dice, n, ref),))
        for n, ref in enumerate(places)
    }
    return KnowledgeBase({}, {}, {}, {}, {}, conclusions, (), (), tuple(places))


def made_rule(dice: Random, number: int, ref: Ref) -> Rule:
    """Return one rule of such a base."""

    def test() -> FactTest:
        return FactTest(f"fact_{dice.randrange(FACTS)}", "is", frozenset(dice.sample(WORDS, 2)))

    chained = number % 4 == 3
    first: Condition = ConclusionTest("finding", (f"id_{dice.randrange(number)}",)) if chained else test()
    return Rule(ref[1], "conclude", (ref,), (first, test()), ((test(),),) if number % 3 == 0 else (), ("D0-01",))


def made_cases(extra: int = 0) -> list[Case]:
    """Return cases with all 25 facts, and `extra` ones that no rule reads."""
    dice = Random(1)
    names = [f"fact_{n}" for n in range(FACTS)] + [f"nothing_{n}" for n in range(extra)]
    return [Case({name: dice.choice(WORDS) for name in sorted(names)}) for _ in range(50)]


def growth(turns: int) -> None:
    """Print the time of a case for more rules and for more facts that do not matter."""
    cases = made_cases()
    took = in_turns({str(size): _all(Reasoner(made_base(size)), cases) for size in SIZES}, turns)
    for name, seconds in medians(took).items():
        print(f"  {name:>4} rules {seconds / len(cases) * 1e3:7.3f} ms a case")
    steps = [ratio(took, str(large), str(small)) for small, large in pairwise(SIZES)]
    print(f"  twice the rules cost {', '.join(f'{each:.2f}' for each in steps)} times as much (at most 2.2)")
    base = made_base(100)
    idle = in_turns({str(extra): _all(Reasoner(base), made_cases(extra)) for extra in (0, 25, 50, 100)}, turns)
    for name, seconds in medians(idle).items():
        print(f"  100 rules, {name:>3} facts that no rule reads {seconds / len(cases) * 1e3:7.3f} ms a case")


def _all(reasoner: Reasoner, cases: list[Case]) -> Callable[[], None]:
    def every() -> None:
        for case in cases:
            reasoner.run(case)

    return every
