"""What is known of every fact: its state, that it is not known, or that it is open and which questions decide it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from thrustdoc.case import Case
from thrustdoc.computed import APART, IMPOSSIBLE, OTHER, ROUGH, USED, compute
from thrustdoc.interview.net import UNSET, Net
from thrustdoc.knowledge.facts import Value
from thrustdoc.readings import ANGLE, SHANK, SLOPE, SOURCE, STATURE, STRING

READINGS = (ANGLE, SOURCE, STRING, SLOPE, SHANK, STATURE)
"""The facts that a reading of the knee angle, and the way of the feet, are worked out from."""

ONE_READING = (USED, ROUGH)
"""Computed facts that a single reading of the knee angle is enough for."""

TWO_READINGS = (OTHER, APART)
"""Computed facts that need both the angle and the string."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every fact of a net by its number.

    `bits` are the states that it may still have, `words` its words where it has some and they are known. `hangs` are
    the questions, as bits, that decide an open fact: itself, or what it is worked out from.
    """

    bits: list[int]
    words: list[frozenset[str] | None]
    hangs: list[int]


def known(net: Net, case: Case) -> Known:
    """Return what a case says of every fact; what it lists as unknown counts as not given."""
    found, given = Known([], [], []), case.given
    worked_out = compute(given)
    for n, fact in enumerate(net.facts):
        value, sources = given.get(fact.id), frozenset[str]()
        if value is None and fact.computed:
            sources = open_sources(net, fact.id, given, case.unknown)
            value = worked_out[fact.id].value if fact.id in worked_out else None
        elif value is None and fact.id not in case.unknown:
            sources = frozenset({fact.id})
        _add(net, found, n, value, bool(sources))
        found.hangs.append(sum(1 << net.fact_at[name] for name in sources))
    return found


def _add(net: Net, found: Known, n: int, value: Value | None, is_open: bool) -> None:
    fact = net.facts[n]
    value = None if is_open else value
    many = fact.type == "many"
    found.words.append(value if isinstance(value, frozenset) else None)
    if is_open:
        found.bits.append(UNSET | 2 if many else net.any_state(fact.id))
    elif value is None:
        found.bits.append(UNSET)
    else:
        found.bits.append(2 if many else net.state(fact.id, value))


def open_sources(net: Net, name: str, facts: Mapping[str, Value], unknown: Iterable[str]) -> frozenset[str]:
    """Return the open facts that may still decide the computed fact `name`.

    All computed facts rest on a reading of the knee angle: of a reading that there will not be, nothing else matters.
    """
    missing = set(unknown) - facts.keys()
    angle, string = ANGLE not in missing, STRING not in missing
    behind = set(net.sources)
    if not (angle or string) or (name in TWO_READINGS and not (angle and string)):
        return frozenset()
    if name in (*ONE_READING, *TWO_READINGS, IMPOSSIBLE):
        behind &= set(READINGS) if string else {ANGLE, SOURCE}
        if name == IMPOSSIBLE or (ANGLE in facts and facts.get(SOURCE) == "goniometer" and name in ONE_READING):
            behind &= {STRING, SLOPE, SHANK, STATURE} if name == IMPOSSIBLE and string else set()
    else:
        behind -= _beside_the_point(facts, missing)
    if ANGLE in facts and SLOPE in missing and name not in (*TWO_READINGS, IMPOSSIBLE):
        behind -= {STRING} | ({SHANK, STATURE} if name in ONE_READING else set())  # any angle outranks a bare string
    if not angle:
        behind -= {ANGLE, SOURCE}
    if SHANK in facts:
        behind -= {STATURE}
    return frozenset(behind - facts.keys() - missing)


def _beside_the_point(facts: Mapping[str, Value], missing: Collection[str]) -> set[str]:
    """Return what no longer matters to how far the feet go, see feet.py."""
    found: set[str] = set()
    if "hip_extension_top" in facts:
        found |= {"no_lockout"}
    short = facts.get("hip_extension_top") == "short"
    if short or "foot_contact" in missing or facts.get("foot_contact") == "flat":
        found |= {"foot_lift_phase"} | ({"foot_contact"} if short else set())
    if STRING in missing:
        found |= {SLOPE, SHANK, STATURE} if short else set()
        found |= {SLOPE} if {SHANK, STATURE} <= set(missing) else set()
    return found


def waiting(case: Case, asked: Collection[str]) -> frozenset[str]:
    """Return what is not asked for before there is a reading of the knee angle, while one is to be `asked` for."""
    for first in (ANGLE, STRING):
        if first in case.facts:
            break
        if first in asked:
            return frozenset(READINGS) - {first}
    return frozenset()
