"""Loading a knowledge base is linting it: every mistake is reported with file, place and mend, all at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.support import TESTS, Run, problems, refused
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.load import load

MISTAKES = tomllib.loads((TESTS / "mistakes.toml").read_text(encoding="utf-8"))

CRASHES = [
    'finding = { group = ["spine", 1] }',
    'finding = { group = [["spine"]] }',
    'exercise = { group = ["bench", 1] }',
    'exercise = { group = [["bench"]] }',
    "pad = 2026-11-20",
    "heels_lift = { clearly = true }",
    "unless = [3]",
    "knee_angle_top_deg = " + "9" * 5000,
    "heels_lift = " + "[" * 2000 + "]" * 2000,
]
"""Conditions so wrong that a loader might stumble over them."""


def problems_of(root: Path) -> list[str]:
    """Return what loading the base in `root` complains about."""
    with pytest.raises(ThrustdocError) as caught:
        load(root)
    return [str(problem) for problem in caught.value.problems]


def change(root: Path, file: str, old: str, new: str) -> None:
    """Replace `old` by `new` everywhere in one file of the base in `root`."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has changed: it does not hold {old!r}"
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_place_and_mend(kb: Path, name: str) -> None:
    mistake = MISTAKES[name]
    if "add" in mistake:
        with (kb / mistake["file"]).open("a", encoding="utf-8") as file:
            file.write("\n" + mistake["add"])
    else:
        change(kb, mistake["file"], mistake["old"], mistake["new"])
    found = problems_of(kb)
    assert any(all(word in problem for word in mistake["words"]) for problem in found), found


@pytest.mark.parametrize("condition", CRASHES, ids=lambda text: text[:40])
def test_a_hopeless_condition_is_reported_and_crashes_nothing(kb: Path, condition: str) -> None:
    change(kb, "notes/mat_as_pad.toml", "pad = false\nequipment", f"{condition}\nequipment")
    assert any("notes/mat_as_pad.toml" in problem for problem in problems_of(kb))


def test_all_mistakes_of_all_files_come_at_once_and_always_in_the_same_order(kb: Path, cli: Run) -> None:
    change(kb, "findings/heels_lifting.toml", "title =", "tittle =")
    change(kb, "findings/heels_lifting.toml", "coach =", "couch =")
    change(kb, "causes/too_heavy.toml", '"spine"', '"spin"')
    change(kb, "corrections/cue_feet_flat.toml", '"D0-03"', '"D0-33"')
    (kb / "notes/mat_as_pad.toml").write_text("says = = 1", encoding="utf-8")
    results = [cli("check", kb, env={"PYTHONHASHSEED": seed}) for seed in ("1", "2")]
    refused(results[0], "tittle", "couch", "spin", "D0-33", "notes/mat_as_pad.toml: not valid TOML", "line 1, column")
    assert len(problems(results[0])) >= 6
    assert results[0] == results[1]


def test_a_folder_that_is_not_there_and_one_that_is_no_knowledge_base(tmp_path: Path, run: Run) -> None:
    refused(run("check", tmp_path / "nowhere"), "nowhere: there is no such folder", "Give a folder")
    refused(run("diagnose", "-s", "pad=yes", "--rules", tmp_path / "nowhere"), "nowhere: there is no such folder")
    files = ("documents.toml", "policies.toml", "disagreements.toml", "facts/symptoms.toml", "facts/context.toml")
    refused(run("check", tmp_path), *(f"{file}: the file is missing" for file in files))


@pytest.mark.parametrize("file", ["facts/setup.toml", "documents.toml", "claims/D1.toml", "policies.toml"])
def test_a_missing_file_is_named(kb: Path, file: str) -> None:
    (kb / file).unlink()
    assert f"{file}: the file is missing. A knowledge base needs it." in problems_of(kb)


def test_files_that_are_no_text_are_named(kb: Path) -> None:
    (kb / "notes/mat_as_pad.toml").write_bytes(b"\xff\xfe\x00")
    (kb / "claims/D1.toml").unlink()
    (kb / "claims/D1.toml").mkdir()
    found = problems_of(kb)
    for file in ("notes/mat_as_pad.toml", "claims/D1.toml"):
        assert any(problem.startswith(f"{file}: cannot be read") for problem in found), found


def test_an_unknown_name_in_a_condition_is_one_problem_not_two(kb: Path) -> None:
    change(kb, "corrections/set_feet_farther.toml", '"feet_too_close"', '"feet_close"')
    assert len(problems_of(kb)) == 1


def test_a_new_conclusion_is_one_new_file(kb: Path) -> None:
    text = (kb / "findings/heels_lifting.toml").read_text(encoding="utf-8")
    (kb / "findings/heels_again.toml").write_text(text, encoding="utf-8")
    assert ("finding", "heels_again") in load(kb).conclusions
