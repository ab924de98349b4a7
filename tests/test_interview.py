"""The interview of `thrustdoc diagnose --ask` with piped answers, on the tiny base."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.support import Result, Run

HEELS = ("1", "2")
"""Heels are ticked on the list, and clearly."""

LIFT = "heels clearly lift."


class Ask:
    """Holds interviews with the answers given, one on each line."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def __call__(self, *answers: str, options: tuple[str, ...] = ()) -> Result:
        """Return what an interview came to, as if its lines had no end."""
        found = self.run("diagnose", "--ask", *options, stdin="".join(f"{each}\n" for each in answers).encode())
        return Result(found.code, *(" ".join(text.split()) for text in (found.out, found.err)))


@pytest.fixture
def ask(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """An interview in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Ask(run)


def test_a_complaint_in_own_words_leads_to_a_page(ask: Ask) -> None:
    result = ask("complaint", "my heals come up a bit", "none", "70", "1", "n", "n")
    assert result.code == 0
    assert 'heels lift slightly, from "heals come up a bit"' in result.err
    assert result.out.startswith("Test text: your knees close to 70 degrees at the top.")
    assert "Asked 4 questions; none of the others could change this page." in result.err


def test_ticks_by_number_and_what_is_left_out_counts_as_no(ask: Ask) -> None:
    result = ask("1", "1 3", "2", "none", "skip", "2", "n", "n")
    assert "Test: are you unable to lock out?" not in result.err
    assert LIFT in result.out


def test_what_is_not_clear_is_asked_and_never_guessed(ask: Ask) -> None:
    result = ask("complaint", "I feel my lower back", "3", "none", "1", "n", "n")
    assert "Not clear" in result.err
    assert "Test: do you feel your lower back?" in result.err
    assert "lower back" in result.out


def test_words_without_a_complaint_bring_the_list_again(ask: Ask) -> None:
    result = ask("complaint", "barbell hip thrust", *HEELS, "none", "d", "d", "n", "n")
    assert result.err.count("What do you notice?") == 2
    assert LIFT in result.out


def test_words_that_say_nothing_are_not_taken_for_none(ask: Ask) -> None:
    result = ask("complaint", "something is odd", *HEELS, "none", "stop", "n", "n")
    assert "that is nothing that we know" in result.err.lower()
    assert LIFT in result.out


def test_an_answer_may_be_a_sentence(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "none", "about seventy at the top", "stop", "answers.toml", "n")
    assert "Understood: knee angle at lockout: 70 degrees." in result.err
    assert tomllib.loads(Path("answers.toml").read_text(encoding="utf-8"))["facts"]["knee_angle_top_deg"] == 70


def test_back_takes_the_last_answer_back(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "none", "70", "back", "90", "case.toml", "n")
    assert tomllib.loads(Path("case.toml").read_text(encoding="utf-8"))["facts"]["knee_angle_top_deg"] == 90
    assert result.err.count("Test: what is the angle at your knee at lockout?") == 2


def test_why_names_what_hangs_on_the_answer(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "none", "why", "d", "d", "n", "n")
    assert "Your answer can still change what the page says about:" in result.err
    assert "Test: feet too close" in result.err


def test_safety_is_not_skipped(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "skip", "3", "n", "n")
    assert "so it is not skipped" in result.err
    assert "Test: any warning sign?" in result.err
    assert result.out.startswith("Test text: you named a warning sign.")


def test_what_was_ticked_and_not_made_clear_is_not_a_no(ask: Ask) -> None:
    ask("complaint", "1 3", "stop", "case.toml", "n")
    saved = tomllib.loads(Path("case.toml").read_text(encoding="utf-8"))
    assert saved["unknown"] == ["heels_lift"]
    assert saved["facts"] == {"low_back_feel": "none", "no_lockout": True}


def test_back_takes_a_degree_back_and_then_the_list(ask: Ask) -> None:
    result = ask("complaint", "1", "back", "2", "none", "stop", "case.toml", "n")
    saved = tomllib.loads(Path("case.toml").read_text(encoding="utf-8"))["facts"]
    assert (saved["heels_lift"], saved["low_back_feel"]) == ("no", "excessive"), result.err


def test_a_list_that_is_skipped_says_nothing_about_the_symptoms(ask: Ask) -> None:
    ask("complaint", "skip", "none", "stop", "case.toml", "n")
    saved = tomllib.loads(Path("case.toml").read_text(encoding="utf-8"))
    assert saved["facts"] == {"red_flag_signs": ["none"]}
    assert saved["unknown"] == ["heels_lift", "low_back_feel", "no_lockout"]


def test_nothing_ticked_checks_the_technique_instead(ask: Ask) -> None:
    result = ask("complaint", "none", "none", "stop", "n", "n")
    assert "we check your technique instead" in result.err
    assert result.code == 0


def test_don_t_know_is_kept_and_skipped_is_named(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "none", "d", "skip", "skip", "case.toml", "n")
    saved = tomllib.loads(Path("case.toml").read_text(encoding="utf-8"))
    assert saved["unknown"] == ["knee_angle_top_deg"]
    assert "What you skipped could still change this page" in result.err


def test_a_saved_case_and_handout_can_be_read_again(ask: Ask, run: Run) -> None:
    ask("complaint", *HEELS, "none", "68", "stop", "case.toml", "page.html")
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    again = run("diagnose", "case.toml", "--scope", "complaint")
    assert again.code == 0
    assert "lift." in again.out


def test_a_file_that_is_there_is_replaced_only_on_demand(ask: Ask) -> None:
    Path("case.toml").write_text("kept", encoding="utf-8")
    result = ask("complaint", *HEELS, "none", "68", "stop", "case.toml", "no", "other.toml", "n")
    assert Path("case.toml").read_text(encoding="utf-8") == "kept"
    assert Path("other.toml").exists(), result.err


def test_an_input_that_ends_loses_nothing(ask: Ask) -> None:
    result = ask("complaint", *HEELS, "none", "68")
    saved = tomllib.loads(Path("thrustdoc-case.toml").read_text(encoding="utf-8"))
    assert saved["facts"]["knee_angle_top_deg"] == 68
    assert "Your answers are in thrustdoc-case.toml" in result.err
    assert LIFT in result.out


def test_input_that_ends_before_anything_was_said_is_wrong_usage(ask: Ask) -> None:
    result = ask()
    assert result.code == 2
    assert "Nothing was answered" in result.err


def test_words_on_the_command_line_take_the_place_of_the_list(ask: Ask) -> None:
    result = ask("none", "70", "1", "n", "n", options=("-c", "heels come up", "--scope", "complaint"))
    assert "What do you notice?" not in result.err
    assert LIFT in result.out


def test_facts_that_are_given_are_not_asked(ask: Ask) -> None:
    given = ("-s", "heels_lift=clearly", "-s", "red_flag_signs=none", "-s", "exercise=bench_barbell")
    result = ask("68", "n", "n", options=(*given, "--scope", "complaint"))
    assert "warning sign" not in result.err
    assert "Asked 1 question;" in result.err


def test_why_and_ask_do_not_go_together(run: Run) -> None:
    result = run("diagnose", "--ask", "--why", "heels_lifting", "-s", "heels_lift=clearly")
    assert result.code == 2
