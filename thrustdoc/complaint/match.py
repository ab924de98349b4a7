"""Where the phrases of a knowledge base may stand in a text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from thrustdoc.complaint.english import ORDERED
from thrustdoc.complaint.lexicon import DENYING, Lexicon, Token, exactly, stem
from thrustdoc.complaint.units import fits
from thrustdoc.knowledge.facts import NUMBER, Fact
from thrustdoc.knowledge.records import KnowledgeBase

SIGNS, PAIN = "red_flag_signs", "pain_now"
SAFETY = (SIGNS, PAIN)
"""The facts of the safety gate."""

HINT = ""
"""The value of a phrase that speaks of a fact and settles nothing."""

STRAY = 2
"""So many words may stand between those of a phrase of two words; one more where it is longer."""

LISTING = ("comma", "joint")
"""Kinds of what stands between the members of a list."""

TRIES = 200
"""So many ways to lay one phrase over a part of a text are looked at."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The keys of a phrase, and what it says: a value of a fact (see Fact.phrases), or HINT.

    `listed` are the keys of all phrases of a fact of which several values may be named one after the other.
    """

    fact: Fact
    value: str
    keys: tuple[str, ...]
    listed: frozenset[str] = frozenset()

    @property
    def careful(self) -> bool:
        """Whether it speaks of pain or a warning sign: then its words must stand closer together."""
        return self.fact.id in SAFETY

    @property
    def reach(self) -> float:
        """How many other words may stand between its own."""
        if self.careful:
            return 0 if self.value == "none" else 1
        return 1 if self.denies else STRAY + (len(self.keys) > 2)

    @property
    def ordered(self) -> bool:
        """Whether it means something else in another order."""
        return any(key in ordered_keys() or key[0] in "#=" for key in self.keys)

    @property
    def denies(self) -> bool:
        """Whether it holds a negation itself."""
        return not DENYING.isdisjoint(self.keys)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a text: the numbers of its tokens, and how far they are from standing as in the phrase."""

    phrase: Phrase
    at: tuple[int, ...]
    stray: float
    weight: float


def phrases(base: KnowledgeBase, lexicon: Lexicon) -> Iterator[Phrase]:
    """Yield every phrase of the facts of a base."""
    for fact in base.facts.values():
        said = {value: dict.fromkeys(map(lexicon.keys, texts)) for value, texts in fact.phrases.items()}
        many = fact.type == "many"
        listed = frozenset(key for each in said.values() for keys in each for key in keys) if many else frozenset()
        for value, each in (*said.items(), (HINT, dict.fromkeys(map(lexicon.keys, fact.hints)))):
            for keys in each:
                yield Phrase(fact, value, keys, listed)


def segments(tokens: Sequence[Token]) -> Iterator[range]:
    """Yield the parts of a text between stops and contrasts, as the numbers of their tokens."""
    start = 0
    for n, token in enumerate(tokens):
        if token.kind in ("stop", "contrast"):
            yield range(start, n)
            start = n + 1
    yield range(start, len(tokens))


def matches(lexicon: Lexicon, tokens: Sequence[Token], part: range, known: Sequence[Phrase]) -> Iterator[Match]:
    """Yield the best place of every phrase in one part of a text; of numbers, every place."""
    places: dict[str, list[int]] = {}
    for n in part:
        if tokens[n].kind in ("word", "weak", "not"):
            for key in (tokens[n].key, *lexicon.kinds.get(tokens[n].key, ())):
                places.setdefault(key, []).append(n)
    numbers = [n for n in part if tokens[n].kind == "number"]
    for phrase in known:
        if phrase.value == NUMBER:
            for n in numbers:
                yield from _best(tokens, phrase, places, [n])
        elif all(key in places or (key[0] in "#=" and numbers) for key in phrase.keys):
            yield from _best(tokens, phrase, places, numbers)


def _best(tokens: Sequence[Token], phrase: Phrase, places: dict[str, list[int]], numbers: list[int]) -> Iterator[Match]:
    choices = [_places(tokens, phrase, key, places, numbers) for key in phrase.keys]
    if not choices or not all(choices):
        return
    ways = itertools.islice(itertools.product(*choices), TRIES)
    laid = [(stray, at) for at in ways if len(set(at)) == len(at) and (stray := _stray(tokens, at, phrase)) is not None]
    for stray, at in _worth_it(phrase, laid):
        weight = sum(0.5 if tokens[n].kind == "weak" else 1 for n in at)
        yield Match(phrase, at, stray, weight)


@cache
def ordered_keys() -> frozenset[str]:
    """Return the keys by which the order of a phrase counts."""
    return frozenset(map(stem, ORDERED))


def _worth_it(phrase: Phrase, laid: list[tuple[float, tuple[int, ...]]]) -> list[tuple[float, tuple[int, ...]]]:
    """Return the best way to lay a phrase; of pain and warning signs every way, as one may be denied and one not."""
    return sorted(laid) if phrase.careful else sorted(laid)[:1]


def _places(
    tokens: Sequence[Token], phrase: Phrase, key: str, places: dict[str, list[int]], numbers: list[int]
) -> list[int]:
    """Return where a key of a phrase may stand."""
    if key[0] == "#":
        return [n for n in numbers if fits(tokens[n].piece, key[1:], phrase.fact)]
    if key[0] == "=":
        return [n for n in numbers if exactly(tokens[n].piece) == key]
    return places.get(key, [])


def _stray(tokens: Sequence[Token], at: tuple[int, ...], phrase: Phrase) -> float | None:
    """Return how loosely a phrase lies over a text, None where too much stands between its words.

    Words may stand in another order if that cannot change what the phrase means, and nothing joins or divides them. A
    phrase of everyday words only ("half reps") must stand as it is.
    """
    used, between = set(at), range(min(at) + 1, max(at))
    turned = sum(after < before for before, after in itertools.pairwise(at))
    if all(tokens[n].kind == "weak" for n in at):
        whole = not turned and all(n in used or tokens[n].kind == "idle" for n in between)
        return 0 if whole else None
    strange = [tokens[n] for n in between if n not in used and tokens[n].kind not in ("weak", "idle")]
    divided = any(token.kind == "joint" or token.key == "," for token in strange)
    if divided and any(key[0] in "#=" for key in phrase.keys):
        return None
    if (turned and (phrase.ordered or divided)) or (phrase.careful and any(token.key == "," for token in strange)):
        return None
    if phrase.listed and not phrase.denies:
        strange = [token for token in strange if token.key not in phrase.listed and token.kind not in LISTING]
    found = len(strange) + turned / 2
    return found if found <= phrase.reach else None
