"""Which of the phrases that may stand in a text do: the fullest first, and no word speaks twice of the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thrustdoc.complaint.lexicon import Token
from thrustdoc.complaint.match import Match
from thrustdoc.complaint.phrases import HINT


def choose(tokens: Sequence[Token], candidates: Iterable[Match], never_lost: str) -> list[Match]:
    """Return the matches that hold, in the order of the text.

    A match needs a word that no fuller match has used, or just the words of one (one phrase may speak of two facts). A
    number is used once. What speaks of the fact `never_lost` holds wherever it stands. Hints come last.
    """
    candidates = _without_exceptions(list(candidates))
    chosen: list[Match] = []
    used: set[int] = set()
    taken: set[frozenset[int]] = set()
    for match in sorted(candidates, key=_fullest_first):
        telling = {n for n in match.at if tokens[n].kind != "weak"} or set(match.at)
        numbers = {n for n in telling if tokens[n].kind == "number"}
        same = frozenset(match.at) in taken
        loose = match.stray >= 1 and bool(telling & used)
        free = bool(telling - used) and not numbers & used and not loose
        if match.phrase.value == HINT:
            free = not telling & used
            if any(each.phrase.fact is match.phrase.fact for each in chosen):
                continue
        if match.phrase.fact.id != never_lost and (not (free or same) or _taken_back(match, telling, chosen)):
            continue
        chosen.append(match)
        used |= set(match.at)
        taken.add(frozenset(match.at))
    return sorted(chosen, key=lambda match: min(match.at))


def _taken_back(match: Match, telling: set[int], chosen: Iterable[Match]) -> bool:
    """Tell whether a fuller match says something else of the same fact with some of the same words."""
    return any(
        each.phrase.fact is match.phrase.fact and each.phrase.value != match.phrase.value and telling & set(each.at)
        for each in chosen
        if match.phrase.fact.type != "many"
    )


def _without_exceptions(candidates: Sequence[Match]) -> list[Match]:
    """Leave out what a fuller hint of the same fact takes back: a weak glute medius says nothing of weak glutes."""
    hints: dict[str, list[Match]] = {}
    for match in candidates:
        if match.phrase.value == HINT:
            hints.setdefault(match.phrase.fact.id, []).append(match)
    return [
        match
        for match in candidates
        if match.phrase.value == HINT
        or not any(set(match.at) < set(hint.at) for hint in hints.get(match.phrase.fact.id, ()))
    ]


def _fullest_first(match: Match) -> tuple[bool, float, float, tuple[int, ...]]:
    return (match.phrase.value == HINT, -match.weight, match.stray, match.at)
