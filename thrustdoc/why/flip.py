"""What would change the answer: the smallest change of answers that takes a conclusion away or brings it.

The search is exact up to MOST changes. Each step asks which tests of facts keep the conclusion as it is, and tries only
answers that turn one of these; a change that turns none of them leaves the conclusion where it was. Its limits: where a
number goes into a calculation, whole numbers stand for all, and several numbers of one calculation are tried one after
the other; where more than a few words of a list matter, up to two of them change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from thrustdoc.case import Case
from thrustdoc.computed import with_computed
from thrustdoc.diagnosis import Diagnosis
from thrustdoc.inference.engine import Reasoner
from thrustdoc.knowledge.conditions import FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule
from thrustdoc.knowledge.verify import outcome
from thrustdoc.plan import GATE
from thrustdoc.why.answers import Change, Changes, Facts, answers, apply
from thrustdoc.why.bounds import Outlook, Tests, holders, holds, inputs, tests_behind

MOST = 3
"""How many answers may change together."""

WIDEST = 500
"""With more beginnings than that the search goes no further: it would take minutes, and three answers tell little."""


@dataclass(frozen=True)
class Flips:
    """Whether a conclusion stands, and every smallest set of changes that turns this, the likeliest first.

    `ways` is empty where more than `searched` answers would have to change, or none can.
    """

    ref: Ref
    stands: bool
    ways: tuple[Changes, ...]
    searched: int = MOST

    @property
    def noise(self) -> Changes:
        """The change by which an error of measurement alone turns it; empty where none does."""
        return next((way for way in self.ways if len(way) == 1 and way[0].noise), ())


def find_flips(reasoner: Reasoner, diagnosis: Diagnosis, ref: Ref, most: int = MOST) -> Flips:
    """Return the smallest changes that take a conclusion away or bring it, each one tried on the engine."""
    search = _Search(diagnosis, ref)
    searched, found = search.smallest(most)
    ways = [way for way in found if _tried(reasoner, search, way)]
    return Flips(ref, search.stands, tuple(sorted(ways, key=search.cost)), searched)


def _tried(reasoner: Reasoner, search: _Search, way: Changes) -> bool:
    facts = with_computed(search.base, apply(search.given, way))
    stands = outcome(reasoner.run(Case(dict(sorted(facts.items())))), search.ref) in ("confirmed", "candidate")
    return stands != search.stands


class _Search:
    """The changes of one case that bear on one conclusion."""

    def __init__(self, diagnosis: Diagnosis, ref: Ref) -> None:
        self.base: KnowledgeBase = diagnosis.base
        self.given, self.ref = diagnosis.case.given, ref
        self.holding = holders(self.base)
        self.bearing: dict[str, list[FactTest]] = {}
        for test in sorted(tests_behind(self.base, ref), key=repr):
            for name in inputs(self.base, test.fact):
                self.bearing.setdefault(name, []).append(test)
        self._last: tuple[Changes, Outlook] = (), self._outlook(self.given)
        self.stands = bool(self._last[1].standing(ref).low)

    def smallest(self, most: int) -> tuple[int, list[Changes]]:
        """Return how many changes were tried, `most` or fewer, and every way with the fewest; none if none turns it."""
        level: list[Changes] = [()]
        for size in range(1, most + 1):
            if len(level) > WIDEST:
                return size - 1, []
            found: dict[frozenset[Change], Changes] = {}
            for way in level:
                for change in self._next(way):
                    found.setdefault(frozenset({*way, change}), (*way, change))
            needed = {way: self._needed(way) for way in found.values() if not self._silenced(way)}
            turned = [way for way, further in needed.items() if further == 0]
            if turned:
                return size, turned
            level = [way for way, further in needed.items() if size + further <= most]
        return most, []

    def _needed(self, way: Changes) -> int:
        """Return a number of further changes below which nothing turns a conclusion; 0 where it has turned.

        What a rule lacks has to change, and parts that rest on different facts have to change one by one.
        """
        outlook = self._after(way)
        if bool(outlook.standing(self.ref).low) != self.stands:
            return 0
        if self.stands:
            return 1
        held = [found.why_low for found in map(outlook.rule, self.holding.get(self.ref, ())) if found.low]
        rules = self.base.conclusions[self.ref].rules
        return min((self._apart([*held, *_lacking(outlook, rule)]) for rule in rules), default=MOST + 1)

    def _apart(self, parts: list[Tests]) -> int:
        """Return how many of some sets of tests, at least, rest on facts of their own."""
        facts = [{name for test in part for name in inputs(self.base, test.fact)} for part in parts]
        taken: set[str] = set()
        count = 0
        for each in sorted(facts, key=len):
            if not each & taken:
                taken |= each
                count += 1
        return count

    def _outlook(self, given: Facts) -> Outlook:
        return Outlook(self.base, with_computed(self.base, given), (), self.holding)

    def _after(self, way: Changes) -> Outlook:
        """Return the outlook after some changes; the last one is asked for several times in a row."""
        if self._last[0] != way:
            self._last = way, self._outlook(apply(self.given, way))
        return self._last[1]

    def _next(self, way: Changes) -> Iterator[Change]:
        """Yield the further changes that turn one of the tests which keep the conclusion as it is."""
        given = apply(self.given, way)
        bounds = self._after(way).standing(self.ref)
        keeping = bounds.why_low if self.stands else bounds.why_high
        taken = {each.fact for each in way}
        names = {name for test in keeping for name in inputs(self.base, test.fact)}
        for name in sorted(names - taken):
            yield from self._changes(given, name, keeping)

    def _changes(self, given: Facts, name: str, keeping: Tests) -> Iterator[Change]:
        """Yield one change of a fact for each way in which the tests can come out, the nearest value of each."""
        bearing = self.bearing.get(name, [])
        kept = [test in keeping for test in bearing]
        now = _outcomes(self.base, given, bearing)
        seen = {now}
        error = self.base.facts[name].error_in(given)
        for value in answers(self.base.facts[name], given.get(name), bearing, error):
            after = apply(given, (Change(name, None, value),))
            then = _outcomes(self.base, after, bearing)
            if then not in seen and any(a != b for a, b, keeps in zip(now, then, kept, strict=True) if keeps):
                yield self._change(name, value)
            seen.add(then)

    def _change(self, name: str, value: Value | None) -> Change:
        before = self.given.get(name)
        error = self.base.facts[name].error_in(self.given)
        both = isinstance(before, float) and isinstance(value, float)
        noise = both and bool(error) and abs(float(value) - float(before)) <= error  # type: ignore[arg-type]
        return Change(name, before, value, noise)

    @cached_property
    def _gates(self) -> bool:
        return self._gate(self.given)

    def _gate(self, given: Facts) -> bool:
        outlook = self._outlook(given)
        return any(outlook.rule(rule).low for rule in self.base.withholdings if GATE in rule.cites)

    def _silenced(self, way: Changes) -> bool:
        """Tell whether a way only brings the safety gate on: a warning sign silences a line and explains nothing."""
        return self.stands and not self._gates and self._gate(apply(self.given, way))

    def cost(self, way: Changes) -> tuple[float, str]:
        """Return how far-fetched a way is: an error of measurement, another answer, a new one, one taken back."""
        return sum(map(self._price, way)), repr(way)

    def _price(self, change: Change) -> float:
        about = self.base.facts[change.fact]
        kind = 3 if change.after is None else 2 if change.before is None else 0 if change.noise else 1
        far = 0.0
        if isinstance(change.before, float) and isinstance(change.after, float) and about.high > about.low:
            far = abs(change.after - change.before) / (about.high - about.low)
        return kind + far + (5 if about.topic == "lift" else 0)


def _lacking(outlook: Outlook, rule: Rule) -> list[Tests]:
    """Return for each condition that fails and each exception that applies the tests that keep it so."""
    when = [found.why_high for found in map(outlook.test, rule.when) if not found.high]
    return when + [found.why_low for found in map(outlook.table, rule.unless) if found.low]


def _outcomes(base: KnowledgeBase, given: Facts, tests: list[FactTest]) -> tuple[bool, ...]:
    facts = with_computed(base, given) if any(base.facts[test.fact].computed for test in tests) else given
    return tuple(holds(test, facts) for test in tests)
