"""From rules/words.toml, and the phrases of a fact, to how people speak. A base may do without either."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from thrustdoc.knowledge.facts import NUMBER
from thrustdoc.knowledge.speech import Speech
from thrustdoc.knowledge.tables import Problems, Table, read_toml

WORDS = "words.toml"


def parse_speech(root: Path, problems: Problems) -> Speech:
    """Return the words that mean the same, and those that are often typed wrong."""
    if not (root / WORDS).is_file():
        return Speech()
    table = Table(read_toml(root / WORDS, WORDS, problems), WORDS, "", problems)
    same, kinds, typos = table.table("same"), table.table("kinds"), table.mapping("typos")
    variants = {word: same.words(word, needed=True) for word in list(same.data)}
    seen: dict[str, str] = {}
    for word, others in variants.items():
        for each in (word, *others):
            if each in seen:
                same.wrong(f"{each} stands under {seen[each]} and under {word}", "Keep one of the two.")
            seen[each] = word
    table.finish()
    return Speech(variants, {wide: kinds.words(wide, needed=True) for wide in list(kinds.data)}, typos)


def parse_phrases(table: Table, kind: str, values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the phrases of a fact by value; for a number the key is NUMBER, with # in each phrase, or a value."""
    inner = table.table("phrases")
    found = {value: inner.words(value, needed=True) for value in list(inner.data)}
    for value, phrases in found.items():
        if kind != "number" and value not in values:
            inner.wrong(f"{value} is no value of it", f"Use one of: {', '.join(values)}.")
        if kind == "number" and value != NUMBER and not _is_number(value):
            inner.wrong(f"{value} is no number", f"Use a number, or {NUMBER} for phrases with #.")
        for phrase in phrases:
            if kind == "number" and ("#" in phrase) != (value == NUMBER):
                inner.wrong(f'"{phrase}": # stands for the number in each phrase of {NUMBER}')
    return found


def parse_little(table: Table, values: Mapping[str, str]) -> dict[str, str]:
    """Return which value is meant where another one is only a little so."""
    found = table.mapping("a_little")
    for name in (*found, *found.values()):
        if name not in values:
            table.wrong(f"a_little names {name}, which is no value of it")
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
