"""From what every match says to what holds: several claims about one fact agree, give way, or leave it open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from thrustdoc.complaint.meaning import DENIED, Claim
from thrustdoc.knowledge.facts import Fact

NONE = frozenset({"none"})
OTHER = frozenset({"other"})
CONFLICT = "two different things are said of it"

LOOSER = 1.5
"""So much farther apart the words of a value must be for it to give way to another one."""


def settle(claims: Iterable[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that hold and those that are open, fact by fact."""
    by_fact: dict[str, list[Claim]] = {}
    for each in claims:
        by_fact.setdefault(each.fact.id, []).append(each)
    held: list[Claim] = []
    left: list[Claim] = []
    for own in by_fact.values():
        holding = _of_many(own) if own[0].fact.type == "many" else _of_one(own)
        held += [each for each in holding if each.value is not None]
        left += [each for each in holding if each.value is None]
    return held, left


def _of_many(own: Sequence[Claim]) -> Sequence[Claim]:
    """Return the values that were named, else that none is true if each was denied, else what is open."""
    said = [each for each in own if each.value is not None]
    named = [each for each in said if each.value != NONE]
    if not said and _all_denied(own[0].fact, own):
        return [replace(own[0], value=NONE, why="")]
    return [each for each in named if not (_said_fuller(each, named) or _is_named(each, named))] or said or own


def _said_fuller(claim: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether another claim says the same with these words and more."""
    return any(set(claim.at) < set(each.at) and each.value == claim.value for each in others)


def _is_named(claim: Claim, others: Iterable[Claim]) -> bool:
    """Tell whether a claim of something else is about what another claim names: "my knee hurts at the top"."""
    return claim.value == OTHER and any(set(claim.at) & set(each.at) and each.value != OTHER for each in others)


def _all_denied(fact: Fact, own: Sequence[Claim]) -> bool:
    denied = {each.match.phrase.value for each in own if each.why == DENIED}
    return "none" in fact.values and denied >= fact.values.keys() - NONE


def _of_one(own: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims of the value that was said; of two values, the one whose words lie closer together."""
    said = [each for each in own if each.value is not None]
    nearest = min((each.match.stray for each in said), default=0.0)
    near = [each for each in said if each.match.stray < nearest + LOOSER]
    if len({each.value for each in near}) > 1:
        return [replace(each, value=None, why=CONFLICT) for each in near]
    return near or own
