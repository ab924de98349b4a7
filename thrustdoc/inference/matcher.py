"""A matcher for exactly the rules that this knowledge base compiles to, given to experta through `__matcher__`.

Every rule is a list of patterns of one fact each, some of them negated, and no pattern shares a variable with another.
So no joins are needed. For each rule two numbers are counted: its positive patterns that no fact matches yet, and the
facts that match its negated patterns. Where both are zero the rule is active. Which patterns a fact matches depends on
its content alone and is noted on the fact; a change costs work only in the rules that it touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from thrustdoc.inference.alpha import Active, Alpha, demands_of, index_of, pattern_of
from thrustdoc.inference.compat import NOT, Activation, InitialFact, Matcher

Match = tuple[int, ...]


class PatternMatcher(Matcher):  # type: ignore[misc]
    """Finds the activations of simple rules; refuses, when the engine is built, rules that are not simple.

    A node is the number of a rule, a slot the number of one of its positive patterns.
    """

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self.rules: list[Any] = []
        self.slots: list[range] = []
        self.names: list[list[str | None]] = []
        self.alphas: dict[Any, list[Alpha]] = {}
        self.known: dict[int, Alpha] = {}
        self.none: list[tuple[Any, ...]] = []
        for rule in engine.get_rules():
            self._add(rule)
        self.sizes = [len(slots) for slots in self.slots]
        self.reset()

    def _add(self, rule: Any) -> None:
        node, none = len(self.rules), self.none
        names, first = [], len(none)
        for element in rule:
            alpha = self.known.get(id(element)) or self._alpha(rule, element)
            if type(element) is NOT:
                alpha.blocks.append(node)
            else:
                alpha.fills.append((len(none), node))
                none.append(())
                names.append(alpha.name)
        if not names:
            self._alpha(rule, INITIAL).fills.append((len(none), node))
            none.append(())
            names.append(None)
        self.rules.append(rule)
        self.slots.append(range(first, len(none)))
        self.names.append(names)

    def _alpha(self, rule: Any, element: Any) -> Alpha:
        """Return the alpha of a pattern or of a negated one: one for all rules that share the pattern."""
        pattern = pattern_of(rule, element)
        alpha = self.known.get(id(pattern))
        if alpha is None:
            alpha = Alpha(pattern, list(demands_of(rule, pattern)))
            self.alphas.setdefault((type(pattern), *index_of(alpha.demands)), []).append(alpha)
        self.known[id(pattern)] = self.known[id(element)] = alpha
        return alpha

    def changes(
        self, adding: Iterable[Any] | None = None, deleting: Iterable[Any] | None = None
    ) -> tuple[list[Activation], list[Activation]]:
        """Return the activations that came and those that went with these facts."""
        touched: set[int] = set()
        for fact in deleting or ():
            self._delete(fact, touched)
        for fact in adding or ():
            self._insert(fact, touched)
        added: list[Activation] = []
        removed: list[Activation] = []
        for node in touched:
            self._refresh(node, added, removed)
        return added, removed

    def reset(self) -> None:
        """Forget the case before."""
        self.missing = self.sizes.copy()
        self.blocked = [0] * len(self.sizes)
        self.found = self.none.copy()
        self.active: dict[int, dict[Match, Activation]] = {}

    def _insert(self, fact: Any, touched: set[int]) -> None:
        found, missing, blocked = self.found, self.missing, self.blocked
        fills, blocks = self._targets(fact)
        for slot, node in fills:
            if not found[slot]:
                missing[node] -= 1
            found[slot] += (fact,)
            if not missing[node] and not blocked[node]:
                touched.add(node)
        for node in blocks:
            blocked[node] += 1
            if node in self.active:
                touched.add(node)

    def _delete(self, fact: Any, touched: set[int]) -> None:
        found, missing, blocked = self.found, self.missing, self.blocked
        fills, blocks = self._targets(fact)
        for slot, node in fills:
            found[slot] = tuple(each for each in found[slot] if each is not fact)
            if not found[slot]:
                missing[node] += 1
            if node in self.active:
                touched.add(node)
        for node in blocks:
            blocked[node] -= 1
            if not missing[node] and not blocked[node]:
                touched.add(node)

    def _refresh(self, node: int, added: list[Activation], removed: list[Activation]) -> None:
        """Bring the activations of a rule up to date and say what came and what went."""
        before = self.active.pop(node, NO_MATCHES)
        if self.missing[node] or self.blocked[node]:
            removed += before.values()
            return
        rule, names = self.rules[node], self.names[node]
        now: dict[Match, Activation] = {}
        for facts in product(*[self.found[slot] for slot in self.slots[node]]):
            key = tuple([fact["__factid__"] for fact in facts])
            known = before.get(key)
            if known is None:
                known = Active(rule, facts, {name: fact for name, fact in zip(names, facts, strict=True) if name})
                added.append(known)
            now[key] = known
        removed += [activation for key, activation in before.items() if key not in now]
        self.active[node] = now

    def _targets(self, fact: Any) -> tuple[list[tuple[int, int]], list[int]]:
        """Return where a fact goes: the same content goes to the same places in every case."""
        noted = getattr(fact, "targets", None)
        if noted is not None and noted[0] is self:
            return noted[1]  # type: ignore[no-any-return]
        keys = [("",), *((key,) for key in fact), *fact.items()]
        candidates = (alpha for key in keys for alpha in self.alphas.get((type(fact), *key), ()))
        alphas = [alpha for alpha in candidates if alpha.takes(fact)]
        targets = (
            [each for alpha in alphas for each in alpha.fills],
            [each for alpha in alphas for each in alpha.blocks],
        )
        fact.targets = self, targets
        return targets


INITIAL = InitialFact()
NO_MATCHES: dict[Match, Activation] = {}
