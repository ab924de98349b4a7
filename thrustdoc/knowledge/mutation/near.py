"""Examples that would notice a survivor, in the words of a rule file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thrustdoc.computed import with_computed
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.mutation.bits import Ledger
from thrustdoc.knowledge.mutation.mutants import Mutant
from thrustdoc.knowledge.mutation.prove import Prover
from thrustdoc.knowledge.mutation.score import telling_cases
from thrustdoc.knowledge.records import KnowledgeBase, Ref

CLOSE = 3
"""How many facts may differ from the first example of the file before an example is written out."""

Given = Mapping[str, Value]


@dataclass(frozen=True)
class Near:
    """An example for the file of a conclusion: the facts, and the [[example]] that states what comes of them."""

    ref: Ref
    given: Given
    text: str


def near_miss(base: KnowledgeBase, prover: Prover, mutant: Mutant) -> Near | None:
    """Return an example that notices a mutant: close to the first of its file, if there is one close by.

    None where a fact that is computed would have to be other than it is.
    """
    bare = _telling(base, prover, mutant, {})
    if bare is None:
        return None
    first = next((example.given for example in base.conclusions[bare[0]].examples), {})
    close = _telling(base, prover, mutant, first) or bare
    changes = _changes(first, close[1])
    if first and close[0] == bare[0] and len(changes) <= min(CLOSE, len(bare[1])):
        return Near(*close, f"[[example]]\nbut = {_table(changes)}\n{_states(base, *close, mutant)}")
    return Near(*bare, f"[[example]]\ngiven = {_table(bare[1])}\n{_states(base, *bare, mutant)}")


def _telling(base: KnowledgeBase, prover: Prover, mutant: Mutant, near: Given) -> tuple[Ref, Given] | None:
    """Return a conclusion, and facts that tell a mutant by it: such as are asked if they can, else computed ones."""
    for ref, case in prover.telling(mutant, with_computed(base, near)):
        asked = {name: value for name, value in case.items() if not base.facts[name].computed}
        for given in (asked, case):
            if _tells(base, mutant, ref, given):
                return ref, _nearer(base, mutant, ref, given, near)
    return None


def _tells(base: KnowledgeBase, mutant: Mutant, ref: Ref, given: Given) -> bool:
    ledger = Ledger(base, [with_computed(base, given)])
    return any(cases and other == ref for other, cases in telling_cases(ledger, mutant))


def _nearer(base: KnowledgeBase, mutant: Mutant, ref: Ref, given: Given, near: Given) -> Given:
    """Return the facts with those left out, or put back to what they are in `near`, that need not be as they are."""
    for name in [*given, *near]:
        other = {key: value for key, value in given.items() if key != name}
        other |= {name: near[name]} if name in near else {}
        if other != given and _tells(base, mutant, ref, other):
            given = other
    return given


def _states(base: KnowledgeBase, ref: Ref, given: Given, mutant: Mutant) -> str:
    ledger = Ledger(base, [with_computed(base, given)])
    lines = [f'concludes = "{ledger.outcomes[ref].word(0)}"']
    if mutant.kind == "wording":
        numbers = [str(n) for n, rule in enumerate(base.conclusions[ref].wordings, 1) if ledger.prints(rule)]
        lines.append(f"wording = {numbers[0] if len(numbers) == 1 else '[' + ', '.join(numbers) + ']'}")
    return "\n".join([*lines, ""])


def _changes(first: Given, case: Given) -> Given:
    """Return what to change in one case to get another; a fact that goes is "unset"."""
    gone: dict[str, Value] = {name: "unset" for name in first if name not in case}
    return {name: value for name, value in case.items() if first.get(name) != value} | gone


def _table(facts: Given) -> str:
    inner = ", ".join(f"{name} = {_toml(value)}" for name, value in facts.items())
    return f"{{ {inner} }}" if inner else "{}"


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, frozenset):
        return "[" + ", ".join(f'"{each}"' for each in sorted(value)) + "]"
    return f'"{value}"'
