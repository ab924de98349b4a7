"""How far the feet have to move: the shift with its error and its basis, or the reason why none is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thrustdoc.frozen import dataclass
from thrustdoc.geometry import (
    ANGLE_ERROR,
    error_of_angle,
    error_of_string,
    error_of_usual_shank,
    shift_from_angle,
    shift_from_string,
)
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.lengths import CM_PER_INCH, rounded
from thrustdoc.readings import SLOPE, STRING, Reading, Shank, number, readings, shank_of

RIGHT = 90.0
"""The knee angle aimed for, in degrees (D4-26, D4-58)."""

APART = 10.0
"""Readings farther apart than this contradict each other, in degrees: the tolerance of POL-06."""


@dataclass(frozen=True)
class FootShift:
    """Where the feet have to go at lockout on the bench.

    `direction` is "away" (from the bench), "toward" or "none". `cm` is the distance, always positive, and `error_cm`
    how far it may be off; where there is none, `reason_not` says why: "short" (of lockout), "lifted" (feet), "size" (of
    the body is not known) or "small" (smaller than its own error), and `blame` names the facts that say so. `reading`
    is what it rests on, `slope` that of the thigh in degrees and `gap` that of the string in cm, where measured.
    """

    direction: str
    reading: Reading
    shank: Shank
    slope: float | None = None
    gap: float | None = None
    cm: float | None = None
    error_cm: float | None = None
    reason_not: str = ""
    blame: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The given facts behind it."""
        slope = (SLOPE,) if self.slope is not None else ()
        return tuple(dict.fromkeys((*self.reading.sources, *slope, *self.shank.sources, *self.blame)))


def foot_shift(facts: Mapping[str, Value]) -> FootShift | None:
    """Return how the feet have to move, from the best reading that counts as measured; None without one.

    Where the best reading needs a body size that is not known, a string that agrees with it gives the distance.
    """
    trusted = [each for each in readings(facts) if each.trusted]
    if not trusted:
        return None
    best, (reason, blame) = trusted[0], obstacle(facts)
    for reading in trusted if not reason else ():
        shift = _shift(facts, reading)
        agrees = abs(reading.angle - best.angle) <= APART and direction(reading.angle) == direction(best.angle)
        if shift and agrees:
            return shift
    slope, gap = number(facts, SLOPE), number(facts, STRING)
    return FootShift(direction(best.angle), best, shank_of(facts), slope, gap, reason_not=reason or "size", blame=blame)


def direction(angle: float) -> str:
    """Return where the feet go at this knee angle: "away" from the bench below the right one, "toward" it above."""
    return "none" if angle == RIGHT else "away" if angle < RIGHT else "toward"


def obstacle(facts: Mapping[str, Value]) -> tuple[str, tuple[str, ...]]:
    """Return why no distance may be computed ("short", "lifted" or nothing) and the facts behind it."""
    if not lockout_reached(facts):
        return "short", tuple(name for name in ("hip_extension_top", "no_lockout") if name in facts)
    lifted = facts.get("foot_contact") in ("heels_up", "toes_up")
    return ("lifted", ("foot_contact",)) if lifted and facts.get("foot_lift_phase") != "bottom" else ("", ())


def lockout_reached(facts: Mapping[str, Value]) -> bool:
    """Tell whether the hips were straight at the top: seen to be, or neither seen nor felt to stop short."""
    hips = facts.get("hip_extension_top")
    return hips == "full" or (hips is None and facts.get("no_lockout") is not True)


def _shift(facts: Mapping[str, Value], reading: Reading) -> FootShift | None:
    """Return the shift that a reading gives; None where it needs a body size that is not known."""
    shank, slope, gap = shank_of(facts), number(facts, SLOPE), number(facts, STRING)
    if reading.kind == "string" and gap is not None:
        cm = shift_from_string(gap, shank.cm, slope or 0.0)
        error = error_of_string(shank.cm) + (0.0 if shank.source else error_of_usual_shank(slope or 0.0))
    elif shank.source:
        cm = shift_from_angle(reading.angle, shank.cm, slope or 0.0)
        error = error_of_angle(shank.cm, ANGLE_ERROR[reading.kind])
    else:
        return None
    if abs(cm) <= error:
        return FootShift("none", reading, shank, slope, gap, reason_not="small")
    return FootShift("away" if cm < 0 else "toward", reading, shank, slope, gap, abs(cm), error)


def feet_data(shift: FootShift) -> dict[str, Any]:
    """Return a shift as plain data for the JSON report: lengths rounded to whole cm and half inches."""
    data: dict[str, Any] = {"direction": shift.direction, "cm": None, "inches": None, "error_cm": None}
    if shift.cm is not None and shift.error_cm is not None:
        data["cm"], data["inches"] = int(rounded(shift.cm)), rounded(shift.cm / CM_PER_INCH, 2)
        data["error_cm"] = max(1, int(rounded(shift.error_cm)))
        return data | {"how": how(shift)}
    return data | {"how": "", "reason_not": shift.reason_not}


def how(shift: FootShift) -> str:
    """Return the calculation behind a distance in one line."""
    s, a, f = f"{shift.shank.cm:.0f}", f"{shift.reading.angle:g}", f"{shift.slope or 0.0:g}"
    level = "" if shift.slope is not None else ", thighs taken as level"
    source = f"shank {s} cm ({shift.shank.source or 'a usual one'})"
    if shift.reading.kind == "string":
        return f"string: gap {shift.gap:g} cm - {s} cm * sin({f}); thigh slope {f} degrees, {source}"
    error = ANGLE_ERROR[shift.reading.kind]
    formula = f"{s} cm * (sin({a} - 90 + {f}) - sin({f}))"
    return f"{shift.reading.kind}, good to {error:g} degrees: {formula}; knee angle {a} degrees, {source}{level}"
