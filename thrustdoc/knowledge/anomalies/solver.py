"""Questions to the SAT solver: can these hold together, in which smallest case, and if not, which of them clash?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thrustdoc.knowledge.anomalies.domain import setting
from thrustdoc.knowledge.anomalies.encode import Encoding, Model
from thrustdoc.knowledge.facts import Value


def installed() -> bool:
    """Tell whether the solver can be imported: it comes with the extra `test`."""
    try:
        import pysat.solvers  # noqa: F401
    except ImportError:  # also where another package of the name pysat is installed
        return False
    return True


class Solver:
    """An encoding under a solver that keeps what it has learned from one question to the next."""

    def __init__(self, encoding: Encoding) -> None:
        from pysat.solvers import Solver as Engine  # late: only the exact search needs it

        self.encoding = encoding
        self.questions = 0
        self._engine = Engine("glucose4")
        self._sent = 0
        self._models: list[Model] = []

    def possible(self, literals: Iterable[int]) -> bool:
        """Tell whether some legal case has all of these; a case seen before answers without a search."""
        wanted = frozenset(literals)
        self.questions += 1
        if any(wanted <= model for model in self._models):
            return True
        model = self.model(wanted)
        if model is not None:
            self._models.append(model)
        return model is not None

    def clash(self, literals: Sequence[int]) -> list[int]:
        """Return those of these literals, as few as can be, that never hold together."""
        left = list(dict.fromkeys(literals))
        for each in list(left):
            fewer = [other for other in left if other != each]
            if self.model(fewer) is None:
                left = fewer
        return left

    def smallest(self, literals: Iterable[int]) -> Model | None:
        """Return a case that has all of these and would no longer with any one of its facts or words left out.

        None is an answer for all legal cases; a case is one whose computed facts were really worked out.
        """
        self.questions += 1
        wanted = list(literals)
        if self.model(wanted) is None:
            return None
        wanted.append(self.encoding.real())
        model = self.model(wanted)
        if model is None:
            return None
        given = self.encoding.given
        wanted += [-each for each in given.values() if each not in model]
        words = [each for name, values in self.encoding.values.items() for each in values.values()
                 if self.encoding.base.facts[name].type == "many"]  # fmt: skip
        for each in (*given.values(), *words):
            if each not in model:
                wanted.append(-each)
                continue
            smaller = self.model([*wanted, -each])
            if smaller is not None:
                model = smaller
                wanted.append(-each)
        return model

    def forbid(self, literals: Iterable[int], under: int) -> None:
        """Rule out that all of these hold, in questions that assume `under`."""
        self.encoding.circuit.clauses.append([-under, *(-each for each in literals)])

    def model(self, literals: Iterable[int]) -> Model | None:
        """Return a case that has all of these, if there is one."""
        clauses = self.encoding.circuit.clauses
        self._engine.append_formula(clauses[self._sent :])
        self._sent = len(clauses)
        if not self._engine.solve(assumptions=list(literals)):
            return None
        return frozenset(self._engine.get_model())


def witness(facts: dict[str, Value]) -> str:
    """Return a case as settings of the command line."""
    return " ".join(setting(name, value) for name, value in facts.items()) or "no fact at all"
