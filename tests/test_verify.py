"""`thrustdoc check` runs the examples that ship with the records."""

from __future__ import annotations

from pathlib import Path

from tests.support import BASE, Run, problems, refused

HEELS = "findings/heels_lifting.toml"


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` by `new` in one file of the base in `root`."""
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_base_is_counted(run: Run) -> None:
    result = run("check", BASE)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("All is well: 12 facts, 21 conclusions, 23 rules, ")


def test_an_example_with_another_outcome_is_named_with_what_fired(kb: Path, run: Run) -> None:
    edit(kb, HEELS, '{ heels_lift = "slightly" }\nconcludes = "confirmed"', '{ pad = true }\nconcludes = "confirmed"')
    result = run("check", kb)
    refused(result, f"{HEELS} [[example]] 1", "should conclude confirmed", "is nothing", "No rule of it fired")
    assert len(problems(result)) == 1


def test_an_example_that_a_policy_holds_back_says_which(kb: Path, run: Run) -> None:
    edit(kb, HEELS, '{ heels_lift = "slightly" }', '{ heels_lift = "slightly", red_flag_signs = ["shooting"] }')
    refused(run("check", kb), f"{HEELS} [[example]] 1", "the outcome is withheld", f"{HEELS}#1 (held back by POL-01)")


def test_a_rule_without_an_example_is_named(kb: Path, run: Run) -> None:
    edit(kb, HEELS, "[[example]]", '[[when]]\ncites = ["D0-03"]\nexperience = "advanced"\npad = false\n\n[[example]]')
    refused(run("check", kb), f"{HEELS}#2: it fires in no example", "Add an [[example]]")


def test_a_wording_and_a_policy_without_an_example_are_named(kb: Path, run: Run) -> None:
    edit(kb, "corrections/ref_stop.toml", '{ group = "emergency" }', '{ group = "emergency" }, pad = false')
    with (kb / "policies.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[[POL-16.withholds]]\nwhat = { note = "mat_as_pad" }\nwhen = { experience = "new", pad = true }\n'
        )
    refused(run("check", kb), "corrections/ref_stop.toml#[[wording]] 1: it fires in no", "policies.toml#[POL-16]")


def test_an_example_that_prints_another_wording_says_which(kb: Path, run: Run) -> None:
    edit(kb, "corrections/ref_stop.toml", 'concludes = "confirmed"', 'concludes = "confirmed"\nwording = 1')
    refused(run("check", kb), "corrections/ref_stop.toml [[example]] 1: it should print wording 1, not none")
