"""Which letters the fonts of the PDF hold, and texts as a page can print them."""

from __future__ import annotations

import functools
import unicodedata

from thrustdoc.folders import folder

STAND_IN = "□"
"""What stands where the fonts lack a letter."""

LONGEST_WORD = 40
"""A word of more letters may be broken, so that it stays on the page."""


@functools.cache
def letters() -> frozenset[str]:
    """Return every letter that the fonts hold (reports/fonts/letters.txt, code points in ranges)."""
    text = (folder("reports") / "fonts" / "letters.txt").read_text(encoding="utf-8")
    ends = (line.split("-") for line in text.split())
    return frozenset(chr(code) for first, last in ends for code in range(int(first, 16), int(last, 16) + 1))


def printable(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text as the fonts can print it, and the letters that they lack, each once."""
    text = unicodedata.normalize("NFC", text)
    known = letters()
    lacking = tuple(dict.fromkeys(char for char in text if char not in known and not char.isspace()))
    shown = "".join(char if char in known else " " if char.isspace() else STAND_IN for char in text)
    return " ".join(breakable(word) for word in shown.split(" ")), lacking


def breakable(word: str) -> str:
    """Return a word with a place to break it (U+200B) after so many letters, where it is very long."""
    if len(word) <= LONGEST_WORD:
        return word
    return "\u200b".join(word[n : n + LONGEST_WORD] for n in range(0, len(word), LONGEST_WORD))
