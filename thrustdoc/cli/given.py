"""What a command is given to work on: a case file, facts on the command line, and a client's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from thrustdoc import Thrustdoc
    from thrustdoc.case import Case
    from thrustdoc.complaint.reader import Reading
    from thrustdoc.dialog.sitting import Sitting
    from thrustdoc.knowledge.intake import Scope
    from thrustdoc.knowledge.records import KnowledgeBase

words_option = click.option(
    "-c", "--complaint", "words", metavar="TEXT", help="What is felt or seen, in plain English; -s corrects it."
)
settings_option = click.option(
    "-s", "--set", "settings", metavar="FACT=VALUE", multiple=True, help="Set one fact; wins over the file and -c."
)


def given_case(base: KnowledgeBase, name: str | None, changes: Mapping[str, Any]) -> Case:
    """Return the case of a file, if one is named, with `changes` of its facts (None: unset)."""
    from thrustdoc.case import make_case
    from thrustdoc.casefile import read_case

    if name is not None:
        return read_case(base, name, changes)
    return make_case(base, {fact: raw for fact, raw in changes.items() if raw is not None})


def sitting_of(
    doc: Thrustdoc, name: str | None, words: str | None, changes: Mapping[str, Any], scope: Scope | None
) -> Sitting:
    """Return what an interview begins with: a file, facts, and what somebody said in plain English.

    The words are shown on standard error as they were understood; what is not clear in them is left to be asked.
    """
    from thrustdoc.dialog.own_words import as_step
    from thrustdoc.dialog.sitting import Sitting

    if words is None:
        return Sitting(given_case(doc.base, name, changes), scope)
    reading = _shown(doc, words, changes)
    case = given_case(doc.base, name, {**reading.facts, **changes})
    return Sitting(case, scope, given_to_ask=as_step(reading).to_ask)


def _shown(doc: Thrustdoc, words: str, changes: Mapping[str, Any]) -> Reading:
    from thrustdoc.complaint.told import NOTHING_FOUND, corrected
    from thrustdoc.dialog.own_words import show_reading
    from thrustdoc.dialog.screen import say

    reading = corrected(doc.read(words), changes)
    show_reading(reading, with_ids=True)
    say("" if reading.facts or reading.unclear else NOTHING_FOUND)
    return reading
