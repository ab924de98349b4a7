"""Where the phrases of a knowledge base may stand in a text."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from thrustdoc.complaint.lexicon import Lexicon, Token, exactly
from thrustdoc.complaint.phrases import Phrase, Phrases
from thrustdoc.complaint.units import fits
from thrustdoc.knowledge.facts import NUMBER

PASSED = ("weak", "idle", "colon")
"""Kinds of what may stand between the words of a phrase."""

COMMA = 2
"""A comma counts as so many words between those of a phrase."""

LISTING = ("comma", "joint")
"""Kinds of what stands between the members of a list."""

TRIES = 200
"""So many ways to lay one phrase over a part of a text are looked at."""

Way = tuple[float, tuple[int, ...]]
"""How loosely a phrase lies over a text, and the numbers of the tokens that it lies on."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase in a text: the numbers of its tokens, how loosely it lies over them, and how much it says."""

    phrase: Phrase
    at: tuple[int, ...]
    stray: float
    weight: float


def segments(tokens: Sequence[Token]) -> Iterator[range]:
    """Yield the parts of a text between stops and contrasts, as the numbers of their tokens."""
    start = 0
    for n, token in enumerate(tokens):
        if token.kind in ("stop", "contrast"):
            yield range(start, n)
            start = n + 1
    yield range(start, len(tokens))


def matches(lexicon: Lexicon, tokens: Sequence[Token], part: range, known: Phrases) -> Iterator[Match]:
    """Yield the best place of every phrase in one part of a text; of numbers, every place."""
    places: dict[str, list[int]] = {}
    for n in part:
        if tokens[n].kind in ("word", "weak", "not"):
            for key in (tokens[n].key, *lexicon.kinds.get(tokens[n].key, ())):
                places.setdefault(key, []).append(n)
    numbers = [n for n in part if tokens[n].kind == "number"]
    for phrase in (each for key in sorted(_kept_under(tokens, places, numbers)) for each in known.get(key, ())):
        if phrase.value == NUMBER:
            for n in numbers:
                yield from _laid(tokens, phrase, places, [n])
        elif all(key in places or (key[0] in "#=" and numbers) for key in phrase.keys):
            yield from _laid(tokens, phrase, places, numbers)


def _kept_under(tokens: Sequence[Token], places: Mapping[str, list[int]], numbers: list[int]) -> set[str]:
    """Return the keys under which a phrase may be kept that stands here."""
    return {*places, *(key for n in numbers for key in ("#", tokens[n].key, exactly(tokens[n].piece)))}


def _laid(
    tokens: Sequence[Token], phrase: Phrase, places: Mapping[str, list[int]], numbers: list[int]
) -> Iterator[Match]:
    """Yield the best way to lay a phrase; of pain and warning signs every way, as one may be denied and one not."""
    choices = [_places(tokens, phrase, key, places, numbers) for key in phrase.keys]
    if not choices or not all(choices):
        return
    ways = itertools.islice(itertools.product(*choices), TRIES)
    laid = [(stray, at) for at in ways if len(set(at)) == len(at) and (stray := _stray(tokens, at, phrase)) is not None]
    for stray, at in sorted(laid)[: None if phrase.careful else 1]:
        yield Match(phrase, at, stray, sum(0.5 if tokens[n].kind == "weak" else 1 for n in at))


def _places(
    tokens: Sequence[Token], phrase: Phrase, key: str, places: Mapping[str, list[int]], numbers: list[int]
) -> list[int]:
    """Return where a key of a phrase may stand."""
    if key[0] == "#":
        alone = len(phrase.keys) == 1
        return [n for n in numbers if fits(tokens[n].piece, key[1:], phrase.fact, in_range=alone)]
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
    strange = [tokens[n] for n in between if n not in used and tokens[n].kind not in PASSED]
    comma = any(token.key == "," for token in strange)
    divided = comma or any(token.kind == "joint" for token in strange)
    if (divided and phrase.numeric) or (turned and (phrase.ordered or divided)) or (comma and phrase.careful):
        return None
    if phrase.listed and not phrase.denies:
        strange = [token for token in strange if token.kind not in LISTING and not _is_listed(token, phrase)]
    joints = sum(token.kind == "joint" for token in strange)
    found = sum(COMMA if token.key == "," else 1 for token in strange) - min(joints, phrase.joints) + turned / 2
    return found if found <= phrase.reach else None


def _is_listed(token: Token, phrase: Phrase) -> bool:
    """Tell whether a word belongs to a list of values of the fact that a phrase speaks of."""
    return token.kind == "word" and token.key in phrase.listed
