"""What an id is, what leads to it, what follows from it and who says so."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from thrustdoc.errors import fail, nearest
from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.knowledge.coverage import claims_of
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.order import reads
from thrustdoc.knowledge.records import PARTS, Conclusion, KnowledgeBase, Policy, Ref, Rule
from thrustdoc.knowledge.sources import Claim, Disagreement
from thrustdoc.knowledge.values import expected
from thrustdoc.words import rule_words

Section = tuple[str, list[str]]

SAMPLES = 6
"""So many phrases of a value are shown before the rest is counted."""


def explain(base: KnowledgeBase, name: str) -> str:
    """Return what the id `name` means as text; an id that stands for several things explains each.

    Raises ThrustdocError with the nearest id when there is none.
    """
    texts = [_text(head, sections) for head, sections in _found(base, name)]
    if not texts:
        known = [*base.facts, *(ref[1] for ref in base.conclusions), *base.claims, *base.policies, *base.disagreements]
        raise fail(f"{name[:60]!r} is no id of this knowledge base", nearest(name, known))
    return "\n".join(texts)


def _found(base: KnowledgeBase, name: str) -> list[tuple[str, list[Section]]]:
    tables: list[tuple[Mapping[str, Any], Callable[[KnowledgeBase, Any], tuple[str, list[Section]]]]] = [
        (base.facts, _fact),
        *(({each.id: each for each in base.of(part)}, _conclusion) for part in PARTS),
        (base.claims, _claim),
        (base.policies, _policy),
        (base.disagreements, _disagreement),
    ]
    found = [tell(base, table[name]) for table, tell in tables if name in table]
    if name in base.documents:
        document = base.documents[name]
        about = [document.scope, f"Published by: {document.publisher}"]
        sections = [("", about), ("Sections", list(document.sections))]
        found.append((f"document {document.id}: {document.title}", sections))
    return found


def _text(head: str, sections: Iterable[Section]) -> str:
    lines = [head]
    for title, items in sections:
        if not items:
            continue
        lines += ["", title] if title else []
        lines += [textwrap.fill(item, 88, initial_indent="  ", subsequent_indent="    ") for item in items]
    return "\n".join(lines) + "\n"


def _fact(base: KnowledgeBase, fact: Fact) -> tuple[str, list[Section]]:
    values = [f"{value}: {words}" for value, words in fact.values.items()] or [expected(fact)]
    if fact.type == "yes_no":
        values = [f"{value}: {fact.values[word]}" for word, value in (("yes", "true"), ("no", "false"))]
    readers = [rule for rule in base.all_rules() if any(_tests(rule, fact))]
    return f"fact {fact.id}", [
        ("", [each for each in (fact.ask, fact.computed) if each]),
        ("Worked out from", [", ".join(fact.computed_from)] if fact.computed_from else []),
        ("Values", values),
        ("How to measure", [fact.measure] if fact.measure else []),
        ("How far it may be off", [fact.error_source] if fact.error_source else []),
        ("What clients say", list(_phrases(fact))),
        ("What is worked out from it", [each.id for each in base.facts.values() if fact.id in each.computed_from]),
        ("What it decides", _targets(readers)),
    ]


def _phrases(fact: Fact) -> Iterator[str]:
    for value, phrases in fact.phrases.items():
        yield f"{value}: {_quoted(phrases)}"
    if fact.hints:
        yield f"asked about: {_quoted(fact.hints)}"


def _quoted(phrases: Sequence[str]) -> str:
    more = len(phrases) - SAMPLES
    return ", ".join(f'"{phrase}"' for phrase in phrases[:SAMPLES]) + (f" and {more} more" if more > 0 else "")


def _tests(rule: Rule, fact: Fact) -> list[FactTest]:
    return [test for test in rule.conditions if isinstance(test, FactTest) and test.fact == fact.id]


def _conclusion(base: KnowledgeBase, each: Conclusion) -> tuple[str, list[Section]]:
    cites = [cite for rule in (*each.rules, *each.firsts, *each.wordings) for cite in rule.cites]
    holding = [rule for rule in base.withholdings if each.ref in rule.targets]
    about = [each.says]
    about += [f"Coach: {each.coach}"] if each.coach else []
    about += [f"Check: {each.check}"] if each.check else []
    about += [f"Kept without a rule: {each.kept}"] if each.kept else []
    about += [f"Needs: {' and '.join(' or '.join(choice) for choice in each.needs)}"] if each.needs else []
    head = f"{each.part} {each.id}" + (f": {each.title}" if each.title else f" ({each.kind})" if each.kind else "")
    return head, [
        ("", about),
        ("Other words", [f"{' '.join(each.texts.values())} - {rule_words(base, each)}" for each in each.wordings]),
        ("What leads to it", [_rule_line(base, rule) for rule in each.rules]),
        ("What holds it back", [f"{rule.cites[0]}: {rule_words(base, rule)}" for rule in holding]),
        ("What follows from it", _followers(base, each.ref)),
        ("Who says so", _sources(base, [*each.cites, *cites])),
    ]


def _rule_line(base: KnowledgeBase, rule: Rule) -> str:
    status = "likely, when " if rule.status == "candidate" else "when "
    instead = f"; it then says: {' '.join(rule.texts.values())}" if rule.texts else ""
    return f"{rule.name}: {status}{rule_words(base, rule)} [{', '.join(rule.cites)}]{instead}"


def _followers(base: KnowledgeBase, ref: Ref) -> list[str]:
    return _targets(rule for rule in base.all_rules() if ref in reads(rule.when))


def _targets(rules: Iterable[Rule]) -> list[str]:
    """Return what rules act on, each once: conclusions by part and id, policies by id."""
    found: dict[str, None] = {}
    for rule in rules:
        acts_as_policy = rule.action in ("withhold", "lead")
        found[rule.cites[0] if acts_as_policy else " ".join(rule.targets[0])] = None
    return list(found)


def _sources(base: KnowledgeBase, cites: Iterable[str]) -> list[str]:
    return [source_line(base, cite) for cite in dict.fromkeys(cites)]


def source_line(base: KnowledgeBase, cite: str) -> str:
    """Return a claim, policy or disagreement in one line with its id."""
    if cite in base.claims:
        claim = base.claims[cite]
        return f"{cite}: {claim.says} ({base.documents[claim.document].title}: {claim.section})"
    if cite in base.policies:
        return f"{cite}: {base.policies[cite].title} (a decision of ours)"
    return f"{cite}: {base.disagreements[cite].title} (the documents disagree)"


def _claim(base: KnowledgeBase, claim: Claim) -> tuple[str, list[Section]]:
    document = base.documents[claim.document]
    users = [rule for rule in base.all_rules() if claim.id in rule.cites]
    standing = [" ".join(each.ref) for each in base.conclusions.values() if claim.id in each.cites]
    sheets = [f"how-to sheet {each.id}" for each in base.howtos if any(claim.id in line.cites for line in each.lines)]
    disputed = [each for each in base.disagreements.values() if claim.id in claims_of(each)]
    nothing = [] if claim.aside else ["Background: no rule rests on it alone."]
    return f"claim {claim.id} ({claim.kind})", [
        ("", [claim.says, *([f"Figures: {claim.numbers}"] if claim.numbers else [])]),
        ("Where", [f"{document.id}: {document.title}, {document.publisher}", claim.section]),
        ("Remark", [claim.remark] if claim.remark else []),
        ("What uses it", [*_targets(users), *standing, *sheets] or nothing),
        ("Why it is set aside", [claim.aside] if claim.aside else []),
        ("Disputed in", [f"{each.id}: {each.title}" for each in disputed]),
    ]


def _policy(base: KnowledgeBase, policy: Policy) -> tuple[str, list[Section]]:
    users = [rule for rule in base.all_rules() if policy.id in rule.cites and rule.action not in ("withhold", "lead")]
    acts = [rule for rule in (*base.withholdings, *base.leads) if policy.id in rule.cites]
    lines = [f"{rule.action}s {_many(rule.targets)}: {rule_words(base, rule)}" for rule in acts]
    return f"policy {policy.id}: {policy.title}", [
        ("", ["This is a decision of ours; no document says it.", policy.says]),
        ("What the client reads", [text for text in (policy.reason, policy.page) if text]),
        ("How it acts", lines),
        ("What rests on it", _targets(users)),
    ]


def _many(refs: tuple[Ref, ...]) -> str:
    names = [" ".join(ref) for ref in refs]
    return ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")


def _disagreement(base: KnowledgeBase, each: Disagreement) -> tuple[str, list[Section]]:
    positions = [f"{position.says} [{', '.join(position.claims)}]" for position in each.positions]
    users = [rule for rule in base.all_rules() if each.id in rule.cites]
    return f"disagreement {each.id}: {each.title} ({each.kind})", [
        ("Positions", positions),
        ("What we follow", [each.reading]),
        ("What the user is told", [each.shown] if each.shown else []),
        ("What rests on it", _targets(users)),
        ("Who says so", _sources(base, sorted(claims_of(each)))),
    ]
