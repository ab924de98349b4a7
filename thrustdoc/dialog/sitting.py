"""What was said in an interview so far, step by step, so that every step can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from thrustdoc.case import Case, make_case
from thrustdoc.interview.net import Net
from thrustdoc.interview.wanted import Wanted, want
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.intake import Scope
from thrustdoc.knowledge.records import KnowledgeBase


@dataclass(frozen=True)
class Step:
    """One answer: the facts that it set, those that are not known, and those that were put off.

    `scope` is what is wanted from then on, where the answer says so; `is_list` marks the list of symptoms. `to_ask` are
    facts that the answer spoke of and left open, to be asked next, with the values to choose from (none: all).
    """

    facts: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    put_off: tuple[str, ...] = ()
    topic: str = ""
    scope: Scope | None = None
    is_list: bool = False
    to_ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sitting:
    """An interview: the case and the scope that it began with, where there were any, and the steps since.

    `given_to_ask` is what the case at the start left open in words, as `to_ask` of a step.
    """

    start: Case = field(default_factory=Case)
    given_scope: Scope | None = None
    steps: tuple[Step, ...] = ()
    given_to_ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def scope(self) -> Scope | None:
        """What is wanted, once that is known."""
        return next((step.scope for step in reversed(self.steps) if step.scope), self.given_scope)

    @property
    def put_off(self) -> frozenset[str]:
        """Facts that were skipped and not answered since."""
        answered = {name for step in self.steps for name in (*step.facts, *step.unknown)}
        return frozenset({name for step in self.steps for name in step.put_off} - answered)

    @property
    def spoken_of(self) -> dict[str, tuple[str, ...]]:
        """What answers spoke of and left open, if it was not answered since."""
        named = [self.given_to_ask, *(step.to_ask for step in self.steps)]
        answered = {name for step in self.steps for name in step.facts}
        return {name: values for each in named for name, values in each.items() if name not in answered}

    @property
    def to_ask(self) -> dict[str, tuple[str, ...]]:
        """What of that was not asked yet."""
        asked = {name for step in self.steps for name in (*step.unknown, *step.put_off)}
        return {name: values for name, values in self.spoken_of.items() if name not in asked}

    @property
    def topic(self) -> str:
        """What the last question was about."""
        return self.steps[-1].topic if self.steps else ""

    @property
    def listed(self) -> bool:
        """Whether the list of symptoms was shown."""
        return any(step.is_list for step in self.steps)

    @property
    def asked(self) -> int:
        """How many questions about the case were answered or put off."""
        return sum(bool(step.is_list or step.facts or step.unknown or step.put_off) for step in self.steps)

    def after(self, step: Step) -> Sitting:
        """Return the sitting with one step more."""
        return replace(self, steps=(*self.steps, step))

    def back(self) -> Sitting:
        """Return the sitting without its last step."""
        return replace(self, steps=self.steps[:-1])

    def case(self, base: KnowledgeBase) -> Case:
        """Return everything that was said as a case; what was spoken of and left open is not known, never a no."""
        facts: dict[str, Value] = dict(self.start.given)
        unknown = list(self.start.unknown)
        for step in self.steps:
            facts = {name: value for name, value in facts.items() if name not in step.unknown} | dict(step.facts)
            unknown = [*(name for name in unknown if name not in (*step.facts, *step.unknown)), *step.unknown]
        open_still = (name for name in self.spoken_of if name not in facts and name not in unknown)
        return make_case(base, facts, (*unknown, *open_still), self.start.client)

    def wanted(self, net: Net) -> Wanted:
        """Return the case as far as it is wanted; what is wanted must be known."""
        if self.scope is None:
            raise ValueError("no scope is chosen yet")
        return want(net, self.scope, self.case(net.base))
