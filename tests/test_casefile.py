"""Bad case files: each gets a clear error that names file, line and fact, and nothing is written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.support import Run, problems, refused

GOOD = '[client]\nname = "Sam"\n\n[facts]\nheels_lift = "clearly"\nknee_angle_top_deg = 68\nequipment = ["mat"]\n'

BAD_TOML = {
    "unknown fact": ("heels_lft = 'no'", ("case.toml, line 3: heels_lft: there is no such", "mean heels_lift?")),
    "wrong value": ("heels_lift = 'clear'", ("line 3: heels_lift:", "Did you mean clearly?", "no, slightly, clearly")),
    "out of range": ("knee_angle_top_deg = 20", ("line 3: knee_angle_top_deg:", "a number from 40 to 180 degrees.")),
    "not a number": ("knee_angle_top_deg = nan", ("line 3: knee_angle_top_deg:", "not a finite number")),
    "infinite": ("knee_angle_top_deg = -inf", ("line 3: knee_angle_top_deg:", "not a finite number")),
    "a text for a number": ('knee_angle_top_deg = "68"', ("line 3: knee_angle_top_deg:", '"68" is not a number')),
    "true for a number": ("knee_angle_top_deg = true", ("line 3: knee_angle_top_deg:", "True is not a number")),
    "a number for yes or no": ("no_lockout = 1", ("line 3: no_lockout:", "1 is not yes or no. Give true or false.")),
    "a text for yes or no": ('no_lockout = "yes"', ("line 3: no_lockout:", "Give true or false.")),
    "a date": ("heels_lift = 2026-11-20", ("line 3: heels_lift:", "is not a value of it")),
    "a table": ("equipment = { box = true }", ("line 3: equipment:", "Give a list of: barbell, bench")),
    "none and more": ('equipment = ["none", "mat"]', ("line 3: equipment:", '"none" stands beside other values')),
    "duplicate key": ('pad = true', ("case.toml, line 3", "column")),
    "broken TOML": ("heels_lift = clearly", ("case.toml, line 3: not valid TOML", "line 3, column 14")),
    "a table given twice": ("[facts]", ("case.toml, line 3: not valid TOML", "column")),
    "a long number": ("knee_angle_top_deg = " + "9" * 5000, ("case.toml", "a number that is too long")),
    "a long number in hexadecimal": ("knee_angle_top_deg = 0x" + "f" * 5000, ("case.toml", "from 40 to 180 degrees")),
    "deep nesting": ("equipment = " + "[" * 5000 + "]" * 5000, ("case.toml", "nested too deeply")),
    "nesting": ("equipment = " + "[" * 100 + "]" * 100, ("line 3: equipment:", "is not a value of it")),
    "control characters": ('heels_lift = "\\u001b[2J\\u0007"', ("line 3: heels_lift:", "is not a value of it")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_TOML)
def test_a_bad_fact_is_refused_and_nothing_is_written(tmp_path: Path, run: Run, name: str) -> None:
    line, words = BAD_TOML[name]
    case, report = tmp_path / "case.toml", tmp_path / "report.html"
    case.write_text(f"[facts]\npad = false\n{line}\n", encoding="utf-8")
    result = run("diagnose", case, "-o", report)
    refused(result, *words)
    assert len(problems(result)) == 1
    assert max(map(len, problems(result))) < len(str(case)) + 300
    assert not {"\x1b", "\x07"} & set(result.err)
    assert not report.exists()


BAD_SHAPES = [
    ('fact = 3\n[facts]\npad = true', ("case.toml, line 1: fact: there is no such field. Did you mean facts?",)),
    ('facts = ["pad"]', ("facts: it should be a table",)),
    ('client = "Sam"\n[facts]\npad = true', ("client: it should be a table",)),
    ('unknown = "pad"\n[facts]\nheels_lift = "no"', ("unknown: it should be an array of names",)),
    ('unknown = [3]\n[facts]\nheels_lift = "no"', ("unknown: it holds something that is not a name",)),
    ('unknown = ["paad"]\n[facts]\nheels_lift = "no"', ("paad: unknown lists it", "Did you mean pad?")),
    ('unknown = ["pad"]\n[facts]\npad = true', ("pad: it has a value and stands in unknown too", "Keep one")),
    ('[client]\nname = ["Sam"]\n[facts]\npad = true', ("line 2: client name: ['Sam'] is not a text",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), BAD_SHAPES)
def test_a_file_of_the_wrong_shape_is_refused(tmp_path: Path, run: Run, text: str, words: tuple[str, ...]) -> None:
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    refused(run("diagnose", tmp_path / "case.toml"), "case.toml", *words)


BAD_JSON = [
    ('{"facts": {"pad": true,\n "heels_lift": "no",\n "pad": false}}', ("case.json, line 3: pad is given twice",)),
    ('{"facts": {"pad": true,}}', ("case.json, line 1: not valid JSON", "column 24")),
    ('{"facts":\n {"knee_angle_top_deg": NaN}}', ("line 2: knee_angle_top_deg:", "not a finite number")),
    ('{"facts":\n {"knee_angle_top_deg": 1e999}}', ("line 2: knee_angle_top_deg:", "not a finite number")),
    ('{"facts":\n {"knee_angle_top_deg": ' + "9" * 5000 + "}}", ("a number that is too long",)),
    ('{"facts": {"pad": true,\n "heels_lft": null}}', ("line 2: heels_lft: there is no such fact. Did you mean",)),
    ("[1, 2]", ("it should be one object with client, facts and unknown",)),
    ('{"facts": ' + "[" * 100_000 + "]" * 100_000 + "}", ("nested too deeply",)),
    ('{"facts": {"a\\u0007": 1, "a\\u0007": 2}}', ("given twice",)),
    ('{"facts": {"a\\ud800\\u0007": 1}}', ("there is no such fact",)),
]


@pytest.mark.parametrize(("text", "words"), BAD_JSON, ids=range(len(BAD_JSON)))
def test_bad_json_is_refused(tmp_path: Path, run: Run, text: str, words: tuple[str, ...]) -> None:
    (tmp_path / "case.json").write_text(text, encoding="utf-8")
    result = run("diagnose", tmp_path / "case.json")
    refused(result, "case.json", *words)
    assert "\x07" not in result.err


BAD_BYTES = [
    (b"", "it is empty. Give at least one fact under [facts]."),
    (b" \n\t\n", "it is empty"),
    (b"\xef\xbb\xbf", "it is empty"),
    (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "it is not a text file. A case file is TOML or JSON in UTF-8."),
    (b"[facts]\npad = true\n\x00\x00", "it is not a text file"),
    (GOOD.encode("utf-16"), "it is not a text file"),
    (b'[client]\nname = "Zo\xeb"\n[facts]\npad = true\n', "it is not a text file"),
    (b"[facts]\npad = true\n#" + b"x" * 1_000_000, "it is larger than 1,000,000 bytes"),
]


@pytest.mark.parametrize(("data", "says"), BAD_BYTES, ids=range(len(BAD_BYTES)))
def test_a_file_that_is_no_page_of_text_is_refused(tmp_path: Path, run: Run, data: bytes, says: str) -> None:
    (tmp_path / "case.toml").write_bytes(data)
    refused(run("diagnose", tmp_path / "case.toml"), f"{tmp_path}/case.toml: {says}")
    refused(run("diagnose", "-", stdin=data), f"standard input: {says}")


def test_a_file_of_fifty_megabytes_and_one_without_an_end_are_refused_unread(tmp_path: Path, run: Run) -> None:
    with (tmp_path / "large.toml").open("wb") as file:
        file.truncate(50_000_000)
    refused(run("diagnose", tmp_path / "large.toml"), "large.toml: it is larger than 1,000,000 bytes")
    refused(run("diagnose", "/dev/zero"), "/dev/zero: it is larger than 1,000,000 bytes")


def test_what_is_no_file_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "loop.toml").symlink_to("loop.toml")
    refused(run("diagnose", tmp_path), f"{tmp_path}: this is a folder, not a case file. Name one file in it.")
    refused(run("diagnose", tmp_path / "no.toml"), "no.toml: there is no such file. Check the name.")
    refused(run("diagnose", tmp_path / "no" / "no.toml"), "there is no such file")
    refused(run("diagnose", tmp_path / "loop.toml"), "loop.toml: it cannot be read")
    refused(run("diagnose", tmp_path / ("x" * 300)), "it cannot be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "case.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "case.toml").chmod(0)
    refused(run("diagnose", tmp_path / "case.toml"), "case.toml: it cannot be read")


def test_every_problem_of_a_file_is_reported_with_its_own_line(tmp_path: Path, run: Run) -> None:
    text = '[facts]\npad = 1\nheels_lft = "no"\nknee_angle_top_deg = 999\n\n[client]\nname = []\n'
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    result = run("diagnose", tmp_path / "case.toml")
    refused(result, "line 2: pad", "line 3: heels_lft", "line 4: knee_angle_top_deg", "line 7: client name")
    assert len(problems(result)) == 4


MISLEADING = [
    '# heels_lift = "no" was last week\n[facts]\nheels_lift = "clear"\n',
    '[client]\nheels_lift = "see below"\n[facts]\nheels_lift = "clear"\n',
    '[client]\nnote = "heels_lift = no, says Ann"\n[facts]\nheels_lift = "clear"\n',
]


@pytest.mark.parametrize("text", MISLEADING)
def test_the_line_is_that_of_the_fact_and_not_of_another_mention(tmp_path: Path, run: Run, text: str) -> None:
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    line = text.splitlines().index('heels_lift = "clear"') + 1
    refused(run("diagnose", tmp_path / "case.toml"), f"case.toml, line {line}: heels_lift")


def test_the_same_case_reads_the_same_from_every_source(tmp_path: Path, run: Run) -> None:
    facts = {"heels_lift": "clearly", "knee_angle_top_deg": 68, "equipment": ["mat"]}
    data = {"client": {"name": "Sam"}, "facts": facts}
    (tmp_path / "case.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    (tmp_path / "case.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "bom.JSON").write_bytes(b"\xef\xbb\xbf" + json.dumps(data).encode())
    (tmp_path / "plain").write_text(json.dumps(data), encoding="utf-8")
    names = ("case.toml", "bom.toml", "case.json", "bom.JSON", "plain")
    results = [run("diagnose", tmp_path / name, "-f", "json") for name in names]
    results += [run("diagnose", "-", "-f", "json", stdin=text.encode()) for text in (GOOD, json.dumps(data))]
    assert json.loads(results[0].out)["case"]["facts"] == facts
    assert all(result == results[0] for result in results)


def test_a_setting_wins_over_the_file(tmp_path: Path, run: Run) -> None:
    text = 'unknown = ["pad"]\n' + GOOD.replace("68", "999")
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    changes = ("knee_angle_top_deg=70", "pad=no", "heels_lift=unset", "equipment=box,bench")
    result = run("diagnose", tmp_path / "case.toml", "-f", "json", *(word for each in changes for word in ("-s", each)))
    assert json.loads(result.out)["case"] == {
        "client": {"name": "Sam"},
        "facts": {"knee_angle_top_deg": 70, "pad": False, "equipment": ["bench", "box"]},
        "unknown": [],
    }


def test_client_text_shows_as_it_is_without_control_characters(tmp_path: Path, run: Run) -> None:
    text = '[client]\nname = "Zo\u00eb \\u001b[31m\\u0007\\u202eSam\\nx"\n[facts]\nheels_lift = "clearly"\n'
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    for fmt in ("text", "md", "html", "json"):
        out = run("diagnose", tmp_path / "case.toml", "-f", fmt).out
        assert "Zo\u00eb" in out
        assert not {"\x1b", "\x07", "\u202e"} & set(out), fmt
    assert run("diagnose", tmp_path / "case.toml").out.startswith("Zo\u00eb")


SLIPS = [
    ("[facts]\nexercise = bench_barbell\n", "Put words in straight quotes"),
    ("[facts]\npad = False\n", "write true and false in small letters"),
    ("[facts]\npad = true\npad = true\n", "A fact is given twice"),
    ("pad = true\n", "It is a fact: write it under a line [facts]."),
    ('[facts]\npad = true\nunknown = ["exercise"]\n', "unknown stands at the top of the file"),
    ("[facts]\nknee_angle = 68\n", "knee_angle_top_deg"),
    ("pad,exercise\nyes,bench_barbell\n", "use thrustdoc batch"),
]


@pytest.mark.parametrize(("text", "mend"), SLIPS, ids=range(len(SLIPS)))
def test_a_common_slip_is_told_how_to_mend_it(tmp_path: Path, run: Run, text: str, mend: str) -> None:
    (tmp_path / "case.toml").write_text(text, encoding="utf-8")
    refused(run("diagnose", tmp_path / "case.toml"), "case.toml", mend)
