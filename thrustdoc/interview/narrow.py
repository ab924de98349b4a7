"""From a whole diagnosis to what counts of it: the firings that carry on what counts, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from thrustdoc.diagnosis import Diagnosis, draw
from thrustdoc.inference.engine import Firing
from thrustdoc.interview.net import Net
from thrustdoc.interview.scope import View
from thrustdoc.knowledge.conditions import ConclusionTest
from thrustdoc.knowledge.records import Ref, Rule

STRICT = ("lead", "first")
"""Rules about the place of a line: what they rest on must count."""


def narrow(net: Net, view: View, diagnosis: Diagnosis) -> Diagnosis:
    """Return as much of a diagnosis as counts."""
    trace = tuple(_Narrowed(net, view).firings(diagnosis.trace))
    own = draw(diagnosis.base, diagnosis.case, trace, diagnosis.units)
    return replace(own, beyond={ref: each for ref, each in diagnosis.drawn.items() if ref not in own.drawn})


class _Narrowed:
    """The conclusions that stand and count, with their status, while a trace is read from its start."""

    def __init__(self, net: Net, view: View) -> None:
        self.net, self.view = net, view
        self.standing: dict[Ref, str] = {}
        self.counts = {net.places[n].ref for n in view.counts}

    def firings(self, trace: Iterable[Firing]) -> Iterator[Firing]:
        """Yield the firings that count, each with the status that it has then."""
        for firing in trace:
            if firing.rule.action == "withhold":
                yield firing
            elif self._counts(firing):
                own = self._own(firing)
                if firing.rule.action == "conclude" and not firing.withheld_by:
                    self._note(own)
                yield own

    def _counts(self, firing: Firing) -> bool:
        rule = firing.rule
        if rule.action == "lead":
            return self._rests_on_what_counts(firing)
        target = rule.targets[0]
        if target not in self.counts:
            return False
        n = self.net.at[target]
        carries = rule.action != "conclude" or self.view.carries(n, rule)
        if rule.action == "word":
            carries = self.view.carries_words(n, rule, self.net)
        whole = rule.action == "conclude" and n not in self.view.part
        return carries and (whole or self._rests_on_what_counts(firing))

    def _rests_on_what_counts(self, firing: Firing) -> bool:
        return all(self._stands(firing.rule, ref) for ref, _ in firing.conclusions)

    def _stands(self, rule: Rule, ref: Ref) -> bool:
        """Tell whether a conclusion that a rule matched stands among what counts, or need not."""
        tests = [test for test in rule.when if isinstance(test, ConclusionTest) and ref[0] == test.part]
        for test in (test for test in tests if ref[1] in test.ids):
            counted = any((test.part, name) in self.counts for name in test.ids)
            wanted = ("confirmed",) if test.confirmed else ("confirmed", "candidate")
            if self.standing.get(ref) in wanted or (not counted and rule.action not in STRICT):
                return True
        return False

    def _own(self, firing: Firing) -> Firing:
        """Return a firing with the status of what it matched as far as that counts."""
        matched = tuple((ref, self.standing.get(ref, status)) for ref, status in firing.conclusions)
        likely = firing.rule.status == "candidate" or any(status == "candidate" for _, status in matched)
        return replace(firing, conclusions=matched, status="candidate" if likely else "confirmed")

    def _note(self, firing: Firing) -> None:
        target = firing.rule.targets[0]
        if self.standing.get(target) != "confirmed":
            self.standing[target] = firing.status
