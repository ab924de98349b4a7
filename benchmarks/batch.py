"""python -m benchmarks.batch [CASES] [FORMAT]: time a case and peak memory of `thrustdoc batch`, for growing numbers.

CASES is the largest number of cases (1000 if left out), FORMAT pdf, html, text or jsonl (pdf). Each number runs in a
process of its own with one worker, then the largest again with two. On Linux and macOS.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.load import load

DIFFERENT = 500
"""So many different cases are made; then they repeat under other names."""


def cases() -> Iterator[dict[str, Any]]:
    """Yield cases as a studio takes them in: 5 to 15 facts on a barbell hip thrust, the same ones every time."""
    dice, base = random.Random(1), load()
    asked = [
        fact for fact in base.facts.values() if not fact.computed and fact.id not in ("exercise", "red_flag_signs")
    ]
    for n in range(DIFFERENT):
        facts = {fact.id: value(fact, dice) for fact in dice.sample(asked, dice.randint(5, 15))}
        calm = {"exercise": "bench_barbell", "red_flag_signs": ["none"]}
        yield {"client": {"name": f"Client {n}", "date": "2026-01-02"}, "facts": {**facts, **calm}}


def value(fact: Fact, dice: random.Random) -> Any:
    """Return a legal value of a fact."""
    if fact.type == "yes_no":
        return dice.random() < 0.5
    if fact.type == "number":
        return dice.randint(int(fact.low) + 1, int(fact.high))
    words = [word for word in fact.values if word != "none"]
    return [dice.choice(words)] if fact.type == "many" else dice.choice(words)


def run(count: int, fmt: str, jobs: int, folder: Path, texts: list[str]) -> None:
    """Run one batch in a process of its own and print what it took."""
    path = folder / "cases.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(texts[n % len(texts)] for n in range(count))
    words = [sys.executable, "-m", "benchmarks.batch", "--one", str(path), str(folder / "out"), fmt, str(jobs)]
    start = time.perf_counter()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    took = time.perf_counter() - start
    peak = re.search(r"peak (\d+) cpu (\S+)", done.stdout)
    if done.returncode or not peak:
        sys.exit(done.stderr or "the batch failed")
    each, cpu = took / count * 1e3, float(peak[2]) / count * 1e3
    print(f"{count:>8,} cases {fmt:>6} {jobs} job(s): {took:7.2f} s, {each:6.2f} ms a case ({cpu:.2f} ms of CPU), "
          f"peak {int(peak[1]) / 1024:.0f} MB a process")  # fmt: skip


def one(path: str, out: str, fmt: str, jobs: str) -> int:
    """Run the batch here, then print the peak memory of this process, or of a worker (kB), and CPU seconds."""
    from thrustdoc.cli import run as command

    code = command(["batch", path, "-o", out, "-f", fmt, "-j", jobs])
    who = resource.RUSAGE_SELF if jobs == "1" else resource.RUSAGE_CHILDREN
    used = resource.getrusage(who)
    print(f"peak {used.ru_maxrss} cpu {used.ru_utime + used.ru_stime}")
    return code


def main(arguments: list[str]) -> int:
    """Run all sizes and print a line for each. Exit code 0."""
    largest = int(arguments[0]) if arguments else 1000
    fmt = arguments[1] if len(arguments) > 1 else "pdf"
    texts = [json.dumps(case) + "\n" for case in cases()]
    with tempfile.TemporaryDirectory() as folder:
        for count, jobs in ((largest // 10, 1), (largest, 1), (largest, 2)):
            run(count, fmt, jobs, Path(folder), texts)
    return 0


if __name__ == "__main__":
    sys.exit(one(*sys.argv[2:]) if sys.argv[1:2] == ["--one"] else main(sys.argv[1:]))
