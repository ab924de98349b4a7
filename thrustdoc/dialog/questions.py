"""How questions look on a screen: the words, the answers to choose from, how to measure, and why it is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thrustdoc.dialog.screen import say
from thrustdoc.interview.choose import Question
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase, Ref

REASONS = 4
"""So many reasons are named before the rest is counted."""

TRAINER = ("Ask ", "Listen ")
"""Beginnings of sentences about measuring that are for a trainer only."""


def show_question(
    base: KnowledgeBase, question: Question, topic: str, values: Sequence[str] = ()
) -> tuple[str, ...]:
    """Print a question, under the title of its topic where that is another than `topic`; return what was numbered."""
    title = base.intake.topics.get(question.topic)
    say()
    if title and question.topic != topic:
        say(title.title, strong=True)
    if title and len(question.facts) > 1:
        say(title.pick)
        show_items([fact.values["yes"] for fact in question.facts])
        say("Give the numbers of all that apply, or none.", faint=True)
        return tuple(fact.id for fact in question.facts)
    return show_fact(base, question.facts[0], values)


def show_fact(base: KnowledgeBase, fact: Fact, values: Sequence[str] = ()) -> tuple[str, ...]:
    """Print the question of a fact and its answers, all or only `values`; return the values as they are numbered."""
    say(fact.ask)
    how = how_to_measure(base, fact)
    if how:
        say(how, 2, faint=True)
    offered = tuple(values or (value for value in fact.values if value != "none"))
    if fact.type == "yes_no":
        say("Answer yes or no.", faint=True)
        return ()
    if fact.type == "number":
        unit = f" {fact.unit}" if fact.unit else ""
        say(f"Give a number from {fact.low:g} to {fact.high:g}{unit}.", faint=True)
        return ()
    if fact.type != "many" and not values:
        offered = tuple(fact.values)
    show_items([fact.values[value] for value in offered])
    if fact.type == "many":
        none = ", or none" if "none" in fact.values else ""
        say(f"Give the numbers of all that apply{none}.", faint=True)
    return offered


def show_items(items: Sequence[str], start: int = 1) -> None:
    """Print a numbered list."""
    for number, item in enumerate(items, start):
        say(item, 6, f"{number:4d}  ")


def how_to_measure(base: KnowledgeBase, fact: Fact) -> str:
    """Return how a fact is found out, in the sentences that are for everybody; nothing for what is only felt."""
    if fact.source == "symptoms":
        return ""
    sentences = re.split(r"(?<=[.?!])\s+", fact.measure)
    return " ".join(each for each in sentences if not each.startswith(TRAINER) and not _names_a_fact(base, each))


def _names_a_fact(base: KnowledgeBase, sentence: str) -> bool:
    return any("_" in word and word in base.facts for word in re.findall(r"\w+", sentence))


def show_why(base: KnowledgeBase, because: Sequence[Ref]) -> None:
    """Print what hangs on an answer."""
    if not because:
        say("Your answer decides what is asked next, and what the page speaks of.", 2)
        return
    words = list(dict.fromkeys(base.conclusions[ref].title or base.conclusions[ref].says for ref in because))
    say("Your answer can still change what the page says about:", 2)
    for each in words[:REASONS]:
        say(each, 6, "    - ")
    if len(words) > REASONS:
        say(f"and {len(words) - REASONS} more.", 4)
