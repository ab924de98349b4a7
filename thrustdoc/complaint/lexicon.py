"""One key for all words of one meaning: typing errors mended, endings taken off, set expressions made one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thrustdoc.complaint.english import AFTER_PARTICLE, DETERMINERS, IDLE, PARTICLE
from thrustdoc.complaint.spelling import Spelling
from thrustdoc.complaint.stems import key_of, kind_of, stem
from thrustdoc.complaint.tokens import Piece, split

WORDS = ("word", "joint", "contrast")
"""Kinds of pieces that a set expression may be made of."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text with its key, or several pieces that make a set expression.

    `kind` is "word", "weak", "not", "idle", or that of the piece. `piece` is what stood there, of several the first;
    `end` is where the last one ends.
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
    """The words of a knowledge base.

    `same` maps the stems of set expressions to their key, `kinds` the key of a narrow word to those of wide ones.
    """

    def __init__(
        self, same: Mapping[tuple[str, ...], str], kinds: Mapping[str, Sequence[str]], spelling: Spelling
    ) -> None:
        self.same, self.kinds, self.spelling = same, kinds, spelling
        self.longest = max(map(len, same), default=1)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text in order."""
        return list(self._tokens([self._mended(piece) for piece in split(text)]))

    def _mended(self, piece: Piece) -> Piece:
        if piece.kind != "word":
            return piece
        word = self.spelling.mend(piece.word)
        return piece if word == piece.word else replace(piece, word=word)

    def _tokens(self, pieces: Sequence[Piece]) -> Iterator[Token]:
        at = 0
        while at < len(pieces):
            found = self._expression(pieces, at)
            if found:
                key, after = found
                yield Token(kind_of(key, key), key, pieces[at], pieces[after - 1].end)
            else:
                after = at + 1
                yield _single(pieces[at], pieces[after : after + 2])
            at = after

    def _expression(self, pieces: Sequence[Piece], at: int) -> tuple[str, int] | None:
        """Return the key of the longest set expression that begins here, and the place after it."""
        if pieces[at].word in DETERMINERS:
            return None
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
            if not idle and tuple(stems) in self.same:
                best = self.same[tuple(stems)], n + 1
        return best


def stems_of(expression: str) -> tuple[str, ...]:
    """Return the stems of a set expression without the words that say whose something is."""
    pieces = (piece for piece in split(expression) if piece.kind in WORDS and piece.word not in DETERMINERS)
    return tuple(stem(piece.word) for piece in pieces)


def exactly(number: Piece) -> str:
    """Return the key of a certain number."""
    return f"={number.value:g} {number.unit}"


def _single(piece: Piece, after: Sequence[Piece]) -> Token:
    """Return a piece as a token; `after` are the next two."""
    if piece.kind == "number":
        return Token("number", f"#{piece.unit}", piece, piece.end)
    if piece.kind != "word":
        return Token(piece.kind, piece.word, piece, piece.end)
    if piece.word in DETERMINERS:
        return Token("idle", piece.word, piece, piece.end)
    key = key_of(piece.word)
    kind = "word" if piece.word == PARTICLE and _goes_in(after) else kind_of(piece.word, key)
    return Token(kind, key, piece, piece.end)


def _goes_in(after: Sequence[Piece]) -> bool:
    """Tell whether "in" says where something goes, by what comes after: "knees fall in a bit", not "in my knees"."""
    if not after or after[0].kind not in ("word", "number"):
        return True
    if after[0].word == "a":
        return len(after) > 1 and after[1].word in ("bit", "little", "touch", "tad", "lot")
    return after[0].word in AFTER_PARTICLE
