"""One question and its answer: a value, in own words too, or that it is not known or put off."""

from __future__ import annotations

from collections.abc import Sequence

from thrustdoc.complaint.reader import Reader
from thrustdoc.complaint.tokens import split
from thrustdoc.complaint.units import in_unit
from thrustdoc.dialog.listen import listen
from thrustdoc.dialog.questions import show_question
from thrustdoc.dialog.replies import Order, read_order, read_reply, read_ticks
from thrustdoc.dialog.screen import say
from thrustdoc.dialog.sitting import Sitting, Step
from thrustdoc.errors import Problem
from thrustdoc.interview.choose import Question
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.values import check_value


def answer(base: KnowledgeBase, reader: Reader, question: Question, topic: str, values: Sequence[str] = ()) -> Step:
    """Ask a question, with all values or only some to choose from, and return the answer as a step.

    `topic` is that of the question before.
    """
    names = tuple(fact.id for fact in question.facts)
    offered = show_question(base, question, topic, values)
    if len(names) > 1:
        picked = listen(base, lambda text: read_order(text) or read_ticks(text, len(names)), question.because)
        if isinstance(picked, Order):
            return _without(picked, names, question.topic)
        return Step({name: n in picked for n, name in enumerate(names, 1)}, topic=question.topic)
    fact, safety = question.facts[0], question.topic == next(iter(base.intake.topics), "")

    def read(text: str) -> Value | Order | Problem:
        reply = read_reply(fact, text, offered)
        return in_own_words(reader, fact, text, reply) if isinstance(reply, Problem) else reply

    reply: Value | Order = listen(base, read, question.because, skippable=not safety)
    return _without(reply, names, fact.topic) if isinstance(reply, Order) else Step({fact.id: reply}, topic=fact.topic)


def ask_first(base: KnowledgeBase, reader: Reader, sitting: Sitting) -> Step:
    """Ask for the first fact that an answer spoke of and left open."""
    name, values = next(iter(sitting.to_ask.items()))
    return answer(base, reader, Question((base.facts[name],), ()), sitting.topic, values)


def _without(order: Order, names: tuple[str, ...], topic: str) -> Step:
    """Return the step of a question that was not answered."""
    return Step(unknown=names, topic=topic) if order.name == "unknown" else Step(put_off=names, topic=topic)


def in_own_words(reader: Reader, fact: Fact, text: str, otherwise: Problem) -> Value | Problem:
    """Return what an answer in plain English says of a fact, and show how it was understood."""
    value = _lone_number(fact, text) if fact.type == "number" else None
    value = reader.read(text).facts.get(fact.id) if value is None else value
    if value is None:
        return otherwise
    say(f"Understood: {fact.words(value)}.", 2, faint=True)
    return value


def _lone_number(fact: Fact, text: str) -> Value | None:
    """Return the number in a text that holds only one, as in "about seventy", if the fact takes it."""
    numbers = [piece for piece in split(text) if piece.kind == "number"]
    if len(numbers) != 1 or numbers[0].upper is not None:
        return None
    number = in_unit(numbers[0], fact)
    value = check_value(fact, number) if number is not None else None
    return None if isinstance(value, Problem) else value
