"""From a row of a table to a case: the columns are facts, client.name and so on, and unknown."""

from __future__ import annotations

import re
from typing import Any

from thrustdoc.batch.items import Item
from thrustdoc.case import Case, from_text, make_case
from thrustdoc.errors import Problem, ThrustdocError, nearest, show
from thrustdoc.knowledge.records import KnowledgeBase

CLIENT, UNKNOWN, ASKED = "client.", "unknown", "?"
"""Columns of the client start so; the column of what is not known; a cell that says the same of its own fact."""


def case_of_row(base: KnowledgeBase, item: Item) -> Case:
    """Return the case of a row. An empty cell gives nothing. Raises ThrustdocError that names every problem."""
    facts: dict[str, Any] = {}
    client: dict[str, str] = {}
    unknown: list[str] = []
    problems: list[Problem] = []
    for column, cell in ((column, cell.strip()) for column, cell in item.row):
        if column.startswith(CLIENT):
            client |= {column.removeprefix(CLIENT): cell} if cell else {}
        elif column == UNKNOWN:
            unknown += re.split(r"[;,\s]+", cell) if cell else []
        elif column not in base.facts:
            mend = nearest(column, [*base.facts, "client.name", "client.date", UNKNOWN])
            problems.append(Problem("there is no such fact", mend, item.source, 1, f"column {show(column)[1:-1]}"))
        elif cell == ASKED:
            unknown.append(column)
        elif cell:
            facts[column] = from_text(base.facts[column], cell.replace(";", ","))
    if problems:
        raise ThrustdocError(problems)
    return make_case(base, facts, unknown, client, item.source, lambda _: item.line)
