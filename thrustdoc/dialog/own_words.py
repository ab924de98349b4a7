"""What was said in own words: shown as it was understood, and taken down."""

from __future__ import annotations

from thrustdoc.complaint.reader import Reading
from thrustdoc.complaint.told import told
from thrustdoc.dialog.screen import say
from thrustdoc.dialog.sitting import Step


def show_reading(reading: Reading, with_ids: bool = False) -> None:
    """Print what was understood, what is not clear and what was not understood.

    `with_ids` names the facts by their ids too, for those who correct them with -s.
    """
    for title, lines in told(reading, with_ids):
        say(title, strong=True)
        for line in lines:
            say(line, 4, "  ")


def as_step(reading: Reading) -> Step:
    """Return what was said as a step, with what is not clear in it to be asked next."""
    return Step(reading.facts, to_ask={each.fact.id: () for each in reading.unclear})
