"""What somebody wants of a case: the question to ask next for it, and its page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from thrustdoc import Thrustdoc
from thrustdoc.case import Case
from thrustdoc.diagnosis import diagnose
from thrustdoc.interview.choose import Question, next_question
from thrustdoc.interview.narrow import narrow
from thrustdoc.interview.net import Net
from thrustdoc.interview.scope import View, make_view
from thrustdoc.interview.symptoms import assume
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
        """Return what to ask next, and how many facts are open; see `next_question`."""
        return next_question(self.net, self.view, self.case, put_off, topic)

    def plan(self, doc: Thrustdoc, units: str = "both") -> Plan:
        """Return as much of the page as is wanted."""
        return make_plan(narrow(self.net, self.view, diagnose(doc.reasoner, self.case, units)))


def want(net: Net, scope: Scope, case: Case) -> Wanted:
    """Return a case as far as it is wanted."""
    taken = assume(net.base, case) if scope.from_symptoms else case
    return Wanted(net, scope, taken, make_view(net, scope, taken))
