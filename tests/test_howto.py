"""`thrustdoc howto`: the sheet of an exercise, from standing instructions only."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support import Run, problems, refused
from thrustdoc.errors import ThrustdocError
from thrustdoc.howto import exercises, make_sheet, render_sheet
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.knowledge.sheets import SECTIONS
from thrustdoc.templates import FORMATS, Look

BENCH = ("bench_barbell", "bench_dumbbell", "bench_bodyweight", "bench_smith", "bench_band", "single_leg_bench")
FLOOR = ("floor_bodyweight", "floor_weighted", "glute_bridge", "feet_elevated_floor")
EARNED = ("single_leg_bench", "single_leg_deficit", "feet_elevated_floor", "kettlebell_swing")
OTHERS = ("single_leg_deficit", "machine", "hamstring_thrust", "reverse_hip_thrust", "kettlebell_swing", "step_up")

BENCH_ONLY = {f"D4-{n:02}" for n in (5, 6, 8, 9, 10, 16, 17, 23, 24, 26, 29, 30, 31, 58, 59, 69, 70, 101, 144, 164)}
"""Claims about the bench: where the back meets it, the feet, the height, the bottom, the hold."""

FLOOR_ONLY = {f"D2-{n}" for n in range(20, 33)} | {"D2-40", "D2-41", "D4-119", "D4-121"}
"""Claims that are about the back on the floor."""


def cites_of(base: KnowledgeBase, exercise: str) -> set[str]:
    """Return everything that the lines of a sheet cite."""
    return {cite for each in make_sheet(base, exercise).sections for line in each.lines for cite in line.cites}


def says_of(base: KnowledgeBase, exercise: str, section: str = "") -> list[str]:
    """Return the lines of a sheet, or those of one section."""
    parts = make_sheet(base, exercise).sections
    return [line.says for each in parts if section in ("", each.id) for line in each.lines]


def test_every_exercise_has_a_sheet(real: KnowledgeBase) -> None:
    assert list(exercises(real)) == [each for each in real.facts["exercise"].values if each != "unknown"]
    assert {*BENCH, *FLOOR, *OTHERS} == set(exercises(real))


@pytest.mark.parametrize("exercise", (*BENCH, *FLOOR, "machine", "single_leg_deficit"))
def test_a_sheet_of_a_hip_thrust_is_complete_and_in_order(real: KnowledgeBase, exercise: str) -> None:
    assert [each.id for each in make_sheet(real, exercise).sections] == list(SECTIONS)


@pytest.mark.parametrize("exercise", (*BENCH, *FLOOR, *OTHERS))
def test_every_line_is_cited_short_and_said_once(real: KnowledgeBase, exercise: str) -> None:
    sheet = make_sheet(real, exercise)
    lines = [line for each in sheet.sections for line in each.lines]
    assert len({line.says for line in lines}) == len(lines)
    for line in lines:
        assert line.cites
        assert line.says[0].isupper() and line.says.endswith("."), line.says
        assert len(line.says.split()) <= 24, line.says


@pytest.mark.parametrize("exercise", BENCH)
def test_floor_rules_never_stand_on_a_bench_sheet(real: KnowledgeBase, exercise: str) -> None:
    assert not cites_of(real, exercise) & FLOOR_ONLY
    text = " ".join(says_of(real, exercise))
    assert not re.search(r"fingertips|inches|two full seconds|on your back", text)


@pytest.mark.parametrize("exercise", FLOOR)
def test_bench_rules_never_stand_on_a_floor_sheet(real: KnowledgeBase, exercise: str) -> None:
    assert not cites_of(real, exercise) & BENCH_ONLY
    text = " ".join(says_of(real, exercise))
    assert not re.search(r"shoulder height|right angle|plates hover|bench edge|almost reach the floor", text)
    measured = {fact.id for each in make_sheet(real, exercise).sections for fact in each.facts}
    assert not measured & {"knee_angle_top_deg", "hip_height_top", "thigh_slope_top_deg"}


def test_the_readings_of_the_disagreements_are_kept(real: KnowledgeBase) -> None:
    for exercise in exercises(real):
        text = " ".join(says_of(real, exercise)).lower()
        assert not re.search(r"lower back (flat|against|on)|hip bones down|shins? (and|on the) ", text), (
            exercise
        )  # C01, C28
    assert any("at the top, not at the start" in line for line in says_of(real, "bench_barbell", "setup"))  # C11
    assert any("one full second" in line for line in says_of(real, "bench_barbell", "top"))  # C33
    assert any("two full seconds" in line for line in says_of(real, "glute_bridge", "top"))
    assert any("heels" in line for line in says_of(real, "feet_elevated_floor", "rep"))  # C34
    assert not any("through your heels" in line for line in says_of(real, "bench_barbell"))
    assert not any("past your head" in line for line in says_of(real, "bench_barbell"))  # C16, POL-08


@pytest.mark.parametrize("exercise", EARNED)
def test_what_must_be_earned_says_so_first(real: KnowledgeBase, exercise: str) -> None:
    first = make_sheet(real, exercise).sections[0]
    assert first.id == "caution"
    assert first.lines[0].says.startswith("Earn it first")
    assert "POL-16" in first.lines[0].cites


def test_heavy_figures_carry_their_condition(real: KnowledgeBase) -> None:
    for exercise in exercises(real):
        for each in make_sheet(real, exercise).sections:
            for line in each.lines:
                if set(line.cites) & {"D4-105", "D4-85"}:
                    assert "POL-16" in line.cites and "form has been passed" in line.says, line.says


def test_figures_are_those_of_the_sources(real: KnowledgeBase) -> None:
    """No number stands on a sheet that neither a cited claim nor a cited decision of ours gives."""
    allowed = {"POL-06": "80 to 100 degrees"}
    for exercise in exercises(real):
        for each in make_sheet(real, exercise).sections:
            for line in each.lines:
                given = " ".join(real.claims[cite].numbers for cite in line.cites if cite in real.claims)
                given += " ".join(allowed.get(cite, "") for cite in line.cites)
                for number in re.findall(r"\d+", line.says):
                    assert number in given, line.says


def test_angles_are_measured_as_the_facts_say(real: KnowledgeBase) -> None:
    sections = {each.id: each for each in make_sheet(real, "bench_barbell").sections}
    assert [fact.id for fact in sections["measure"].facts] == [
        "knee_angle_top_deg", "pelvis_top", "hip_height_top", "thigh_slope_top_deg", "hip_extension_top"
    ]  # fmt: skip
    page = render_sheet(real, make_sheet(real, "bench_barbell"), "md")
    assert real.facts["pelvis_top"].ask in page


def test_what_the_sources_leave_out_stands_on_the_sheet_that_it_concerns(real: KnowledgeBase) -> None:
    assert "How to fix the band, and how strong it should be." in says_of(real, "bench_band", "missing")
    assert not any("band" in line for line in says_of(real, "bench_barbell", "missing"))
    assert not any("pregnancy" in line for line in says_of(real, "bench_barbell", "missing"))
    assert says_of(real, "reverse_hip_thrust", "missing")[0].startswith("How it is done")


def test_no_sentence_repeats_a_claim(real: KnowledgeBase) -> None:
    claims = {claim.says.lower() for claim in real.claims.values()}
    for howto in real.howtos:
        assert not claims & {line.says.lower() for line in howto.lines}


def test_the_default_is_the_barbell_on_the_bench(run: Run) -> None:
    result = run("howto")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("How to do it: barbell hip thrust on a bench\n")
    assert result.out == run("howto", "bench_barbell").out
    assert max(map(len, result.out.splitlines())) <= 80
    assert "D4-05" not in result.out
    assert "Stop and see a doctor" in result.out


def test_why_shows_ids_and_sources(run: Run) -> None:
    out = run("howto", "--why").out
    assert "[D4-05, D1-15, C01]" in out
    assert "\nSources\n" in out
    assert "D4-05: Sit on the floor square" in " ".join(out.split())


def test_an_unknown_exercise_brings_the_list(run: Run, real: KnowledgeBase) -> None:
    result = run("howto", "glute_brige")
    refused(result, 'no how-to sheet for "glute_brige"', "Did you mean glute_bridge?", "step_up (step-up)")
    assert len(problems(result)) == 1
    assert all(f"{each} (" in result.err for each in exercises(real))
    refused(run("howto", "unknown"), 'no how-to sheet for "unknown"')


@pytest.mark.parametrize(("file", "start"), [("a.txt", "How to"), ("a.md", "# How to"), ("a.html", "<!DOCTYPE html>")])
def test_the_format_follows_the_file(cli: Run, tmp_path: Path, file: str, start: str) -> None:
    result = cli("howto", "step_up", "-o", tmp_path / file)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert (tmp_path / file).read_text(encoding="utf-8").startswith(start)


def test_an_ending_that_names_no_format_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    result = run("howto", "-o", tmp_path / "a.docx")
    assert result.code == 2
    assert "names no format" in result.err
    assert not list(tmp_path.iterdir())


def test_json_gives_every_line_with_its_sources(run: Run, real: KnowledgeBase) -> None:
    data = json.loads(run("howto", "machine", "-f", "json").out)
    assert (data["exercise"], data["title"]) == ("machine", "hip thrust machine")
    lines = [line for each in data["sections"] for line in each.get("lines", [])]
    assert {cite for line in lines for cite in line["cites"]} == set(data["sources"])
    measure = next(each for each in data["sections"] if each["id"] == "measure")
    assert measure["facts"][0]["measure"] == real.facts["pelvis_top"].measure


def test_formats_say_the_same(real: KnowledgeBase) -> None:
    sheet = make_sheet(real, "floor_weighted")
    pages = {fmt: render_sheet(real, sheet, fmt, Look(why=True)) for fmt in FORMATS}
    for line in says_of(real, "floor_weighted"):
        for fmt, page in pages.items():
            assert line in " ".join(page.replace("\\", "").split()), (fmt, line)


def test_a_page_is_styled_like_a_report(real: KnowledgeBase) -> None:
    page = render_sheet(real, make_sheet(real, "step_up"), "html")
    assert "--accent" in page
    assert "<script" not in page
    assert page.count("<section>") == page.count("</section>") == len(make_sheet(real, "step_up").sections)


GOOD = 'exercise = "bench_barbell"\nrep = [{ says = "Lift.", cites = ["D0-01"] }]\n'


def load_with(kb: Path, text: str, name: str = "howto/bench.toml") -> KnowledgeBase:
    """Load the tiny base with one file of standing instructions more."""
    (kb / "howto").mkdir(exist_ok=True)
    (kb / name).write_text(text, encoding="utf-8")
    return load(kb)


def test_a_base_without_sheets_says_so(base: KnowledgeBase) -> None:
    with pytest.raises(ThrustdocError, match="There are sheets for: none"):
        make_sheet(base, "bench_barbell")


def test_files_that_serve_one_exercise_are_one_sheet(kb: Path) -> None:
    load_with(kb, GOOD.replace("Lift.", "Second.").replace("cites", "order = 2, cites"), "howto/a.toml")
    base = load_with(kb, GOOD.replace("Lift.", "First.").replace("cites", "order = 1, cites"), "howto/b.toml")
    assert says_of(base, "bench_barbell") == ["First.", "Second."]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"D0-01"', '"D0-77"', "cites D0-77, which does not exist"),
        ('cites = ["D0-01"]', "cites = []", "cites is empty"),
        ('says = "Lift."', 'says = ""', "says is empty"),
        ("rep =", "rap =", "unknown fact rap"),
        ('exercise = "bench_barbell"\n', "", "does not say which exercise it is for"),
        ("bench_barbell", "bench_barbel", "Did you mean bench_barbell?"),
        ("cites =", "pad = true, cites =", "asks for more than the exercise"),
        ("cites =", 'unless = { exercise = "bench_barbell" }, cites =', "fits none of its exercises"),
        ("rep =", 'measure = ["knee"]\nrep =', "measure names knee, no fact"),
        ("}]", '}, { says = "Lift.", cites = ["D0-01"] }]', "says 'Lift.' twice"),
    ],
)
def test_mistakes_are_named(kb: Path, old: str, new: str, says: str) -> None:
    assert load_with(kb, GOOD).howtos
    with pytest.raises(ThrustdocError) as caught:
        load_with(kb, GOOD.replace(old, new))
    assert says in str(caught.value)
    assert "howto/bench.toml" in str(caught.value)
