"""How much an answer would settle: the page weighed again with some of the answers that a question can get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cache

from thrustdoc.case import Case
from thrustdoc.interview.known import READINGS, Known, known
from thrustdoc.interview.lines import Page, line, with_known
from thrustdoc.interview.net import UNSET
from thrustdoc.knowledge.facts import Value

FEW = 5
"""So many answers of a question are tried, beside "not known"."""

MANY_LEFT = 10
"""A line that hangs on this many questions is as far from settled as one that hangs on more."""


class Trial:
    """Trying out answers on one page; only the lines `near` to being settled are looked at."""

    def __init__(self, page: Page, case: Case, near: Set[int]) -> None:
        self.page, self.case, self.net, self.near = page, case, page.net, near
        self._line = cache(lambda n: line(page, n))

    def gain(self, question: tuple[int, ...]) -> float:
        """Return how much nearer an answer brings the page to being settled, on average."""
        affected = self.net.affected(question)
        counted = self.near & affected
        before = sum(_far(self._line(n)) for n in counted)
        after = [with_known(self.page, each, affected) for each in self._answered(question)]
        return before - sum(_far(line(page, n)) for page in after for n in counted) / len(after)

    def _answered(self, question: tuple[int, ...]) -> Iterator[Known]:
        """Yield what is known after some of the answers to a question; of a list, nothing is ticked."""
        names = [self.net.facts[n].id for n in question]
        yield self._with(dict.fromkeys(names))
        if len(names) > 1:
            yield self._with(dict.fromkeys(names, False))
        elif self.net.base.facts[names[0]].type != "many":
            values = self.net.states[names[0]]
            for value in values[:: -(-len(values) // FEW)]:
                yield self._with({names[0]: value})

    def _with(self, answers: Mapping[str, Value | None]) -> Known:
        """Return what is known with more answers; of a reading of the knee angle it is taken to be the only one."""
        if not self.net.sources.intersection(answers):
            before = self.page.known
            after = Known(list(before.bits), list(before.words), list(before.hangs))
            for name, value in answers.items():
                n = self.net.fact_at[name]
                after.bits[n], after.hangs[n] = UNSET if value is None else self.net.state(name, value), 0
            return after
        given = {**self.case.given, **{name: value for name, value in answers.items() if value is not None}}
        closed = {*self.case.unknown, *answers}
        if any(given.get(name) is not None for name in answers if name in READINGS):
            closed |= {name for name in READINGS if name in self.net.fact_at}
        return known(self.net, Case(given, tuple(closed - given.keys())))


def _far(hangs: int) -> int:
    """Return how far a line is from being settled."""
    return min(hangs.bit_count(), MANY_LEFT)
