"""Words without their endings, and what kind of word each is."""

from __future__ import annotations

from functools import cache
from typing import Any

from thrustdoc.complaint.english import EMPTY, HARDLY, IDLE, IRREGULAR, NEGATORS, WEAK

NOT, BARELY, NOTHING = "not", "barely", "nothing"
"""The keys of words that deny, of those that leave a little, and of those that stand for a thing."""

DENYING = frozenset({NOT, BARELY, NOTHING})


@cache
def stem(word: str) -> str:
    """Return a word without its ending: "lifting", "lifted" and "lifts" are "lift"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    found: str = _stemmer().stemWord(word)
    return found


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


def key_of(word: str) -> str:
    """Return the key of a single word."""
    if word in NEGATORS:
        return BARELY if word in HARDLY else NOTHING if word in EMPTY else NOT
    return stem(word)


def kind_of(word: str, key: str) -> str:
    """Return whether a word denies ("not"), says nothing ("idle"), says little ("weak"), or is a "word"."""
    if word in NEGATORS:
        return "not"
    if word in IDLE:
        return "idle"
    return "weak" if key in weak_keys() else "word"


@cache
def weak_keys() -> frozenset[str]:
    """Return the keys of words that count only where a phrase has them."""
    return frozenset(map(stem, WEAK))
