"""Conclusions that stand so near to a threshold that the error of one measurement could take them away."""

from __future__ import annotations

from typing import Any

from thrustdoc.computed import with_computed
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.records import Ref
from thrustdoc.why.because import plain, said_words
from thrustdoc.why.bounds import Outlook, inputs, tests_behind

STEPS = 20
"""Parts into which the way from the value to the end of its error is cut where no threshold of it is written down."""


@dataclass(frozen=True)
class CloseCall:
    """A measured fact, its value, how far it may be off, and the value at which the conclusion falls."""

    fact: str
    value: float
    error: float
    edge: float


def close_calls(diagnosis: Diagnosis) -> dict[Ref, CloseCall]:
    """Return what stands and would not if one measured number were off by its error, with that number."""
    base, given = diagnosis.base, diagnosis.case.given
    found: dict[Ref, CloseCall] = {}
    for name, value in given.items():
        error = base.facts[name].error_in(given)
        if not error or not isinstance(value, float):
            continue
        for end in (max(value - error, base.facts[name].low), min(value + error, base.facts[name].high)):
            outlook = _with(diagnosis, name, end)
            for ref in diagnosis.drawn:
                if ref not in found and not outlook.standing(ref).low:
                    found[ref] = CloseCall(name, value, error, _edge(diagnosis, ref, name, value, end))
    return found


def _with(diagnosis: Diagnosis, name: str, value: float) -> Outlook:
    base = diagnosis.base
    return Outlook(base, with_computed(base, {**diagnosis.case.given, name: value}))


def _edge(diagnosis: Diagnosis, ref: Ref, name: str, value: float, end: float) -> float:
    """Return where a conclusion falls on the way to the end of an error: a threshold of the rules if there is one."""
    beyond = (end - value) / 1000
    for edge in sorted(_thresholds(diagnosis, ref, name, value, end), key=lambda each: abs(each - value)):
        if not all(_with(diagnosis, name, each).standing(ref).low for each in (edge, edge + beyond)):
            return edge
    way = (value + (end - value) * step / STEPS for step in range(1, STEPS))
    return round(next((each for each in way if not _with(diagnosis, name, each).standing(ref).low), end), 1)


def _thresholds(diagnosis: Diagnosis, ref: Ref, name: str, one: float, other: float) -> set[float]:
    """Return the thresholds between two values that rules set to a fact, or to one that takes over its value."""
    base, facts = diagnosis.base, diagnosis.case.facts
    same = {each for each in facts if facts[each] == facts[name] and name in inputs(base, each)}
    bands = [test.band for test in tests_behind(base, ref) if test.op == "band" and test.fact in same]
    edges = {edge for band in bands for edge in (band.low, band.high)}
    return {edge for edge in edges if min(one, other) <= edge <= max(one, other)}


def close_words(diagnosis: Diagnosis, call: CloseCall) -> str:
    """Return a close call as the page says it."""
    fact = diagnosis.base.facts[call.fact]
    return f"Close call, re-measure: {said_words(diagnosis, fact.id, call.value)}, and the line is at {call.edge:g}."


def close_data(call: CloseCall) -> dict[str, Any]:
    """Return a close call as plain data."""
    return {"fact": call.fact, "value": plain(call.value), "edge": plain(call.edge), "error": plain(call.error)}
