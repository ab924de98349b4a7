"""How people speak of the lift: words that mean the same, and words that are often typed wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from thrustdoc.frozen import dataclass


@dataclass(frozen=True)
class Speech:
    """`same` maps a word or a set expression to others that mean the same, `typos` a word typed wrong to the right one.

    `kinds` maps a wide word to narrow ones, which say it too: a dumbbell is a weight.
    """

    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    typos: Mapping[str, str] = field(default_factory=dict)
