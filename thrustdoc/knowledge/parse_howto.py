"""From rules/howto/*.toml and rules/gaps.toml to standing instructions, and the checks that need the whole base."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from thrustdoc.errors import Problem, nearest
from thrustdoc.knowledge.conditions import Condition, FactTest
from thrustdoc.knowledge.lint import sources
from thrustdoc.knowledge.parse_rules import Names, blockers, conditions
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.sheets import EXERCISE, SECTIONS, HowTo, Line
from thrustdoc.knowledge.tables import Problems, Table, read_toml

GAPS = "gaps.toml"


def parse_howtos(root: Path, names: Names, problems: Problems) -> tuple[HowTo, ...]:
    """Return every file of standing instructions under `root`, sorted by name; a base without any has none."""
    found = []
    for path in sorted((root / "howto").glob("*.toml")):
        name = f"howto/{path.name}"
        found.append(_howto(path.stem, Table(read_toml(path, name, problems), name, "", problems), names))
    return tuple(found)


def _howto(key: str, table: Table, names: Names) -> HowTo:
    measures = table.words("measure")
    lines = [_line(section, each, names) for section in SECTIONS if section != "measure"
             for each in table.tables(section)]  # fmt: skip
    tests = conditions(table, names)
    exercises = _exercises(tests, table, names)
    if not exercises:
        table.wrong("it does not say which exercise it is for", 'Give exercise = "...", a list, or { group = ... }.')
    for number, line in enumerate(lines, 1):
        if not any(line.fits(exercise) for exercise in exercises):
            table.wrong(f"line {number} ({line.says!r}) fits none of its exercises", "Mend its exercise or unless.")
    return HowTo(key, table.file, frozenset(exercises), tuple(lines), measures)


def _line(section: str, table: Table, names: Names) -> Line:
    says, cites = table.text("says", needed=True), table.words("cites", needed=True)
    order, unless = table.whole("order"), blockers(table, names)
    line = Line(section, says, cites, order, conditions(table, names), unless)
    _exercises((*line.when, *(test for each in unless for test in each)), table, names)
    table.finish()
    return line


def _exercises(tests: Iterable[Condition], table: Table, names: Names) -> set[str]:
    """Return the exercises that pass all tests; a test of anything else is a problem."""
    found: set[str] = set()
    for test in tests:
        if isinstance(test, FactTest) and test.fact == EXERCISE and test.op == "is":
            found |= test.values
        else:
            table.wrong("it asks for more than the exercise", "A standing instruction may only name exercises.")
    return {each for each in names.facts[EXERCISE].values if each in found} if EXERCISE in names.facts else set()


def parse_gaps(root: Path, names: Names, problems: Problems) -> tuple[Line, ...]:
    """Return what no document covers, in the order of the file; those that name an exercise stand on its sheet."""
    if not (root / GAPS).is_file():
        return ()
    table = Table(read_toml(root / GAPS, GAPS, problems), GAPS, "", problems)
    gaps = tuple(_line("missing", each, names) for each in table.tables("gap"))
    table.finish()
    return gaps


def lint_howtos(base: KnowledgeBase, problems: Problems) -> None:
    """Add every problem of the standing instructions that can only be seen with the whole base at hand."""
    for howto in base.howtos:
        _lint_cites(base, howto.file, howto.lines, problems)
        for name in howto.measures:
            if name not in base.facts:
                problems.append(Problem(f"measure names {name}, no fact", nearest(name, base.facts), howto.file))
            elif not base.facts[name].measure:
                says = f"measure names {name}, which does not say how it is measured"
                problems.append(Problem(says, "Give the fact a measure.", howto.file))
    _lint_cites(base, GAPS, base.gaps, problems)
    for exercise in sorted({each for howto in base.howtos for each in howto.exercises}):
        _lint_doubles(base, exercise, problems)


def _lint_cites(base: KnowledgeBase, file: str, lines: Iterable[Line], problems: Problems) -> None:
    known = sources(base)
    for line in lines:
        for cite in line.cites:
            if cite not in known:
                says = f"the line {line.says!r} cites {cite}, which does not exist"
                problems.append(Problem(says, nearest(cite, known), file))


def _lint_doubles(base: KnowledgeBase, exercise: str, problems: Problems) -> None:
    """Two files may serve one exercise, but not with the same line."""
    seen: dict[str, str] = {}
    for howto in base.howtos:
        for line in howto.lines if exercise in howto.exercises else ():
            if line.fits(exercise) and line.says in seen:
                says = f"the sheet of {exercise} says {line.says!r} twice, here and in {seen[line.says]}"
                problems.append(Problem(says, "Keep one.", howto.file))
            elif line.fits(exercise):
                seen[line.says] = howto.file
