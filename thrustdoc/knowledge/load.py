"""Loading a knowledge base is linting it: every problem of every file is reported at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from thrustdoc.errors import ThrustdocError, fail
from thrustdoc.folders import folder
from thrustdoc.knowledge.conditions import ConclusionTest, FactTest
from thrustdoc.knowledge.lint import lint
from thrustdoc.knowledge.order import place_all
from thrustdoc.knowledge.parse_conclusions import collect_names, parse_conclusions, read_conclusions
from thrustdoc.knowledge.parse_facts import parse_facts
from thrustdoc.knowledge.parse_howto import lint_howtos, parse_gaps, parse_howtos
from thrustdoc.knowledge.parse_intake import parse_intake
from thrustdoc.knowledge.parse_sources import parse_claims, parse_disagreements, parse_documents, parse_policies
from thrustdoc.knowledge.parse_speech import parse_speech
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Ref, Rule
from thrustdoc.knowledge.tables import Problems

OPPOSED, KIT = "POL-08", "POL-15"
"""The policies through which `opposes` and `needs` act."""

EQUIPMENT = "equipment"
"""The fact that says what kit there is."""


def load(root: Path | None = None) -> KnowledgeBase:
    """Return the knowledge base in the folder `root` (the one that ships with thrustdoc if left out).

    Raises ThrustdocError with every problem of every file if anything is wrong.
    """
    root = folder("rules") if root is None else root
    if not root.is_dir():
        raise fail("there is no such folder", "Give a folder that holds a knowledge base.", str(root))
    problems: Problems = []
    facts = parse_facts(root, problems)
    documents = parse_documents(root, problems)
    raw = read_conclusions(root, problems)
    names = collect_names(raw, facts)
    conclusions = parse_conclusions(raw, names, problems)
    policies = parse_policies(root, names, problems)
    acting = [rule for policy in policies.values() for rule in policy.rules]
    withholdings = [rule for rule in acting if rule.action == "withhold"] + implied_withholdings(conclusions)
    withholdings = sorted(withholdings, key=lambda rule: (rule.cites, rule.name))
    base = KnowledgeBase(
        facts=facts,
        documents=documents,
        claims=parse_claims(root, documents, problems),
        policies=policies,
        disagreements=parse_disagreements(root, problems),
        conclusions=conclusions,
        withholdings=tuple(withholdings),
        leads=tuple(rule for rule in acting if rule.action == "lead"),
        places=place_all(conclusions, [rule for rule in withholdings if known(rule, conclusions)], problems),
        howtos=parse_howtos(root, names, problems),
        gaps=parse_gaps(root, names, problems),
        intake=parse_intake(root, names, conclusions, problems),
        speech=parse_speech(root, problems),
    )
    lint(base, problems)
    lint_howtos(base, problems)
    if problems:
        raise ThrustdocError(problems)
    return base


def known(rule: Rule, conclusions: Mapping[Ref, Conclusion]) -> bool:
    """Tell whether all targets of a rule exist; where not, the lint says so."""
    return all(target in conclusions for target in rule.targets)


def implied_withholdings(conclusions: Mapping[Ref, Conclusion]) -> list[Rule]:
    """Return the withholding rules that `opposes` and `needs` stand for."""
    rules: list[Rule] = []
    for each in conclusions.values():
        for opposed in each.opposes:
            stands = ConclusionTest(each.part, (each.id,))
            rules.append(Rule(f"{each.file}#opposes", "withhold", ((each.part, opposed),), (stands,), cites=(OPPOSED,)))
        for kit in each.needs:
            missing = FactTest(EQUIPMENT, "lacks", frozenset(kit))
            rules.append(Rule(f"{each.file}#needs", "withhold", (each.ref,), (missing,), cites=(KIT,)))
    return rules
