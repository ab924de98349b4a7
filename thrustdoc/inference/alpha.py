"""What the matcher is made of: one demand on a fact for all rules that share it, and the activation of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from thrustdoc.inference.compat import NOT, Activation, ConditionalElement, Fact, L, P


class Active(Activation):  # type: ignore[misc]
    """An activation with the facts in the order of the patterns; experta's own hashes every fact."""

    def __init__(self, rule: Any, facts: tuple[Any, ...], context: dict[str, Any]) -> None:
        self.rule, self.facts, self.context, self.key = rule, facts, context, None


class Alpha:
    """One demand on a fact, and where a fact that meets it goes: (slot, node) pairs and nodes that it blocks."""

    __slots__ = ("blocks", "demands", "fills", "name")

    def __init__(self, pattern: Any, demands: list[tuple[str, Any]]) -> None:
        self.name: str | None = pattern.__bind__
        self.demands = demands
        self.fills: list[tuple[int, int]] = []
        self.blocks: list[int] = []

    def takes(self, fact: Any) -> bool:
        """Tell whether a fact of the right class matches."""
        for key, constraint in self.demands:
            if key not in fact:
                return False
            value = fact[key]
            if not (constraint.match(value) if isinstance(constraint, P) else constraint.value == value):
                return False
        return True


def index_of(demands: list[tuple[str, Any]]) -> tuple[Any, ...]:
    """Return by what an alpha is found: the key of its first demand, and its value where it is a value."""
    if not demands:
        return ("",)
    key, constraint = demands[0]
    return (key,) if isinstance(constraint, P) else (key, constraint.value)


def pattern_of(rule: Any, element: Any) -> Any:
    """Return the pattern of an element of a rule, of a negated one that within. Raises TypeError for other shapes."""
    if type(element) is NOT:
        if len(element) != 1:
            raise TypeError(f"{rule.__name__}: NOT holds {len(element)} patterns; the matcher takes one")
        element = element[0]
    if not isinstance(element, Fact):
        raise TypeError(f"{rule.__name__}: the matcher takes facts and NOT(fact) only, not {element!r}")
    return element


def demands_of(rule: Any, pattern: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a pattern demands of a fact, key by key. Raises TypeError for more than values and predicates."""
    for key, constraint in pattern.items():
        if Fact.is_special(key):
            continue
        constraint = constraint if isinstance(constraint, ConditionalElement) else L(constraint)
        if type(constraint) not in (L, P) or constraint.__bind__ is not None:
            raise TypeError(f"{rule.__name__}: the matcher takes values and predicates only, not {constraint!r}")
        yield key, constraint
