"""Interviews without anybody: a client who knows these facts and no others answers whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thrustdoc.case import Case, make_case
from thrustdoc.interview.choose import open_questions
from thrustdoc.interview.net import Net
from thrustdoc.interview.symptoms import listed
from thrustdoc.interview.wanted import Wanted, want
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.intake import Scope
from thrustdoc.plan import Plan
from thrustdoc.shown import shown_causes, shown_findings, shown_notes, verdict

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


def said(plan: Plan) -> dict[str, Any]:
    """Return what a page says: its lines in order with their status and words, and what it holds back and why."""
    parts = {
        "findings": plan.findings, "also": shown_findings(plan), "causes": plan.causes,
        "shown causes": shown_causes(plan.causes), "corrections": plan.corrections, "today": plan.today,
        "later": plan.later, "asks": plan.asks, "notes": plan.notes, "shown notes": shown_notes(plan),
    }  # fmt: skip
    lines = {
        part: [(each.record.ref, each.status, each.lines, each.title, each.coach, each.check) for each in drawn]
        for part, drawn in parts.items()
    }
    return {**lines, "verdict": verdict(plan), "held back": dict(plan.held_back), "folded": dict(plan.folded)}
