"""What was said in own words: shown as it was understood, and asked about where it is not clear."""

from __future__ import annotations

from thrustdoc.complaint.reader import Reader, Reading
from thrustdoc.complaint.told import told
from thrustdoc.dialog.answers import answer
from thrustdoc.dialog.screen import say
from thrustdoc.dialog.sitting import Step
from thrustdoc.interview.choose import Question
from thrustdoc.knowledge.records import KnowledgeBase


def show_reading(reading: Reading, with_ids: bool = False) -> None:
    """Print what was understood, what is not clear and what was not understood.

    `with_ids` names the facts by their ids too, for those who correct them with -s.
    """
    for title, lines in told(reading, with_ids):
        say(title, strong=True)
        for line in lines:
            say(line, 4, "  ")


def settle(base: KnowledgeBase, reader: Reader, reading: Reading) -> Step:
    """Ask about what is not clear and return all that was said as one step."""
    facts = dict(reading.facts)
    unknown: list[str] = []
    put_off: list[str] = []
    for fact in {each.fact.id: each.fact for each in reading.unclear}.values():
        step = answer(base, reader, Question((fact,), ()), "")
        facts |= step.facts
        unknown += step.unknown
        put_off += step.put_off
    return Step(facts, tuple(unknown), tuple(put_off), is_list=True)
