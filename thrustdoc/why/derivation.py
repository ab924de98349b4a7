"""Why a conclusion stands: its derivation down to the facts that were given and the claims that were cited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from thrustdoc.diagnosis import Derivation, Diagnosis, Withheld
from thrustdoc.errors import fail, nearest
from thrustdoc.frozen import dataclass
from thrustdoc.handout.fields import about
from thrustdoc.knowledge.conditions import ConclusionTest, Condition, FactTest
from thrustdoc.knowledge.records import KnowledgeBase, Ref, Rule
from thrustdoc.why.because import because_data, plain, said_words
from thrustdoc.why.bounds import holds
from thrustdoc.words import condition_words

LIKELY = {"candidate": "likely", "confirmed": "confirmed"}


@dataclass(frozen=True)
class Branch:
    """One line of a tree and what stands under it."""

    text: str = field(metadata=about("what it says"))
    under: tuple[Branch, ...] = field(default=(), metadata=about("what it rests on"))


@dataclass(frozen=True)
class Passed:
    """An exception that did not apply: a table of `unless` in words, and the one condition of it that fails."""

    words: str
    fails: Condition


def find_refs(base: KnowledgeBase, name: str) -> tuple[Ref, ...]:
    """Return the conclusions called `name`; "cause.feet_too_close" names one where several parts have the id.

    Raises ThrustdocError with the nearest id when there is none.
    """
    part, _, own = name.rpartition(".")
    refs = tuple(ref for ref in base.conclusions if ref[1] == own and part in ("", ref[0]))
    if not refs:
        known = {each for _, each in base.conclusions}
        raise fail(f"{name[:60]!r} is no finding, cause, correction or note", nearest(own, known))
    return refs


def name_of(base: KnowledgeBase, ref: Ref) -> str:
    """Return part, id and title of a conclusion, or its words where it has no title."""
    record = base.conclusions[ref]
    return f"{ref[0]} {ref[1]}: {record.title or record.says}"


def held_back(diagnosis: Diagnosis, ref: Ref) -> Withheld | None:
    """Return the conclusion as one that a policy holds back, None where none does."""
    return next((each for each in diagnosis.withheld if each.record.ref == ref), None)


def rules_behind(diagnosis: Diagnosis, ref: Ref) -> tuple[Derivation, ...]:
    """Return the rules that reached a conclusion, whether it stands or is held back."""
    found = diagnosis.standing(ref) or held_back(diagnosis, ref)
    return found.because if found else ()


def status_of(diagnosis: Diagnosis, ref: Ref) -> str:
    """Return what came of a conclusion: confirmed, candidate, withheld or nothing."""
    drawn = diagnosis.standing(ref)
    return drawn.status if drawn else "withheld" if held_back(diagnosis, ref) else "nothing"


def chain(diagnosis: Diagnosis, ref: Ref) -> Iterator[Ref]:
    """Yield a conclusion and all that its derivation rests on, each once."""
    seen: set[Ref] = set()
    waiting = [ref]
    while waiting:
        each = waiting.pop(0)
        if each not in seen:
            seen.add(each)
            yield each
            waiting += [below for found in rules_behind(diagnosis, each) for below, _ in found.conclusions]


def passed(diagnosis: Diagnosis, rule: Rule) -> tuple[Passed, ...]:
    """Return for each exception of a rule that fired why it did not apply: best by a fact that was given."""
    facts = diagnosis.case.facts
    found = []
    for table in rule.unless:
        failing = [test for test in table if not met(diagnosis, test)]
        told = [test for test in failing if isinstance(test, FactTest) and test.fact in facts]
        words = " with ".join(condition_words(diagnosis.base, each) for each in table)
        found.append(Passed(words, (told or failing)[0]))
    return tuple(found)


def met(diagnosis: Diagnosis, test: Condition) -> bool:
    """Tell whether a condition holds in the case as it is."""
    if isinstance(test, FactTest):
        return holds(test, diagnosis.case.facts)
    standing = (diagnosis.standing((test.part, name)) for name in test.ids)
    return any(each and (each.status == "confirmed" or not test.confirmed) for each in standing)


def answer_words(diagnosis: Diagnosis, test: Condition) -> str:
    """Return what the case says about what a condition tests."""
    if isinstance(test, ConclusionTest):
        statuses = {status_of(diagnosis, (test.part, name)) for name in test.ids}
        return "only likely" if "candidate" in statuses else "not concluded"
    value = diagnosis.case.facts.get(test.fact)
    return "not told" if value is None else f"you said: {said_words(diagnosis, test.fact, value)}"


def tree(diagnosis: Diagnosis, ref: Ref, shown: set[Ref] | None = None) -> Branch:
    """Return the derivation of a conclusion as a tree; one that was shown once is only referred to."""
    shown = set() if shown is None else shown
    drawn, held = diagnosis.standing(ref), held_back(diagnosis, ref)
    status = LIKELY[drawn.status] if drawn else f"held back by {held.policy}" if held else "not concluded"
    head = f"{name_of(diagnosis.base, ref)} - {status}"
    if ref in shown:
        return Branch(f"{head} (shown above)")
    shown.add(ref)
    says = [Branch(f'the page says: "{drawn.says}"')] if drawn and drawn.says not in head else []
    says += [Branch(f"reason: {held.reason}")] if held and held.reason else []
    return Branch(head, (*says, *(_rule_branch(diagnosis, each, shown) for each in rules_behind(diagnosis, ref))))


def _rule_branch(diagnosis: Diagnosis, found: Derivation, shown: set[Ref]) -> Branch:
    from thrustdoc.explanation import source_line

    base = diagnosis.base
    lines = [f"you said: {said_words(diagnosis, name, value)} ({name})" for name, value in found.facts.items()]
    lines += [f"worked out: {said_words(diagnosis, name, value)} ({name})" for name, value in found.computed.items()]
    lines += [f"not told: {name}" for name in found.unset]
    lines += [f"no exception: {each.words} - {answer_words(diagnosis, each.fails)}"
              for each in passed(diagnosis, found.rule)]  # fmt: skip
    lines += [f"source: {source_line(base, cite)}" for cite in found.rule.cites]
    status = "likely" if found.status == "candidate" else "confirmed"
    below = tuple(tree(diagnosis, ref, shown) for ref, _ in found.conclusions)
    return Branch(f"{status} by rule {found.rule.name}", (*map(Branch, lines), *below))


def derivation_data(diagnosis: Diagnosis, ref: Ref) -> list[dict[str, Any]]:
    """Return the derivation as plain data: every conclusion of the chain once, with all that its rules looked at."""
    return [_step(diagnosis, each) for each in chain(diagnosis, ref)]


def _step(diagnosis: Diagnosis, ref: Ref) -> dict[str, Any]:
    rules, held = rules_behind(diagnosis, ref), held_back(diagnosis, ref)
    because = [
        data | {"status": found.status, "exceptions": _passed_data(diagnosis, found.rule)}
        for data, found in zip(because_data(rules), rules, strict=True)
    ]
    policy = {"policy": held.policy} if held else {}
    return {"part": ref[0], "id": ref[1], "status": status_of(diagnosis, ref), **policy, "because": because}


def _passed_data(diagnosis: Diagnosis, rule: Rule) -> dict[str, Any]:
    """Return what kept the exceptions of a rule away: answers, facts nobody told, conclusions not drawn or not sure."""
    facts = diagnosis.case.facts
    tests = [each.fails for each in passed(diagnosis, rule)]
    names = sorted({test.fact for test in tests if isinstance(test, FactTest)})
    refs = {(test.part, name) for test in tests if isinstance(test, ConclusionTest) for name in test.ids}
    return {
        "facts": {name: plain(facts[name]) for name in names if name in facts},
        "unset": [name for name in names if name not in facts],
        "not_concluded": [{"part": part, "id": name} for part, name in sorted(refs - set(diagnosis.drawn))],
        "only_likely": [{"part": part, "id": name} for part, name in sorted(refs & set(diagnosis.drawn))],
    }
