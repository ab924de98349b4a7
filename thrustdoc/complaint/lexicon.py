"""One key for all words of one meaning: typing errors mended, endings taken off, set expressions made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from thrustdoc.complaint.english import (
    AFTER_PARTICLE,
    DETERMINERS,
    EMPTY,
    HARDLY,
    IDLE,
    IRREGULAR,
    NEGATORS,
    PARTICLE,
    SAME,
    WEAK,
)
from thrustdoc.complaint.tokens import Piece, split
from thrustdoc.knowledge.records import KnowledgeBase

NOT, BARELY, NOTHING = "not", "barely", "nothing"
"""The keys of words that deny, of those that leave a little, and of those that stand for a thing."""

DENYING = frozenset({NOT, BARELY, NOTHING})

WORDS = ("word", "joint", "contrast")
"""Kinds of pieces that a set expression may be made of."""

ANY_NUMBER = "#"
"""What stands in a phrase for any number."""

SHORT, LONG = 5, 8
"""A word of SHORT letters may have one typing error, one of LONG letters two."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text with its key, or several pieces that make a set expression.

    `kind` is "word", "weak", "not", "number", "idle", "joint", "comma", "contrast" or "stop". `piece` is what stood
    there, of several the first; `end` is where the last one ends.
    """

    kind: str
    key: str
    piece: Piece
    end: int

    @property
    def start(self) -> int:
        """The place of its first character in the text."""
        return self.piece.start


class Lexicon:
    """The words of a knowledge base: its set expressions, and those that a typing error may have been meant as."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.typos = base.speech.typos
        self.same: dict[tuple[str, ...], str] = {}
        self.words: set[str] = set()
        for source in (SAME, base.speech.same):
            for word, others in source.items():
                self._add(word, (word, *others))
        self.longest = max(map(len, self.same), default=1)
        for fact in base.facts.values():
            for phrase in chain(fact.hints, *fact.phrases.values()):
                self._learn(phrase)
        self._mended: dict[str, str] = {}
        self.kinds: dict[str, tuple[str, ...]] = {}
        for wide, narrow in base.speech.kinds.items():
            for word in narrow:
                self._learn(word)
                key = self.keys(word)[0]
                self.kinds[key] = (*self.kinds.get(key, ()), *self.keys(wide))

    def _add(self, word: str, variants: Iterable[str]) -> None:
        key = "_".join(self._stems(word))
        for variant in variants:
            self._learn(variant)
            if all(piece.kind != "number" for piece in split(variant)):
                self.same[self._stems(variant)] = key

    def _learn(self, phrase: str) -> None:
        self.words.update(piece.word for piece in split(phrase) if piece.kind == "word")

    def _stems(self, phrase: str) -> tuple[str, ...]:
        pieces = (piece for piece in split(phrase) if piece.kind in WORDS and piece.word not in DETERMINERS)
        return tuple(stem(piece.word) for piece in pieces)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text in order."""
        return list(self._tokens([self._mend(piece) for piece in split(text)]))

    def keys(self, phrase: str) -> tuple[str, ...]:
        """Return the keys of a phrase that must be there for it to be said.

        The key of any number is # and its unit, that of a certain number = and the number before the unit.
        """
        tokens = self.tokens(phrase.replace(ANY_NUMBER, "1"))
        certain = ANY_NUMBER not in phrase
        return tuple(
            exactly(token.piece) if certain and token.kind == "number" else token.key
            for token in tokens
            if token.kind in ("word", "weak", "not", "number")
        )

    def _tokens(self, pieces: Sequence[Piece]) -> Iterator[Token]:
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            if piece.kind in WORDS and piece.word not in DETERMINERS:
                run = self._expression(pieces, at)
                if run:
                    key, after = run
                    yield Token(_kind(key, key), key, piece, pieces[after - 1].end)
                    at = after
                    continue
            yield self._single(piece, pieces[at + 1 : at + 3])
            at += 1

    def _single(self, piece: Piece, after: Sequence[Piece]) -> Token:
        if piece.kind == "number":
            return Token("number", f"#{piece.unit}", piece, piece.end)
        if piece.kind != "word":
            return Token(piece.kind, piece.word, piece, piece.end)
        if piece.word in DETERMINERS:
            return Token("idle", piece.word, piece, piece.end)
        key = stem(piece.word)
        kind = "word" if piece.word == PARTICLE and _goes_in(after) else _kind(piece.word, key)
        if kind == "not":
            key = BARELY if piece.word in HARDLY else NOTHING if piece.word in EMPTY else NOT
        return Token(kind, key, piece, piece.end)

    def _expression(self, pieces: Sequence[Piece], at: int) -> tuple[str, int] | None:
        """Return the key of the longest set expression that begins here, and the place after it."""
        stems: list[str] = []
        best: tuple[str, int] | None = None
        for n in range(at, len(pieces)):
            piece = pieces[n]
            if piece.kind not in WORDS or len(stems) == self.longest:
                break
            if piece.word in DETERMINERS:
                continue
            stems.append(stem(piece.word))
            idle = n == at and piece.word in IDLE
            if tuple(stems) in self.same and not idle:
                best = self.same[tuple(stems)], n + 1
        return best

    def _mend(self, piece: Piece) -> Piece:
        """Return a piece with its typing error mended: one of the list, or no English and nearly a word of ours."""
        if piece.kind != "word":
            return piece
        word = self.typos.get(piece.word) or self._nearest(piece.word)
        return piece if word == piece.word else Piece(piece.kind, word, piece.start, piece.end)

    def _nearest(self, word: str) -> str:
        known = word in self.words or word in IDLE or word in DETERMINERS or word in NEGATORS or word in IRREGULAR
        if known or len(word) < SHORT:
            return word
        if word not in self._mended:
            self._mended[word] = self._look_up(word)
        return self._mended[word]

    def _look_up(self, word: str) -> str:
        from rapidfuzz.distance import OSA

        if stem(word) in {stem(each) for each in self.words}:
            return word
        most = 1 if len(word) < LONG else 2
        near = {each: OSA.distance(word, each, score_cutoff=most) for each in self.words if len(each) >= SHORT - 1}
        best = min(near, key=lambda each: (near[each], each[0] != word[0], each))
        return best if near[best] <= most and word not in english_words() else word


def exactly(number: Piece) -> str:
    """Return the key of a certain number."""
    return f"={number.value:g} {number.unit}"


def _goes_in(after: Sequence[Piece]) -> bool:
    """Tell whether "in" says where something goes, by what comes after: "knees fall in a bit", not "in my knees"."""
    if not after or after[0].kind not in ("word", "number"):
        return True
    if after[0].word == "a":
        return len(after) > 1 and after[1].word in ("bit", "little", "touch", "tad", "lot")
    return after[0].word in AFTER_PARTICLE


def _kind(word: str, key: str) -> str:
    if word in NEGATORS:
        return "not"
    if word in IDLE:
        return "idle"
    return "weak" if key in weak_keys() else "word"


@cache
def stem(word: str) -> str:
    """Return a word without its ending: "lifting", "lifted" and "lifts" are "lift"."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    found: str = _stemmer().stemWord(word)
    return found


@cache
def weak_keys() -> frozenset[str]:
    """Return the keys of words that count only where a phrase has them."""
    return frozenset(map(stem, WEAK))


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@cache
def english_words() -> Mapping[str, int]:
    """Return the words of everyday English, so that none of them is taken for a typing error."""
    from spellchecker import SpellChecker

    return SpellChecker(language="en").word_frequency.dictionary
