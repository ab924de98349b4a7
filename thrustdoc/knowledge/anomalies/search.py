"""The exact search: every kind of anomaly, looked for in every legal case and not in samples of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.dead import (
    conclusions_never_reached,
    confirmations_never_reached,
    rules_that_change_nothing,
    rules_that_never_fire,
    tables_that_never_block,
)
from thrustdoc.knowledge.anomalies.encode import Encoding
from thrustdoc.knowledge.anomalies.opposed import opposed_corrections
from thrustdoc.knowledge.anomalies.overlap import superfluous_rules
from thrustdoc.knowledge.anomalies.silent import silent_cases
from thrustdoc.knowledge.anomalies.solver import Solver, installed
from thrustdoc.knowledge.anomalies.unread import unread_facts
from thrustdoc.knowledge.records import KnowledgeBase

SEARCHES: Mapping[str, Callable[[Solver], Iterable[Problem]]] = {
    "rules that never fire": rules_that_never_fire,
    "rules that change nothing": rules_that_change_nothing,
    "tables that never block": tables_that_never_block,
    "conclusions never reached": conclusions_never_reached,
    "confirmations never reached": confirmations_never_reached,
    "superfluous rules": superfluous_rules,
    "opposed corrections together": opposed_corrections,
    "cases without an answer": silent_cases,
}
"""What needs the solver. Facts that nothing reads do not, and circles are found on loading."""

UNREAD = "facts that nothing reads"


@dataclass(frozen=True)
class Found:
    """The anomalies of a base by kind, and the number of questions about all legal cases; without the solver, none."""

    by_kind: Mapping[str, tuple[Problem, ...]]
    questions: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All anomalies."""
        return tuple(problem for found in self.by_kind.values() for problem in found)

    @property
    def summary(self) -> str:
        """How much was searched and what came of it, in one line."""
        if not self.questions:
            return "The exact search was left out: it needs pip install 'thrustdoc[test]'."
        counts = ", ".join(f"{len(found)} {kind}" for kind, found in self.by_kind.items() if found)
        return (
            f"Exact search of all legal cases: {self.questions} questions, {len(self.by_kind)} kinds of anomalies, "
            f"{len(self.problems)} found" + (f" ({counts})" if counts else "") + "."
        )


def search(base: KnowledgeBase) -> Found:
    """Return every anomaly of a base; without the solver only those that can be seen without it."""
    unread = {UNREAD: tuple(unread_facts(base))}
    if not installed():
        return Found(unread)
    solver = Solver(Encoding(base))
    found = {kind: tuple(look(solver)) for kind, look in SEARCHES.items()}
    return Found(unread | found, solver.questions)
