"""The symptoms that are ticked on one list: what counts as a complaint, and what is meant by not ticking one."""

from __future__ import annotations

from thrustdoc.case import Case, make_case
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase

NO = ("none", "no")
"""Values that say no where a symptom has more than yes and no."""


def listed(base: KnowledgeBase) -> tuple[Fact, ...]:
    """Return the symptoms of the list; pain and warning signs, of which several may hold, are asked about apart."""
    return tuple(fact for fact in base.facts.values() if fact.source == "symptoms" and fact.type != "many")


def item(fact: Fact) -> str:
    """Return a symptom as the list words it."""
    return fact.tick or next(fact.values[value] for value in fact.values if value in fact.unwanted)


def unwanted(fact: Fact) -> tuple[Value, ...]:
    """Return the values of a symptom that are a complaint."""
    values = (value for value in fact.values if value in fact.unwanted)
    return tuple(value == "yes" if fact.type == "yes_no" else value for value in values)


def complaints(base: KnowledgeBase, case: Case) -> frozenset[str]:
    """Return the symptoms of the list that a case has."""
    return frozenset(fact.id for fact in listed(base) if case.facts.get(fact.id) in unwanted(fact))


def not_ticked(fact: Fact) -> Value | None:
    """Return what it means that a symptom was not ticked, None where that says nothing."""
    if fact.type == "yes_no":
        return "yes" not in fact.unwanted
    return next((value for value in NO if value in fact.values), None)


def assume(base: KnowledgeBase, case: Case) -> Case:
    """Return a case in which every symptom of the list that was not given was not ticked."""
    missing = [fact for fact in listed(base) if fact.id not in case.facts and fact.id not in case.unknown]
    found = {fact.id: value for fact in missing if (value := not_ticked(fact)) is not None}
    silent = (fact.id for fact in missing if fact.id not in found)
    return make_case(base, {**case.given, **found}, (*case.unknown, *silent), case.client)
