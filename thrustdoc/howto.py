"""The how-to sheet of one exercise: its standing instructions in the order in which they are needed."""

from __future__ import annotations

import json
from typing import Any

from thrustdoc.errors import fail, nearest, show
from thrustdoc.explanation import source_line
from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.facts import Fact
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.sheets import EXERCISE, SECTIONS, Line
from thrustdoc.templates import PLAIN, Look, fill_template, natural

TEMPLATES = {"text": "howto.txt.jinja", "md": "howto.md.jinja", "html": "howto.html.jinja"}

NUMBERED = ("setup", "rep")
"""Sections whose lines are steps, done one after the other."""


@dataclass(frozen=True)
class Section:
    """One part of a sheet: its lines, or the facts that are measured."""

    id: str
    title: str
    lines: tuple[Line, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the lines are steps."""
        return self.id in NUMBERED


@dataclass(frozen=True)
class Sheet:
    """All that the documents tell anybody who does an exercise; `stop` is when to stop and whom to see."""

    exercise: str
    title: str
    sections: tuple[Section, ...]
    stop: tuple[str, ...]


def exercises(base: KnowledgeBase) -> dict[str, str]:
    """Return the exercises that have a sheet, with their words, in the order of the fact."""
    served = {each for howto in base.howtos for each in howto.exercises}
    values = base.facts[EXERCISE].values if EXERCISE in base.facts else {}
    return {each: words for each, words in values.items() if each in served}


def make_sheet(base: KnowledgeBase, exercise: str) -> Sheet:
    """Return the sheet of an exercise. Raises ThrustdocError that lists all exercises when it has none."""
    known = exercises(base)
    if exercise not in known:
        listed = "; ".join(f"{each} ({words})" for each, words in known.items()) or "none"
        near = nearest(exercise, known)
        raise fail(f"there is no how-to sheet for {show(exercise)}", f"{near} There are sheets for: {listed}.".strip())
    files = [howto for howto in base.howtos if exercise in howto.exercises]
    lines = [line for howto in files for line in howto.lines if line.fits(exercise)]
    lines += [gap for gap in base.gaps if (gap.when or gap.unless) and gap.fits(exercise)]
    measured = {name for howto in files for name in howto.measures}
    facts = tuple(fact for name, fact in base.facts.items() if name in measured)
    sections = [_section(key, lines, facts) for key in SECTIONS]
    stop = tuple(policy.page for policy in base.policies.values() if policy.page)
    return Sheet(exercise, known[exercise], tuple(each for each in sections if each.lines or each.facts), stop)


def _section(key: str, lines: list[Line], facts: tuple[Fact, ...]) -> Section:
    own = sorted((line for line in lines if line.section == key), key=lambda line: line.order)
    return Section(key, SECTIONS[key], tuple(own), facts if key == "measure" else ())


def render_sheet(base: KnowledgeBase, sheet: Sheet, fmt: str, look: Look = PLAIN) -> str:
    """Return a sheet in a format of FORMATS, ending in one line end."""
    if fmt == "json":
        return json.dumps(as_data(base, sheet), ensure_ascii=False, indent=2) + "\n"
    sources = sheet_sources(base, sheet) if look.why else {}
    return fill_template(TEMPLATES[fmt], fmt, look, {"sheet": sheet, "sources": sources, "why": look.why})


def sheet_sources(base: KnowledgeBase, sheet: Sheet) -> dict[str, str]:
    """Return everything that the lines of a sheet cite: id, and words without the id."""
    cites = {cite for section in sheet.sections for line in section.lines for cite in line.cites}
    return {cite: source_line(base, cite).removeprefix(f"{cite}: ") for cite in sorted(cites, key=natural)}


def as_data(base: KnowledgeBase, sheet: Sheet) -> dict[str, Any]:
    """Return the sheet as plain data: the JSON format."""
    return {
        "exercise": sheet.exercise,
        "title": sheet.title,
        "sections": [_section_data(section) for section in sheet.sections],
        "stop": list(sheet.stop),
        "sources": sheet_sources(base, sheet),
    }


def _section_data(section: Section) -> dict[str, Any]:
    found: dict[str, Any] = {"id": section.id, "title": section.title}
    if section.facts:
        return found | {"facts": [{"id": fact.id, "ask": fact.ask, "measure": fact.measure} for fact in section.facts]}
    return found | {"lines": [{"says": line.says, "cites": list(line.cites)} for line in section.lines]}
