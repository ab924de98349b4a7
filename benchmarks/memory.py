"""python -m benchmarks.memory COUNT: diagnose so many different cases one after the other, print the peak memory."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from random import Random

from benchmarks.measure import ROOT, clean
from tests.support import some_value
from thrustdoc import Thrustdoc

COUNTS = (1_000, 100_000)


def one(count: int) -> None:
    """Diagnose `count` cases, none like another, and print this process's peak memory."""
    doc, dice = Thrustdoc(), Random(1)
    facts = [fact for fact in doc.base.facts.values() if not fact.computed]
    for _ in range(count):
        chosen = dice.sample(facts, dice.randint(5, 15))
        given = {fact.id: some_value(fact, dice) for fact in chosen}
        given |= {fact.id: dice.uniform(fact.low, fact.high) for fact in chosen if fact.type == "number"}
        doc.diagnose(given)
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")


def memory(counts: tuple[int, ...] = COUNTS) -> None:
    """Print the peak memory for each number of cases, each in a process of its own."""
    peaks = []
    for count in counts:
        words = [sys.executable, "-m", "benchmarks.memory", str(count)]
        done = subprocess.run(words, cwd=ROOT, env=clean(), capture_output=True, text=True, check=True)
        found = re.search(r"peak (\d+)", done.stdout)
        peaks.append(int(found[1]) if found else 0)
        print(f"  {count:>8,} cases: peak {peaks[-1] / 1024:.0f} MB")
    print(f"  {peaks[-1] / peaks[0]:.2f} times the memory (at most 1.2)")


if __name__ == "__main__":
    one(int(sys.argv[1]))
