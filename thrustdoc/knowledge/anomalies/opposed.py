"""Two lines on one page that pull apart: a correction and what it opposes, or one thing moved in two directions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.encode import Encoding
from thrustdoc.knowledge.anomalies.solver import Solver, witness
from thrustdoc.knowledge.records import Conclusion


@dataclass(frozen=True)
class Line:
    """What a page says under `shown`: the words of a correction, or of one of its wordings, and where they stand."""

    name: str
    moves: Mapping[str, str]
    shown: int


def opposed_corrections(solver: Solver) -> Iterator[Problem]:
    """Yield every two lines that pull apart and are shown together in a legal case."""
    for one, other, why in _opposed(solver.encoding):
        model = solver.smallest([one.shown, other.shown])
        if model is not None:
            says = f"it is shown beside {other.name} ({why}), as in {witness(solver.encoding.case(model))}"
            yield Problem(says, "Tell their rules apart, or let one name the other in opposes.", one.name)


def _opposed(encoding: Encoding) -> Iterator[tuple[Line, Line, str]]:
    corrections = encoding.base.of("correction")
    for each in corrections:
        for name in each.opposes:
            other = encoding.base.conclusions["correction", name]
            yield _whole(encoding, each), _whole(encoding, other), "which it opposes"
    for line, beside in combinations([line for each in corrections for line in _lines(encoding, each)], 2):
        for what in sorted(line.moves.keys() & beside.moves.keys()):
            if line.moves[what] != beside.moves[what]:
                yield line, beside, f"{what}: {line.moves[what]} against {beside.moves[what]}"


def _whole(encoding: Encoding, each: Conclusion) -> Line:
    return Line(each.file, each.moves, encoding.stands[each.ref])


def _lines(encoding: Encoding, each: Conclusion) -> Iterator[Line]:
    """Yield the lines of a correction that move something.

    A line folds away where a correction stands that says it too. What a wording moves takes the place of what the
    correction itself moves; where two wordings hold, both are printed.
    """
    circuit = encoding.circuit
    said = circuit.any_of(encoding.stands[each.part, name] for name in each.said_with)
    shown = circuit.all_of((encoding.stands[each.ref], -said))
    moving = {rule.name: (rule.moves, encoding.fires(rule)) for rule in each.wordings if rule.moves}
    if each.moves:
        yield Line(each.file, each.moves, circuit.all_of((shown, *(-fires for _, fires in moving.values()))))
    for name, (moves, fires) in moving.items():
        yield Line(name, moves, circuit.all_of((shown, fires)))
