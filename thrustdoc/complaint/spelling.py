"""Typing errors: words that are no English and nearly one of those that a knowledge base knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from thrustdoc.complaint.english import DETERMINERS, IDLE, IRREGULAR, NEGATORS
from thrustdoc.complaint.stems import stem

SHORT, LONG = 5, 8
"""A word of SHORT letters may have one typing error, one of LONG letters two."""


class Spelling:
    """Mends words: those of a list of usual errors, and those that are nearly one of the known `words`."""

    def __init__(self, words: Iterable[str], typos: Mapping[str, str]) -> None:
        self.words = frozenset(words)
        self.typos = typos
        self.known = self.words | IDLE | DETERMINERS | NEGATORS | IRREGULAR.keys()
        self._mended: dict[str, str] = {}

    def mend(self, word: str) -> str:
        """Return a word as it was meant, itself where it is right or nobody can tell."""
        if word in self.typos:
            return self.typos[word]
        if word in self.known or len(word) < SHORT:
            return word
        if word not in self._mended:
            self._mended[word] = self._nearest(word)
        return self._mended[word]

    def _nearest(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        if stem(word) in {stem(each) for each in self.words}:
            return word
        most = 1 if len(word) < LONG else 2
        near = {each: OSA.distance(word, each, score_cutoff=most) for each in self.words if len(each) >= SHORT - 1}
        best = min(near, key=lambda each: (near[each], each[0] != word[0], each), default=word)
        return best if near.get(best, LONG) <= most and word not in english_words() else word


@cache
def english_words() -> Mapping[str, int]:
    """Return the words of everyday English, so that none of them is taken for a typing error."""
    from spellchecker import SpellChecker

    found: Mapping[str, int] = SpellChecker(language="en").word_frequency.dictionary
    return found
