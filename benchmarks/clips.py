"""The rules of a knowledge base as a CLIPS program, and a runner of cases through clipspy.

Nothing here is shared with thrustdoc/inference beyond the firing order: what the rules mean is written down a second
time, in another language, so that the two can be held against each other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import clips

from thrustdoc.case import Case
from thrustdoc.inference.compile import steps
from thrustdoc.knowledge.conditions import INFINITY, Band, ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.records import PARTS, KnowledgeBase, Ref, Rule

PRELUDE = """
(defglobal ?*held* = (create$) ?*standing* = (create$) ?*trace* = (create$))
(deffunction lesser ($?all) (if (member$ candidate ?all) then candidate else confirmed))
(deffunction note (?rule ?status) (bind ?*trace* ?*trace* ?rule ?status ""))
(deffunction withhold (?rule ?policy $?targets)
  (note ?rule confirmed)
  (progn$ (?each ?targets)
    (if (not (member$ ?each ?*held*)) then (bind ?*held* ?*held* ?each ?policy))))
"""
"""What every program begins with: what is held back and by whom, what stands, and the trace."""

PART = """
(deftemplate {part} (slot id) (slot status))
(deffunction conclude-{part} (?rule ?status ?id)
  (bind ?key (sym-cat {part} "." ?id))
  (bind ?at (member$ ?key ?*held*))
  (bind ?*trace* ?*trace* ?rule ?status (if ?at then (nth$ (+ ?at 1) ?*held*) else ""))
  (if (not ?at) then
    (if (not (member$ ?key ?*standing*)) then
      (bind ?*standing* ?*standing* ?key)
      (assert ({part} (id ?id) (status ?status)))
    else (if (eq ?status confirmed) then
      (do-for-fact ((?f {part})) (and (eq ?f:id ?id) (eq ?f:status candidate))
        (retract ?f)
        (assert ({part} (id ?id) (status confirmed))))))))
"""
"""What every program holds for each part: its template, and how a conclusion comes to stand or to be confirmed."""


@dataclass(frozen=True)
class Fired:
    """One entry of the trace: the rule, its status, and the policy that held its conclusion back ("" for none)."""

    rule: str
    status: str
    withheld_by: str


def symbol(value: Any) -> str:
    """Return a value as a CLIPS constant."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return repr(float(value))
    return str(value)


def band(variable: str, test: Band) -> str:
    """Return the conditions of a band on a variable."""
    low, high = (">=" if test.low_in else ">"), ("<=" if test.high_in else "<")
    parts = [f"({low} {variable} {test.low!r})"] if test.low != -INFINITY else []
    parts += [f"({high} {variable} {test.high!r})"] if test.high != INFINITY else []
    return f"(and {' '.join(parts)})" if len(parts) > 1 else parts[0]


def fact_pattern(test: FactTest, variable: str) -> str:
    """Return the pattern of a test of one fact."""
    name = f"fact-{test.fact}"
    if test.op == "unset":
        return f"(not ({name} $?))"
    if test.op == "band":
        return f"({name} {variable}&:{band(variable, test.band)})"
    values = sorted(test.values, key=str)
    if test.op == "is":
        return f"({name} {'|'.join(map(symbol, values))})"
    many = "$" + variable
    found = " ".join(f"(member$ {symbol(value)} {variable})" for value in values)
    return f"({name} {many}&:(or {found} FALSE))" if test.op == "has" else f"({name} {many}&:(not (or {found} FALSE)))"


def pattern(test: Condition, number: str, status: str = "") -> str:
    """Return the pattern of a condition; `status` is the variable that takes the status of a conclusion."""
    if isinstance(test, FactTest):
        return fact_pattern(test, f"?v{number}")
    wanted = "confirmed" if test.confirmed else status or "?"
    return f"({test.part} (id {'|'.join(test.ids)}) (status {wanted}))"


def key(ref: Ref) -> str:
    """Return a conclusion as one symbol."""
    return f"{ref[0]}.{ref[1]}"


def action(rule: Rule, read: Iterable[str]) -> str:
    """Return what a rule does when it fires; `read` are the variables with the statuses that it matched."""
    name = json.dumps(rule.name)
    if rule.action == "withhold":
        return f"(withhold {name} {rule.cites[0]} {' '.join(map(key, rule.targets))})"
    status = "candidate" if rule.status == "candidate" else f"(lesser {' '.join(read)})"
    if rule.action != "conclude":
        return f"(note {name} {status})"
    part, target = rule.targets[0]
    return f"(conclude-{part} {name} {status} {target})"


def defrule(rule: Rule, number: int, salience: int) -> str:
    """Return one rule of the knowledge base as a CLIPS rule."""
    lines, read = [], []
    for n, test in enumerate(rule.when):
        status = f"?s{n}" if isinstance(test, ConclusionTest) and not test.confirmed else ""
        read += [status] if status else []
        lines.append(pattern(test, str(n), status))
    for n, table in enumerate(rule.unless):
        inner = " ".join(pattern(test, f"u{n}x{m}") for m, test in enumerate(table))
        lines.append(f"(not (and {inner}))" if len(table) > 1 else f"(not {inner})")
    body = "\n  ".join(lines)
    return f"(defrule r{number:04d} (declare (salience {salience}))\n  {body}\n  =>\n  {action(rule, read)})"


def constructs(text: str) -> list[str]:
    """Return the constructs in a text; each begins with a bracket in the first column."""
    return ["(" + each for each in ("\n" + text).split("\n(")[1:]]


def program(base: KnowledgeBase) -> Iterator[str]:
    """Yield the constructs of the CLIPS program of a knowledge base, in the order in which they must be built."""
    yield from constructs(PRELUDE)
    for part in PARTS:
        yield from constructs(PART.format(part=part))
    rules = [step.rule for step in steps(base) if not step.guards]
    for number, rule in enumerate(rules):
        yield defrule(rule, number, len(rules) - number)


def given(name: str, value: Value) -> str:
    """Return a fact of a case as CLIPS reads it."""
    content = " ".join(sorted(value)) if isinstance(value, frozenset) else symbol(value)
    return f"(fact-{name} {content})"


class ClipsReasoner:
    """Draws conclusions with CLIPS, case after case, in one environment."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.environment = clips.Environment()
        for construct in program(base):
            self.environment.build(construct)
        self.trace = next(each for each in self.environment.globals() if each.name == "trace")

    def run(self, case: Case) -> Any:
        """Return the trace of a case as CLIPS keeps it: rule, status and policy of each firing, one after the other."""
        self.environment.reset()
        if case.facts:  # CLIPS takes an empty text for a mistake
            self.environment.load_facts(" ".join(given(name, value) for name, value in case.facts.items()))
        self.environment.run()
        return self.trace.value

    def fired(self, case: Case) -> list[Fired]:
        """Return the trace of a case entry by entry."""
        words = [str(each) for each in self.run(case)]
        return [Fired(*words[at : at + 3]) for at in range(0, len(words), 3)]
