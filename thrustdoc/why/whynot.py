"""Why a conclusion does not stand: for each of its rules what is missing, the nearest miss first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thrustdoc.diagnosis import Diagnosis
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.records import Ref, Rule
from thrustdoc.why.bounds import Outlook, inputs
from thrustdoc.why.derivation import Branch, answer_words, find_refs, held_back, name_of, status_of, tree
from thrustdoc.words import condition_words, rule_words

MET, UNKNOWN, AGAINST = "met", "unknown", "contradicted"

DEEPEST = 4
"""How many conclusions deep a missing one is followed."""


@dataclass(frozen=True)
class Gap:
    """What a rule lacks: a condition in words, or an exception that applies.

    `state` is "unknown" where an answer that nobody gave could still bring it, else "contradicted". `said` is what the
    case says about it, and `ask` the facts to give. `refs` are the conclusions of which one is missing.
    """

    words: str
    state: str
    said: str
    ask: tuple[str, ...] = ()
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True)
class Miss:
    """One rule that did not fire: what it lacks, and in words what holds already."""

    rule: Rule
    gaps: tuple[Gap, ...]
    met: tuple[str, ...]

    @property
    def contradicted(self) -> int:
        """How many gaps no further answer can close."""
        return sum(gap.state == AGAINST for gap in self.gaps)


class WhyNot:
    """A case as it is and as it could be if all that nobody told were told."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        self.diagnosis, self.base = diagnosis, diagnosis.base
        self.shown: set[Ref] = set()
        facts = diagnosis.case.facts
        self.now = Outlook(self.base, facts)
        self.untold = {name for name in self.base.facts if name not in facts and self._askable(name)}
        self.later = Outlook(self.base, facts, self.untold, self.now.holding)

    def _askable(self, name: str) -> list[str]:
        """Return what could be given so that an unset fact is known: itself, or what it is worked out from."""
        return [each for each in inputs(self.base, name) if each not in self.diagnosis.case.facts]

    def misses(self, ref: Ref) -> tuple[Miss, ...]:
        """Return every rule of a conclusion that did not fire: fewest gaps first, unknown before contradicted."""
        rules = [rule for rule in self.base.conclusions[ref].rules if not self.now.rule(rule).low]
        found = [self._miss(rule) for rule in rules]
        return tuple(sorted(found, key=lambda each: (len(each.gaps), each.contradicted)))

    def _miss(self, rule: Rule) -> Miss:
        gaps = [self._gap(test) for test in rule.when if not self.now.test(test).low]
        gaps += [self._blocked(table) for table in rule.unless if self.now.table(table).low]
        met = tuple(self._words(test) for test in rule.when if self.now.test(test).low)
        return Miss(rule, tuple(gaps), met)

    def _gap(self, test: Condition) -> Gap:
        words = self._words(test)
        state = UNKNOWN if self.later.test(test).high else AGAINST
        said = answer_words(self.diagnosis, test)
        if isinstance(test, ConclusionTest):
            return Gap(words, state, said, refs=tuple((test.part, name) for name in test.ids))
        told = test.op != "unset" and test.fact not in self.diagnosis.case.facts
        return Gap(words, state, said, tuple(self._askable(test.fact)[:1]) if told else ())

    def _words(self, test: Condition) -> str:
        if isinstance(test, FactTest) and test.op == "unset":
            fact = self.base.facts[test.fact]
            return f"only while nobody knows: {fact.label or fact.ask or fact.computed} ({fact.id})"
        return condition_words(self.base, test)

    def _blocked(self, table: tuple[Condition, ...]) -> Gap:
        words = " with ".join(condition_words(self.base, test) for test in table)
        said = "; ".join(dict.fromkeys(answer_words(self.diagnosis, test) for test in table
                                       if not isinstance(test, ConclusionTest)))  # fmt: skip
        state = AGAINST if self.later.table(table).low else UNKNOWN
        return Gap(f"an exception applies: {words}", state, said)

    def nearest(self, refs: tuple[Ref, ...]) -> Ref | None:
        """Return of several missing conclusions the one that lacks least; None where no rule leads to any."""
        known = [ref for ref in refs if self.base.conclusions[ref].rules and not self.now.standing(ref).low]
        return min(known, key=self._distance, default=None)

    def _distance(self, ref: Ref) -> tuple[int, int]:
        misses = self.misses(ref)
        return (len(misses[0].gaps), misses[0].contradicted) if misses else (0, 1)


