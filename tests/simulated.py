"""Interviews without anybody: a client who knows these facts and no others answers whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support import some_value
from thrustdoc.case import Case, make_case
from thrustdoc.interview.choose import open_questions
from thrustdoc.interview.content import content
from thrustdoc.interview.net import Net
from thrustdoc.interview.symptoms import listed
from thrustdoc.interview.wanted import Wanted, want
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import Scope

Chooser = Callable[[Wanted, str], tuple[Fact, ...]]
"""Returns the facts to ask for next, none where nothing is left."""


@dataclass(frozen=True)
class Held:
    """An interview that was held: what was asked, question by question, and the case at its end."""

    asked: tuple[tuple[str, ...], ...]
    wanted: Wanted

    @property
    def facts(self) -> int:
        """How many facts were asked for."""
        return sum(map(len, self.asked))


def at_start(net: Net, facts: Mapping[str, Any]) -> Case:
    """Return the case at the start: the symptoms of the list are given, and what nobody is asked for."""
    symptoms = {fact.id for fact in (*listed(net.base), *(fact for fact in net.facts if fact.computed))}
    return make_case(net.base, {name: raw for name, raw in facts.items() if name in symptoms})


def hold(net: Net, scope: Scope, facts: Mapping[str, Any], choose: Chooser) -> Held:
    """Hold an interview with somebody who knows these facts; what else is asked is not known."""
    known = make_case(net.base, facts).given
    wanted = want(net, scope, at_start(net, facts))
    asked: list[tuple[str, ...]] = []
    topic = ""
    while questions := choose(wanted, topic):
        names = tuple(fact.id for fact in questions)
        assert not set(names) & {*wanted.case.given, *wanted.case.unknown}, "it was answered before"
        answers = {name: known[name] for name in names if name in known}
        silent = (name for name in names if name not in known)
        case = make_case(net.base, {**wanted.case.given, **answers}, (*wanted.case.unknown, *silent))
        wanted = Wanted(net, scope, case, wanted.view)
        asked.append(names)
        topic = questions[0].topic
    return Held(tuple(asked), wanted)


def best(wanted: Wanted, topic: str) -> tuple[Fact, ...]:
    """Ask as the interview does."""
    question, _ = wanted.question(topic=topic)
    return question.facts if question else ()


def all_at_once(wanted: Wanted, topic: str) -> tuple[Fact, ...]:  # noqa: ARG001 - the topic is for others
    """Ask for everything that is open, so that an interview has few rounds."""
    return open_questions(wanted.net, wanted.view, wanted.case)


def in_random_order(seed: int) -> Chooser:
    """Ask for one fact after the other that is open, in random order."""
    dice = random.Random(seed)

    def choose(wanted: Wanted, topic: str) -> tuple[Fact, ...]:  # noqa: ARG001 - the topic is for others
        left = open_questions(wanted.net, wanted.view, wanted.case)
        return (dice.choice(left),) if left else ()

    return choose


def with_all_answers(net: Net, scope: Scope, facts: Mapping[str, Any]) -> Wanted:
    """Return the case of somebody who was asked everything."""
    start = want(net, scope, at_start(net, facts))
    case = make_case(net.base, {**start.case.given, **make_case(net.base, facts).given})
    return Wanted(net, scope, case, start.view)


def can_matter(wanted: Wanted, facts: tuple[Fact, ...], seed: str, tries: int) -> bool:
    """Tell whether two pages were found that differ by the answer to these facts alone.

    The other facts that are open get random answers or none, `tries` times. That none was found proves nothing.
    """
    dice, net = random.Random(seed), wanted.net
    others = [fact for fact in open_questions(net, wanted.view, wanted.case) if fact not in facts]
    for _ in range(tries):
        some = dice.sample(others, min(dice.choice((0, 1, 1, 2, 3, 6, len(others))), len(others)))
        around = {fact.id: dice.choice(_answers(net, fact, dice)) for fact in some}
        own: list[dict[str, Any]] = [{}, *({fact.id: raw} for fact in facts for raw in _answers(net, fact, dice))]
        cases = (make_case(net.base, {**wanted.case.given, **around, **each}, wanted.case.unknown) for each in own)
        first, *rest = (content(Wanted(net, wanted.scope, case, wanted.view).plan()) for case in cases)
        if any(each != first for each in rest):
            return True
    return False


def _answers(net: Net, fact: Fact, dice: random.Random) -> list[Any]:
    """Return answers to a fact that rules can tell apart, or some of them."""
    if fact.type == "many":
        return [some_value(fact, dice) for _ in range(4)]
    if fact.type == "number":
        return [*net.states[fact.id], *(some_value(fact, dice) for _ in range(4))]
    return list(net.states[fact.id])
