"""The reason of a line on the page in one line of plain words, and as data the rules behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thrustdoc.diagnosis import Derivation, Diagnosis, Drawn
from thrustdoc.knowledge.facts import Value
from thrustdoc.knowledge.lengths import LENGTH_UNITS, length_words
from thrustdoc.knowledge.records import PARTS, KnowledgeBase, Ref

SHOWN = 3
"""How many reasons a line names before it counts the rest."""

SETTING = "lift"
"""The topic of facts that say which exercise it is: a reason only where there is no other."""


ORDER = ("symptoms", "setup", "context")
"""The files of facts, the one whose facts say most first."""


def said_words(diagnosis: Diagnosis, name: str, value: Value) -> str:
    """Return a fact as a sentence names it: "knee angle at lockout 68 degrees", "heels lift slightly"."""
    fact = diagnosis.base.facts[name]
    if isinstance(value, bool) or not isinstance(value, float | int):
        return fact.words(value)
    length = fact.unit in LENGTH_UNITS
    number = length_words(value, fact.unit, diagnosis.units) if length else fact.amount(value)
    return f"{fact.label} {number}"


def because_line(diagnosis: Diagnosis, drawn: Drawn, known: Iterable[Ref] = ()) -> str:
    """Return why a line stands, in one line: a change by what it answers, all else by what was said.

    A change that answers nothing but what is `known` to the reader has no reason to name. An empty text where there is
    nothing to say.
    """
    surest = [each for each in drawn.because if each.status == drawn.status]
    said, answered = given_words(diagnosis, surest), answered_titles(diagnosis, surest)
    if drawn.record.part == "correction" and answered:
        fresh = answered_titles(diagnosis, surest, known)
        return f"Because: {_some(fresh)}." if fresh else ""
    if said:
        return f"Because you said: {_some(said)}."
    return f"Because: {_some(answered)}." if answered else ""


def answered_titles(diagnosis: Diagnosis, derivations: Iterable[Derivation], known: Iterable[Ref] = ()) -> list[str]:
    """Return the titles of the findings and causes that these rules matched, without those that are `known`."""
    refs = {ref for each in derivations for ref, _ in each.conclusions} - set(known)
    titles = [other.title for ref, other in diagnosis.drawn.items() if ref in refs and other.title]
    return list(dict.fromkeys(map(_small, titles)))


def given_words(diagnosis: Diagnosis, derivations: Iterable[Derivation]) -> list[str]:
    """Return the facts that these rules matched, as they were given: what is felt first, then what was measured."""
    facts = {name: value for each in derivations for name, value in each.facts.items()}
    about = diagnosis.base.facts
    named = telling_order(diagnosis.base, facts)
    telling = [name for name in named if about[name].topic != SETTING] or named
    return [said_words(diagnosis, name, facts[name]) for name in telling]


def telling_order(base: KnowledgeBase, names: Iterable[str]) -> list[str]:
    """Return facts in the order in which a reader meets them: what is felt, what was measured, who it is."""
    return sorted(names, key=lambda name: (ORDER.index(base.facts[name].source), name))


def _some(reasons: list[str]) -> str:
    more = len(reasons) - SHOWN
    return "; ".join(reasons[:SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _small(title: str) -> str:
    """Return a title inside a sentence: only its first letter changes, and not that of an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def because_data(derivations: Iterable[Derivation]) -> list[dict[str, Any]]:
    """Return the rules behind a conclusion, with what they matched, as plain data."""
    return [
        {
            "rule": each.rule.name.partition("#")[0],
            "number": int(each.rule.name.partition("#")[2]),
            "facts": {name: plain(value) for name, value in each.facts.items()},
            **({"computed": {name: plain(value) for name, value in each.computed.items()}} if each.computed else {}),
            "unset": list(each.unset),
            "conclusions": [
                {"part": part, "id": name, "status": status}
                for (part, name), status in sorted(each.conclusions, key=lambda c: (PARTS.index(c[0][0]), c[0][1]))
            ],
            "cites": list(each.rule.cites),
        }
        for each in derivations
    ]


def plain(value: Value) -> bool | float | str | list[str]:
    """Return a fact's value as JSON can hold it; whole numbers without a fraction."""
    if isinstance(value, frozenset):
        return sorted(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value
