"""Cases a second with the full trace: our matcher, CLIPS, experta's own matcher, and a plain loop over the rules."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.clips import ClipsReasoner
from benchmarks.floor import PlainReasoner
from benchmarks.measure import in_turns, medians, ratio
from tests.oracles import clips_differs
from tests.support import some_cases
from thrustdoc.case import Case, make_case
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.records import KnowledgeBase

OURS, CLIPS, STOCK, LOOP = "thrustdoc", "clipspy", "experta's matcher", "plain loop"


def clients(base: KnowledgeBase, count: int) -> list[Case]:
    """Return cases with as many facts as clients give: 5 to 20."""
    dice = Random(3)
    dense = some_cases(base, count * 2, seed=3)
    sparse = ({name: facts[name] for name in dice.sample(list(facts), min(len(facts), dice.randint(5, 20)))}
              for facts in dense)  # fmt: skip
    return [make_case(base, facts) for facts in sparse if len(facts) >= 5][:count]


def crowded(base: KnowledgeBase, count: int) -> list[Case]:
    """Return cases with any number of facts, half of all on average."""
    return [make_case(base, facts) for facts in some_cases(base, count, seed=4)]


def engines(base: KnowledgeBase, turns: int) -> None:
    """Print cases a second of every engine, on two kinds of cases, after checking that CLIPS draws the same."""
    for kind, make in (("clients' cases", clients), ("crowded cases", crowded)):
        cases = make(base, 100)
        if clips_differs(base, cases) is not None:
            raise SystemExit("CLIPS draws something else: nothing to compare")
        if any({each[0] for each in PlainReasoner(base).run(case)} != fired(base, case) for case in cases[:20]):
            raise SystemExit("the plain loop draws something else: nothing to compare")
        facts = sum(len(case.facts) for case in cases) / len(cases)
        firings = sum(len(Reasoner(base).run(case)) for case in cases[:20]) / 20
        print(f"  {kind}: {facts:.0f} facts and {firings:.0f} firings a case")
        _race(base, cases, turns)


def fired(base: KnowledgeBase, case: Case) -> set[str]:
    """Return the names of the rules that fire in a case."""
    return {firing.rule.name for firing in Reasoner(base).run(case)}


def _race(base: KnowledgeBase, cases: list[Case], turns: int) -> None:
    few = cases[:5]
    runs: dict[str, Callable[[Case], object]] = {
        OURS: Reasoner(base).run,
        CLIPS: ClipsReasoner(base).run,
        LOOP: PlainReasoner(base).run,
    }
    took = in_turns({name: _all(run, cases) for name, run in runs.items()}, turns)
    stock = in_turns({OURS: _all(runs[OURS], few), STOCK: _all(Reasoner(base, reference=True).run, few)}, 3)
    for name, seconds in medians(took).items():
        print(f"    {name:18} {len(cases) / seconds:8,.0f} cases a second")
    print(f"    {STOCK:18} {len(few) / medians(stock)[STOCK]:8,.1f} cases a second")
    print(f"    {ratio(took, CLIPS, OURS):.2f} times as fast as clipspy (at least 1.5), "
          f"{ratio(stock, STOCK, OURS):.0f} times as fast as experta's matcher, "
          f"{ratio(took, LOOP, OURS):.2f} times as fast as the plain loop")  # fmt: skip


def _all(run: Callable[[Case], object], cases: list[Case]) -> Callable[[], None]:
    def every() -> None:
        for case in cases:
            run(case)

    return every
