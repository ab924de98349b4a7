"""Lockout geometry: from a knee angle or a string to centimeters of foot travel. Pure functions, nothing of thrustdoc.

Plane geometry of the leg at full lockout, on the bench, feet flat, without load. None of it stands in the documents
beyond the right angle itself (D4-26, D4-58): what is computed here is printed as an estimate with its input and error.

Angles are in degrees, lengths in centimeters. Let s be the shank, a the inside knee angle and f the slope of the thigh.
A shift of the feet is positive toward the hips and negative away from them.
"""

from __future__ import annotations

from math import asin, degrees, radians, sin

SHANK_OF_STATURE = 0.246
"""Knee to ankle bone as a share of stature: Drillis and Contini (1966), Body Segment Parameters, NYU Technical Report
1166.03, as in Winter, Biomechanics and Motor Control of Human Movement, 4th ed., fig. 4.1. One set for all bodies."""

USUAL_SHANK = 41.0
"""The shank of the rule of thumb where no body size is known, in cm."""

USUAL_SHANKS = (36.0, 48.0)
"""The shanks between which bodies usually lie, in cm."""

ANGLE_ERROR = {"goniometer": 3.0, "picture": 5.0}
"""How far a knee angle may be off, in degrees, by how it was read."""

STRING_ERROR_CM = 1.0
"""How far the gap from the string to the ankle bone may be off."""

SLOPE_ERROR_DEG = 3.0
"""How far a measured thigh slope may be off."""


def shank_from_stature(stature: float) -> float:
    """Return the usual shank of a person `stature` cm tall (120 to 220); single bodies differ by several per cent."""
    return SHANK_OF_STATURE * stature


def angle_from_string(gap: float, shank: float, slope: float = 0.0) -> float | None:
    """Return the knee angle that a string hung from the knee shows: a = 90 + asin(gap / s) - f.

    `gap` is positive where the ankle is farther from the hips than the string. None where the gap is longer than the
    shank: no leg can do that.
    """
    if abs(gap) > shank:
        return None
    return 90 + degrees(asin(gap / shank)) - slope


def shift_from_angle(angle: float, shank: float, slope: float = 0.0) -> float:
    """Return the shift of the feet that makes a knee angle (40 to 180) right: s * (sin(a - 90 + f) - sin(f)).

    Held against a planar model, in which trunk and thigh turn on the edge of the bench, it is good to 0.5 cm within 10
    degrees of the right angle and to 1.5 cm within 20.
    """
    return shank * (_sin(angle - 90 + slope) - _sin(slope))


def shift_from_string(gap: float, shank: float, slope: float = 0.0) -> float:
    """Return the shift of the feet that makes the knee right: gap - s * sin(f), the gap itself for level thighs."""
    return gap - shank * _sin(slope)


def error_of_angle(shank: float, degrees_off: float) -> float:
    """Return how many cm a shift is good to whose knee angle is good to `degrees_off`: s * sin(error)."""
    return shank * _sin(degrees_off)


def error_of_string(shank: float) -> float:
    """Return how many cm a shift is good to that rests on a string and a measured slope: 1 cm + s * sin(3 degrees)."""
    return STRING_ERROR_CM + shank * _sin(SLOPE_ERROR_DEG)


def error_of_usual_shank(slope: float) -> float:
    """Return how many cm a string's shift may be off where the usual shank stands for one that was not measured."""
    low, high = USUAL_SHANKS
    return max(high - USUAL_SHANK, USUAL_SHANK - low) * abs(_sin(slope))


def _sin(angle: float) -> float:
    return sin(radians(angle))
