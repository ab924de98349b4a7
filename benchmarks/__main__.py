"""python -m benchmarks [QUICK]: every figure of docs/performance.md, measured in one run, with what is asked of it.

Any word after it makes the run short: few turns, 10,000 cases instead of 100,000.
"""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version

from benchmarks.batch import main as batch
from benchmarks.cores import free_cores
from benchmarks.engines import engines
from benchmarks.growth import growth
from benchmarks.memory import memory
from benchmarks.startup import startup
from thrustdoc.inference.compile import steps
from thrustdoc.knowledge.compiled import load_compiled


def main(arguments: list[str]) -> int:
    """Run every measurement. Exit code 0."""
    quick = bool(arguments)
    base = load_compiled()
    rules = sum(not step.guards for step in steps(base))
    print(f"Python {platform.python_version()}, experta {version('experta')}, clipspy {version('clipspy')}, "
          f"{platform.machine()}, {os.cpu_count()} cores, {rules} rules")  # fmt: skip
    print("Start")
    startup(5 if quick else 25)
    print("Cases")
    engines(base, 3 if quick else 15)
    print("Growth")
    growth(5 if quick else 25)
    print("Memory")
    memory((1_000, 10_000) if quick else (1_000, 100_000))
    print(f"Batch, one worker and two; two busy processes now get {free_cores():.1f} times as much done as one")
    return batch(["1000" if quick else "4000", "jsonl"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
