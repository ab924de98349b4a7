"""Facts that are asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator

from thrustdoc.errors import Problem
from thrustdoc.knowledge.anomalies.domain import fact_tests
from thrustdoc.knowledge.records import KnowledgeBase


def unread_facts(base: KnowledgeBase) -> Iterator[Problem]:
    """Yield every fact that nothing reads and that does not say why, and every one that says so although it is read.

    What a computed fact is worked out from is read where the computed fact is.
    """
    tested = {name for name, tests in fact_tests(base).items() if tests}
    behind = {name for fact in base.facts.values() if fact.id in tested for name in fact.computed_from}
    for name, fact in base.facts.items():
        read = name in tested or name in behind
        file, place = f"facts/{fact.source}.toml", f"[{name}]"
        if not read and not fact.unread:
            mend = "Let a rule read it, remove it, or say in unread what it is for."
            yield Problem("no rule, wording or policy reads it", mend, file, place=place)
        elif read and fact.unread:
            yield Problem("it says that nothing reads it, but a rule does", "Remove unread.", file, place=place)
