"""Running a case: facts in, a trace of every firing out. The engine is built once and used case after case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thrustdoc.case import Case
from thrustdoc.frozen import dataclass
from thrustdoc.inference.compat import Agenda, InitialFact, KnowledgeEngine, ReteMatcher
from thrustdoc.inference.compile import Answer, Blocked, Concluded, Facts, Patterns, Step, StepRule, Unset, steps
from thrustdoc.inference.matcher import PatternMatcher
from thrustdoc.inference.strategy import TotalOrder
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule

REMEMBERED = 20_000
"""How many facts an engine keeps for later cases; numbers could go on for ever."""


@dataclass(frozen=True)
class Firing:
    """One rule that fired: the facts, unset facts and conclusions it matched and the status it gives.

    `withheld_by` names the policy where a withholding rule kept the conclusion from standing.
    """

    rule: Rule
    facts: Mapping[str, Value]
    unset: tuple[str, ...]
    conclusions: tuple[tuple[Ref, str], ...]
    status: str
    withheld_by: str = ""


class _Working(KnowledgeEngine):  # type: ignore[misc]
    """experta's engine with a total order, and a working memory that remembers what stands and what is held back.

    Facts are made once and used again in later cases: what they match is noted on them.
    """

    __strategy__ = TotalOrder
    __matcher__ = PatternMatcher
    keeps_facts = True

    def __init__(self, rules: list[StepRule], wanted_unset: tuple[str, ...]) -> None:
        self.rules, self.wanted_unset = rules, wanted_unset
        self.made: dict[Any, Any] = {}
        super().__init__()

    def get_rules(self) -> list[StepRule]:
        """Return the rules; experta would search all attributes for them."""
        return self.rules

    def reset(self) -> None:
        """Forget the case before."""
        self.agenda, self.facts, self.running = Agenda(), Facts(), False
        self.matcher.reset()
        self.trace: list[Firing] = []
        self.standing: dict[Ref, Any] = {}
        self.held: dict[Ref, Rule] = {}
        self.blocked: set[str] = set()
        if not self.keeps_facts or len(self.made) > REMEMBERED:
            self.made.clear()
        self.declare(self.known(InitialFact, "", None))

    def known(self, kind: type, name: str, value: Any, **more: Any) -> Any:
        """Return the fact of a kind with this content; the same one each time."""
        key = (kind, name, value, *more.values())
        fact = self.made.get(key)
        if fact is None:
            fact = self.made[key] = kind(**({name: value} if name else {}), **more)
            fact.entry = ((name, value), *more.values())
        return fact

    def declare(self, *facts: Any) -> None:
        """Declare facts that were made by `known`."""
        for fact in facts:
            self.facts.declare(fact)
        if not self.running:
            self.strategy.update_agenda(self.agenda, *self.get_activations())

    def run(self) -> None:
        """Fire until nothing is left on the agenda, as experta does, but without a log line for each firing."""
        self.running = True
        while self.running:
            if self.facts.added or self.facts.removed:
                self.strategy.update_agenda(self.agenda, *self.get_activations())
            activation = self.agenda.get_next()
            if activation is None:
                break
            activation.rule(self, **activation.context)
        self.running = False

    def fire(self, step: Step, matched: Mapping[str, Any]) -> None:
        """Do what the rule of a step does."""
        _act(self, step, matched)

    def conclude(self, ref: Ref, status: str) -> None:
        """Let a conclusion stand, or raise it from candidate to confirmed."""
        stands = self.standing.get(ref)
        if stands is not None:
            if stands["status"] == "confirmed" or status == "candidate":
                return
            self.retract(stands)
        self.standing[ref] = fact = self.known(Concluded, *ref, status=status)
        self.declare(fact)


class _Reference(_Working):
    """The same with experta's own matcher; facts are made anew for each case, since it hashes them by number."""

    __matcher__ = ReteMatcher
    keeps_facts = False

    def fire(self, step: Step, matched: Mapping[str, Any]) -> None:
        """Do what the rule of a step does; experta's matcher notes more than the facts."""
        super().fire(step, {name: fact for name, fact in matched.items() if not name.startswith("__")})


def _act(engine: _Working, step: Step, matched: Mapping[str, Any]) -> None:
    """What every rule does when it fires: note it down, then conclude or withhold."""
    rule = step.rule
    if step.guards:
        if rule.name not in engine.blocked:
            engine.blocked.add(rule.name)
            engine.declare(engine.known(Blocked, "rule", rule.name))
        return
    if rule.action == "withhold":
        for target in rule.targets:
            engine.held.setdefault(target, rule)
    held = engine.held.get(rule.targets[0]) if rule.action == "conclude" else None
    firing = _firing(rule, matched, held.cites[0] if held else "")
    engine.trace.append(firing)
    if rule.action == "conclude" and not held:
        engine.conclude(rule.targets[0], firing.status)


def _firing(rule: Rule, matched: Mapping[str, Any], withheld_by: str) -> Firing:
    facts: dict[str, Value] = {}
    unset: list[str] = []
    conclusions: list[tuple[Ref, str]] = []
    status = rule.status
    for fact in matched.values():
        kind = type(fact)
        if kind is Answer:
            name, value = fact.entry[0]
            facts[name] = value
        elif kind is Unset:
            unset.append(fact.entry[0][0])
        else:
            conclusions.append(fact.entry)
            if fact.entry[1] == "candidate":
                status = "candidate"
    return Firing(rule, facts, tuple(sorted(unset)), tuple(sorted(conclusions)), status, withheld_by)


class Reasoner:
    """Draws conclusions from cases, one after the other, with one engine."""

    def __init__(self, base: KnowledgeBase, reference: bool = False) -> None:
        """Take a knowledge base; `reference` uses experta's own matcher, slower but written by others."""
        self.base = base
        self._reference = reference
        self._engine: _Working | None = None

    def run(self, case: Case) -> tuple[Firing, ...]:
        """Return every firing for a case, in order.

        An exception leaves activations in experta that `reset` does not clear: the engine is taken away while it
        runs and only put back when it went well.
        """
        engine = self._engine or self._build()
        self._engine = None
        engine.reset()
        facts = case.facts
        given = [engine.known(Answer, name, facts[name]) for name in sorted(facts)]
        missing = [engine.known(Unset, name, True) for name in engine.wanted_unset if name not in facts]
        engine.declare(*given, *missing)
        engine.run()
        self._engine = engine
        return tuple(engine.trace)

    def _build(self) -> _Working:
        ordered, patterns = list(steps(self.base)), Patterns()
        rules = [patterns.rule(step, len(ordered) - n) for n, step in enumerate(ordered)]
        return (_Reference if self._reference else _Working)(rules, patterns.wanted_unset())
