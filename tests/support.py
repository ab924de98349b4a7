"""What the tests share: where things are, what a run of the command line came to, and how a refusal looks."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from thrustdoc.case import Case
from thrustdoc.casefile import read_case
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
BASE = TESTS / "base"
"""The tiny knowledge base of invented texts, so that tests of the program do not change when rules do."""

FULL = {
    "exercise": "bench_barbell",
    "knee_angle_top_deg": 68,
    "heels_lift": "clearly",
    "low_back_feel": "excessive",
    "load_level": "too_heavy",
    "no_lockout": False,
    "pad": False,
    "equipment": ["mat", "barbell"],
    "experience": "new",
}
"""A case that reaches most parts of a page: findings, causes, changes for today and later, notes."""

EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.toml"))
"""The names of the cases that ship with thrustdoc."""


def read_example(base: KnowledgeBase, name: str) -> Case:
    """Return the case of an example that ships with thrustdoc."""
    return read_case(base, str(ROOT / "examples" / f"{name}.toml"))


def some_cases(base: KnowledgeBase, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield legal cases of three facts and more, the same ones every time."""
    dice = random.Random(seed)
    for _ in range(count):
        names = dice.sample(list(base.facts), dice.randint(3, len(base.facts)))
        yield {name: some_value(base.facts[name], dice) for name in names}


def some_value(fact: Fact, dice: random.Random) -> Any:
    """Return a legal value of a fact; warning signs are seldom, since they silence everything else."""
    if fact.type == "yes_no":
        return dice.random() < 0.5
    if fact.type == "number":
        limits = [each for each in (79.9, 80, 100) if fact.low <= each <= fact.high]
        return dice.choice([fact.low, fact.high, dice.randint(int(fact.low), int(fact.high)), *limits])
    if fact.type == "choice":
        return dice.choice(list(fact.values))
    words = [word for word in fact.values if word != "none"]
    calm = fact.id == "red_flag_signs" and dice.random() < 0.8
    return ["none"] if calm else dice.sample(words, dice.randint(1, 2))


@dataclass(frozen=True)
class Result:
    """What one run of the command line came to."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the command line; `diagnose` and `explain` use the tiny base unless the test names another."""

    def __call__(self, *args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
        """Return exit code, standard output and standard error."""
        ...


def arguments(args: tuple[str | Path, ...]) -> list[str]:
    """Return the arguments as texts, with the tiny base where a command takes one."""
    words = [str(each) for each in args]
    if words and words[0] in ("diagnose", "explain", "read") and "--rules" not in words and "--help" not in words:
        words[1:1] = ["--rules", str(BASE)]
    return words


def command(*args: str | Path) -> list[str]:
    """Return the words that start thrustdoc in a process of its own."""
    return [sys.executable, "-m", "thrustdoc", *arguments(args)]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment without what would change a report's looks, and with `changes`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    return {**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm", "PYTHONIOENCODING": "utf-8", **(changes or {})}


def run_process(*args: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Result:
    """Run thrustdoc in a process of its own, as a user does."""
    done = subprocess.run(
        command(*args), input=stdin, capture_output=True, env=environment(env), cwd=ROOT, timeout=60, check=False
    )
    return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def refused(result: Result, *words: str) -> None:
    """Check a refusal: code 1, nothing on standard output, one line a problem on standard error, all `words` in it."""
    assert result.code == 1, result
    assert result.out == ""
    assert all(line.startswith("thrustdoc: ") for line in result.err.splitlines()), result.err
    for word in words:
        assert word in result.err, f"{word!r} is not in {result.err!r}"


def problems(result: Result) -> list[str]:
    """Return the problems that standard error lists."""
    return result.err.splitlines()
