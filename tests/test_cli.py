"""The command line as a user meets it: help, exit codes, formats."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import thrustdoc
from tests.support import ROOT, Run, environment, refused

GIVEN = ("-s", "heels_lift=clearly")
STARTS = {"text": "Test text: your heels", "md": "# Test text", "html": "<!DOCTYPE html>", "json": "{"}


@pytest.mark.parametrize(
    "words", [("--help",), ("-h",), ("diagnose", "--help"), ("explain", "-h"), ("check", "--help")]
)
def test_help_goes_to_standard_output(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Usage: thrustdoc")


def test_help_names_every_command_and_every_option_of_diagnose(run: Run) -> None:
    assert set(re.findall(r"(?m)^  ([a-z]+)  ", run("--help").out)) >= {"check", "diagnose", "explain"}
    out = run("diagnose", "--help").out
    assert all(f"{option} " in out or f"{option}," in out for option in ("-s", "--set", "-f", "-o", "--why", "--rules"))


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out == run("-V").out == f"thrustdoc {thrustdoc.__version__}\n"
    assert f'version = "{thrustdoc.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


WRONG_USAGE: list[tuple[tuple[str, ...], str]] = [
    ((), "Usage: thrustdoc"),
    (("diagnos",), "No such command 'diagnos'"),
    (("diagnose", *GIVEN, "--colour"), "No such option"),
    (("diagnose", *GIVEN, "-f", "docx"), "'docx' is not one of"),
    (("diagnose", "a.toml", "b.toml"), "unexpected extra argument"),
    (("diagnose", "-s"), "requires an argument"),
    (
        ("diagnose", *GIVEN, "-o", "report.docx"),
        "The ending of report.docx names no format; add -f with one",
    ),
    (("diagnose", *GIVEN, "-o", "report"), "The ending of report names no format"),
    (("explain",), "Missing argument 'ID'"),
]


@pytest.mark.parametrize(("words", "says"), WRONG_USAGE, ids=range(len(WRONG_USAGE)))
def test_wrong_usage_ends_with_two(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert list(tmp_path.iterdir()) == []


def test_with_no_facts_at_all_it_says_what_to_give(run: Run, tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text('[client]\nname = "Sam"\n', encoding="utf-8")
    (tmp_path / "one.toml").write_text("[facts]\npad = true\n", encoding="utf-8")
    empty: list[tuple[str | Path, ...]] = [(), ("-s", "pad=unset"), (tmp_path / "case.toml",)]
    empty.append((tmp_path / "one.toml", "-s", "pad=unset"))
    for words in empty:
        result = run("diagnose", *words, "-o", tmp_path / "report.txt")
        assert (result.code, result.out) == (2, ""), words
        assert "thrustdoc diagnose -s exercise=bench_barbell -s heels_lift=clearly" in result.err
    assert not (tmp_path / "report.txt").exists()


def test_exit_codes_in_a_process_of_its_own(cli: Run) -> None:
    done, wrong, usage = cli("diagnose", *GIVEN), cli("diagnose", "-s", "heels_lift=x"), cli("diagnose")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Test text: your heels come off the floor.")
    refused(wrong, "-s heels_lift:")
    assert (usage.code, usage.out) == (2, "")
    assert not any("Traceback" in result.err for result in (done, wrong, usage))


@pytest.mark.parametrize("fmt", STARTS)
def test_a_format_by_name(run: Run, fmt: str) -> None:
    assert run("diagnose", *GIVEN, "-f", fmt).out.startswith(STARTS[fmt])


ENDINGS = [("a.txt", "text"), ("a.md", "md"), ("a.html", "html"), ("a.HTM", "html"), ("a.b.json", "json")]


@pytest.mark.parametrize(("name", "fmt"), ENDINGS)
def test_a_format_by_the_ending_of_the_file(run: Run, tmp_path: Path, name: str, fmt: str) -> None:
    assert run("diagnose", *GIVEN, "-o", tmp_path / name).code == 0
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert written == run("diagnose", *GIVEN, "-f", fmt).out
    assert written.startswith(STARTS[fmt])


def test_a_format_by_name_wins_over_the_ending(run: Run, tmp_path: Path) -> None:
    run("diagnose", *GIVEN, "-f", "json", "-o", tmp_path / "report.html")
    assert json.loads((tmp_path / "report.html").read_text(encoding="utf-8"))["findings"]


def test_json_holds_what_programs_hang_on(run: Run) -> None:
    """DESIGN 3: these fields are a contract."""
    facts = {"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly", "load_level": "light"}
    facts |= {"no_lockout": "no", "equipment": "mat,barbell"}
    result = run(
        "diagnose", "-f", "json", *(word for name, value in facts.items() for word in ("-s", f"{name}={value}"))
    )
    data = json.loads(result.out)
    assert {"findings", "causes", "corrections", "notes", "withheld", "case"} <= data.keys()
    for each in (*data["findings"], *data["causes"]):
        assert {"id", "status", "title", "says", "because"} <= each.keys()
        assert each["status"] in ("confirmed", "candidate")
    for each in data["corrections"]:
        assert {"id", "kind", "say", "coach", "check", "because"} <= each.keys()
    assert [each["id"] for each in data["corrections"]] == ["ask_knee_angle", "cue_feet_flat"]
    assert [(each["id"], each["policy"]) for each in data["withheld"]] == [("prog_heavy", "POL-16")]
    assert [each["id"] for each in data["notes"]] == ["close_feet_feel_easy"]
    assert data["case"]["facts"] == {**facts, "no_lockout": False, "equipment": ["barbell", "mat"]}
    close = next(each for each in data["findings"] if each["id"] == "feet_too_close")
    assert close["status"] == "candidate"
    assert close["because"] == [
        {
            "rule": "findings/feet_too_close.toml",
            "number": 2,
            "facts": {"exercise": "bench_barbell", "foot_distance": "too_close"},
            "unset": ["knee_angle_top_deg"],
            "conclusions": [],
            "cites": ["D0-02", "C01"],
        }
    ]
    assert data["causes"][0]["because"][0]["conclusions"] == [
        {"part": "finding", "id": "feet_too_close", "status": "candidate"},
        {"part": "finding", "id": "heels_lifting", "status": "confirmed"},
    ]


def test_a_broken_base_is_an_error_of_every_command(run: Run, kb: Path) -> None:
    (kb / "policies.toml").write_text("[POL-01", encoding="utf-8")
    for words in (("check", kb), ("diagnose", *GIVEN, "--rules", kb), ("explain", "pad", "--rules", kb)):
        refused(run(*words), "policies.toml: not valid TOML")


def test_from_python(capsys: pytest.CaptureFixture[str]) -> None:
    """What the README shows, on the base that ships; each function works more than once."""
    facts = {"exercise": "bench_barbell", "knee_angle_top_deg": 68}
    plan = thrustdoc.Thrustdoc().diagnose(facts)
    for _ in range(2):
        assert thrustdoc.render(thrustdoc.diagnose(facts)) == thrustdoc.render(plan, "text")
        assert thrustdoc.explain("knee_angle_top_deg").startswith("fact knee_angle_top_deg\n")
    assert capsys.readouterr() == ("", "")


NEIGHBOR = """
import collections, logging
import thrustdoc
thrustdoc.diagnose({"heels_lift": "clearly"})
assert not hasattr(collections, "Mapping")
assert logging.getLogger().handlers == []
logging.getLogger("other").info("not for the screen")
"""


def test_the_engine_leaves_logging_and_the_standard_library_of_its_host_alone() -> None:
    """experta calls logging.basicConfig and needs a name that Python dropped; neither may show outside."""
    words = [sys.executable, "-c", NEIGHBOR]
    done = subprocess.run(words, capture_output=True, text=True, env=environment(), cwd=ROOT, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
