"""What a match says: a value, or that its fact is spoken of and left open, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from thrustdoc.complaint.lexicon import Token
from thrustdoc.complaint.match import Match
from thrustdoc.complaint.phrases import HINT
from thrustdoc.complaint.polarity import denied, doubted, only_a_little
from thrustdoc.complaint.units import in_unit
from thrustdoc.errors import Problem
from thrustdoc.knowledge.facts import NUMBER, Fact, Value
from thrustdoc.knowledge.values import check_value

OPEN = "the words leave open what is meant"
DOUBT = "it is not said for certain"
DENIED = "only this one is ruled out"
RANGE = "two numbers are given"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one match says of its fact: a value, or None and why it is open.

    `at` are the numbers of its words, with those that deny or lessen it.
    """

    match: Match
    value: Value | None = None
    why: str = ""
    at: tuple[int, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact that it is about."""
        return self.match.phrase.fact


def claim(tokens: Sequence[Token], match: Match, used: Collection[int], careful: bool) -> Claim:
    """Return what a match says. With `careful`, what is not certain counts as said."""
    fact, value = match.phrase.fact, match.phrase.value
    if value == HINT:
        return Claim(match, None, OPEN, match.at)
    doubt = () if careful else doubted(tokens, match, used)
    if doubt:
        return Claim(match, None, DOUBT, (*doubt, *match.at))
    if fact.type == "number":
        return replace(_number(tokens, match), at=match.at)
    negation = denied(tokens, match, used)
    if negation:
        return replace(_denied(match), at=(*negation, *match.at))
    little = only_a_little(tokens, match, used) if value in fact.a_little else ()
    word = fact.a_little[value] if little else value
    return Claim(match, _value(fact, word), at=(*little, *match.at))


def _value(fact: Fact, word: str) -> Value:
    if fact.type == "yes_no":
        return word == "yes"
    return frozenset({word}) if fact.type == "many" else word


def _denied(match: Match) -> Claim:
    """Return what it says that something is not so: the other answer of two, "no" where there is one, or nothing."""
    fact, value = match.phrase.fact, match.phrase.value
    if fact.type == "yes_no":
        return Claim(match, value == "no")
    others = [each for each in fact.values if each != value]
    if fact.type == "choice" and (len(others) == 1 or "no" in others):
        return Claim(match, others[0] if len(others) == 1 else "no")
    return Claim(match, why=DENIED)


def _number(tokens: Sequence[Token], match: Match) -> Claim:
    fact = match.phrase.fact
    if match.phrase.value != NUMBER:
        return Claim(match, float(match.phrase.value))
    piece = next(tokens[n].piece for n in match.at if tokens[n].kind == "number")
    if piece.upper is not None:
        return Claim(match, why=RANGE)
    number = in_unit(piece, fact)
    value = check_value(fact, piece.value if number is None else number)
    if isinstance(value, Problem):
        return Claim(match, why=f"{value.says}; it takes {fact.low:g} to {fact.high:g} {fact.unit}".rstrip())
    return Claim(match, value)
