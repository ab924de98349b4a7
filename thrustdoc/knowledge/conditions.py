"""The condition language of the rules: what a [[when]] table may test, and how each test is decided."""

from __future__ import annotations

from typing import Any

from thrustdoc.frozen import dataclass

INFINITY = float("inf")


@dataclass(frozen=True)
class Band:
    """A range of numbers. `low` and `high` belong to it only where `low_in` and `high_in` say so."""

    low: float = -INFINITY
    low_in: bool = True
    high: float = INFINITY
    high_in: bool = True

    def holds(self, number: float) -> bool:
        """Tell whether `number` lies in the band."""
        above = number >= self.low if self.low_in else number > self.low
        below = number <= self.high if self.high_in else number < self.high
        return above and below


@dataclass(frozen=True)
class FactTest:
    """A test of one fact.

    `op` is "is" (one of `values`), "band", "has" (one of `values` is among many), "lacks" (none of them is) or "unset".
    `group` is the name under which the rule wrote its values, if it used one.
    """

    fact: str
    op: str
    values: frozenset[Any] = frozenset()
    band: Band = Band()
    group: str = ""

    def holds(self, value: Any) -> bool:
        """Tell whether a set fact with this `value` passes. An unset fact never reaches this test."""
        if self.op == "band":
            return self.band.holds(value)
        if self.op == "has":
            return not self.values.isdisjoint(value)
        if self.op == "lacks":
            return self.values.isdisjoint(value)
        return self.op == "is" and value in self.values


@dataclass(frozen=True)
class ConclusionTest:
    """A test of what has been concluded: one of `ids` of this `part`, at any status or only when `confirmed`."""

    part: str
    ids: tuple[str, ...]
    confirmed: bool = False
    group: str = ""


Condition = FactTest | ConclusionTest
