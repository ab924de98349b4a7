"""What somebody wants of a case: the question to ask next for it, and its page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from thrustdoc.case import Case, make_case
from thrustdoc.diagnosis import diagnose
from thrustdoc.interview.choose import Question, next_question
from thrustdoc.interview.content import content
from thrustdoc.interview.narrow import narrow
from thrustdoc.interview.net import Net
from thrustdoc.interview.scope import View, make_view
from thrustdoc.interview.symptoms import assume
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.intake import Scope
from thrustdoc.plan import Plan, make_plan


@dataclass(frozen=True)
class Wanted:
    """A case as far as it is wanted: with a scope that goes by symptoms, what was not ticked counts as no."""

    net: Net
    scope: Scope
    case: Case
    view: View

    def question(self, put_off: Collection[str] = (), topic: str = "") -> tuple[Question | None, int]:
        """Return what to ask next, and how many facts are open; see `next_question`.

        Where a single fact is left, the page is made with each of its answers: weighing may take it for open though
        nothing hangs on it.
        """
        question, count = next_question(self.net, self.view, self.case, put_off, topic)
        if question and count == 1 and not self.matters(question.facts[0]):
            return None, 0
        return question, count

    def plan(self, units: str = "both") -> Plan:
        """Return as much of the page as is wanted."""
        return make_plan(narrow(self.net, self.view, diagnose(self.net.reasoner, self.case, units)))

    def matters(self, fact: Fact) -> bool:
        """Tell whether the answers to the only fact that is open make different pages, as far as that can be tried."""
        if fact.type == "many" or fact.id in self.net.sources:
            return True
        before = content(self.plan())
        return any(content(self.with_answer(fact, value).plan()) != before for value in self.net.states[fact.id])

    def with_answer(self, fact: Fact, value: Value) -> Wanted:
        """Return the same with one more answer."""
        case = make_case(self.net.base, {**self.case.given, fact.id: value}, self.case.unknown, self.case.client)
        return replace(self, case=case)


def want(net: Net, scope: Scope, case: Case) -> Wanted:
    """Return a case as far as it is wanted."""
    taken = assume(net.base, case) if scope.from_symptoms else case
    return Wanted(net, scope, taken, make_view(net, scope, taken))
