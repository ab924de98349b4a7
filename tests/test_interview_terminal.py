"""The interview at a real terminal: Ctrl-C, the end of input, a window that changes its size, 40 columns, color."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pexpect
import pytest

from tests.support import BASE, command, environment

SAFETY, ANGLE = "any warning sign", "the angle at your knee"
"""Words of questions."""

NOT_SAID = {"low_back_feel": "none", "no_lockout": False}
"""What of the list nobody spoke of."""

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A terminal of 24 lines in which an interview is held."""

    def __init__(self, folder: Path, columns: int = 80, env: Mapping[str, str] | None = None) -> None:
        words = command("diagnose", "--rules", BASE)
        self.child = pexpect.spawn(
            words[0],
            words[1:],
            cwd=str(folder),
            env=environment({"NO_COLOR": "1", **(env or {})}),
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=30,
        )
        self.seen = ""

    def say(self, *answers: str) -> None:
        """Give answers, each when the prompt stands there."""
        for each in answers:
            self.wait("> ")
            self.child.sendline(each)

    def wait(self, words: str) -> str:
        """Wait until some words stand there; return what was printed before them."""
        self.child.expect_exact(words)
        printed = str(self.child.before) + str(self.child.after)
        self.seen += printed
        return printed

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        self.child.expect(pexpect.EOF)
        self.seen += str(self.child.before)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    def lines(self) -> list[str]:
        """Return the lines that were printed."""
        return ESCAPE.sub("", self.seen).replace("\r", "").splitlines()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """An interview that has just begun."""
    started = Terminal(tmp_path)
    yield started
    started.child.close(force=True)


def saved(folder: Path) -> dict[str, object]:
    """Return the facts that were saved without a name of their own."""
    facts: dict[str, object] = tomllib.loads((folder / "thrustdoc-case.toml").read_text(encoding="utf-8"))["facts"]
    return facts


def test_diagnose_alone_begins_to_ask_and_ends_with_a_page(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("1", "my heels come up", "none", "70", "1", "mine.toml", "n")
    assert terminal.end() == 0
    assert "Test text: step your feet away from the bench." in terminal.seen
    assert "none of the others could change this page" in " ".join(terminal.lines())
    assert (tmp_path / "mine.toml").exists()


def test_ctrl_c_offers_to_save_what_was_said(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("1", "my heels come up", "none")
    terminal.wait(ANGLE)
    terminal.wait("> ")
    terminal.child.sendintr()
    terminal.wait("Interrupted.")
    terminal.say("")
    assert terminal.end() == 130
    assert saved(tmp_path) == {"heels_lift": "clearly", **NOT_SAID, "red_flag_signs": ["none"]}


def test_ctrl_c_twice_still_loses_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("1", "my heels come up")
    terminal.wait(SAFETY)
    terminal.wait("> ")
    terminal.child.sendintr()
    terminal.wait("Interrupted.")
    terminal.wait("> ")
    terminal.child.sendintr()
    assert terminal.end() == 130
    assert saved(tmp_path) == {"heels_lift": "clearly", **NOT_SAID}


def test_ctrl_c_before_anything_was_said_writes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait("> ")
    terminal.child.sendintr()
    assert terminal.end() == 130
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_input_keeps_the_answers_and_prints_the_page(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("1", "my heels come up", "none")
    terminal.wait(ANGLE)
    terminal.wait("> ")
    terminal.child.sendeof()
    assert terminal.end() == 0
    assert saved(tmp_path)["heels_lift"] == "clearly"
    assert "Test text: keep the whole foot on the floor." in terminal.seen


def test_forty_columns_are_enough(tmp_path: Path) -> None:
    narrow = Terminal(tmp_path, columns=40)
    narrow.say("1", "my heels come up", "none", "why", "70", "1", "n", "n")
    assert narrow.end() == 0
    typed = ("> ",)
    assert max(len(line) for line in narrow.lines() if not line.startswith(typed)) <= 40


def test_a_window_that_grows_is_used(terminal: Terminal) -> None:
    terminal.child.setwinsize(24, 40)
    terminal.say("1", "my heels come up", "none")
    terminal.wait(ANGLE)
    terminal.wait("> ")
    terminal.child.setwinsize(24, 100)
    terminal.child.sendline("why")
    wide = terminal.wait("> ")
    assert "Your answer can still change what the page says about:" in wide
    terminal.child.sendintr()
    terminal.say("n")
    assert terminal.end() == 130


@pytest.mark.parametrize(("env", "colored"), [({"NO_COLOR": ""}, True), ({}, False), ({"TERM": "dumb"}, False)])
def test_color_only_where_it_is_wanted(tmp_path: Path, env: dict[str, str], colored: bool) -> None:
    terminal = Terminal(tmp_path, env=env)
    terminal.wait("> ")
    assert ("\x1b[" in terminal.seen) == colored
    terminal.child.sendintr()
    terminal.end()


def test_what_is_not_clear_is_asked_at_once(terminal: Terminal) -> None:
    terminal.say("1", "i feel my lower back")
    terminal.wait("Not clear")
    terminal.wait("Test: do you feel your lower back?")
    terminal.say("3", "none", "stop", "n", "n")
    assert terminal.end() == 0
    assert "Test text: your lower back" in terminal.seen


def test_ctrl_c_while_something_is_made_clear_loses_nothing(terminal: Terminal, tmp_path: Path) -> None:
    terminal.say("1", "my heels come up and I feel my lower back")
    terminal.wait("Test: do you feel your lower back?")
    terminal.wait("> ")
    terminal.child.sendintr()
    terminal.say("")
    assert terminal.end() == 130
    assert saved(tmp_path) == {"heels_lift": "clearly", "no_lockout": False}
