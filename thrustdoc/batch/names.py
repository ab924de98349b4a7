"""Names of files that are safe whatever a client is called."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""The longest part of a file name that comes from a client's name, in letters."""

LIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that are no plain letter with a mark."""

OURS = re.compile(r"\d{5,}-[a-z0-9-]+\.[a-z]+")
"""What the names of handouts look like."""


def file_name(number: int, called: str, ending: str) -> str:
    """Return the name of a handout, as 00012-dana-whitfield.pdf.

    The number makes it the only one of its name, and no name that a system keeps for itself. What follows is the
    client's name in plain letters and digits; where none is left, it is "client".
    """
    plain = unicodedata.normalize("NFKD", called.lower().translate(LIKE)).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-")
    return f"{number:05d}-{words or 'client'}{ending}"
