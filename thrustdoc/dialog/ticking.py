"""The list of symptoms at the start of an interview: ticked by number, or said in own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from thrustdoc.complaint.reader import Reader, Reading
from thrustdoc.dialog.listen import listen
from thrustdoc.dialog.own_words import as_step, show_reading
from thrustdoc.dialog.replies import Order, read_order, read_ticks
from thrustdoc.dialog.screen import say
from thrustdoc.dialog.sitting import Sitting, Step
from thrustdoc.errors import Problem
from thrustdoc.interview.choose import Question
from thrustdoc.interview.symptoms import complaints, item, listed, not_ticked, unwanted
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import CHECK, Scope
from thrustdoc.knowledge.records import KnowledgeBase


def is_wanted(base: KnowledgeBase, sitting: Sitting, question: Question | None) -> bool:
    """Tell whether the list is shown now: first for a complaint, otherwise when it comes to a symptom."""
    if sitting.listed or sitting.scope is None:
        return False
    if sitting.scope.from_symptoms:
        return not complaints(base, sitting.start)
    return question is not None and question.facts[0] in listed(base)


def tick(base: KnowledgeBase, reader: Reader, sitting: Sitting) -> Step:
    """Show the list and return what was ticked and what was not, or what was said in own words."""
    facts = _missing(base, sitting)
    _show(base, facts)

    def read(text: str) -> tuple[int, ...] | Reading | Order | Problem:
        order = read_order(text)
        if order:
            return order
        numbers = read_ticks(text, len(facts))
        return _in_words(reader, text, numbers) if isinstance(numbers, Problem) else numbers

    said: tuple[int, ...] | Reading | Order = listen(base, read)
    if isinstance(said, Reading):
        return _with_the_rest(facts, said) if _complains(base, sitting, said) else as_step(said)
    if isinstance(said, Order):
        return Step(unknown=tuple(fact.id for fact in facts), scope=_instead(base, sitting.scope), is_list=True)
    step = _ticked(facts, [facts[n - 1] for n in said])
    return step if said else replace(step, scope=_instead(base, sitting.scope))


def _with_the_rest(facts: Sequence[Fact], said: Reading) -> Step:
    """Return what was said in own words; what of the list was not spoken of counts as no."""
    spoken_of = {*said.facts, *(each.fact.id for each in said.unclear)}
    rest = _ticked([fact for fact in facts if fact.id not in spoken_of], ())
    return replace(as_step(said), facts={**rest.facts, **said.facts}, unknown=rest.unknown, is_list=True)


def _ticked(facts: Sequence[Fact], ticked: Sequence[Fact]) -> Step:
    """Return what it says that these facts of the list were ticked and the others were not."""
    found = {fact.id: unwanted(fact)[0] for fact in ticked if len(unwanted(fact)) == 1}
    left_out = ((fact.id, not_ticked(fact)) for fact in facts if fact not in ticked)
    found |= {name: value for name, value in left_out if value is not None}
    degrees = {fact.id: tuple(map(str, unwanted(fact))) for fact in ticked if fact.id not in found}
    silent = tuple(fact.id for fact in facts if fact.id not in found and fact.id not in degrees)
    return Step(found, silent, is_list=True, to_ask=degrees)


def _complains(base: KnowledgeBase, sitting: Sitting, reading: Reading) -> bool:
    """Tell whether the list is done with: where a complaint is wanted, words without one bring it again."""
    if sitting.scope is None or not sitting.scope.from_symptoms:
        return True
    spoken_of = {*reading.facts, *(each.fact.id for each in reading.unclear)}
    symptoms = [name for name in spoken_of if base.facts[name].source == "symptoms"]
    if not symptoms:
        say("That says how you lift, but not yet what feels wrong.")
    return bool(symptoms)


def _in_words(reader: Reader, text: str, otherwise: Problem) -> Reading | Problem:
    """Return what a text says that is no list of numbers, if it says anything."""
    if not any(char.isalpha() for char in text):
        return otherwise
    reading = reader.read(text)
    show_reading(reading)
    if reading.understood or reading.unclear:
        return reading
    return Problem("that is nothing that we know", "Say it in other words, or give numbers of the list.")


def _missing(base: KnowledgeBase, sitting: Sitting) -> list[Fact]:
    """Return the symptoms of which nothing was said yet, in the order of their topics."""
    case = sitting.case(base)
    order = {topic: n for n, topic in enumerate(base.intake.topics)}
    missing = (fact for fact in listed(base) if fact.id not in case.facts and fact.id not in case.unknown)
    return sorted(missing, key=lambda fact: order.get(fact.topic, len(order)))


def _show(base: KnowledgeBase, facts: list[Fact]) -> None:
    say()
    say("What do you notice?", strong=True)
    numbers = iter(range(1, len(facts) + 1))
    first = next(iter(base.intake.topics), "")
    for topic, group in groupby(facts, key=lambda fact: fact.topic):
        if topic in base.intake.topics and topic != first:
            say(base.intake.topics[topic].title, 2, faint=True)
        for fact in group:
            say(item(fact), 6, f"{next(numbers):4d}  ")
    say(
        "Say it in your own words, or give the numbers of all that you notice, or none. "
        "What you leave out counts as no.",
        faint=True,
    )


def _instead(base: KnowledgeBase, scope: Scope | None) -> Scope | None:
    """Return what is looked into where a complaint was wanted and none was ticked."""
    if scope is None or not scope.from_symptoms or CHECK not in base.intake.scopes:
        return None
    say("Nothing ticked, so there is no complaint to look into: we check your technique instead.")
    return base.intake.scopes[CHECK]
