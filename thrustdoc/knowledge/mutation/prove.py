"""Mutants that no legal case can tell from their rules, and for the others a case that does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from thrustdoc.knowledge.anomalies.encode import Encoding, Model
from thrustdoc.knowledge.anomalies.solver import Solver
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.mutation.bits import swapped
from thrustdoc.knowledge.mutation.mutants import QUIET, Mutant, conditions_of
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

New = Mapping[int, Sequence[Rule]]


class Prover:
    """All legal cases of a base as clauses, in states fine enough for some mutants of it."""

    def __init__(self, base: KnowledgeBase, mutants: Iterable[Mutant]) -> None:
        finer = Rule("mutants", "lead", (), conditions_of(mutants))  # a lead concludes nothing: only the states change
        self.base = base
        self.solver = Solver(Encoding(replace(base, leads=(*base.leads, finer))))

    def equivalent(self, mutant: Mutant) -> bool:
        """Tell whether no legal case gives any conclusion another outcome.

        What a conclusion reads stands before it. So where none of those that the mutant acts on differs from what its
        own rules made of the same input, nothing differs at all.
        """
        return not self.solver.possible([self.solver.encoding.circuit.any_of(self.differing(mutant).values())])

    def telling(self, mutant: Mutant, near: Mapping[str, Value]) -> Iterator[tuple[Ref, dict[str, Value]]]:
        """Yield conclusions that a mutant changes, each with a case where it does: as much like `near` as can be.

        Cases whose computed facts were really worked out come first.
        """
        for ref, differs in self.differing(mutant).items():
            for needed in ([differs, self.solver.encoding.real()], [differs]):
                model = self._nearest(needed, near)
                if model is not None:
                    yield ref, self._worded(self.solver.encoding.case(model), near)

    def _nearest(self, needed: list[int], near: Mapping[str, Value]) -> Model | None:
        """Return a case with all of `needed` that keeps `near` fact by fact, and within facts word by word."""
        model = self.solver.model(needed)
        kept = list(needed)
        for same in self._like(near) if model is not None else ():
            closer = model if model and same <= model else self.solver.model([*kept, *same])
            if closer is not None:
                model, kept = closer, [*kept, *same]
        return model

    def _like(self, near: Mapping[str, Value]) -> Iterator[frozenset[int]]:
        """Yield literals that keep a case as it is: those of facts that are not given first."""
        encoding = self.solver.encoding
        for name in sorted(encoding.given, key=lambda each: each in near):
            yield encoding.literals(near, [name])
        for fact in self.base.facts.values():
            if fact.type == "many":
                words = encoding.values[fact.id].items()
                had = near.get(fact.id, frozenset())
                yield from (frozenset({each if isinstance(had, frozenset) and word in had else -each})
                            for word, each in words)  # fmt: skip

    def _worded(self, found: Mapping[str, Value], near: Mapping[str, Value]) -> dict[str, Value]:
        """Return a case with the values of `near` wherever no test of the base or of a mutant tells them apart."""
        literals = self.solver.encoding.literals
        return {name: near[name] if literals(found, [name]) == literals(near, [name]) else value
                for name, value in found.items()}  # fmt: skip

    def differing(self, mutant: Mutant) -> dict[Ref, int]:
        """Return for each conclusion that a mutant acts on the literal of "it comes out otherwise"."""
        if mutant.kind in QUIET.values():
            return self._firing(mutant)
        new = {id(rule): rules for rule, rules in mutant.swaps}
        targets = dict.fromkeys(target for rule, _ in mutant.swaps for target in rule.targets)
        return {ref: self._differs(ref, new) for ref in targets}

    def _firing(self, mutant: Mutant) -> dict[Ref, int]:
        """Return for each conclusion of a rule of words or order the literal of "it stands and the rule differs"."""
        encoding, circuit = self.solver.encoding, self.solver.encoding.circuit
        ((rule, rules),) = mutant.swaps
        alike = self.base.conclusions[rule.targets[0]].firsts if rule.action == "first" else (rule,)
        after = [each for old in alike for each in (rules if old is rule else (old,))]
        other = self._unlike(*(circuit.any_of(map(encoding.fires, some)) for some in (alike, after)))
        return {ref: circuit.all_of((encoding.stands[ref], other)) for ref in rule.targets}

    def _differs(self, ref: Ref, new: New) -> int:
        encoding, circuit = self.solver.encoding, self.solver.encoding.circuit
        rules = list(swapped(ref, self.base.conclusions[ref].rules, new))
        holding = [rule for rule in self.base.withholdings if ref in rule.targets]
        reached = circuit.any_of(map(encoding.fires, rules))
        held = circuit.any_of(map(encoding.fires, swapped(ref, holding, new)))
        stands = circuit.all_of((reached, -held))
        sure = circuit.all_of((stands, circuit.any_of(map(encoding.confirms, rules))))
        before = (encoding.reached[ref], encoding.stands[ref], encoding.sure[ref])
        return circuit.any_of(self._unlike(*pair) for pair in zip(before, (reached, stands, sure), strict=True))

    def _unlike(self, one: int, other: int) -> int:
        circuit = self.solver.encoding.circuit
        return circuit.any_of((circuit.all_of((one, -other)), circuit.all_of((-one, other))))
