"""Reading what somebody typed: an answer to a question, or one of the words that are an answer everywhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.values import check_value, expected

WORDS: Mapping[str, tuple[str, ...]] = {
    "unknown": ("?", "d", "dk", "don't know", "dont know", "do not know", "i don't know", "not sure", "no idea"),
    "skip": ("s", "skip"),
    "back": ("b", "back"),
    "why": ("w", "why"),
    "stop": ("q", "quit", "stop", "exit"),
}
"""Words that are an answer everywhere."""

NOTHING = ("none", "no", "nothing", "nope", "nah", "none of them", "none of these", "none of those", "0")

YES, NO = ("y", "yes", "yeah", "true", "1"), ("n", "no", "nope", "false", "2")


@dataclass(frozen=True)
class Order:
    """One of the words that are an answer everywhere: `name` is a key of WORDS."""

    name: str


Reply = Value | Order | Problem


class BackError(Exception):
    """The last answer is to be taken back."""


class StopError(Exception):
    """No more questions are wanted."""


def read_order(text: str) -> Order | None:
    """Return the word that is an answer everywhere, if it is one."""
    said = " ".join(text.lower().replace("\u2019", "'").split()).rstrip(".!")
    return next((Order(name) for name, words in WORDS.items() if said in words), None)


def read_reply(fact: Fact, text: str, offered: Sequence[str] = ()) -> Reply:
    """Return what an answer to the question of a fact says; `offered` are the values as they were numbered."""
    order = read_order(text)
    if order:
        return order
    if not text.strip():
        return Problem("nothing was typed", _hint(fact))
    if fact.type == "yes_no":
        return _yes_no(fact, text)
    if fact.type == "number":
        return _number(fact, text)
    return _many(fact, text, offered) if fact.type == "many" else _one(fact, text, offered)


def read_numbers(text: str, count: int) -> tuple[int, ...] | None:
    """Return the numbers in a text like "1, 4 7-9", each from 1 to `count`; None where it is anything else."""
    found: list[int] = []
    for piece in re.split(r"[\s,;]+|\band\b", text.strip()):
        low, dash, high = piece.partition("-")
        if not piece:
            continue
        if not low.isdecimal() or (dash and not high.isdecimal()) or len(piece) > 9:
            return None
        found += range(int(low), int(high or low) + 1) if int(high or low) <= count else [count + 1]
    return tuple(dict.fromkeys(found)) if found and all(1 <= each <= count for each in found) else None


def read_ticks(text: str, count: int) -> tuple[int, ...] | Problem:
    """Return the numbers that were ticked on a list, of which there may be none."""
    numbers = () if text.lower().rstrip(".") in NOTHING else read_numbers(text, count)
    if numbers is None:
        return Problem("that is no list of these numbers", "Give the numbers of all that apply, or none.")
    return numbers


def _yes_no(fact: Fact, text: str) -> Reply:
    said = text.strip().lower().rstrip(".!")
    if said in (*YES, *NO):
        return said in YES
    return Problem(f"{_short(text)} is neither yes nor no", _hint(fact))


def _number(fact: Fact, text: str) -> Reply:
    """Read a number, with a comma for a point and a unit behind it if there is one."""
    said = text.strip().replace("\u2212", "-")
    bare = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)\s*([a-z\u00b0]*)", said, re.IGNORECASE)
    own_unit = bare and bare[2].lower() in ("", "\u00b0", "deg", fact.unit, fact.unit.rstrip("s"), fact.unit[:1])
    raw = float(bare[1].replace(",", ".")) if bare and own_unit else said
    value = check_value(fact, raw)
    return Problem(value.says, _hint(fact)) if isinstance(value, Problem) else value


def _one(fact: Fact, text: str, offered: Sequence[str]) -> Reply:
    numbers = read_numbers(text, len(offered))
    if numbers and len(numbers) == 1:
        return offered[numbers[0] - 1]
    named = _named(fact, text)
    return named if named else Problem(f"{_short(text)} is none of the answers", _near(fact, text))


def _many(fact: Fact, text: str, offered: Sequence[str]) -> Reply:
    numbers = read_numbers(text, len(offered))
    if numbers:
        words = [offered[n - 1] for n in numbers]
    else:
        pieces = [piece for piece in re.split(r"[,;]", text) if piece.strip()]
        names = [_named(fact, piece) for piece in pieces]
        if text.strip().lower() in NOTHING and "none" in fact.values:
            names = ["none"]
        if not names or not all(names):
            return Problem(f"{_short(text)} is none of the answers", _near(fact, text))
        words = [name for name in names if name]
    value = check_value(fact, words)
    return Problem(value.says, value.mend) if isinstance(value, Problem) else value


def _named(fact: Fact, text: str) -> str | None:
    """Return the value that a text names by its id or by its words."""
    said = " ".join(text.lower().split())
    ids = {said, said.replace(" ", "_").replace("-", "_")}
    return next((value for value, words in fact.values.items() if value in ids or words.lower() == said), None)


def _near(fact: Fact, text: str) -> str:
    near = nearest(text.strip().lower().replace(" ", "_"), fact.values)
    return f"{near} {_hint(fact)}".strip()


def _hint(fact: Fact) -> str:
    if fact.type == "yes_no":
        return "Answer yes or no."
    if fact.type == "number":
        return expected(fact)
    return "Give a number, or several." if fact.type == "many" else "Give a number."


def _short(text: str) -> str:
    said = "".join(char if char.isprintable() else "?" for char in text.strip())
    return f'"{said[:37]}..."' if len(said) > 40 else f'"{said}"'
