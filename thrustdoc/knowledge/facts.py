"""A fact: something about a lifter that can be asked or measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from thrustdoc.frozen import dataclass

NUMBER = "number"
"""The key under which the phrases of a number stand that hold a "#"."""

Value = bool | float | str | frozenset[str]
"""The value of a fact: yes/no, a number, one word, or several words for a many-valued fact."""


@dataclass(frozen=True)
class Fact:
    """Something that can be asked or measured.

    `type` is "yes_no", "choice", "many" or "number". `values` maps each value (for yes/no: "yes", "no") to its words.
    Numbers lie within `low`..`high`, in `unit`. `groups` names sets of values. `estimate` marks what is judged by eye.
    `unread` says what a fact is for that no rule reads. `computed` says how a fact is worked out from the facts in
    `computed_from` where it is not given. `error` is how far a measured number may be off, `error_by` how far where
    another fact says how it was measured, and `error_source` who says so. `cost` is one of COSTS, and `tick` the words
    of a symptom in a list of symptoms, where several of its values are a complaint.

    `phrases` are the words by which people say each value ("yes" and "no" for yes/no; for a number a value, or NUMBER
    where "#" stands for it), and `hints` words that speak of the fact but settle nothing. `a_little` maps a value to
    the one that is meant where it is only "a bit" so.
    """

    id: str
    source: str
    type: str
    ask: str
    values: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    label: str = ""
    measure: str = ""
    topic: str = ""
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    a_little: Mapping[str, str] = field(default_factory=dict)
    unwanted: frozenset[str] = frozenset()
    estimate: bool = False
    unread: str = ""
    computed: str = ""
    computed_from: tuple[str, ...] = ()
    error: float = 0.0
    error_by: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    error_source: str = ""
    cost: str = "recall"
    tick: str = ""

    def error_in(self, facts: Mapping[str, Value]) -> float:
        """Return how far the number of this fact may be off in a case with these `facts`."""
        known = (errors.get(str(facts.get(name))) for name, errors in self.error_by.items())
        return next((each for each in known if each is not None), self.error)

    def amount(self, value: float) -> str:
        """Return a number with its unit, e.g. "68 degrees" or "1 second"."""
        unit = self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{value:g} {unit}".strip()

    def words(self, value: Value) -> str:
        """Return `value` as a report would say it, e.g. "knee angle at lockout: 68 degrees"."""
        if isinstance(value, bool):
            return self.values["yes" if value else "no"]
        if isinstance(value, float | int):
            return f"{self.label}: {self.amount(value)}"
        if isinstance(value, frozenset):
            return ", ".join(self.values[each] for each in self.values if each in value)
        return self.values[value]
