"""Corpora of sentences with their facts, and how well a reader finds them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support import TESTS
from thrustdoc.complaint.reader import Reader

TUNED, UNSEEN = TESTS / "sentences.toml", TESTS / "sentences_unseen.toml"
"""The corpus that the phrases were tuned on, and one that nobody looked at while they were."""

Pairs = frozenset[tuple[str, Any]]


@dataclass(frozen=True)
class Sentence:
    """A text, the facts that it states, and the facts that it speaks of without settling them."""

    text: str
    facts: Mapping[str, Any]
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True)
class Score:
    """How many pairs of a fact and a value were found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / (self.right + self.missed)


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a corpus."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["sentence"]
    return [Sentence(each["text"], each["facts"], tuple(each.get("unclear", ()))) for each in tables]


def pairs(facts: Mapping[str, Any]) -> Pairs:
    """Return the facts as pairs of fact and value; of a list, each member is one."""
    found: set[tuple[str, Any]] = set()
    for name, value in facts.items():
        if isinstance(value, list | frozenset):
            found |= {(name, each) for each in value}
        else:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            found.add((name, round(float(value), 1) if number else value))
    return frozenset(found)


def score(reader: Reader, sentences: Iterable[Sentence]) -> Score:
    """Return how well a reader finds the facts of these sentences."""
    right = wrong = missed = 0
    for sentence in sentences:
        found, stated = pairs(reader.read(sentence.text).facts), pairs(sentence.facts)
        right += len(found & stated)
        wrong += len(found - stated)
        missed += len(stated - found)
    return Score(right, wrong, missed)
