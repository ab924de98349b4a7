"""thrustdoc: a form troubleshooter for the hip thrust.

from thrustdoc import diagnose, render
plan = diagnose({"exercise": "bench_barbell", "knee_angle_top_deg": 68})
print(render(plan, "text"))
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thrustdoc.case import Case
    from thrustdoc.complaint.reader import Reader, Reading
    from thrustdoc.knowledge.records import KnowledgeBase
    from thrustdoc.plan import Plan

__version__ = "0.1.0"
__all__ = ["Thrustdoc", "diagnose", "explain", "read", "render"]


class Thrustdoc:
    """A loaded knowledge base and its engine, for many cases one after the other."""

    def __init__(self, base: KnowledgeBase | None = None) -> None:
        """Load the knowledge base that ships with thrustdoc, or take `base`. Raises ThrustdocError if it is wrong."""
        from thrustdoc.inference.engine import Reasoner
        from thrustdoc.knowledge.compiled import load_compiled

        self.base = base if base is not None else load_compiled()
        self.reasoner = Reasoner(self.base)

    def diagnose(
        self,
        facts: Mapping[str, Any],
        unknown: Iterable[str] = (),
        client: Mapping[str, Any] | None = None,
        units: str = "both",
    ) -> Plan:
        """Return what is going on and what to change first, in page order.

        `facts` maps fact ids to values: true or false, a number in the fact's unit (a length also as a text with its
        unit, as in "5.5 in"), a word, or a list of words; `unknown` lists facts that were asked and are not known.
        `units` is "both", "metric" or "imperial". Raises ThrustdocError for anything not legal.
        """
        from thrustdoc.case import make_case

        return self.plan(make_case(self.base, facts, unknown, client), units)

    def plan(self, case: Case, units: str = "both") -> Plan:
        """Return the plan for a case that is checked already, with lengths in "both" units, "metric" or "imperial"."""
        from thrustdoc.diagnosis import diagnose as run
        from thrustdoc.plan import make_plan

        return make_plan(run(self.reasoner, case, units))

    @cached_property
    def reader(self) -> Reader:
        """What reads plain English by the phrases of the knowledge base, made when it is first used."""
        from thrustdoc.complaint.reader import Reader

        return Reader(self.base)

    def read(self, text: str) -> Reading:
        """Return the facts that a text in plain English states, what in it is not clear, and what was not understood.

        Raises ThrustdocError where the text is longer than 5,000 characters.
        """
        return self.reader.read(text)


def diagnose(facts: Mapping[str, Any]) -> Plan:
    """Return the plan for one case. For many cases make one Thrustdoc and use its `diagnose`."""
    return Thrustdoc().diagnose(facts)


def read(text: str) -> Reading:
    """Return what one text says. For many texts make one Thrustdoc and use its `read`."""
    return Thrustdoc().read(text)


def explain(name: str) -> str:
    """Return what the id `name` is, what leads to it, what follows from it and who says so, as text."""
    from thrustdoc.explanation import explain as text_of
    from thrustdoc.knowledge.compiled import load_compiled

    return text_of(load_compiled(), name)


def render(plan: Plan, fmt: str = "text") -> str:
    """Return the report of a plan as "text", "md", "html" or "json"."""
    from thrustdoc.report import render as report

    return report(plan, fmt)
