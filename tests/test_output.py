"""A report is written whole or not at all: whatever fails, an existing file stays as it was and nothing is left."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT, Run, command, environment, refused

CASE = '[facts]\nheels_lift = "clearly"\n'
GIVEN = ("-s", "heels_lift=clearly")
BEFORE = "what was here before"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An existing report."""
    file = tmp_path / "out" / "report.txt"
    file.parent.mkdir()
    file.write_text(BEFORE, encoding="utf-8")
    return file


def test_a_report_in_a_file_is_the_one_on_the_screen(tmp_path: Path, run: Run) -> None:
    shown = run("diagnose", *GIVEN)
    written = run("diagnose", *GIVEN, "-o", tmp_path / "report.txt")
    assert (written.code, written.out, written.err) == (0, "", "")
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == shown.out
    assert [each.name for each in tmp_path.iterdir()] == ["report.txt"]


def test_a_dash_means_standard_output(run: Run) -> None:
    assert run("diagnose", *GIVEN, "-o", "-") == run("diagnose", *GIVEN)


def test_bad_input_leaves_an_existing_report_alone(old: Path, run: Run) -> None:
    refused(run("diagnose", "-s", "heels_lift=clear", "-o", old), "heels_lift")
    refused(run("diagnose", old.parent / "no.toml", "-o", old), "no such file")
    assert old.read_text(encoding="utf-8") == BEFORE
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("step", ["mkstemp", "fdopen", "replace"])
def test_a_failure_at_any_step_leaves_an_existing_report_alone(
    old: Path, run: Run, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("tempfile.mkstemp" if step == "mkstemp" else f"os.{step}", full)
        result = run("diagnose", *GIVEN, "-o", old)
    refused(result, f"{old}: it cannot be written (No space left on device). Nothing was changed.")
    assert old.read_text(encoding="utf-8") == BEFORE
    assert list(old.parent.iterdir()) == [old]


def test_an_interrupted_write_leaves_an_existing_report_alone(
    old: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", interrupted)
        assert run("diagnose", *GIVEN, "-o", old).code == 130
    assert old.read_text(encoding="utf-8") == BEFORE
    assert list(old.parent.iterdir()) == [old]


def test_places_where_no_file_can_be_are_refused(old: Path, run: Run) -> None:
    folder = old.parent
    (folder / "loop.txt").symlink_to("loop.txt")
    refused(run("diagnose", *GIVEN, "-f", "text", "-o", folder), f"{folder}: this is a folder. Name a file in it.")
    refused(run("diagnose", *GIVEN, "-o", folder / "none" / "x.txt"), "x.txt: it cannot be written (No such file")
    refused(run("diagnose", *GIVEN, "-o", old / "x.txt"), "x.txt: it cannot be written (Not a directory)")
    refused(run("diagnose", *GIVEN, "-o", folder / ("x" * 300 + ".txt")), "it cannot be written (File name too long)")
    assert sorted(each.name for each in folder.iterdir()) == ["loop.txt", "report.txt"]


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    refused(run("diagnose", *GIVEN, "-o", tmp_path / "loop.txt"), "loop.txt: it cannot be written")
    assert (tmp_path / "loop.txt").is_symlink()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_what_may_not_be_written_is_refused(old: Path, run: Run) -> None:
    old.chmod(0o444)
    refused(run("diagnose", *GIVEN, "-o", old), "it cannot be written (Permission denied)")
    old.parent.chmod(0o555)
    refused(run("diagnose", *GIVEN, "-o", old.parent / "new.txt"), "it cannot be written (Permission denied)")
    old.parent.chmod(0o755)
    assert old.read_text(encoding="utf-8") == BEFORE
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("same", ["case.txt", "./case.txt", "link.txt", "hard.txt"])
def test_the_case_file_itself_is_never_overwritten(tmp_path: Path, run: Run, same: str) -> None:
    case = tmp_path / "case.txt"
    case.write_text(CASE, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("case.txt")
    os.link(case, tmp_path / "hard.txt")
    result = run("diagnose", case, "-o", f"{tmp_path}/{same}")
    refused(result, "this is the case file itself. Name another file for the report.")
    assert case.read_text(encoding="utf-8") == CASE


def test_a_link_stays_a_link_and_its_target_gets_the_report(old: Path, tmp_path: Path, run: Run) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(old)
    assert run("diagnose", *GIVEN, "-o", link).code == 0
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8") == run("diagnose", *GIVEN).out
    assert list(old.parent.iterdir()) == [old]


def test_the_mode_is_kept_and_a_new_file_gets_the_usual_one(old: Path, run: Run) -> None:
    old.chmod(0o640)
    run("diagnose", *GIVEN, "-o", old)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    (old.parent / "plain").touch()
    run("diagnose", *GIVEN, "-o", old.parent / "new.txt")
    assert (old.parent / "new.txt").stat().st_mode == (old.parent / "plain").stat().st_mode


def test_a_full_device_is_an_error_by_name_and_on_standard_output(run: Run) -> None:
    refused(run("diagnose", *GIVEN, "-f", "text", "-o", "/dev/full"), "/dev/full: it cannot be written (No space left")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, not a path to work with
        done = subprocess.run(
            command("diagnose", *GIVEN), stdout=full, stderr=subprocess.PIPE, env=environment(), cwd=ROOT, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"thrustdoc: cannot write: No space left on device\n")


def test_a_device_is_written_to_and_stays_a_device(run: Run) -> None:
    assert run("diagnose", *GIVEN, "-f", "html", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()
