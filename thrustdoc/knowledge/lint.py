"""Checks across records: every name that is mentioned exists, and every rule could fire."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.conditions import ConclusionTest, FactTest
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Rule
from thrustdoc.knowledge.tables import Problems

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def lint(base: KnowledgeBase, problems: Problems) -> None:
    """Add every problem that can only be seen with the whole base at hand."""
    for conclusion in base.conclusions.values():
        _lint_names(base, conclusion, problems)
        _lint_rules(base, conclusion, problems)
        _lint_wordings(conclusion, problems)
        _lint_examples(conclusion, problems)
    for rule in base.withholdings:
        _lint_cites(base, rule.cites, rule.name, problems)
        _lint_reach(base, rule, problems)
    for disagreement in base.disagreements.values():
        claims = [*disagreement.claims, *(claim for position in disagreement.positions for claim in position.claims)]
        _lint_cites(base, claims, f"disagreements.toml [{disagreement.id}]", problems)


def sources(base: KnowledgeBase) -> set[str]:
    """Return every id that `cites` may hold."""
    return {*base.claims, *base.policies, *base.disagreements}


def _lint_cites(base: KnowledgeBase, cites: Iterable[str], where: str, problems: Problems) -> None:
    known = sources(base)
    for cite in cites:
        if cite not in known:
            problems.append(Problem(f"it cites {cite}, which does not exist", nearest(cite, known), where))


def _lint_names(base: KnowledgeBase, each: Conclusion, problems: Problems) -> None:
    _lint_cites(base, each.cites, each.file, problems)
    for name in each.opposes:
        if ("correction", name) not in base.conclusions:
            problems.append(Problem(f"opposes names {name}, which is no correction", file=each.file))
        elif each.id in base.conclusions["correction", name].opposes:
            says = f"{each.id} and {name} oppose each other in both files"
            problems.append(Problem(says, "Name only the one that gives way.", each.file))
    _lint_said_with(base, each, problems)
    for fact in each.asks:
        if fact not in base.facts:
            problems.append(Problem(f"asks names {fact}, which is no fact", nearest(fact, base.facts), each.file))
    kit = base.facts["equipment"].values if "equipment" in base.facts else {}
    for piece in (piece for choice in each.needs for piece in choice):
        if piece not in kit:
            problems.append(Problem(f"needs names {piece}, which is no equipment", nearest(piece, kit), each.file))


def _lint_said_with(base: KnowledgeBase, each: Conclusion, problems: Problems) -> None:
    """A line that folds into another folds into all that the other folds into: else its words would be lost."""
    parts = ("note", "finding") if each.part == "note" else (each.part,)
    for name in each.said_with:
        others = [base.conclusions[part, name] for part in parts if (part, name) in base.conclusions]
        if not others:
            problems.append(Problem(f"said_with names {name}, which is no {' or '.join(parts)}", file=each.file))
        for beyond in others[0].said_with if others else ():
            if beyond == each.id:
                problems.append(Problem(f"{each.id} and {name} are each said with the other", file=each.file))
            elif beyond not in each.said_with:
                says = f"it is said with {name}, which is said with {beyond}"
                problems.append(Problem(says, f"Add {beyond} to said_with.", each.file))


def _lint_rules(base: KnowledgeBase, each: Conclusion, problems: Problems) -> None:
    if bool(each.kept) == bool(each.rules):
        says = "it has rules and says why it has none (kept)" if each.kept else "no rule reaches it"
        problems.append(Problem(says, "Give it a [[when]], or say in kept why it has none.", each.file))
    for rule in (*each.rules, *each.firsts, *each.wordings):
        _lint_cites(base, rule.cites, rule.name, problems)
        _lint_reach(base, rule, problems)


def _lint_reach(base: KnowledgeBase, rule: Rule, problems: Problems) -> None:
    for test in rule.when:
        if isinstance(test, ConclusionTest) and not any(base.conclusions[test.part, name].rules for name in test.ids):
            says = f"it waits for {test.part} {', '.join(test.ids)}, which nothing concludes"
            problems.append(Problem(says, "The rule can never fire.", rule.name))
    for table in rule.unless:
        if all(test in rule.when for test in table):
            problems.append(Problem("its unless holds whenever its conditions hold", "It can never fire.", rule.name))
    unset = {test.fact for test in rule.when if isinstance(test, FactTest) and test.op == "unset"}
    for table in rule.unless:
        if any(isinstance(test, FactTest) and test.op != "unset" and test.fact in unset for test in table):
            says = "a table of its unless tests a fact that the rule wants unset"
            problems.append(Problem(says, "The table can never block; remove it.", rule.name))


def _lint_wordings(each: Conclusion, problems: Problems) -> None:
    for wording in (*each.rules, *each.wordings):
        for name in untested(wording):
            says = f"its text prints {{{name}}}, which its when does not test"
            problems.append(Problem(says, "Test the fact, so that it is set.", wording.name))
    for field, text in (("says", each.says), ("coach", each.coach), ("check", each.check)):
        if PLACEHOLDER.search(text):
            problems.append(Problem(f"{field} prints a fact", "Only the text of a wording may.", each.file))


def untested(wording: Rule) -> list[str]:
    """Return the facts that the texts of a rule print although nothing makes sure that they are set."""
    tested = {test.fact for test in wording.when if isinstance(test, FactTest) and test.op != "unset"}
    return [name for text in wording.texts.values() for name in PLACEHOLDER.findall(text) if name not in tested]


def _lint_examples(each: Conclusion, problems: Problems) -> None:
    for example in each.examples:
        for number in example.wording or ():
            if not 1 <= number <= len(each.wordings):
                mend = f"The file has {len(each.wordings)}, counted from 1."
                problems.append(Problem(f"it names wording {number}, which does not exist", mend, example.name))
    outcomes = {example.concludes for example in each.examples}
    if each.kept:
        return
    if not outcomes & {"confirmed", "candidate"}:
        problems.append(Problem("no example reaches it", "Add an [[example]] that concludes it.", each.file))
    if not outcomes & {"nothing", "withheld"}:
        problems.append(Problem("no example misses it", 'Add an [[example]] with concludes = "nothing".', each.file))
