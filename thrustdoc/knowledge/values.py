"""Whether a value is one that a fact may have. Case files, flags, rules and examples all pass through here."""

from __future__ import annotations

import math
from typing import Any

from thrustdoc.errors import Problem, nearest, show
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.lengths import LENGTH_UNITS, read_length


def expected(fact: Fact) -> str:
    """Return a sentence that says what the fact takes."""
    if fact.type == "yes_no":
        return "Give true or false."
    if fact.type == "number":
        unit = f" {fact.unit}" if fact.unit else ""
        text = ', or a text with its unit, as in "5.5 in"' if fact.unit in LENGTH_UNITS else ""
        return f"Give a number from {fact.low:g} to {fact.high:g}{unit}{text}."
    values = ", ".join(fact.values)
    return f"Give a list of: {values}." if fact.type == "many" else f"Give one of: {values}."


def check_value(fact: Fact, raw: Any) -> Value | Problem:
    """Return `raw` as a value of `fact` (numbers as float, many values as a frozenset), or what is wrong with it."""
    if fact.type == "many":
        return _many(fact, raw)
    if fact.type == "number":
        return _number(fact, raw)
    if fact.type == "yes_no":
        return raw if isinstance(raw, bool) else Problem(f"{show(raw)} is not yes or no", expected(fact))
    if isinstance(raw, str) and raw in fact.values:
        return raw
    return _unknown(fact, raw)


def _unknown(fact: Fact, raw: Any) -> Problem:
    near = nearest(raw, fact.values) if isinstance(raw, str) else ""
    return Problem(f"{show(raw)} is not a value of it", f"{near} {expected(fact)}".strip())


def _number(fact: Fact, raw: Any) -> Value | Problem:
    """Return a number; a length may be a text with its unit, such as "5.5 in" or "1.75 m"."""
    if isinstance(raw, str) and fact.unit in LENGTH_UNITS:
        length = read_length(raw, fact.unit)
        if length is None:
            return Problem(f"{show(raw)} is not a length", expected(fact))
        if not fact.low <= length <= fact.high:
            return Problem(f"{show(raw)}, which is {length:g} {fact.unit}, is out of range", expected(fact))
        return length
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return Problem(f"{show(raw)} is not a number", expected(fact))
    if isinstance(raw, float) and not math.isfinite(raw):
        return Problem(f"{raw} is not a finite number", expected(fact))
    if not fact.low <= raw <= fact.high:
        return Problem(f"{show(raw)} is out of range", expected(fact))
    return float(raw)


def _many(fact: Fact, raw: Any) -> Value | Problem:
    words = [raw] if isinstance(raw, str) else list(raw) if isinstance(raw, list | tuple | set | frozenset) else None
    if not words:
        return Problem(f"{show(raw)} is not a list of its values", expected(fact))
    for word in words:
        if not isinstance(word, str) or word not in fact.values:
            return _unknown(fact, word)
    if "none" in words and len(set(words)) > 1:
        return Problem('"none" stands beside other values', 'Give either "none" or the others.')
    return frozenset(words)
