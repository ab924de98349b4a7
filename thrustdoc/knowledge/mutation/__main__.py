"""python -m thrustdoc.knowledge.mutation [DIR]: the score of a base, and an example for each survivor."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.anomalies.solver import installed
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.mutation.near import near_miss
from thrustdoc.knowledge.mutation.prove import Prover
from thrustdoc.knowledge.mutation.score import Score, score
from thrustdoc.knowledge.records import KnowledgeBase


def report(base: KnowledgeBase, found: Score) -> Iterator[str]:
    """Yield the lines of a report: counts by kind, then survivors with an example that would notice each."""
    killed, equivalent, left = (Counter(each.kind for each in some)
                                for some in (found.killed, found.equivalent, found.survivors))  # fmt: skip
    yield f"{'kind':<10} {'noticed':>8} {'nobody can':>11} {'survive':>8}"
    for kind in dict.fromkeys([*killed, *equivalent, *left]):
        yield f"{kind:<10} {killed[kind]:>8} {equivalent[kind]:>11} {left[kind]:>8}"
    yield found.summary
    prover = Prover(base, found.survivors)
    for mutant in found.survivors:
        near = near_miss(base, prover, mutant)
        yield f"\n{mutant.name}"
        yield f"# {base.conclusions[near.ref].file}\n{near.text}" if near else "no example was found"


def main() -> int:
    """Print the report; exit code 1 when there are survivors or the base is wrong."""
    if not installed():
        print("thrustdoc: mutation needs pip install 'thrustdoc[test]'", file=sys.stderr)
        return 1
    try:
        base = load(Path(sys.argv[1]) if sys.argv[1:] else None)
    except ThrustdocError as error:
        print(*(f"thrustdoc: {problem}" for problem in error.problems), sep="\n", file=sys.stderr)
        return 1
    found = score(base)
    for line in report(base, found):
        print(line)
    return 1 if found.survivors else 0


if __name__ == "__main__":
    sys.exit(main())
