"""What an interview goes by: its topics in their order, and the scopes that say how much of a page is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from thrustdoc.frozen import dataclass

COSTS: Mapping[str, int] = {"recall": 2, "film": 3, "tool": 4}
"""What an answer costs: a memory, a rep filmed from the side, something that has to be fetched and read off."""

ALL = "all"
"""The scope in which everything counts; a base has it without naming it."""

CHECK = "check"
"""The scope that is taken up where somebody has no complaint after all."""


@dataclass(frozen=True)
class Topic:
    """What several facts are about. `pick` asks for all its yes/no facts at once, to be ticked on one list."""

    id: str
    title: str
    pick: str = ""


@dataclass(frozen=True)
class Scope:
    """What somebody wants of a page, in words, and the conclusions that count for it.

    Where `from_symptoms` is set, it is not a fixed set: what a symptom that was given leads to counts.
    """

    id: str
    wants: str
    refs: frozenset[tuple[str, str]] = frozenset()
    from_symptoms: bool = False


@dataclass(frozen=True)
class Intake:
    """Topics and scopes by id, in the order in which they are asked and offered.

    `always` counts in every scope. Where one of `ends` stands, nothing more is asked.
    """

    topics: Mapping[str, Topic] = field(default_factory=dict)
    scopes: Mapping[str, Scope] = field(default_factory=dict)
    always: frozenset[tuple[str, str]] = frozenset()
    ends: frozenset[tuple[str, str]] = frozenset()
