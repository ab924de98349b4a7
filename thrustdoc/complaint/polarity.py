"""Whether what a phrase says is denied, doubted, or only a little so: the numbers of the words that say it, or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from thrustdoc.complaint.english import DETERMINING, LITTLE, SUBJECTS, UNSURE
from thrustdoc.complaint.lexicon import Token
from thrustdoc.complaint.match import Match
from thrustdoc.complaint.stems import stem

REACH, CAREFUL_REACH = 3, 1
"""So many words may stand between a negation and what it denies, and between one and pain or a warning sign."""

NEAR = 1
"""So many words may stand between a degree and what it is the degree of."""


def denied(tokens: Sequence[Token], match: Match, used: Collection[int]) -> tuple[int, ...]:
    """Return the negation that denies a match and belongs to no phrase (`used`)."""
    if match.phrase.denies:
        return ()
    first, last = min(match.at), max(match.at)
    inside = tuple(n for n in range(first, last) if tokens[n].kind == "not" and n not in used)
    reach = CAREFUL_REACH if match.phrase.careful else REACH
    return inside or _before(tokens, first, used, reach) or _after(tokens, last, used)


def doubted(tokens: Sequence[Token], match: Match, used: Collection[int]) -> tuple[int, ...]:
    """Return the words by which somebody says that it is not certain."""
    back = _walk(tokens, range(min(match.at) - 1, -1, -1), REACH + 1)
    return tuple(n for n in back if tokens[n].key == stem(UNSURE) and n not in used)


def only_a_little(tokens: Sequence[Token], match: Match, used: Collection[int]) -> tuple[int, ...]:
    """Return the "a bit" or the like that stands beside a match or in it."""
    first, last = min(match.at), max(match.at)
    back = _walk(tokens, range(first - 1, -1, -1), NEAR)
    ahead = _walk(tokens, range(last + 1, len(tokens)), NEAR)
    return tuple(n for n in (*back, *range(first, last), *ahead) if tokens[n].key == stem(LITTLE) and n not in used)


def _before(tokens: Sequence[Token], first: int, used: Collection[int], reach: int) -> tuple[int, ...]:
    """Return the negation before a match that reaches it: over a list only where it denies a list."""
    joined, passed = False, 0
    for n in range(first - 1, -1, -1):
        token = tokens[n]
        if token.kind in ("stop", "contrast") or passed > reach * (1 + joined):
            return ()
        if token.kind == "not":
            reaches = n not in used and (not joined or _denies_a_list(tokens, n, first))
            return (n,) if reaches else ()
        joined = joined or token.kind in ("comma", "colon", "joint")
        passed += token.kind in ("word", "number")
    return ()


def _denies_a_list(tokens: Sequence[Token], negation: int, first: int) -> bool:
    """Tell whether a negation reaches a later member of a list: "no X, Y or Z", "does not X or Y"."""
    between = tokens[negation + 1 : first]
    joints = {token.key for token in between if token.kind == "joint"}
    if joints - {"or", "nor"} or any(token.kind == "idle" and token.key in SUBJECTS for token in between[1:]):
        return False
    if joints:
        last = max(n for n, token in enumerate(between) if token.kind == "joint")
        return all(token.kind != "comma" for token in between[last:])
    whole = tokens[negation].piece.word in DETERMINING
    return whole and any(token.key in ("or", "nor") for token in _until_stop(tokens, first))


def _until_stop(tokens: Sequence[Token], start: int) -> Sequence[Token]:
    end = next((n for n in range(start, len(tokens)) if tokens[n].kind in ("stop", "contrast")), len(tokens))
    return tokens[start:end]


def _after(tokens: Sequence[Token], last: int, used: Collection[int]) -> tuple[int, ...]:
    """Return a bare "no" that follows a match, as in notes: "pad: no"."""
    ahead = [n for n in range(last + 1, len(tokens)) if tokens[n].kind not in ("idle", "weak", "colon")][:2]
    if not ahead or tokens[ahead[0]].kind != "not" or ahead[0] in used:
        return ()
    alone = len(ahead) == 1 or tokens[ahead[1]].kind in ("stop", "comma", "contrast", "joint")
    return (ahead[0],) if alone else ()


def _walk(tokens: Sequence[Token], way: range, reach: int) -> list[int]:
    """Return the tokens on a way, up to a joint or stop and not past more than `reach` words."""
    found: list[int] = []
    passed = 0
    for n in way:
        if tokens[n].kind not in ("word", "number", "weak", "idle", "not"):
            break
        passed += tokens[n].kind in ("word", "number")
        if passed > reach:
            break
        found.append(n)
    return found
