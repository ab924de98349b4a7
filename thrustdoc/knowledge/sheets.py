"""Standing instructions: lines that hold for an exercise whoever does it, gathered into how-to sheets."""

from __future__ import annotations

from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.conditions import Condition, FactTest

EXERCISE = "exercise"
"""The fact that says which sheet a line stands on."""

SECTIONS = {
    "caution": "Before you load it",
    "need": "What you need",
    "setup": "Set up",
    "rep": "The rep, step by step",
    "breathing": "Breathing",
    "bottom": "At the bottom",
    "top": "At the top",
    "work": "What should do the work",
    "measure": "How to measure",
    "figures": "Usual sets, reps and rest",
    "missing": "What the sources leave out",
}
"""The sections of a sheet in their order, with their headings. `measure` holds facts, the others hold lines."""


@dataclass(frozen=True)
class Line:
    """One standing instruction and who says so; `when` and `unless` name the exercises that it holds for."""

    section: str
    says: str
    cites: tuple[str, ...]
    order: int = 0
    when: tuple[Condition, ...] = ()
    unless: tuple[tuple[Condition, ...], ...] = ()

    def fits(self, exercise: str) -> bool:
        """Tell whether the line holds for an exercise."""
        return _all_hold(self.when, exercise) and not any(_all_hold(table, exercise) for table in self.unless)


def _all_hold(tests: tuple[Condition, ...], exercise: str) -> bool:
    return all(isinstance(test, FactTest) and test.holds(exercise) for test in tests)


@dataclass(frozen=True)
class HowTo:
    """A file of standing instructions: the exercises that it is for, its lines, and the facts to measure."""

    id: str
    file: str
    exercises: frozenset[str]
    lines: tuple[Line, ...] = ()
    measures: tuple[str, ...] = ()
