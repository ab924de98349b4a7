"""Facts that are worked out from other facts, before any rule fires. The rules then read them like all others.

A fact of the knowledge base that says how it is `computed` gets its value here where nobody gave it. Only numbers are
worked out: where the lines between too close, right and too far are drawn, the rules say.
"""

from __future__ import annotations

from collections.abc import Mapping

from thrustdoc.feet import FootShift, foot_shift
from thrustdoc.frozen import dataclass
from thrustdoc.geometry import USUAL_SHANK, error_of_angle
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.lengths import rounded
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.readings import SLOPE, STRING, Reading, readings, shank_of

USED, ROUGH, OTHER = "knee_angle_used_deg", "knee_angle_rough_deg", "knee_angle_other_deg"
APART, IMPOSSIBLE = "knee_readings_apart_deg", "string_gap_impossible"
AWAY, TOWARD, ERROR = "feet_away_cm", "feet_toward_cm", "feet_error_cm"
SHANK_USED, BASIS = "feet_shank_cm", "feet_basis"
MISSING, THUMB = "feet_no_distance", "feet_thumb_cm"

COMPUTED = (USED, ROUGH, OTHER, APART, IMPOSSIBLE, AWAY, TOWARD, ERROR, SHANK_USED, BASIS, MISSING, THUMB)
"""Every fact that is worked out here."""

THUMB_DEG = 10.0
"""The rule of thumb of the feet is given for so many degrees at the knee."""


@dataclass(frozen=True)
class Computed:
    """The value of a fact that was worked out, and the given facts that it comes from."""

    value: Value
    sources: tuple[str, ...]


def compute(facts: Mapping[str, Value]) -> dict[str, Computed]:
    """Return every fact that the given `facts` lead to, by id."""
    known = readings(facts)
    found = {**_angles(known), **_feet(foot_shift(facts))}
    if STRING in facts and not any(STRING in each.sources for each in known):
        behind = (STRING, *((SLOPE,) if SLOPE in facts else ()), *shank_of(facts).sources)
        found[IMPOSSIBLE] = Computed(True, behind)
    return found


def with_computed(base: KnowledgeBase, given: Mapping[str, Value]) -> dict[str, Value]:
    """Return the given facts and those that the knowledge base has worked out from them."""
    found = {name: each.value for name, each in compute(given).items() if name in base.facts}
    return {**found, **given}


def _angles(known: tuple[Reading, ...]) -> dict[str, Computed]:
    found: dict[str, Computed] = {}
    for best in known[:1]:
        found[USED if best.trusted else ROUGH] = Computed(best.angle, best.sources)
    for other in known[1:]:
        both = tuple(dict.fromkeys((*known[0].sources, *other.sources)))
        found[OTHER] = Computed(other.angle, other.sources)
        found[APART] = Computed(round(abs(known[0].angle - other.angle), 1), both)
    return found


def _feet(shift: FootShift | None) -> dict[str, Computed]:
    if shift is None:
        return {}
    values: dict[str, Value] = {}
    if shift.cm is not None and shift.error_cm is not None:
        values[AWAY if shift.direction == "away" else TOWARD] = rounded(shift.cm)
        values[ERROR] = max(1.0, rounded(shift.error_cm))
        if shift.shank.source:
            values[SHANK_USED] = rounded(shift.shank.cm)
        values[BASIS] = shift.reading.kind
    else:
        values[MISSING] = shift.reason_not
        if shift.reason_not == "size":
            values[THUMB] = rounded(error_of_angle(USUAL_SHANK, THUMB_DEG))
    return {name: Computed(value, shift.sources) for name, value in values.items()}
