"""Many cases at once: each gets its handout, bad ones cost nothing but themselves, and a stop keeps what is done."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support import ROOT, Run, command, environment
from thrustdoc import Thrustdoc
from thrustdoc.batch.items import Item, read_items
from thrustdoc.batch.names import OURS, file_name
from thrustdoc.batch.rows import case_of_row
from thrustdoc.errors import ThrustdocError
from thrustdoc.knowledge.records import KnowledgeBase

BASE = ROOT / "tests" / "base"
NAMES = [
    "../../etc/passwd", "/etc/passwd", "x" * 300, "محمد", "李小龙", "", ".", "..", "CON", "nul.pdf", "-rf",
    "a/b\\c:d*e?", "Sam", "Sam", "sam", "Łukasz Żółć", "con\u0000trol", "$(id)", "<script>x</script>", "~root", "a\nb",
]  # fmt: skip
FACTS = {"exercise": "bench_barbell", "heels_lift": "clearly"}


def lines(folder: Path, cases: list[Any], name: str = "cases.jsonl") -> Path:
    """Write cases as JSON Lines; a text is written as it is."""
    path = folder / name
    texts = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in cases]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def batch(*args: str | Path) -> tuple[str | Path, ...]:
    """Return the words of a batch on the tiny base."""
    return ("batch", "--rules", BASE, *args)


def made(folder: Path) -> list[str]:
    """Return the names of the handouts in a folder."""
    return sorted(each.name for each in folder.iterdir() if OURS.fullmatch(each.name))


def some(count: int) -> list[dict[str, Any]]:
    """Return cases of different clients."""
    return [{"client": {"name": f"Client {n}"}, "facts": FACTS} for n in range(1, count + 1)]


def test_one_handout_a_case_an_index_and_a_summary(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    for name in ("sam", "kim"):
        text = f'[client]\nname = "{name.title()}"\ndate = 2026-01-02\n[facts]\nheels_lift = "clearly"\n'
        (tmp_path / "in" / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "notes.txt").write_text("left alone", encoding="utf-8")
    result = run(*batch(tmp_path / "in", "-o", tmp_path / "out", "-f", "html"))
    assert (result.code, result.err) == (0, "")
    assert result.out == f"2 handouts in {tmp_path / 'out'}.\n"
    assert made(tmp_path / "out") == ["00001-kim.html", "00002-sam.html"]
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert '<a href="00002-sam.html">Sam</a>, 2026-01-02' in index
    assert "Test text: your heels come off the floor." in index
    alone = run("diagnose", tmp_path / "in" / "sam.toml", "-f", "html").out
    assert (tmp_path / "out" / "00002-sam.html").read_text(encoding="utf-8") == alone


@pytest.mark.parametrize(("fmt", "ending"), [("pdf", "pdf"), ("md", "md"), ("text", "txt"), ("json", "json")])
def test_every_format(tmp_path: Path, run: Run, fmt: str, ending: str) -> None:
    assert run(*batch(lines(tmp_path, some(2)), "-o", tmp_path / "out", "-f", fmt)).code == 0
    assert made(tmp_path / "out") == [f"00001-client-1.{ending}", f"00002-client-2.{ending}"]


def test_a_bad_case_is_reported_and_the_rest_go_on(tmp_path: Path, run: Run) -> None:
    bad = ["{", "3", '{"facts": {"heels_lft": "no"}}', '{"facts": {"heels_lift": "nope"}}', '{"facts": {}}', "[]",
           '{"client": {"name": ["x"]}, "facts": {"heels_lift": "no"}}', '{"fact": {}}', "\x00"]  # fmt: skip
    cases = lines(tmp_path, [some(1)[0], *bad, "", some(1)[0]])
    result = run(*batch(cases, tmp_path / "none.toml", "-o", tmp_path / "out", "-f", "text"))
    assert result.code == 1
    assert made(tmp_path / "out") == ["00001-client-1.txt", "00011-client-1.txt"]
    for number in range(2, 2 + len(bad)):
        assert f"thrustdoc: {cases}, line {number}: " in result.err
    assert "line 4: heels_lft: there is no such fact. Did you mean heels_lift?" in result.err
    assert "none.toml: there is no such file" in result.err
    assert result.out.endswith("2 handouts in " + str(tmp_path / "out") + ", 10 cases with problems.\n")
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert index.count("<li>") == 12 and "Cases without a handout" in index


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_is_safe_whatever_the_client_is_called(name: str) -> None:
    found = file_name(7, name, ".pdf")
    assert OURS.fullmatch(found) and len(found) <= 80 and found.startswith("00007-")


def test_no_name_leads_out_of_the_folder_and_none_hides_another(tmp_path: Path, run: Run) -> None:
    cases = lines(tmp_path, [{"client": {"name": name}, "facts": FACTS} for name in NAMES])
    before = sorted(tmp_path.rglob("*"))
    assert run(*batch(cases, "-o", tmp_path / "a" / "out", "-f", "text")).code == 0
    assert len(made(tmp_path / "a" / "out")) == len(NAMES)
    new = set(tmp_path.rglob("*")) - {*before, tmp_path / "a", tmp_path / "a" / "out"}
    assert {path.parent for path in new} == {tmp_path / "a" / "out"}
    assert len(new) == len(NAMES) + 2


def test_a_table(tmp_path: Path, run: Run) -> None:
    table = tmp_path / "cases.csv"
    table.write_text(
        "\ufeffclient.name,client.date,exercise,knee_angle_top_deg,heels_lift,pad,equipment,unknown\n"
        'Sam,2026-01-02,bench_barbell,68,clearly,yes,barbell;mat,\n"Kim, Jo",,bench_barbell,,,no,"barbell, mat",?\n'
        "Lee,,bench_barbell,?,clearly,,,\n,,,,,,,\nMax,,bench_barbell,sixty,,,,\nRow,too,long,,,,,,,,\n",
        encoding="utf-8",
    )
    result = run(*batch(table, "-o", tmp_path / "out", "-f", "json"))
    assert result.code == 1
    assert made(tmp_path / "out") == ["00001-sam.json", "00003-lee.json"]
    sam = json.loads((tmp_path / "out" / "00001-sam.json").read_text(encoding="utf-8"))["case"]
    assert sam["client"] == {"name": "Sam", "date": "2026-01-02"}
    assert sam["facts"]["equipment"] == ["barbell", "mat"] and sam["facts"]["pad"] is True
    lee = json.loads((tmp_path / "out" / "00003-lee.json").read_text(encoding="utf-8"))["case"]
    assert lee["unknown"] == ["knee_angle_top_deg"]
    assert f"{table}, line 3: ?: unknown lists it, but there is no such fact" in result.err
    assert f"{table}, line 6: knee_angle_top_deg: " in result.err
    assert f"{table}, line 7: the row has 11 cells, and there are 8 columns" in result.err


@pytest.mark.parametrize("sign", [";", "\t"])
def test_a_table_from_another_country(base: KnowledgeBase, tmp_path: Path, sign: str) -> None:
    table = tmp_path / "cases.csv"
    rows = [["client.name", "heels_lift"], ["Søn, Å", "clearly"]]
    table.write_text("\r\n".join(sign.join(row) for row in rows), encoding="utf-8")
    (item,) = read_items([str(table)])
    assert case_of_row(base, item).client == {"name": "Søn, Å"}


def test_a_table_with_wrong_columns(base: KnowledgeBase, tmp_path: Path) -> None:
    table = tmp_path / "cases.csv"
    table.write_text("heels_lft,client.name\nclearly,Sam\n", encoding="utf-8")
    (item,) = read_items([str(table)])
    with pytest.raises(ThrustdocError, match=r"column heels_lft: there is no such fact. Did you mean heels_lift\?"):
        case_of_row(base, item)
    table.write_text("pad,pad\nyes,no\n", encoding="utf-8")
    assert "two columns are called pad" in str(next(read_items([str(table)])).problems[0])
    table.write_bytes(b"pad\n\xff\xfe\n")
    assert "not text in UTF-8" in str(next(read_items([str(table)])).problems[0])


def test_an_empty_folder_and_an_unusable_one(tmp_path: Path, run: Run) -> None:
    (tmp_path / "in").mkdir()
    result = run(*batch(tmp_path / "in", "-o", tmp_path / "out"))
    assert result.code == 1 and "this folder holds no case" in result.err
    (tmp_path / "file").touch()
    result = run(*batch(tmp_path / "in", "-o", tmp_path / "file"))
    assert result.code == 1 and "this is a file. Name a folder" in result.err


def test_json_lines_in_and_out(run: Run) -> None:
    stdin = "".join(json.dumps(each) + "\n" for each in [*some(2), {"facts": {}}]).encode()
    result = run(*batch("-", "-o", "-", "-f", "jsonl"), stdin=stdin)
    rows = [json.loads(line) for line in result.out.splitlines()]
    assert result.code == 1 and [row["number"] for row in rows] == [1, 2, 3]
    assert rows[1]["case"]["client"] == {"name": "Client 2"} and rows[1]["source"] == "standard input, line 2"
    assert "it gives no fact" in rows[2]["problems"][0]
    assert "2 lines, 1 case with problems." in result.err
    assert run(*batch("-", "-o", "-")).code == 2


def test_two_processes_make_the_same_as_one(tmp_path: Path, run: Run) -> None:
    cases = lines(tmp_path, [*some(19), "{", *some(2)])
    for jobs in ("1", "2"):
        assert run(*batch(cases, "-o", tmp_path / jobs, "-f", "jsonl", "-j", jobs)).code == 1
        assert run(*batch(cases, "-o", tmp_path / f"h{jobs}", "-f", "html", "-j", jobs)).code == 1
    assert (tmp_path / "1" / "results.jsonl").read_bytes() == (tmp_path / "2" / "results.jsonl").read_bytes()
    assert read_all(tmp_path / "h1") == read_all(tmp_path / "h2")
    assert len(made(tmp_path / "h1")) == 21


def read_all(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_resume_does_only_what_is_new_or_changed(tmp_path: Path, run: Run) -> None:
    cases, out = lines(tmp_path, [*some(3), "{"]), tmp_path / "out"
    run(*batch(cases, "-o", out, "-f", "text"))
    (out / "00001-client-1.txt").unlink()
    kept = (out / "00002-client-2.txt").stat().st_mtime_ns
    lines(tmp_path, [*some(2), {"client": {"name": "Someone else"}, "facts": FACTS}, *some(1)])
    result = run(*batch(cases, "-o", out, "-f", "text", "--resume"))
    assert result.out == f"3 handouts in {out}, 1 done before.\n" and result.code == 0
    assert made(out) == ["00001-client-1.txt", "00002-client-2.txt", "00003-someone-else.txt", "00004-client-1.txt"]
    assert (out / "00002-client-2.txt").stat().st_mtime_ns == kept
    index = (out / "index.html").read_text(encoding="utf-8")
    assert index.count("<li>") == 4 and "Client 3" not in index
    assert run(*batch(cases, "-o", out, "-f", "md", "--resume")).out == f"4 handouts in {out}.\n"


def test_resume_of_results_goes_on_behind_the_last_good_line(tmp_path: Path, run: Run) -> None:
    cases, out, whole = lines(tmp_path, [*some(3), "{", *some(3)]), tmp_path / "out", tmp_path / "whole"
    run(*batch(cases, "-o", whole, "-f", "jsonl"))
    lines(tmp_path, [*some(3), "{"])
    run(*batch(cases, "-o", out, "-f", "jsonl"))
    with (out / "results.jsonl").open("ab") as file:
        file.write(b'{"cut of')
    with (out / "batch-log.jsonl").open("ab") as file:
        file.write(b'{"number": 5, "cut of')
    lines(tmp_path, [*some(3), "{", *some(3)])
    result = run(*batch(cases, "-o", out, "-f", "jsonl", "--resume"))
    assert result.code == 1 and "3 lines in" in result.out and "3 done before" in result.out
    assert read_all(out) == read_all(whole)
    lines(tmp_path, some(2))
    run(*batch(cases, "-o", out, "-f", "jsonl", "--resume"))
    assert (out / "results.jsonl").read_text().count("\n") == 2


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C is sent to a process group")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_done(tmp_path: Path, jobs: str) -> None:
    cases, out = lines(tmp_path, some(4000)), tmp_path / "out"
    words = command(*batch(cases, "-o", out, "-f", "html", "-j", jobs))
    running = subprocess.Popen(
        words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    for _ in range(300):
        if out.is_dir() and len(made(out)) >= 3:
            break
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    told, wrong = running.communicate(timeout=30)
    assert (running.returncode, wrong) == (130, b"")
    count = int(re.match(rb"([\d,]+) handouts", told)[1].replace(b",", b""))  # type: ignore[index]
    assert 3 <= count < 4000 and b"Stopped; --resume goes on." in told
    assert len(made(out)) == count
    assert not [each.name for each in out.iterdir() if each.name.startswith(".")]
    assert (out / "index.html").read_text(encoding="utf-8").count("<li>") == count
    assert all(each.read_text(encoding="utf-8").endswith("</html>\n") for each in out.glob("*.html"))


def test_a_mistake_of_ours_costs_one_case(doc: Thrustdoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from thrustdoc.batch.work import Job, Worker

    worker = Worker(Job(tmp_path, "text"), doc)
    item = Item(1, "x.json", text=json.dumps(some(1)[0]))
    with monkeypatch.context() as patch:
        patch.setattr(doc, "plan", lambda *_: 1 / 0)
        assert "thrustdoc failed on this case (ZeroDivisionError" in worker.do(item).problems[0]
    assert worker.do(item).problems == ()


def test_reading_is_lazy(tmp_path: Path) -> None:
    """A source is read a case at a time: what comes later is not touched before."""
    found = read_items([str(lines(tmp_path, some(2))), str(tmp_path / "later.jsonl")])
    assert next(found).line == 1
    lines(tmp_path, some(1), "later.jsonl")
    assert [item.number for item in found] == [2, 3]


def test_brand_and_template_reach_every_handout(tmp_path: Path, run: Run) -> None:
    (tmp_path / "brand.toml").write_text('name = "Oak Gym"\n', encoding="utf-8")
    (tmp_path / "own.md").write_text("{{ page.brand.name }}: {{ page.name }}", encoding="utf-8")
    given = (lines(tmp_path, some(2)), "-o", tmp_path / "out", "--brand", tmp_path / "brand.toml")
    assert run(*batch(*given, "--template", tmp_path / "own.md", "-j", "2")).code == 0
    assert (tmp_path / "out" / "00002-client-2.md").read_text(encoding="utf-8") == "Oak Gym: Client 2\n"
    assert run(*batch(*given, "--template", tmp_path / "own.md", "-f", "pdf")).code == 2
