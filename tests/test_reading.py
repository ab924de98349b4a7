"""Everything that a client reads is easy to read: Flesch-Kincaid grade 8 or lower, and no sentence far above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from thrustdoc.knowledge.records import KnowledgeBase

WHOLE, ONE = 8.0, 12.5
"""The highest grade of all sentences together, and of any single one (a list of illnesses has its long words)."""

COUNTED = {
    "the": 1, "hips": 1, "lift": 1, "pause": 1, "plates": 1, "muscles": 2, "glutes": 1, "lockout": 2, "pelvis": 2,
    "angle": 2, "knees": 1, "squeezed": 1, "measured": 2, "goes": 1, "makes": 1, "body": 2, "professional": 4,
    "therapist": 3, "physical": 3, "pregnancy": 3, "before": 2, "accessory": 4, "stretch": 1, "hamstrings": 2,
}  # fmt: skip
"""Words with their syllables, to see that the count is about right; it errs on single words, one way as the other."""


def shown(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield every text that a page, a question or a how-to sheet shows, with where it stands."""
    for each in base.conclusions.values():
        rules = (*each.rules, *each.wordings)
        yield from ((each.file, text) for text in (each.says, each.check))
        yield from ((each.file, rule.texts.get(key, "")) for rule in rules for key in ("says", "check"))
    for policy in base.policies.values():
        yield from ((policy.id, text) for text in (policy.reason, policy.page))
    yield from ((howto.id, line.says) for howto in base.howtos for line in howto.lines)
    yield from ((fact.id, fact.ask) for fact in base.facts.values())


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a value printed in it counts as a number."""
    return [each for each in re.split(r"(?<=[.!?])\s+", re.sub(r"\{\w+\}", "90", text)) if each.strip()]


def words(sentence: str) -> list[str]:
    """Return the words of a sentence; the parts of one with a hyphen count each."""
    return re.findall(r"[A-Za-z0-9'’]+", sentence)


def syllables(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, without a silent e."""
    word = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", word))
    silent = r"[^aeiouyl]e$|[^aeiouysczxlgh]es$|[^aeiouytdl]ed$|[^aeiouyl]le[sd]$"
    return max(1, groups - bool(re.search(silent, word)))


def grade(found: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of sentences."""
    each = [words(sentence) for sentence in found]
    count = sum(map(len, each))
    return 0.39 * count / len(each) + 11.8 * sum(syllables(word) for line in each for word in line) / count - 15.59


@pytest.fixture(scope="session")
def texts(real: KnowledgeBase) -> list[tuple[str, str]]:
    """Every shown sentence of the knowledge base that ships with thrustdoc, with where it stands."""
    return [(place, sentence) for place, text in shown(real) for sentence in sentences(text)]


def test_the_whole_base_reads_at_grade_eight_or_lower(texts: list[tuple[str, str]]) -> None:
    assert len(texts) > 700
    assert grade(sentence for _, sentence in texts) <= WHOLE


def test_no_sentence_is_far_above_it(texts: list[tuple[str, str]]) -> None:
    hard = {text: round(grade([text]), 1) for place, text in texts if len(words(text)) > 4 and grade([text]) > ONE}
    assert hard == {}


def test_no_sentence_is_too_long(texts: list[tuple[str, str]]) -> None:
    long = [(place, text) for place, text in texts if len(words(text)) > 28]
    assert long == []


def test_syllables_are_counted_about_right() -> None:
    wrong = {word: syllables(word) for word, count in COUNTED.items() if abs(syllables(word) - count) > 1}
    assert wrong == {}
    assert abs(sum(map(syllables, COUNTED)) - sum(COUNTED.values())) <= 2


def test_the_grade_is_that_of_the_formula() -> None:
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade(["Individual physiological considerations necessitate professional consultation."]) > 20
