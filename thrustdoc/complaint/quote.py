"""The words of a text that something was made of, and those that nothing was made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from thrustdoc.complaint.lexicon import Token

GAP = " ... "
"""What stands for words that were left out."""

RUNNING = ("word", "weak", "not", "number", "idle")
"""Kinds of tokens that a run of words is made of."""

TELLING = ("word", "number")
"""Kinds of tokens that are worth to be listed as not understood."""


def quoted(text: str, tokens: Sequence[Token], at: Iterable[int]) -> str:
    """Return the words of these numbers, with GAP where others stand between them."""
    found, before = "", None
    for n in sorted(set(at)):
        if before is not None:
            passed = tokens[before + 1 : n]
            near = all(token.kind in ("idle", "weak") for token in passed)
            found += text[tokens[before].end : tokens[n].start] if near else GAP
        found += text[tokens[n].start : tokens[n].end]
        before = n
    return found


def rest(text: str, tokens: Sequence[Token], used: Collection[int]) -> Iterator[str]:
    """Yield the runs of words that nothing was made of, without the small words at their ends."""
    run: list[Token] = []
    for n, token in enumerate(tokens):
        if n in used or token.kind not in RUNNING:
            yield from _trimmed(text, run)
            run = []
        else:
            run.append(token)
    yield from _trimmed(text, run)


def _trimmed(text: str, run: Sequence[Token]) -> Iterator[str]:
    telling = [token for token in run if token.kind in TELLING]
    if telling:
        yield text[telling[0].start : telling[-1].end]
