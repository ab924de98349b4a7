"""Which mutants the examples of a base notice, which nobody could, and which are left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from thrustdoc.computed import with_computed
from thrustdoc.knowledge.lint import untested
from thrustdoc.knowledge.mutation.bits import Ledger
from thrustdoc.knowledge.mutation.groups import smaller_groups, smaller_policies
from thrustdoc.knowledge.mutation.mutants import Mutant, mutants
from thrustdoc.knowledge.mutation.prove import Prover
from thrustdoc.knowledge.records import KnowledgeBase, Ref


@dataclass(frozen=True)
class Score:
    """The mutants of a base: `killed` by an example, `equivalent` to their rules in every legal case, or survivors."""

    killed: tuple[Mutant, ...]
    equivalent: tuple[Mutant, ...]
    survivors: tuple[Mutant, ...]

    @property
    def summary(self) -> str:
        """How many came to what, in one line."""
        total = len(self.killed) + len(self.survivors)
        share = 100 * len(self.killed) / total if total else 100.0
        return (
            f"{len(self.killed)} of {total} mutants noticed ({share:.1f} %); {len(self.equivalent)} more can be "
            f"noticed by nobody (proved)."
        )


class Witnesses:
    """The examples of a base, and whether one of them comes out otherwise by a change."""

    def __init__(self, base: KnowledgeBase) -> None:
        examples = [(each.ref, example) for each in base.conclusions.values() for example in each.examples]
        self.ledger = Ledger(base, [with_computed(base, example.given) for _, example in examples])
        self.own = dict.fromkeys(base.conclusions, 0)
        self.worded = dict.fromkeys(base.conclusions, 0)
        for number, (ref, example) in enumerate(examples):
            self.own[ref] |= 1 << number
            self.worded[ref] |= (example.wording is not None) << number

    def notice(self, mutant: Mutant) -> bool:
        """Tell whether an example of the base has another outcome, or says that other words are printed.

        A change that the lint refuses is noticed before any example is run.
        """
        if any(untested(rule) for _, rules in mutant.swaps for rule in rules):
            return True
        stating = self.worded if mutant.kind == "wording" else self.own
        return any(cases & stating[ref] for ref, cases in telling_cases(self.ledger, mutant))


def telling_cases(ledger: Ledger, mutant: Mutant) -> Iterator[tuple[Ref, int]]:
    """Yield the conclusions that come out otherwise by a mutant, or that it words otherwise, and in which cases."""
    if mutant.kind != "wording":
        yield from ledger.changed(mutant.swaps)
        return
    ((rule, rules),) = mutant.swaps
    yield rule.targets[0], ledger.prints(rule) ^ reduce(or_, map(ledger.prints, rules), 0)


def all_mutants(base: KnowledgeBase) -> list[Mutant]:
    """Return every mutant of a base."""
    return [*mutants(base), *smaller_groups(base), *smaller_policies(base)]


def score(base: KnowledgeBase) -> Score:
    """Return what the examples of a base notice. It takes the solver of the extra `test`."""
    witnesses = Witnesses(base)
    killed: list[Mutant] = []
    left: list[Mutant] = []
    for mutant in all_mutants(base):
        (killed if witnesses.notice(mutant) else left).append(mutant)
    prover = Prover(base, left)
    equivalent = [mutant for mutant in left if prover.equivalent(mutant)]
    survivors = [mutant for mutant in left if mutant not in equivalent]
    return Score(tuple(killed), tuple(equivalent), tuple(survivors))
