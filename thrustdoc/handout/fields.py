"""Fields of records that say what they hold: docs/templates.md is written from them."""

from __future__ import annotations


def about(text: str) -> dict[str, str]:
    """Return the metadata of a field that tells a studio what it holds."""
    return {"says": text}
