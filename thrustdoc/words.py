"""Conditions and rules in plain words."""

from __future__ import annotations

from thrustdoc.knowledge.conditions import Band, ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase, Rule


def condition_words(base: KnowledgeBase, test: Condition) -> str:
    """Return one condition in words, e.g. "knee angle at lockout: below 80 degrees (knee_angle_top_deg)"."""
    if isinstance(test, ConclusionTest):
        which = f"any {test.part} of the group {test.group}" if test.group else f"{test.part} {' or '.join(test.ids)}"
        return which + (" (confirmed)" if test.confirmed else "")
    fact = base.facts[test.fact]
    return f"{_fact_words(fact, test)} ({fact.id})"


def _fact_words(fact: Fact, test: FactTest) -> str:
    if test.op == "unset":
        return "not given"
    if test.op == "band":
        return f"{fact.label}: {band_words(test.band, fact)}"
    if test.group:
        return f"one of the group {test.group}"
    if fact.type == "number":
        return f"{fact.label}: " + " or ".join(f"{value:g} {fact.unit}".strip() for value in sorted(test.values))
    words = [fact.words(value if isinstance(value, bool) else frozenset({value}) if fact.type == "many" else value)
             for value in sorted(test.values, key=str)]  # fmt: skip
    return ("none of: " if test.op == "lacks" else "") + " or ".join(words)


def band_words(band: Band, fact: Fact) -> str:
    """Return a band in words; a bound that is the fact's own limit is left out."""
    parts = []
    if band.low > fact.low or not band.low_in:
        parts.append(f"{'at least' if band.low_in else 'above'} {band.low:g}")
    if band.high < fact.high or not band.high_in:
        parts.append(f"{'at most' if band.high_in else 'below'} {band.high:g}")
    return f"{' and '.join(parts) or 'any number of'} {fact.unit}".strip()


def rule_words(base: KnowledgeBase, rule: Rule) -> str:
    """Return a rule's conditions in one sentence."""
    when = "; and ".join(condition_words(base, test) for test in rule.when) or "always"
    blocks = [" with ".join(condition_words(base, test) for test in table) for table in rule.unless]
    return when + (f"; unless {'; or '.join(blocks)}" if blocks else "")
