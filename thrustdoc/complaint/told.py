"""A reading as it is told: in words for a person, as plain data for a program, and corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from thrustdoc.complaint.reader import Reading
from thrustdoc.knowledge.facts import Fact, Value

NOTHING_FOUND = "No fact was found in it. Say what is felt, seen or measured, as in: my heels come up at the top."


def as_data(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain data: `facts`, `understood`, `unclear` and `rest`."""
    return {
        "facts": {name: _plain(value) for name, value in reading.facts.items()},
        "understood": [
            {
                "fact": each.fact.id,
                "value": _plain(each.value),
                "says": each.fact.words(each.value),
                "words": each.words,
            }
            for each in reading.understood
        ],
        "unclear": [
            {"fact": each.fact.id, "ask": each.fact.ask, "why": each.why, "words": each.words}
            for each in reading.unclear
        ],
        "rest": list(reading.rest),
    }


def _plain(value: Value) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def told(reading: Reading, with_ids: bool = True) -> Iterator[tuple[str, list[str]]]:
    """Yield what was understood, what is not clear and what was not understood: a title, and lines under it."""

    def named(words: str, fact: Fact) -> str:
        return f"{words} ({fact.id})" if with_ids else words

    said = [f'{named(each.fact.words(each.value), each.fact)}, from "{each.words}"' for each in reading.understood]
    left = [f'"{each.words}": {each.why}. {named(each.fact.ask, each.fact)}' for each in reading.unclear]
    rest = ["; ".join(f'"{words}"' for words in reading.rest)] if reading.rest else []
    for title, lines in (("Understood", said), ("Not clear", left), ("Not understood", rest)):
        if lines:
            yield title, lines


def corrected(reading: Reading, changes: Mapping[str, Any]) -> Reading:
    """Return a reading in which the facts of `changes` have other values, or none where the value is None."""
    kept = {name: value for name, value in reading.facts.items() if name not in changes}
    given = {name: value for name, value in changes.items() if value is not None}
    return replace(
        reading,
        facts={**kept, **given},
        understood=tuple(each for each in reading.understood if each.fact.id not in changes),
        unclear=tuple(each for each in reading.unclear if each.fact.id not in changes),
    )
