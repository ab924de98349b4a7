"""Formulas as clauses: "all of these" and "one of these" over literals, each written down once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

TRUE = 1
"""The literal that always holds; a minus in front of a literal is its opposite."""


class Circuit:
    """Clauses that grow while formulas are written; a formula is known by its literal, which is equivalent to it."""

    def __init__(self) -> None:
        self.clauses: list[list[int]] = [[TRUE]]
        self.last = TRUE
        self._known: dict[frozenset[int], int] = {}

    def new(self) -> int:
        """Return a variable that is still free."""
        self.last += 1
        return self.last

    def all_of(self, literals: Iterable[int]) -> int:
        """Return the literal of "all of these hold"; of none at all, that is so."""
        parts = frozenset(literals) - {TRUE}
        if -TRUE in parts or any(-each in parts for each in parts):
            return -TRUE
        if len(parts) < 2:
            return next(iter(parts), TRUE)
        if parts not in self._known:
            whole = self._known[parts] = self.new()
            self.clauses += [[-whole, each] for each in parts]
            self.clauses.append([whole, *(-each for each in parts)])
        return self._known[parts]

    def any_of(self, literals: Iterable[int]) -> int:
        """Return the literal of "one of these holds, or more"; of none at all, that is not so."""
        return -self.all_of(-each for each in literals)

    def exactly_one(self, literals: list[int]) -> None:
        """Demand that one of these holds and no two."""
        self.clauses.append(list(literals))
        self.clauses += [[-one, -other] for one, other in combinations(literals, 2)]