def why_not(diagnosis: Diagnosis, name: str) -> tuple[Branch, ...]:
    """Return for each conclusion called `name` why it does not stand, or that it does."""
    asked = WhyNot(diagnosis)
    return tuple(_branch(asked, ref, DEEPEST) for ref in find_refs(diagnosis.base, name))


def _branch(asked: WhyNot, ref: Ref, depth: int) -> Branch:
    head, status = name_of(asked.base, ref), status_of(asked.diagnosis, ref)
    asked.shown.add(ref)
    if status == "withheld":
        return Branch(f"{head} - its rules reach it, but it is held back", _policy(asked, ref))
    if status == "confirmed":
        return Branch(f"{head} - it does stand", tree(asked.diagnosis, ref).under)
    misses = asked.misses(ref)
    only = " - it stands, but only as likely" if status == "candidate" else " - not concluded"
    if not misses:
        return Branch(head + only, (Branch("No rule leads to it." if status == "nothing" else "No rule is left."),))
    return Branch(head + only, tuple(_miss_branch(asked, miss, depth) for miss in misses))


def _miss_branch(asked: WhyNot, miss: Miss, depth: int) -> Branch:
    lines = [Branch(f"holds: {words}") for words in miss.met]
    for gap in miss.gaps:
        give = f"; give {' or '.join(gap.ask)}" if gap.ask else ""
        said = f" - {gap.said}{give}" if gap.said else ""
        lead = "not known" if gap.state == UNKNOWN else "speaks against it"
        next_ref = asked.nearest(gap.refs) if depth > 1 else None
        below = _nearest_miss(asked, next_ref, depth - 1) if next_ref else ()
        lines.append(Branch(f"{lead}: {gap.words}{said}", below))
    count = f"{len(miss.gaps)} condition{'s' if len(miss.gaps) > 1 else ''} short"
    return Branch(f"rule {miss.rule.name} - {count} [{', '.join(miss.rule.cites)}]", tuple(lines))


def _nearest_miss(asked: WhyNot, ref: Ref, depth: int) -> tuple[Branch, ...]:
    if status_of(asked.diagnosis, ref) == "withheld":
        return (_branch(asked, ref, depth),)
    head = f"nearest: {name_of(asked.base, ref)}"
    if ref in asked.shown:
        return (Branch(f"{head} (shown above)"),)
    asked.shown.add(ref)
    return (Branch(head, tuple(_miss_branch(asked, each, depth) for each in asked.misses(ref)[:1])),)


def _policy(asked: WhyNot, ref: Ref) -> tuple[Branch, ...]:
    """Return which policy holds a conclusion back, its reason and the conditions by which it acts here."""
    held = held_back(asked.diagnosis, ref)
    if held is None:
        return ()
    acting = [rule for rule in asked.now.holding.get(ref, ()) if asked.now.rule(rule).low]
    lines = [f"{held.policy}: {asked.base.policies[held.policy].title} (a decision of ours)"]
    lines += [held.reason] if held.reason else []
    lines += [f"it acts because: {rule_words(asked.base, rule)}" for rule in acting if held.policy in rule.cites]
    return tuple(map(Branch, lines))


def why_not_data(diagnosis: Diagnosis, ref: Ref) -> dict[str, Any]:
    """Return why a conclusion does not stand as plain data."""
    asked, held = WhyNot(diagnosis), held_back(diagnosis, ref)
    policy = {"policy": held.policy, "reason": held.reason} if held else {}
    return {"part": ref[0], "id": ref[1], "status": status_of(diagnosis, ref), **policy, "rules": [
        {"rule": miss.rule.name, "met": list(miss.met), "cites": list(miss.rule.cites),
         "missing": [{"condition": gap.words, "state": gap.state, "said": gap.said, "give": list(gap.ask)}
                     for gap in miss.gaps]}
        for miss in asked.misses(ref)
    ]}  # fmt: skip
