"""What is known of English apart from the hip thrust, as english.toml lists it."""

from __future__ import annotations

import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _set(name: str) -> frozenset[str]:
    return frozenset(_WORDS[name])


DETERMINERS, IDLE, WEAK = _set("determiners"), _set("idle"), _set("weak")
"""Words that say who it is about, that carry no meaning here, and that count only where a phrase has them."""

NEGATORS, DETERMINING = _set("negators"), _set("determining")
"""Words that deny, and those of them that deny a whole list."""

HARDLY, EMPTY = _set("hardly"), _set("empty")
"""Words that deny and leave a little, and those that stand for a thing."""

CONTRASTS, JOINTS, SUBJECTS = _set("contrasts"), _set("joints"), _set("subjects")
"""Words that end what belongs together, that stand between its parts, and that begin a part of its own."""

ORDERED = _set("ordered")
"""Words by which a phrase means something else when those around them change places."""

PARTICLE, AFTER_PARTICLE = "in", _set("after_in")
"""The word that says where something goes before one of these, and is idle before all others."""

ABBREVIATIONS, NUMBER_WORDS = _set("abbreviations"), _set("numbers")
"""Words after which a full stop ends nothing, and words that are numbers."""

LITTLE, UNSURE = "slightly", "unsure"
"""What SAME makes of "a bit" and the like, and of all words for doubt."""

SAME: dict[str, tuple[str, ...]] = {word: tuple(others) for word, others in _WORDS["same"].items()}
"""Set expressions, in the shape of a base's own."""

SHORT_FORMS: dict[str, tuple[str, ...]] = {form: tuple(words.split()) for form, words in _WORDS["short_forms"].items()}
"""Short forms without an apostrophe, and what they stand for."""

IRREGULAR: dict[str, str] = {form: word for word, forms in _WORDS["irregular"].items() for form in forms}
"""Forms that a stemmer does not bring together, and the stem that they have here."""

UNITS: dict[str, str] = {sign: unit for unit, signs in _WORDS["units"].items() for sign in signs}
"""Units as they are written after a number, and their names here."""

TIMES: dict[str, float] = {word: float(number) for word, number in _WORDS["times"].items()}
"""Words that are a number of times."""
