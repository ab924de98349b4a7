"""What is certain and what is still open: the rules weighed with every answer that is still possible at once.

Each conclusion gets the set of outcomes that it may have. The set may be too wide, because it is not seen that two
conditions cannot come true together; it is never too narrow. So a question that no open outcome hangs on cannot change
anything, whatever the other answers will be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from thrustdoc.interview.known import Known
from thrustdoc.interview.net import UNSET, Net, Step, Tests

NOTHING, HELD, LIKELY, SURE = 1, 2, 4, 8
"""Outcomes of a conclusion, as bits: no rule reaches it, a policy holds it back, it is a candidate, it is confirmed."""

STANDS = LIKELY | SURE


class Holds(NamedTuple):
    """Whether conditions may hold and whether they must; `hangs` are the questions, as bits, that decide between."""

    may: bool
    must: bool = False
    hangs: int = 0


NEVER, ALWAYS = Holds(may=False), Holds(may=True, must=True)


class Fires(NamedTuple):
    """How a rule may come out: whether it fires, whether it then confirms, and whether it may leave it a candidate."""

    fires: Holds
    confirms: Holds
    may_be_likely: bool


SILENT = Fires(NEVER, NEVER, may_be_likely=False)


class Outcomes(NamedTuple):
    """The possible outcomes of every conclusion by number, and the questions that decide them where they are open.

    `stands` are the questions that decide whether it stands, `sure` those that decide its status as well.
    """

    may: list[int]
    stands: list[int]
    sure: list[int]

    def test(self, ids: Iterable[int], confirmed: bool) -> Holds:
        """Return whether one of these conclusions stands, or is confirmed."""
        wanted, deciding = (SURE, self.sure) if confirmed else (STANDS, self.stands)
        hangs, may = 0, False
        for n in ids:
            if self.may[n] & wanted:
                if not self.may[n] & ~wanted:
                    return ALWAYS
                may, hangs = True, hangs | deciding[n]
        return Holds(may, hangs=hangs) if may else NEVER


def blank(net: Net) -> Outcomes:
    """Return outcomes of which nothing has been weighed yet: nothing stands."""
    size = len(net.places)
    return Outcomes([NOTHING] * size, [0] * size, [0] * size)


def weigh(net: Net, known: Known, needed: Iterable[int] | None = None, before: Outcomes | None = None) -> Outcomes:
    """Return what may become of every conclusion of a base, or only of those `needed`, in the order of their places.

    The outcomes of the others are those of `before`.
    """
    found = Outcomes(*map(list, before)) if before else blank(net)
    for n in range(len(net.places)) if needed is None else needed:
        place = net.places[n]
        fired = [each for step in place.steps if (each := fire(step, known, found)).fires.may]
        holders = place.holders if fired else ()
        settle(found, n, fired, any_of(table(step, known, found) for step in holders))
    return found


def settle(found: Outcomes, n: int, fired: Sequence[Fires], held: Holds) -> None:
    """Write down the outcomes of one conclusion from those of its rules that may fire, and of what holds it back."""
    found.stands[n] = found.sure[n] = 0
    reached, sure = any_of(each.fires for each in fired), any_of(each.confirms for each in fired)
    likely = not sure.must and any(each.may_be_likely for each in fired)
    standing = 0 if held.must else (LIKELY if likely else 0) | (SURE if sure.may else 0)
    found.may[n] = standing | (0 if reached.must else NOTHING) | (HELD if held.may else 0)
    if not standing:
        return
    found.stands[n] = 0 if found.may[n] == standing else reached.hangs | held.hangs
    found.sure[n] = found.stands[n] | (sure.hangs if standing == STANDS else 0)


def any_of(parts: Iterable[Holds]) -> Holds:
    """Return whether one of these holds."""
    hangs, may = 0, False
    for each in parts:
        if each.must:
            return ALWAYS
        if each.may:
            may, hangs = True, hangs | each.hangs
    return Holds(may, hangs=hangs) if may else NEVER


def table(step: Step, known: Known, found: Outcomes) -> Holds:
    """Return whether a rule fires, where its status does not matter."""
    when = together(step.when, known, found)
    return unless(step, known, found, when) if when.may else NEVER


class Own(NamedTuple):
    """The outcomes of conclusions as far as they count, and which count; `strict` where all others do not stand."""

    found: Outcomes
    counts: frozenset[int]
    strict: bool = False


def fire(step: Step, known: Known, found: Outcomes, own: Own | None = None) -> Fires:
    """Return how a rule may come out; a condition is then met only by conclusions that count, if it names any."""
    when = together(step.facts, known, found)
    if not when.may:
        return SILENT
    must, hangs = when.must, when.hangs
    sure, sure_hangs, may_be_likely = step.confirms, 0, not step.confirms
    for ids, confirmed in step.when.conclusions:
        counted = tuple(n for n in ids if n in own.counts) if own else ()
        if own and own.strict and not counted:
            return SILENT
        looked, seen = (counted, own.found) if own and counted else (ids, found)
        test = seen.test(looked, confirmed)
        if not test.may:
            return SILENT
        must, hangs = must and test.must, hangs | test.hangs
        if not confirmed and step.confirms:
            confirming = seen.test(looked, confirmed=True)
            may_be_likely = may_be_likely or (any(seen.may[n] & LIKELY for n in looked) and not confirming.must)
            sure, sure_hangs = sure and confirming.may, sure_hangs | confirming.hangs
    fires = unless(step, known, found, Holds(may=True, must=must, hangs=hangs))
    if not fires.may:
        return SILENT
    if not sure:
        return Fires(fires, NEVER, may_be_likely)
    confirms = ALWAYS if fires.must and not may_be_likely else Holds(may=True, hangs=fires.hangs | sure_hangs)
    return Fires(fires, confirms, may_be_likely)


def unless(step: Step, known: Known, found: Outcomes, when: Holds) -> Holds:
    """Return whether a rule fires whose conditions come out as `when`: none of its tables may hold beside them."""
    must, hangs = when.must, when.hangs
    passing = dict(step.when.states)
    for tests in step.unless:
        blocked = together(tests, known, found, passing)
        if blocked.must:
            return NEVER
        if blocked.may:
            must, hangs = False, hangs | blocked.hangs
    return Holds(may=True, must=must, hangs=0 if must else hangs)


def together(tests: Tests, known: Known, found: Outcomes, passing: dict[int, int] | None = None) -> Holds:
    """Return whether all of these conditions hold; `passing` are the bits of facts that are taken for granted."""
    must, hangs = True, 0
    for fact, bits in tests.states:
        possible = known.bits[fact] & passing.get(fact, -1) if passing else known.bits[fact]
        if not possible & bits:
            return NEVER
        if possible & ~bits:
            must, hangs = False, hangs | known.hangs[fact]
    for fact, test in tests.words:
        words, open_words = known.words[fact], known.bits[fact] == UNSET | 2
        if open_words:
            must, hangs = False, hangs | known.hangs[fact]
        elif (test.op != "unset") if words is None else not test.holds(words):
            return NEVER
    for ids, confirmed in tests.conclusions:
        test_found = found.test(ids, confirmed)
        if not test_found.may:
            return NEVER
        if not test_found.must:
            must, hangs = False, hangs | test_found.hangs
    return ALWAYS if must else Holds(may=True, hangs=hangs)
