"""Cases that a page says nothing to: no correction, and no note that is an answer of its own."""

from __future__ import annotations

from collections.abc import Iterator

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.encode import Encoding, Model
from thrustdoc.knowledge.anomalies.solver import Solver, witness

ANSWERS = "answers"
"""The group of the notes that answer where no correction does."""

ENOUGH = 10
"""So many silent cases are shown: each stands for all cases that hold it."""


def silent_cases(solver: Solver) -> Iterator[Problem]:
    """Yield legal cases that get neither a correction nor a note of the group `answers`.

    A base without such notes does not promise everybody an answer, and is not asked for one.
    """
    encoding = solver.encoding
    answers = [each for each in encoding.base.of("note") if ANSWERS in each.groups]
    if not answers:
        return
    spoken = [encoding.stands[each.ref] for each in (*encoding.base.of("correction"), *answers)]
    unseen = encoding.circuit.new()
    silence = [unseen, encoding.circuit.any_of(encoding.given.values()), *(-each for each in spoken)]
    for _ in range(ENOUGH):
        model = solver.smallest(silence)
        if model is None:
            return
        case = encoding.case(model)
        says = f"neither a correction nor one of these notes for {witness(case)}{_held_back(encoding, model)}"
        files = ", ".join(each.file for each in answers)
        yield Problem(says, "Give the case a correction, or one of the notes.", files)
        solver.forbid(encoding.answers(model), under=unseen)


def _held_back(encoding: Encoding, model: Model) -> str:
    held = [name for (part, name), each in encoding.held.items()
            if part in ("correction", "note") and each in model and encoding.reached[part, name] in model]  # fmt: skip
    return f" (withheld: {', '.join(held[:5])})" if held else ""
