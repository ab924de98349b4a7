"""Lengths as people write and read them: "5.5 in", "1.75 m", "5 ft 9 in" on the way in, chosen units on the way out."""

from __future__ import annotations

import re
from math import floor

CM_PER_INCH = 2.54
CM = {"cm": 1.0, "mm": 0.1, "m": 100.0, "in": CM_PER_INCH, "ft": 12 * CM_PER_INCH}
"""Units by the sign that they are read by, in cm."""

SIGNS = {
    "centimeter": "cm", "centimeters": "cm", "centimetre": "cm", "centimetres": "cm", "meter": "m", "meters": "m",
    "metre": "m", "metres": "m", "inch": "in", "inches": "in", '"': "in", "\u2033": "in", "foot": "ft", "feet": "ft",
    "'": "ft", "\u2032": "ft",
}  # fmt: skip
"""Other ways to write a unit."""

UNITS = ("both", "metric", "imperial")
"""In which units a page prints lengths."""

LENGTH_UNITS = {"cm": "cm", "inches": "in"}
"""The units of facts that are lengths, with their signs."""

PIECE = r"(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+|[\"'\u2032\u2033])"
LONGEST = 40
"""The longest text that is read as a length, in characters."""


def read_length(text: str, unit: str) -> float | None:
    """Return a length with its unit, as in "5.5 in" or "5 ft 9 in", as a number of `unit` ("cm" or "inches").

    A minus holds for the whole. None where the text is no number with a unit, or feet are not followed by inches alone.
    """
    text = text.strip().lower().replace("\u2212", "-")
    sign, text = (-1.0, text[1:].strip()) if text.startswith("-") else (1.0, text)
    pieces = [(float(number), SIGNS.get(name, name)) for number, name in re.findall(PIECE, text[:LONGEST])]
    names = [name for _, name in pieces]
    if len(text) > LONGEST or re.sub(PIECE, "", text).strip() or not set(names) <= CM.keys():
        return None
    if len(names) != 1 and names != ["ft", "in"]:
        return None
    total = sign * sum(number * CM[name] for number, name in pieces)
    return round(total / CM[LENGTH_UNITS[unit]], 6)


def length_words(value: float, unit: str, units: str = "both") -> str:
    """Return a length in `unit` ("cm" or "inches") as a page prints it in `units` (of UNITS), e.g. "14 cm (5.5 in)".

    What was given in a unit is printed so; what is converted is rounded to whole centimeters or half inches.
    """
    centimeters = value if unit == "cm" else rounded(value * CM_PER_INCH, 1)
    inches = value if unit == "inches" else rounded(value / CM_PER_INCH, 2)
    metric, imperial = f"{centimeters:g} cm", f"{inches:g} in"
    if units == "both":
        return f"{metric} ({imperial})" if unit == "cm" else f"{imperial} ({metric})"
    return metric if units == "metric" else imperial


def rounded(number: float, parts: int = 1) -> float:
    """Return a number rounded to whole `parts` of one (2: to halves), halves away from zero."""
    near = floor(abs(number) * parts + 0.5) / parts
    return -near if number < 0 and near else near
