"""The readings of the knee angle at lockout that the facts of a case hold, and which outranks which (POL-02)."""

from __future__ import annotations

from collections.abc import Mapping

from thrustdoc.frozen import dataclass
from thrustdoc.geometry import USUAL_SHANK, angle_from_string, shank_from_stature
from thrustdoc.knowledge.facts import Value

ANGLE, SOURCE, STRING, SLOPE = "knee_angle_top_deg", "knee_angle_source", "string_gap_cm", "thigh_slope_top_deg"
SHANK, STATURE = "shank_cm", "stature_cm"

RANK = ("goniometer", "string", "picture", "eye", "bare_string")
"""Kinds of readings, best first. A `bare_string` comes without the slope of the thigh."""

TRUSTED = ("goniometer", "string", "picture")
"""Kinds that count as measured."""

LOWEST, HIGHEST = 40.0, 180.0
"""The knee angles that a leg can have at lockout, in degrees."""


@dataclass(frozen=True)
class Reading:
    """One reading of the knee angle at lockout: its kind (of RANK), the angle in degrees, and the facts behind it."""

    kind: str
    angle: float
    sources: tuple[str, ...]

    @property
    def trusted(self) -> bool:
        """Whether it counts as measured."""
        return self.kind in TRUSTED


@dataclass(frozen=True)
class Shank:
    """The length of the shank in cm, and the fact that it comes from: none where the usual one is assumed."""

    cm: float
    source: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The facts behind it."""
        return (self.source,) if self.source else ()


def number(facts: Mapping[str, Value], name: str) -> float | None:
    """Return the value of a number fact, None where it is not set."""
    value = facts.get(name)
    return float(value) if isinstance(value, float | int) else None


def shank_of(facts: Mapping[str, Value]) -> Shank:
    """Return the shank: measured, else from the height, else the usual one."""
    shank, stature = number(facts, SHANK), number(facts, STATURE)
    if shank is not None:
        return Shank(shank, SHANK)
    return Shank(USUAL_SHANK) if stature is None else Shank(shank_from_stature(stature), STATURE)


def readings(facts: Mapping[str, Value]) -> tuple[Reading, ...]:
    """Return every reading of the knee angle at lockout, the best one first (POL-02)."""
    found = [each for each in (_angle(facts), _string(facts)) if each]
    return tuple(sorted(found, key=lambda each: RANK.index(each.kind)))


def _angle(facts: Mapping[str, Value]) -> Reading | None:
    """Return the angle that was given; where nobody says how it was read, it counts as read off a picture."""
    angle, source = number(facts, ANGLE), facts.get(SOURCE)
    if angle is None:
        return None
    return Reading("picture" if source is None else str(source), angle, (ANGLE, SOURCE) if source else (ANGLE,))


def _string(facts: Mapping[str, Value]) -> Reading | None:
    """Return the angle that the string shows, in whole degrees; with no slope measured the thighs count as level."""
    gap, slope, shank = number(facts, STRING), number(facts, SLOPE), shank_of(facts)
    angle = None if gap is None else angle_from_string(gap, shank.cm, slope or 0.0)
    if angle is not None and not shank.source:  # another shank may fit: the direction holds, the figure is a limit
        angle = min(max(angle, LOWEST), HIGHEST)
    if angle is None or not LOWEST <= angle <= HIGHEST:
        return None
    measured = (STRING,) if slope is None else (STRING, SLOPE)
    kind = "bare_string" if slope is None else "string"
    return Reading(kind, float(round(angle)), (*measured, *shank.sources))
