"""What a command is given to work on: a case file, facts on the command line, and a client's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from thrustdoc import Thrustdoc
    from thrustdoc.case import Case
    from thrustdoc.complaint.reader import Reading
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


def case_in_words(doc: Thrustdoc, name: str | None, words: str, changes: Mapping[str, Any], can_answer: bool) -> Case:
    """Return a case with what somebody said in plain English, shown on standard error as it was understood.

    What is not clear in it is asked for where somebody `can_answer`. Else it is marked as not known, so that nothing
    of it is taken for a no.
    """
    from thrustdoc.case import make_case

    reading = _shown(doc, words, changes)
    case = given_case(doc.base, name, {**reading.facts, **changes})
    if not reading.unclear:
        return case
    answers, unknown = _answers(doc, reading) if can_answer else ({}, ())
    given = {**case.given, **answers}
    silent = {*(each.fact.id for each in reading.unclear), *unknown} - given.keys() - set(case.unknown)
    return make_case(doc.base, given, (*case.unknown, *sorted(silent)), case.client)


def _shown(doc: Thrustdoc, words: str, changes: Mapping[str, Any]) -> Reading:
    from thrustdoc.complaint.told import NOTHING_FOUND, corrected
    from thrustdoc.dialog.own_words import show_reading
    from thrustdoc.dialog.screen import say

    reading = corrected(doc.read(words), changes)
    show_reading(reading, with_ids=True)
    say("" if reading.facts or reading.unclear else NOTHING_FOUND)
    return reading


def _answers(doc: Thrustdoc, reading: Reading) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Ask for what is not clear; what was answered before somebody stopped is lost with it."""
    from thrustdoc.dialog.own_words import settle
    from thrustdoc.dialog.replies import BackError, StopError
    from thrustdoc.dialog.screen import EndedError

    try:
        step = settle(doc.base, doc.reader, reading)
    except (BackError, StopError, EndedError):
        return {}, ()
    return step.facts, step.unknown
