"""From a text in plain English to facts: what was understood, what was not clear, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from thrustdoc.complaint.choose import choose
from thrustdoc.complaint.lexicon import Token
from thrustdoc.complaint.match import Match, matches, segments
from thrustdoc.complaint.meaning import Claim, claim
from thrustdoc.complaint.phrases import SIGNS, load_phrases
from thrustdoc.complaint.quote import quoted, rest
from thrustdoc.complaint.settle import settle
from thrustdoc.errors import fail
from thrustdoc.knowledge.facts import Fact, Value
from thrustdoc.knowledge.records import KnowledgeBase

LONGEST = 5000
"""The longest text that is read, in characters."""


@dataclass(frozen=True)
class Understood:
    """A value that was said of a fact, and the words that say it."""

    fact: Fact
    value: Value
    words: str


@dataclass(frozen=True)
class Unclear:
    """Words that speak of a fact and do not settle it, and why."""

    fact: Fact
    words: str
    why: str


@dataclass(frozen=True)
class Reading:
    """What a text says: facts with their values, and all its words as understood, unclear, or left over."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    understood: tuple[Understood, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    rest: tuple[str, ...] = ()


class Reader:
    """Reads texts by the phrases of one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.lexicon, self.phrases = load_phrases(base)

    def read(self, text: str) -> Reading:
        """Return what a text says. Raises ThrustdocError where it is longer than LONGEST characters."""
        if len(text) > LONGEST:
            raise fail(f"the text is {len(text)} characters long", f"Give at most {LONGEST}.")
        tokens = self.lexicon.tokens(text)
        found = [each for part in segments(tokens) for each in matches(self.lexicon, tokens, part, self.phrases)]
        chosen = choose(tokens, found, never_lost=SIGNS)
        claims = [_claim(tokens, each, chosen) for each in chosen]
        held, left = settle(claims)
        used = {n for each in claims for n in each.at}
        understood = _once(
            Understood(each.fact, each.value, quoted(text, tokens, each.at)) for each in held if each.value is not None
        )
        unclear = _once(Unclear(each.fact, quoted(text, tokens, each.at), each.why) for each in left)
        return Reading(_facts(held), understood, unclear, tuple(rest(text, tokens, used)))


def _claim(tokens: Sequence[Token], match: Match, chosen: Sequence[Match]) -> Claim:
    """Return what a match says; a word that another fact's phrase has used denies and lessens nothing else."""
    others = (each for each in chosen if each.phrase.fact is not match.phrase.fact)
    used = {n for each in (match, *others) for n in each.at}
    return claim(tokens, match, used, careful=match.phrase.careful)


Told = TypeVar("Told", Understood, Unclear)


def _once(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return what is told, the same words of the same fact only once."""
    return tuple({(each.fact.id, each.words): each for each in told}.values())


def _facts(held: Iterable[Claim]) -> dict[str, Value]:
    facts: dict[str, Value] = {}
    for each in held:
        before, value = facts.get(each.fact.id), each.value
        if isinstance(before, frozenset) and isinstance(value, frozenset):
            facts[each.fact.id] = before | value
        elif value is not None:
            facts[each.fact.id] = value
    return facts
