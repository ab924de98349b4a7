"""How thrustdoc behaves at the edges of a terminal: color, width, encodings, closed pipes, Ctrl-C."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support import ROOT, Run, command, environment

SETTINGS = ("exercise=bench_barbell", "knee_angle_top_deg=68", "heels_lift=clearly", "low_back_feel=excessive")
GIVEN = tuple(word for each in SETTINGS for word in ("-s", each))
BOLD = "\x1b[1m"


def on_terminal(*args: str | Path, env: Mapping[str, str] | None = None) -> str:
    """Return what thrustdoc prints when its standard output is a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen(command(*args), stdout=slave, stdin=slave, env=environment(env), cwd=ROOT) as process:
        os.close(slave)
        found = b""
        try:
            while piece := os.read(master, 65536):
                found += piece
        except OSError:  # Linux says so when the other end is closed
            pass
    os.close(master)
    assert process.returncode == 0
    return found.decode().replace("\r\n", "\n")


def test_color_stands_only_on_a_terminal_that_wants_it(cli: Run) -> None:
    plain = cli("diagnose", *GIVEN).out
    assert "\x1b" not in plain
    assert BOLD in on_terminal("diagnose", *GIVEN)
    assert on_terminal("diagnose", *GIVEN, env={"NO_COLOR": "1"}) == plain
    assert on_terminal("diagnose", *GIVEN, env={"TERM": "dumb"}) == plain
    assert "\x1b" not in on_terminal("diagnose", *GIVEN, "-f", "md")


def test_color_never_gets_into_a_file(tmp_path: Path) -> None:
    on_terminal("diagnose", *GIVEN, "-o", tmp_path / "report.txt")
    assert "\x1b" not in (tmp_path / "report.txt").read_text(encoding="utf-8")


def test_a_page_fits_the_terminal() -> None:
    pages = {width: on_terminal("diagnose", *GIVEN, env={"NO_COLOR": "1", "COLUMNS": str(width)}) for width in (40, 80)}
    assert all(max(map(len, page.splitlines())) <= width for width, page in pages.items())
    assert pages[40].count("\n") > pages[80].count("\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_name_that_the_terminal_cannot_show_loses_nothing_else(cli: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "case.toml").write_text(
        '[client]\nname = "李 Zoë"\n[facts]\nheels_lift = "clearly"\n', encoding="utf-8"
    )
    result = cli("diagnose", tmp_path / "case.toml", env={"PYTHONIOENCODING": encoding})
    assert (result.code, result.err) == (0, "")
    assert "Test text: your heels come off the floor." in result.out


@pytest.mark.parametrize("words", [("diagnose", *GIVEN, "-f", "html"), ("explain", "feet_too_close"), ("--help",)])
def test_a_reader_that_went_away_is_no_error(words: tuple[str, ...]) -> None:
    """As in `thrustdoc ... | head -1`: here the reader is gone before the first byte."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command(*words), stdout=writing, stderr=subprocess.PIPE, env=environment(), cwd=ROOT, check=False
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == -signal.SIGPIPE


def test_closed_standard_streams_give_no_traceback() -> None:
    for closed, words in ((">&-", ("diagnose", *GIVEN)), ("2>&-", ("diagnose",)), ("2>&-", ("diagnose", "-s", "x=y"))):
        line = ["/bin/sh", "-c", f'"$@" {closed}', "sh", *command(*words)]
        done = subprocess.run(line, capture_output=True, env=environment(), cwd=ROOT, check=False)
        assert b"Traceback" not in done.stderr + done.stdout
        assert done.returncode in (0, 1, 2)


def default_interrupt() -> None:
    """Let the child feel Ctrl-C even where the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_ends_quietly_and_writes_nothing(tmp_path: Path) -> None:
    """A named pipe as the case file: once it can be opened for writing, thrustdoc is waiting to read from it."""
    case, report = tmp_path / "case.toml", tmp_path / "report.txt"
    os.mkfifo(case)
    with (
        subprocess.Popen(
            command("diagnose", case, "-o", report),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
            preexec_fn=default_interrupt,
        ) as process,
        case.open("wb"),
    ):
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (out, err.strip()) == (b"", b"")
    assert not report.exists()
