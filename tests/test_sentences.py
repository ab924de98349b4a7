"""Plain English on the knowledge base that ships: the corpus, every phrase alone, and warning signs in any company."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sentences import TUNED, UNSEEN, read_sentences, score
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.complaint.phrases import SIGNS
from thrustdoc.knowledge.facts import NUMBER, Fact
from thrustdoc.knowledge.records import KnowledgeBase

CARRIERS = ("{one}, {other}", "{other}, {one}", "{one} and {other}", "{other} and {one}", "{one}. {other}",
            "{one} but {other}", "{one}, though sometimes {other} too")  # fmt: skip
"""Ways in which two things are said together."""


def test_the_corpus_is_legal_and_says_everything_once(real: KnowledgeBase) -> None:
    sentences = [*read_sentences(TUNED), *read_sentences(UNSEEN)]
    assert len({each.text for each in sentences}) == len(sentences) >= 150
    for each in sentences:
        make_case(real, each.facts)
        assert set(each.unclear) <= real.facts.keys(), each.text


def test_facts_are_found_in_the_corpus(doc_real: Thrustdoc) -> None:
    found = score(doc_real.reader, read_sentences(TUNED))
    assert found.precision >= 0.95
    assert found.recall >= 0.85


def test_facts_are_found_in_sentences_that_nobody_tuned_for(doc_real: Thrustdoc) -> None:
    found = score(doc_real.reader, read_sentences(UNSEEN))
    assert found.precision >= 0.85
    assert found.recall >= 0.8


def test_every_phrase_says_its_own_value(doc_real: Thrustdoc) -> None:
    wrong = []
    for fact in doc_real.base.facts.values():
        for value, phrase in (each for each in phrases(fact) if each[0] != NUMBER and "#" not in each[1]):
            found = doc_real.read(phrase).facts.get(fact.id)
            if not (said(fact, value) in found if isinstance(found, frozenset) else found == said(fact, value)):
                wrong.append((fact.id, value, phrase, found))
    assert wrong == []


def phrases(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield each value of a fact with each of its phrases."""
    for value, texts in fact.phrases.items():
        yield from ((value, text) for text in texts)


def said(fact: Fact, value: str) -> Any:
    """Return a value as a case holds it."""
    if fact.type == "yes_no":
        return value == "yes"
    return float(value) if fact.type == "number" else value


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_warning_sign_is_never_lost(doc_real: Thrustdoc, carrier: str) -> None:
    """Every phrase of every sign, put beside a sentence of the corpus: it counts, or at the least it is asked about."""
    dice = random.Random(carrier)
    others = [each.text.rstrip(" .!?") for each in read_sentences(TUNED)]
    lost = []
    for value, phrase in phrases(doc_real.base.facts[SIGNS]):
        reading = doc_real.read(carrier.format(one=dice.choice(others), other=phrase))
        asked = any(each.fact.id == SIGNS for each in reading.unclear)
        if value != "none" and not asked and value not in reading.facts.get(SIGNS, ()):  # type: ignore[operator]
            lost.append((phrase, reading.facts))
    assert lost == []


def test_ordinary_talk_of_the_gym_raises_no_alarm(doc_real: Thrustdoc) -> None:
    calm = [each for each in read_sentences(TUNED) if SIGNS not in each.facts and SIGNS not in each.unclear]
    alarms = [each.text for each in calm if SIGNS in doc_real.read(each.text).facts]
    assert len(alarms) <= len(calm) / 100
