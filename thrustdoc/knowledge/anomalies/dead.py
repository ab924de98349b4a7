"""What can never happen: rules that never fire, tables that never block, conclusions that never stand or are sure."""

from __future__ import annotations

from collections.abc import Iterator

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.solver import Solver
from thrustdoc.knowledge.conditions import Condition
from thrustdoc.knowledge.records import Conclusion, Rule
from thrustdoc.words import condition_words


def rules_that_never_fire(solver: Solver) -> Iterator[Problem]:
    """Yield every rule that no legal case fires, with the conditions that never hold together."""
    for rule in solver.encoding.base.all_rules():
        parts = solver.encoding.parts(rule)
        if not solver.possible(parts):
            says = f"it can never fire: there is no case with {_clash(solver, rule)}"
            yield Problem(says, "Change the conditions or remove the rule.", rule.name)


def rules_that_change_nothing(solver: Solver) -> Iterator[Problem]:
    """Yield every wording, first, lead and withholding that fires only where nothing is left for it to act on.

    What `opposes` and `needs` stand for is left out: they say what a correction is, whether they act or not.
    """
    base, encoding = solver.encoding.base, solver.encoding
    own = [rule for each in base.conclusions.values() for rule in (*each.wordings, *each.firsts)]
    for rule in (*own, *(rule for policy in base.policies.values() for rule in policy.rules)):
        withholds = rule.action == "withhold"
        targets = encoding.reached if withholds else encoding.stands
        acts = [encoding.fires(rule), encoding.circuit.any_of(targets[target] for target in rule.targets)]
        if solver.possible(acts[:1]) and not solver.possible(acts):
            says = "no rule reaches what it withholds" if withholds else "its conclusion does not stand"
            yield Problem(f"wherever it fires, {says}", "Change the conditions or remove it.", rule.name)


def tables_that_never_block(solver: Solver) -> Iterator[Problem]:
    """Yield every table of `unless` that never holds where the conditions of its rule do."""
    encoding = solver.encoding
    for rule in encoding.base.all_rules():
        when = [encoding.holds(test) for test in rule.when]
        if not solver.possible(encoding.parts(rule)):
            continue
        for number, table in enumerate(rule.unless, 1):
            if not solver.possible([*when, *map(encoding.holds, table)]):
                says = f"table {number} of its unless can never block: {_table_words(solver, table)}"
                yield Problem(says, "Remove the table.", rule.name)


def conclusions_never_reached(solver: Solver) -> Iterator[Problem]:
    """Yield every conclusion with rules of which none can fire, or which is held back wherever one does."""
    encoding = solver.encoding
    for each in _reachable_by_right(solver):
        if not solver.possible([encoding.reached[each.ref]]):
            yield Problem("no legal case reaches it", "Mend its rules, or say in kept why it has none.", each.file)
        elif not solver.possible([encoding.stands[each.ref]]):
            policies = {rule.cites[0] for rule in encoding.base.withholdings if each.ref in rule.targets}
            says = f"it is withheld in every legal case that reaches it ({', '.join(sorted(policies))})"
            yield Problem(says, "Mend its rules, or spare it in the policy.", each.file)


def confirmations_never_reached(solver: Solver) -> Iterator[Problem]:
    """Yield every conclusion that has a rule to confirm it and yet can never be more than a candidate."""
    encoding = solver.encoding
    for each in _reachable_by_right(solver):
        confirming = [rule for rule in each.rules if rule.status == "confirmed"]
        possible = confirming and solver.possible([encoding.stands[each.ref]])
        if possible and not solver.possible([encoding.sure[each.ref]]):
            says = f"rule {confirming[0].name} is to confirm it, but it is never more than a candidate"
            yield Problem(says, 'Write status = "candidate" in its rules.', each.file)


def _reachable_by_right(solver: Solver) -> list[Conclusion]:
    return [each for each in solver.encoding.base.conclusions.values() if each.rules]


def _clash(solver: Solver, rule: Rule) -> str:
    """Return the parts of a rule that never hold together, in words."""
    base, encoding = solver.encoding.base, solver.encoding
    words: dict[int, list[str]] = {}
    for test in rule.when:
        words.setdefault(encoding.holds(test), []).append(condition_words(base, test))
    for table in rule.unless:
        words.setdefault(-encoding.blocks(table), []).append(f"none of ({_table_words(solver, table)})")
    return "; and ".join(text for part in solver.clash(list(words)) for text in words[part][:1])


def _table_words(solver: Solver, table: tuple[Condition, ...]) -> str:
    return " with ".join(condition_words(solver.encoding.base, test) for test in table)
