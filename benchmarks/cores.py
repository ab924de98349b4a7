"""How many cores are free right now: without two of them, two workers cannot be faster than one."""

from __future__ import annotations

import subprocess
import sys
import time

BUSY = "n = 0\nwhile n < 20_000_000:\n    n += 1"


def free_cores() -> float:
    """Return how much more two busy processes get done together than one alone: 2.0 where two cores are free."""
    took = []
    for count in (1, 2):
        start = time.perf_counter()
        running = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
        for each in running:
            each.wait()
        took.append(time.perf_counter() - start)
    return 2 * took[0] / took[1]
