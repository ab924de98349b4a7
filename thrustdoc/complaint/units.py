"""Numbers with their units as values of a fact."""

from __future__ import annotations

from thrustdoc.complaint.tokens import Piece
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.lengths import CM, LENGTH_UNITS, read_length

TIME = {"seconds": 1 / 3600, "minutes": 1 / 60, "hours": 1.0, "days": 24.0, "weeks": 168.0}
"""Units of time in hours."""


def fits(number: Piece, wanted: str, fact: Fact, in_range: bool = False) -> bool:
    """Tell whether a number may be that of a fact: with the unit that its phrase names, or else with any of its own.

    `in_range` wants it within the range of the fact: a number without other words says nothing else.
    """
    if in_range and not fact.low <= (in_unit(number, fact) or 0.0) <= fact.high:
        return False
    if wanted:
        return number.unit == wanted
    return not number.unit or in_unit(number, fact) is not None


def in_unit(number: Piece, fact: Fact) -> float | None:
    """Return a number in the unit of a fact, None where it has a unit that is none of those."""
    if not number.unit or number.unit in (fact.unit, "times"):
        return number.value
    if fact.unit in LENGTH_UNITS and number.unit in CM:
        sign = "-" if number.value < 0 else ""
        return read_length(f"{sign}{abs(number.value):f} {number.unit}", fact.unit)
    if fact.unit in TIME and number.unit in TIME:
        return round(number.value * TIME[number.unit] / TIME[fact.unit], 6)
    return None
