"""What a page may still say: for each line that is open, the questions that decide it.

A line is open where it is not settled whether it stands and how surely, in which words, why it is held back, or where
it stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thrustdoc.interview.known import Known
from thrustdoc.interview.net import Net, Place, Step
from thrustdoc.interview.openness import (
    HELD,
    LIKELY,
    STANDS,
    SURE,
    Fires,
    Holds,
    Outcomes,
    Own,
    any_of,
    blank,
    fire,
    settle,
    table,
    weigh,
)
from thrustdoc.interview.scope import BEHIND, View
from thrustdoc.plan import GATE, KIT, SILENT, SPINE, finding_rank, is_gate


@dataclass(frozen=True)
class Page:
    """All that counts, weighed: `found` of the whole base, `own` as far as it counts."""

    net: Net
    view: View
    known: Known
    found: Outcomes
    own: Outcomes

    def fires(self, step: Step, strict: bool = False) -> Fires:
        """Return how a rule may come out where only conclusions that count are looked at, if there are any.

        `strict` is for rules about the place of a line: for these, what does not count does not stand.
        """
        return fire(step, self.known, self.found, Own(self.own, self.view.counts, strict))


def make_page(net: Net, view: View, known: Known) -> Page:
    """Return all that counts, weighed."""
    page = Page(net, view, known, weigh(net, known, view.needed), blank(net))
    for n in sorted(view.counts):
        _weigh_own(page, n)
    return page


def with_known(page: Page, known: Known, affected: frozenset[int]) -> Page:
    """Return a page when more is known that bears on no more than the conclusions `affected`."""
    view, net = page.view, page.net
    found = weigh(net, known, [n for n in view.needed if n in affected], page.found)
    after = Page(net, view, known, found, Outcomes(*map(list, page.own)))
    for n in sorted(view.counts & affected):
        _weigh_own(after, n)
    return after


def _weigh_own(page: Page, n: int) -> None:
    """Weigh a conclusion that counts: by all its rules, or by those that count."""
    if n not in page.view.part:
        for mine, whole in zip(page.own, page.found, strict=True):
            mine[n] = whole[n]
        return
    place = page.net.places[n]
    fired = [each for step in page.view.steps(n, place) if (each := page.fires(step)).fires.may]
    holders = place.holders if fired else ()
    settle(page.own, n, fired, any_of(table(step, page.known, page.found) for step in holders))


def open_lines(page: Page) -> dict[int, int]:
    """Return the conclusions whose line is open, by number, and the questions, as bits, that decide it."""
    found: dict[int, int] = {}
    for each in (_standing(page), _wording(page), _reasons(page), _places(page)):
        for n, hangs in each:
            if hangs:
                found[n] = found.get(n, 0) | hangs
    return found


Hanging = Iterator[tuple[int, int]]
"""Pairs of a conclusion and the questions that its line hangs on."""


def _standing(page: Page) -> Hanging:
    for n in page.view.counts:
        yield n, page.own.sure[n]


def _may_stand(page: Page) -> Iterator[tuple[int, Place]]:
    return ((n, page.net.places[n]) for n in sorted(page.view.counts) if page.own.may[n] & STANDS)


def _wording(page: Page) -> Hanging:
    for n, _ in _may_stand(page):
        yield n, _words(page, n)


def line(page: Page, n: int) -> int:
    """Return the questions that decide whether one conclusion stands, how surely and in which words."""
    return page.own.sure[n] | (_words(page, n) if page.own.may[n] & STANDS else 0)


def _words(page: Page, n: int) -> int:
    place = page.net.places[n]
    hangs = 0
    for step in (step for step in place.steps if step.rule.texts and page.view.carries(n, step.rule)):
        hangs |= _undecided(page, step)
    for step in (step for step in place.wordings if page.view.carries_words(n, step.rule, page.net)):
        hangs |= _undecided(page, step)
    return hangs


def _reasons(page: Page) -> Hanging:
    """Yield what decides which policies say on the page that they hold something back."""
    surely = {policy for n in page.view.counts for policy in _surely_held_by(page, n)}
    surely |= {GATE for n in page.view.counts if is_gate(page.net.places[n].record) and surely_stands(page, n)}
    for n in page.view.counts:
        if not page.own.may[n] & HELD:
            continue
        place = page.net.places[n]
        reached = any_of(page.fires(step).fires for step in page.view.steps(n, place))
        held = list(_holding(page, place))
        told = [policy for policy, _ in held if policy not in SILENT]
        if any(policy not in surely or _lists_kit(page, policy) for policy in told):
            deciding = 0 if reached.must else reached.hangs
            for _, holds in held:
                deciding |= holds.hangs
            yield n, deciding


def _holding(page: Page, place: Place) -> Iterator[tuple[str, Holds]]:
    """Yield the policies that may be the one that holds a conclusion back: none comes after one that surely does."""
    for step in place.holders:
        holds = table(step, page.known, page.found)
        if holds.may:
            yield step.rule.cites[0], holds
        if holds.must:
            return


def _lists_kit(page: Page, policy: str) -> bool:
    return KIT in page.net.base.policies[policy].reason


def surely_stands(page: Page, n: int) -> bool:
    """Tell whether a conclusion that counts stands, whatever the open answers are."""
    return not page.own.may[n] & ~STANDS


def _surely_held_by(page: Page, n: int) -> Iterator[str]:
    first = next(_holding(page, page.net.places[n]), None) if page.own.may[n] == HELD else None
    if first and first[1].must:
        yield first[0]


def _places(page: Page) -> Hanging:
    """Yield what decides where lines stand: what leads, what is first, what answers the back or the leading fault."""
    changes = [(n, place) for n, place in _may_stand(page) if place.ref[0] == "correction"]
    if len(changes) < 2:
        return
    for step in page.net.leads:
        targets = [n for n, place in changes if place.ref in step.rule.targets]
        if targets:
            yield targets[0], _undecided(page, step, strict=True)
    answered = _answered(page)
    for n, place in changes:
        alone = sum(other.record.kind == place.record.kind for _, other in changes) == 1
        if alone and place.record.kind != "cue":
            continue
        for step in place.firsts:
            yield n, _undecided(page, step, strict=True)
        for step in page.view.steps(n, place):
            if any(answered.intersection(ids) for ids, _ in step.when.conclusions):
                yield n, _undecided(page, step)


def _undecided(page: Page, step: Step, strict: bool = False) -> int:
    """Return the questions that decide whether a rule fires, none where that is settled."""
    fires = page.fires(step, strict).fires
    return 0 if fires.must or not fires.may else fires.hangs


def _answered(page: Page) -> frozenset[int]:
    """Return what brings a line forward that answers it: a fault of the back, and whatever may head the page."""
    findings = [(n, place) for n, place in _may_stand(page) if place.ref[0] == "finding"]
    may = page.own.may
    worst = min((finding_rank(place.record, bool(may[n] & LIKELY)) for n, place in findings if not may[n] & ~STANDS),
                default=None)  # fmt: skip
    heads = {place.ref[1] for n, place in findings
             if worst is None or finding_rank(place.record, not may[n] & SURE) <= worst}  # fmt: skip
    spine = {n for n, place in findings if SPINE in place.record.groups}
    return frozenset(spine | {n for n, place in _may_stand(page) if place.ref[0] in BEHIND and place.ref[1] in heads})
