"""From a text to its pieces: words, numbers with their units, joints and stops, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from thrustdoc.complaint.english import (
    ABBREVIATIONS,
    CONTRASTS,
    DETERMINERS,
    JOINTS,
    NUMBER_WORDS,
    SHORT_FORMS,
    TIMES,
    UNITS,
)
from thrustdoc.knowledge.lengths import read_length

FEET = re.compile(r"(\d)\s*(?:'|ft\.?|feet|foot)\s*(\d{1,2})(?!\d)\s*(?:''|\"|in\b|inch(?:es)?\b)?", re.IGNORECASE)
BY = re.compile(r"(\d{1,2})\s*[x\u00d7*]\s*(\d{1,3})(?!\d|\.\d)", re.IGNORECASE)
RANGE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-|\u2013|to|or)\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
PIECE = re.compile(
    r"(?P<number>(?<![\w.])[-+\u2212]?\d+(?:[.,]\d+)?(?!\d|st\b|nd\b|rd\b|th\b))"
    r"|(?P<word>w/o|w/|[^\W\d_]+(?:['\u2019][^\W\d_]+)*)"
    r"|(?P<stop>[.;!?\n]+)|(?P<colon>:|\s-+\s)|(?P<comma>[,/()\u2013\u2014])|(?P<sign>[\u00b0\u00ba%\"\u2033&+])"
)
ONE, MINUS = "one", "minus"
COUNTED = UNITS.keys() | {"set", "sets", "rep", "reps", "time"}
"""Words before which "one" is a number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, from character `start` up to `end`.

    `kind` is "word", "number", "stop", "comma", "colon", "joint" or "contrast"; `word` is in lower case. A number has a
    `value`, its `unit` where one follows, and `upper` where it is a range.
    """

    kind: str
    word: str
    start: int
    end: int
    value: float = 0.0
    unit: str = ""
    upper: float | None = None


@lru_cache(20_000)
def split(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order."""
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2032", "'")
    whole = list(_without_abbreviations(list(_pieces(text))))
    return tuple(_with_units(list(_with_number_words(whole))))


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    while at < len(text):
        whole = _special(text, at)
        if whole:
            found, at = whole
            yield from found
            continue
        match = PIECE.match(text, at)
        if not match:
            at += 1
            continue
        yield from _plain(match)
        at = match.end()


def _without_abbreviations(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces without the full stops that only end an abbreviation, as in "ant. tilt"."""
    before = ""
    for piece in pieces:
        if not (piece.kind == "stop" and piece.word == "." and before in ABBREVIATIONS):
            yield piece
        before = piece.word


def _special(text: str, at: int) -> tuple[list[Piece], int] | None:
    """Return what is written with several numbers at a place: 5'9", 3x10, 8-12."""
    if not text[at].isdecimal() or (at and (text[at - 1].isalnum() or text[at - 1] == ".")):
        return None
    if feet := FEET.match(text, at):
        value = read_length(f"{feet[1]} ft {feet[2]} in", "cm")
        return [Piece("number", "#", at, feet.end(), value or 0.0, "cm")], feet.end()
    if by := BY.match(text, at):
        middle, end = by.end(1), by.end()
        sets = [Piece("number", "#", at, middle, float(by[1])), Piece("word", "sets", middle, by.start(2))]
        return [*sets, Piece("number", "#", by.start(2), end, float(by[2])), Piece("word", "reps", end, end)], end
    if span := RANGE.match(text, at):
        low, high = float(span[1]), float(span[2])
        return [Piece("number", "#", at, span.end(), low, upper=high)], span.end()
    return None


def _plain(match: re.Match[str]) -> Iterator[Piece]:
    start, end, said = match.start(), match.end(), match[0].lower()
    if match["number"]:
        yield Piece("number", "#", start, end, float(said.replace("\u2212", "-").replace(",", ".")))
    elif match["word"]:
        for word in _spelled_out(said):
            kind = "contrast" if word in CONTRASTS else "joint" if word in JOINTS else "word"
            yield Piece(kind, word, start, end)
    elif match["sign"]:
        yield Piece("joint" if said in JOINTS else "word", said, start, end)
    else:
        yield Piece("stop" if match["stop"] else "colon" if match["colon"] else "comma", said.strip(), start, end)


def _spelled_out(word: str) -> tuple[str, ...]:
    """Return the words that a short form stands for; whose something is does not matter."""
    if word in SHORT_FORMS:
        return SHORT_FORMS[word]
    bare = word.replace("'", "")
    if "'" in word and bare in SHORT_FORMS:
        return SHORT_FORMS[bare]
    if word.endswith("n't"):
        return (word[:-3], "not")
    return (word.partition("'")[0],)


def _with_number_words(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with numbers in the place of number words: "seventy five" is 75, "ten three" is 10 and 3."""
    at = 0
    while at < len(pieces):
        run = at
        while run < len(pieces) and pieces[run].kind == "word" and pieces[run].word in NUMBER_WORDS:
            run += 1
        lone = run == at + 1 and pieces[at].word == ONE and not (run < len(pieces) and pieces[run].word in COUNTED)
        found = None if lone else _longest_number(pieces[at:run])
        if found:
            yield found[0]
            at += found[1]
        else:
            times = TIMES.get(pieces[at].word)
            yield replace(pieces[at], kind="number", word="#", value=times, unit="times") if times else pieces[at]
            at += 1


def _longest_number(words: Sequence[Piece]) -> tuple[Piece, int] | None:
    """Return the number that the first of these words make, and how many they are."""
    for count in range(len(words), 0, -1):
        value = _number([piece.word.replace("fourty", "forty") for piece in words[:count]])
        if value is not None:
            return Piece("number", "#", words[0].start, words[count - 1].end, value), count
    return None


def _number(words: Sequence[str]) -> float | None:
    from text_to_num import text2num

    try:
        return float(text2num(" ".join(words), "en"))
    except ValueError:
        return None


def _with_units(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces with each unit, and a "minus" before it, made part of its number."""
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.word == MINUS and after and after.kind == "number":
            piece, at = replace(after, value=-after.value, start=piece.start), at + 1
            after = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.kind == "number" and not piece.unit and after and _is_unit(after, pieces[at + 2 : at + 3]):
            yield replace(piece, unit=UNITS[after.word], end=after.end)
            at += 1
        elif piece.word not in ('"', "\u2033"):
            yield piece
        at += 1


def _is_unit(piece: Piece, after: Sequence[Piece]) -> bool:
    """Tell whether a piece is a unit; "in" is none before "the", nor "m" or "s" where a word goes on."""
    if piece.word not in UNITS:
        return False
    return piece.word != "in" or not after or after[0].word not in DETERMINERS
