"""What was concluded about a case, each conclusion with its words and with the rules and facts behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from thrustdoc.case import Case
from thrustdoc.frozen import dataclass
from thrustdoc.inference.engine import Firing, Reasoner
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.lengths import LENGTH_UNITS, length_words
from thrustdoc.knowledge.records import Conclusion, KnowledgeBase, Ref, Rule


@dataclass(frozen=True)
class Derivation:
    """One rule that led to a conclusion, with what it matched.

    `facts` are the given facts behind it; `computed` are the facts it read that were worked out from these.
    """

    rule: Rule
    status: str
    facts: Mapping[str, Value]
    unset: tuple[str, ...]
    conclusions: tuple[tuple[Ref, str], ...]
    computed: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """A conclusion that stands: the record, its status and words for this case, and every rule behind it.

    `lines` is what the client reads, one sentence or more; `first` says that a claim puts it first in its kind.
    """

    record: Conclusion
    status: str
    lines: tuple[str, ...]
    title: str
    coach: str
    check: str
    because: tuple[Derivation, ...]
    first: bool = False

    @property
    def says(self) -> str:
        """All lines as one text."""
        return " ".join(self.lines)

    @property
    def likely(self) -> bool:
        """Whether it is only a candidate."""
        return self.status == "candidate"

    def rests_on(self, refs: Iterable[Ref]) -> bool:
        """Tell whether one of its rules matched one of these conclusions."""
        wanted = set(refs)
        return any(ref in wanted for derivation in self.because for ref, _ in derivation.conclusions)


@dataclass(frozen=True)
class Withheld:
    """A conclusion that its rules reach but a policy holds back."""

    record: Conclusion
    policy: str
    reason: str
    because: tuple[Derivation, ...]


@dataclass(frozen=True)
class Diagnosis:
    """Everything drawn from a case. `leads` are the ordering rules that hold, in the order of the policy.

    `units` says in which units the texts print lengths ("both", "metric" or "imperial"). `beyond` are conclusions that
    stand and are not on the page, where only part of it is wanted.
    """

    base: KnowledgeBase
    case: Case
    drawn: Mapping[Ref, Drawn]
    withheld: tuple[Withheld, ...]
    leads: tuple[Rule, ...]
    trace: tuple[Firing, ...]
    units: str = "both"
    beyond: Mapping[Ref, Drawn] = field(default_factory=dict)

    def standing(self, ref: Ref) -> Drawn | None:
        """Return a conclusion that stands, on the page or beyond it."""
        return self.drawn.get(ref) or self.beyond.get(ref)

    def of(self, part: str) -> tuple[Drawn, ...]:
        """Return what stands of one part, in the order of the knowledge base."""
        return tuple(each for (of, _), each in self.drawn.items() if of == part)


def diagnose(reasoner: Reasoner, case: Case, units: str = "both") -> Diagnosis:
    """Run a case and return what it comes to, with lengths in `units` ("both", "metric" or "imperial")."""
    return draw(reasoner.base, case, reasoner.run(case), units)


def draw(base: KnowledgeBase, case: Case, trace: tuple[Firing, ...], units: str = "both") -> Diagnosis:
    """Return what these firings come to."""
    concluding: dict[Ref, list[Firing]] = {}
    words: dict[Ref, list[Firing]] = {}
    firsts: set[Ref] = set()
    for firing in trace:
        if firing.rule.action == "conclude":
            concluding.setdefault(firing.rule.targets[0], []).append(firing)
        if firing.rule.texts:
            words.setdefault(firing.rule.targets[0], []).append(firing)
        if firing.rule.action == "first":
            firsts.add(firing.rule.targets[0])
    drawn: dict[Ref, Drawn] = {}
    withheld: list[Withheld] = []
    for ref, record in base.conclusions.items():
        firings = concluding.get(ref)
        if not firings:
            continue
        because = derivations(firings, case)
        policy = firings[0].withheld_by
        if policy:
            withheld.append(Withheld(record, policy, base.policies[policy].reason, because))
        else:
            drawn[ref] = _draw(base, record, because, words.get(ref, []), ref in firsts, units)
    fired = {firing.rule.name for firing in trace if firing.rule.action == "lead"}
    leads = tuple(rule for rule in base.leads if rule.name in fired)
    return Diagnosis(base, case, drawn, tuple(withheld), leads, trace, units)


def derivations(firings: Iterable[Firing], case: Case) -> tuple[Derivation, ...]:
    """Return one derivation for each rule: a rule that fired on several conclusions is one rule with all of them."""
    merged: dict[str, Derivation] = {}
    for firing in firings:
        before = merged.get(firing.rule.name)
        conclusions = {*firing.conclusions, *(before.conclusions if before else ())}
        status = "confirmed" if "confirmed" in (firing.status, before.status if before else "") else "candidate"
        computed = {name: value for name, value in firing.facts.items() if name in case.computed}
        merged[firing.rule.name] = Derivation(
            firing.rule, status, _behind(firing, case), firing.unset, tuple(sorted(conclusions)), computed
        )
    return tuple(merged.values())


def _behind(firing: Firing, case: Case) -> dict[str, Value]:
    """Return the given facts behind a firing: those it matched, and those that the others were worked out from."""
    names = (given for name in firing.facts for given in case.computed.get(name, (name,)))
    return {name: case.facts[name] for name in names}


def _draw(
    base: KnowledgeBase,
    record: Conclusion,
    because: tuple[Derivation, ...],
    words: list[Firing],
    first: bool,
    units: str,
) -> Drawn:
    texts: dict[str, list[str]] = {}
    written = (*record.rules, *record.wordings)
    for firing in sorted(words, key=lambda each: written.index(each.rule)):
        for key, text in firing.rule.texts.items():
            filled = fill(text, base.facts, firing.facts, units)
            if filled not in texts.setdefault(key, []):
                texts[key].append(filled)
    status = "confirmed" if any(each.status == "confirmed" for each in because) else "candidate"
    return Drawn(
        record=record,
        status=status,
        lines=tuple(texts.get("says", [record.says])),
        title=" ".join(texts.get("title", [record.title])),
        coach=" ".join(texts.get("coach", [record.coach])),
        check=" ".join(texts.get("check", [record.check])),
        because=because,
        first=first,
    )


def fill(text: str, facts: Mapping[str, Fact], values: Mapping[str, Value], units: str = "both") -> str:
    """Return `text` with each {fact} replaced by its value: a length in `units`, a number with its unit, or words."""

    def words(match: re.Match[str]) -> str:
        fact, value = facts[match[1]], values[match[1]]
        if not isinstance(value, float):
            return fact.words(value)
        if fact.unit in LENGTH_UNITS:
            return length_words(value, fact.unit, units)
        return fact.amount(value)

    return re.sub(r"\{(\w+)\}", words, text)
