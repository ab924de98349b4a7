"""Running the examples that ship with a knowledge base on the whole of it."""

from __future__ import annotations

from thrustdoc.case import make_case
from thrustdoc.errors import Problem
from thrustdoc.inference.engine import Firing, Reasoner
from thrustdoc.knowledge.records import Conclusion, Example, KnowledgeBase, Ref


def verify(base: KnowledgeBase) -> list[Problem]:
    """Return what is wrong: every example with another outcome than it says, every rule that fires in no example."""
    problems: list[Problem] = []
    reasoner = Reasoner(base)
    fired: set[str] = set()
    for conclusion in base.conclusions.values():
        for example in conclusion.examples:
            trace = reasoner.run(make_case(base, example.given))
            fired.update(firing.rule.name for firing in trace)
            found = outcome(trace, conclusion.ref)
            if found != example.concludes:
                problems.append(Problem(*_surprise(conclusion.ref, example, found, trace), file=example.name))
            elif example.wording is not None and printed(trace, conclusion) != example.wording:
                says = f"it should print wording {_numbers(example.wording)}"
                problems.append(Problem(f"{says}, not {_numbers(printed(trace, conclusion))}", file=example.name))
    silent = [rule for rule in base.all_rules() if rule.name not in fired]
    problems += [Problem("it fires in no example", "Add an [[example]] that needs it.", rule.name) for rule in silent]
    return problems


def outcome(trace: tuple[Firing, ...], ref: Ref) -> str:
    """Return what a trace says of a conclusion: confirmed, candidate, withheld or nothing."""
    firings = [firing for firing in trace if firing.rule.action == "conclude" and firing.rule.targets[0] == ref]
    if not firings:
        return "nothing"
    if firings[0].withheld_by:
        return "withheld"
    return "confirmed" if any(firing.status == "confirmed" for firing in firings) else "candidate"


def printed(trace: tuple[Firing, ...], conclusion: Conclusion) -> tuple[int, ...]:
    """Return the numbers of the [[wording]] tables that a trace prints: none where the conclusion does not stand."""
    if outcome(trace, conclusion.ref) not in ("confirmed", "candidate"):
        return ()
    fired = {firing.rule.name for firing in trace}
    return tuple(number for number, rule in enumerate(conclusion.wordings, 1) if rule.name in fired)


def _numbers(numbers: tuple[int, ...]) -> str:
    return " and ".join(map(str, numbers)) or "none"


def _surprise(ref: Ref, example: Example, found: str, trace: tuple[Firing, ...]) -> tuple[str, str]:
    says = f"it should conclude {example.concludes} for {ref[0]} {ref[1]}, but the outcome is {found}"
    own = [firing for firing in trace if firing.rule.action == "conclude" and firing.rule.targets[0] == ref]
    if not own:
        return says, "No rule of it fired."
    names = sorted({firing.rule.name + (f" (held back by {firing.withheld_by})" if firing.withheld_by else "")
                    for firing in own})  # fmt: skip
    return says, f"What fired: {', '.join(names)}."
