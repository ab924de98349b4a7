"""python -m benchmarks.interview: how many questions an interview takes, beside random order and asking everything.

The client of every scenario answers what the scenario gives and knows nothing else; the symptoms are given at the
start. A list on which several answers are ticked is one question on the screen and several facts.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator, Sequence

from tests.scenario import FILES, Scenario, named, read
from tests.simulated import Held, best, can_matter, hold, in_random_order, with_all_answers
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.interview.content import content
from thrustdoc.interview.net import Net
from thrustdoc.interview.symptoms import complaints, listed
from thrustdoc.interview.wanted import Wanted, want
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import Scope

TRIES = 300
"""So many other answers are tried for each question."""

QUICK = ("complaint",)
SCOPES = ("complaint", "check", "choose", "plan", "all")


def main(arguments: list[str]) -> int:
    """Print the figures for every scope, or only for a complaint after any word. Exit code 0."""
    doc = Thrustdoc()
    net = Net(doc.base, doc.reasoner)
    everything = sum(not fact.computed for fact in net.facts)
    print(f"{len(FILES)} scenarios, {everything} facts that can be asked, {len(listed(doc.base))} of them on the list")
    for name in QUICK if arguments else SCOPES:
        scenarios = [each for each in map(read, FILES) if name != "complaint" or _has_complaint(doc, each)]
        _one_scope(doc, net, name, scenarios)
    return 0


def _one_scope(doc: Thrustdoc, net: Net, name: str, scenarios: Sequence[Scenario]) -> None:
    scope = doc.base.intake.scopes[name]
    started = time.perf_counter()
    held = [hold(net, scope, each.facts, best) for each in scenarios]
    took = time.perf_counter() - started
    same = sum(_is_same(net, each, done) for each, done in zip(scenarios, held, strict=True))
    print(f"{name}: {len(scenarios)} interviews, page as with all answers in {same} of them")
    print(f"  questions      {_spread([len(each.asked) for each in held])}")
    print(f"  facts          {_spread([each.facts for each in held])}")
    asking = len({fact.id for fact in net.facts if not fact.computed} - {fact.id for fact in listed(doc.base)})
    print(f"  everything     {asking}")
    print(f"  {took / max(1, sum(len(each.asked) for each in held)) * 1e3:.0f} ms a question")
    if name == "complaint":
        shuffled = [hold(net, scope, each.facts, in_random_order(n)) for n, each in enumerate(scenarios)]
        print(f"  random order   {_spread([each.facts for each in shuffled])}")
        asked = [each for number, scenario in enumerate(scenarios) for each in _mattering(net, scope, scenario, number)]
        print(f"  questions      {sum(asked)} of {len(asked)} shown to matter: two pages differ by the answer alone")
        demanded = [(each, _demanded(each)) for each in scenarios]
        shown = sum(len(refs & set(done.wanted.plan().diagnosis.drawn))
                    for (_, refs), done in zip(demanded, held, strict=True))  # fmt: skip
        print(f"  on the page about the complaint: {shown} of {sum(len(refs) for _, refs in demanded)} lines demanded")


def _mattering(net: Net, scope: Scope, scenario: Scenario, seed: int) -> Iterator[bool]:
    """Yield for each question of an interview whether a search by chance finds answers that make it matter."""
    found: list[bool] = []

    def choose(wanted: Wanted, topic: str) -> tuple[Fact, ...]:
        asked = best(wanted, topic)
        if asked:
            found.append(can_matter(wanted, asked, str(seed), TRIES))
        return asked

    hold(net, scope, scenario.facts, choose)
    yield from found


def _has_complaint(doc: Thrustdoc, scenario: Scenario) -> bool:
    return bool(complaints(doc.base, make_case(doc.base, scenario.facts)))


def _demanded(scenario: Scenario) -> set[tuple[str, str]]:
    return {(part, name) for part, names in named(scenario.expect).items() for name in names}


def _is_same(net: Net, scenario: Scenario, held: Held) -> bool:
    whole = with_all_answers(net, held.wanted.scope, scenario.facts)
    return content(held.wanted.plan()) == content(want(net, whole.scope, whole.case).plan())


def _spread(counts: Sequence[int]) -> str:
    ninth = statistics.quantiles(counts, n=10)[-1]
    return f"mean {statistics.mean(counts):5.1f}, median {statistics.median(counts):4.1f}, 90th percentile {ninth:4.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
