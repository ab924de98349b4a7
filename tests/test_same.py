"""The same case gives the same bytes: whatever the hash seed, the order in the files, the order of the facts."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support import FULL, Run, some_cases
from thrustdoc import Thrustdoc, render
from thrustdoc.explanation import explain
from thrustdoc.knowledge.load import load
from thrustdoc.plan import Plan
from thrustdoc.report import FORMATS, Look
from thrustdoc.report import render as render_look


def pages(plan: Plan, why: bool = True) -> dict[str, str]:
    """Return every report of a plan, with reasons and sources."""
    return {fmt: render_look(plan, fmt, Look(why=why)) for fmt in FORMATS}


def read(reports: dict[str, str]) -> dict[str, Any]:
    """Return reports with the JSON one parsed: it lists the facts of a case in the order of the base's files."""
    return {**reports, "json": json.loads(reports["json"])}


def test_the_hash_seed_changes_nothing(cli: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"facts": FULL, "unknown": ["technique_sound"]}), encoding="utf-8")
    seeds = ("0", "1", "2", "random")
    for fmt in ("text", "json"):
        results = [cli("diagnose", case, "--why", "-f", fmt, env={"PYTHONHASHSEED": seed}) for seed in seeds]
        assert results[0].code == 0
        assert all(result == results[0] for result in results), fmt


def test_the_hash_seed_changes_no_error(cli: Run) -> None:
    wrong = ("-s", "heels_lft=no", "-s", "pad=maybe", "-s", "equipment=boxx,bex", "-s", "x=y")
    results = [cli("diagnose", *wrong, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    assert results[0].code == 1
    assert results[0] == results[1]


def test_the_order_of_the_facts_in_a_case_changes_nothing(doc: Thrustdoc) -> None:
    dice = random.Random(3)
    for facts in some_cases(doc.base, 10, seed=2):
        before = pages(doc.diagnose(facts))
        names = dice.sample(list(facts), len(facts))
        mixed = {name: facts[name][::-1] if isinstance(facts[name], list) else facts[name] for name in names}
        assert pages(doc.diagnose(mixed)) == before, facts


def test_the_cases_before_change_nothing(doc: Thrustdoc) -> None:
    cases = list(some_cases(doc.base, 20, seed=4))
    before = [render(doc.diagnose(facts), "json") for facts in cases]
    after = [render(doc.diagnose(facts), "json") for facts in reversed(cases)]
    assert after[::-1] == before


FILES = [f"facts/{name}.toml" for name in ("setup", "symptoms", "context")]
FILES += ["claims/D0.toml", "claims/D1.toml", "documents.toml", "policies.toml", "disagreements.toml"]


def shuffle_tables(path: Path, dice: random.Random) -> None:
    """Put the top tables of a TOML file in another order; subtables stay behind their table."""
    head, *tables = re.split(r"(?m)^(?=\[[^\[\].]+\]$)", path.read_text(encoding="utf-8"))
    dice.shuffle(tables)
    path.write_text("\n".join([head, *tables]), encoding="utf-8")


def shuffle_fields(path: Path, dice: random.Random) -> None:
    """Put the fields of every table of a TOML file in another order; each stands on a line of its own."""
    found = []
    for table in re.split(r"(?m)^(?=\[\[)", path.read_text(encoding="utf-8")):
        head, *fields = table.strip().splitlines() if table.startswith("[[") else ["", *table.strip().splitlines()]
        found.append("\n".join([head, *dice.sample(fields, len(fields))]))
    path.write_text("\n\n".join(found) + "\n", encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_tables_in_the_files_changes_nothing(doc: Thrustdoc, kb: Path, seed: int) -> None:
    dice = random.Random(seed)
    for file in FILES:
        shuffle_tables(kb / file, dice)
    assert list(load(kb).facts) != list(doc.base.facts)
    other = Thrustdoc(load(kb))
    for facts in [FULL, *some_cases(doc.base, 8, seed=seed)]:
        assert read(pages(other.diagnose(facts))) == read(pages(doc.diagnose(facts))), facts
    for name in ("feet_too_close", "pad", "POL-01", "D0-01", "C01"):
        assert sorted(explain(other.base, name).splitlines()) == sorted(explain(doc.base, name).splitlines())


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_conditions_in_a_rule_changes_nothing(doc: Thrustdoc, kb: Path, seed: int) -> None:
    dice = random.Random(seed)
    for path in sorted(kb.glob("*s/*.toml")):
        if path.parent.name not in ("facts", "claims"):
            shuffle_fields(path, dice)
    other = Thrustdoc(load(kb))
    for facts in [FULL, *some_cases(doc.base, 8, seed=seed)]:
        plan, same = other.diagnose(facts), doc.diagnose(facts)
        assert read(pages(plan, why=False)) == read(pages(same, why=False)), facts
