"""How everything here is measured: the candidates take turns, and of many turns the median counts."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

Figures = dict[str, float]


def in_turns(runs: Mapping[str, Callable[[], object]], turns: int) -> dict[str, list[float]]:
    """Return the seconds of each candidate, turn by turn, after a first turn that does not count."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(turns + 1):
        for name, run in runs.items():
            start = time.perf_counter()
            run()
            if turn:
                took[name].append(time.perf_counter() - start)
    return took


def medians(took: Mapping[str, list[float]]) -> Figures:
    """Return the median of each candidate."""
    return {name: statistics.median(each) for name, each in took.items()}


def ratio(took: Mapping[str, list[float]], one: str, other: str) -> float:
    """Return how many times as long as `other` `one` takes: the median over the turns, as a busy moment hits both."""
    return statistics.median(a / b for a, b in zip(took[one], took[other], strict=True))


def process(words: Sequence[str], env: Mapping[str, str] | None = None) -> Callable[[], None]:
    """Return what runs Python with these words and waits for it."""

    def run() -> None:
        subprocess.run(
            [sys.executable, *words], check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env={**clean(), **(env or {})}
        )

    return run


def clean() -> dict[str, str]:
    """Return this environment as a user has it: compiled modules are kept."""
    left = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**left, "PYTHONPATH": str(ROOT)}
