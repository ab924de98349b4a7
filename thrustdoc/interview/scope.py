"""What counts for somebody who wants only part of a page: the conclusions, and the rules that lead to them.

For a complaint that is not a fixed part of the base. What a symptom leads to counts, step by step, and so does what
explains it: what another condition of such a rule needs, and what stands in the way of one because it is the better
answer. A rule counts where it carries on what counts already, or shows by facts alone what is going on. So a page about
the heels does not speak of everything that could be wrong with a set-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

from thrustdoc.case import Case
from thrustdoc.interview.known import known
from thrustdoc.interview.net import Net, Place, Step
from thrustdoc.interview.openness import STANDS, Outcomes, fire, together, weigh
from thrustdoc.interview.symptoms import assume, complaints
from thrustdoc.knowledge.conditions import ConclusionTest, FactTest
from thrustdoc.knowledge.intake import Scope
from thrustdoc.knowledge.records import Rule

BEHIND = ("finding", "cause")
"""Parts of what is behind a page: what is going on, and why."""

ANY_FAULT = "fault"
"""The group of all faults."""

GENERAL = "general"
"""The group of causes that explain too much to explain a complaint."""


@dataclass(frozen=True)
class View:
    """The conclusions that count, by number. Of those in `part`, only the rules named in `rules` do.

    `needed` are the numbers of all that must be weighed to know them.
    """

    counts: frozenset[int]
    part: frozenset[int] = frozenset()
    rules: frozenset[str] = frozenset()
    needed: tuple[int, ...] = field(default=(), repr=False)

    def steps(self, n: int, place: Place) -> tuple[Step, ...]:
        """Return the rules of a conclusion that count."""
        return tuple(step for step in place.steps if self.carries(n, step.rule))

    def carries(self, n: int, rule: Rule) -> bool:
        """Tell whether a rule of conclusion `n` counts."""
        return n not in self.part or rule.name in self.rules

    def carries_words(self, n: int, wording: Rule, net: Net) -> bool:
        """Tell whether a wording counts: not where its conditions are those of rules of which none does."""
        own = net.worded(n, wording.name)
        return not own or any(self.carries(n, rule) for rule in own)


def make_view(net: Net, scope: Scope, case: Case) -> View:
    """Return what counts in a scope; where that follows from symptoms, those of the case."""
    always = frozenset(net.at[ref] for ref in net.base.intake.always)
    if not scope.from_symptoms:
        counts = always | {net.at[ref] for ref in scope.refs}
        return View(counts, needed=_needed(net, counts))
    counts, rules = _Trail(net, case).followed()
    return View(counts | always, counts - always, rules, _needed(net, counts | always))


def _needed(net: Net, counts: Iterable[int]) -> tuple[int, ...]:
    """Return all that the rules of these conclusions read, directly or not, and what may hold any of it back."""
    found = set(counts)
    waiting = list(found)
    while waiting:
        place = net.places[waiting.pop()]
        new = {n for step in place.all_steps for n in _reads(step)} - found
        found |= new
        waiting += sorted(new)
    return tuple(sorted(found))


def _reads(step: Step) -> Iterator[int]:
    for tests in (step.when, *step.unless):
        for ids, _ in tests.conclusions:
            yield from ids


class _Trail:
    """The way from the symptoms of a case through the rules."""

    def __init__(self, net: Net, case: Case) -> None:
        self.net = net
        self.ticked = complaints(net.base, case)
        symptoms = assume(net.base, case)
        listed = {name: value for name, value in symptoms.facts.items() if net.base.facts[name].source == "symptoms"}
        many = {name for name in listed if net.base.facts[name].type == "many"}
        start = Case({name: value for name, value in listed.items() if name not in many}, symptoms.unknown)
        self.known = known(net, start)
        self.found: Outcomes = weigh(net, self.known)
        self.barred: set[int] = set()

    def followed(self) -> tuple[frozenset[int], frozenset[str]]:
        """Return the conclusions that count, and the rules that lead to those of which not every rule does."""
        while True:
            counts, carrying = self._followed()
            idle = self._idle(counts, carrying)
            if not idle:
                return counts, carrying
            self.barred |= idle

    def _followed(self) -> tuple[frozenset[int], frozenset[str]]:
        down, rules, direct = self._down()
        beside = self._beside(down, rules, direct)
        counts, carrying = set(down | beside), set(rules)
        for n, place in enumerate(self.net.places):
            for step in place.steps:
                reads = self._carries_on(place, step, counts)
                shows = not step.when.conclusions and (n in beside or place.ref[0] in BEHIND)
                wanted = n not in self.barred and (n in counts or place.ref[0] not in BEHIND)
                if wanted and (reads or (shows and n in counts)) and self._fires(step):
                    counts.add(n)
                    carrying.add(step.rule.name)
        return frozenset(counts), frozenset(carrying)

    def _idle(self, counts: frozenset[int], carrying: frozenset[str]) -> set[int]:
        """Return the questions of a page that ask for what nothing that counts would make use of."""
        asks = {n for n in counts if self.net.places[n].record.kind == "ask"}
        used: set[str] = set()
        for n in counts - asks:
            for step in (step for step in self.net.places[n].steps if step.rule.name in carrying):
                used |= {test.fact for test in step.rule.conditions if isinstance(test, FactTest)}
        used |= {source for name in used for source in self.net.base.facts[name].computed_from}
        return {n for n in asks if not used.intersection(self.net.places[n].record.asks)}

    def _down(self) -> tuple[set[int], set[str], set[str]]:
        """Return what follows from the symptoms, the rules that do it, and those of them that read a symptom."""
        down: set[int] = set()
        rules: set[str] = set()
        direct: set[str] = set()
        for n, place in enumerate(self.net.places):
            for step in place.steps:
                ticked = self._reads_symptom(step.rule)
                follows = ticked or self._carries_on(place, step, down)
                if not follows or n in self.barred or not together(step.when, self.known, self.found).may:
                    continue
                rules.add(step.rule.name)
                direct |= {step.rule.name} if ticked else set()
                if self._fires(step):
                    down.add(n)
        return down, rules, direct

    def _beside(self, down: set[int], rules: set[str], direct: set[str]) -> set[int]:
        """Return what explains: what such rules need besides, and what stands in their way."""
        found: set[int] = set()
        for place in self.net.places:
            for step in (step for step in place.steps if step.rule.name in rules):
                if place.ref[0] in BEHIND and self._fires(step):
                    found |= {k for ids, _ in step.when.conclusions if not down.intersection(ids) for k in ids}
                if place.ref[0] in BEHIND or step.rule.name in direct:
                    found |= self._blocking(step.rule)
        for n in found - down:
            if self.net.places[n].ref[0] == "correction":
                found = found | {ids[0] for step in self.net.places[n].steps for ids, _ in step.when.conclusions
                                 if len(ids) == 1 and self.net.places[ids[0]].ref[0] == "finding"}  # fmt: skip
        return {n for n in found if self._explains(n)}

    def _carries_on(self, place: Place, step: Step, counts: Set[int]) -> bool:
        """Tell whether a rule rests on what counts; one about any fault at all says nothing about this one."""
        tests = [test for test in step.rule.when if isinstance(test, ConclusionTest)]
        if place.ref[0] not in BEHIND:
            tests = [test for test in tests if test.group != ANY_FAULT]
        return any(self.net.at[test.part, name] in counts for test in tests for name in test.ids)

    def _blocking(self, rule: Rule) -> set[int]:
        """Return the conclusions by name, not by group, that keep a rule from firing."""
        tests = (test for each in rule.unless for test in each if isinstance(test, ConclusionTest) and not test.group)
        return {self.net.at[test.part, name] for test in tests for name in test.ids}

    def _explains(self, n: int) -> bool:
        record = self.net.places[n].record
        return bool(self.found.may[n] & STANDS) and record.kind != "ask" and GENERAL not in record.groups

    def _reads_symptom(self, rule: Rule) -> bool:
        return any(isinstance(test, FactTest) and test.op != "unset" and test.fact in self.ticked for test in rule.when)

    def _fires(self, step: Step) -> bool:
        return fire(step, self.known, self.found).fires.may
