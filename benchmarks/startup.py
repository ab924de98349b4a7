"""Whole processes: a report and `--version` against processes that only import what these need."""

from __future__ import annotations

import tempfile

from benchmarks.measure import in_turns, medians, process, ratio

LEND = "import collections, collections.abc; collections.Mapping = collections.abc.Mapping; "
BARE = LEND + "import click, jinja2, experta"
START = "from thrustdoc.__main__ import main; main()"
"""What the command `thrustdoc` runs."""

CASE = "examples/quads_small_angle.toml"


def startup(turns: int) -> None:
    """Print how long a report and `--version` take, beside their imports."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as modules:
        env = {"XDG_CACHE_HOME": folder, "PYTHONPYCACHEPREFIX": modules}
        process(["-c", START, "diagnose", CASE], env)()
        runs = {
            "import click, jinja2, experta": process(["-c", BARE], env),
            "thrustdoc diagnose": process(["-c", START, "diagnose", CASE], env),
            "without a cache": process(["-c", START, "diagnose", CASE], {**env, "XDG_CACHE_HOME": "/dev/null"}),
            "import click": process(["-c", "import click"], env),
            "thrustdoc --version": process(["-c", START, "--version"], env),
        }
        took = in_turns(runs, turns)
    for name, seconds in medians(took).items():
        print(f"  {name:32} {seconds * 1e3:7.1f} ms")
    diagnose = ratio(took, "thrustdoc diagnose", "import click, jinja2, experta")
    version = ratio(took, "thrustdoc --version", "import click")
    print(f"  a report takes {diagnose:.2f} times its imports (at most 1.4)")
    print(f"  the version takes {version:.2f} times its import (at most 1.3)")
