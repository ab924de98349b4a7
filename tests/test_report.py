"""The reports: what a client reads in each format, and that nothing a client typed is ever interpreted."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.support import FULL
from thrustdoc import Thrustdoc
from thrustdoc.knowledge.load import load
from thrustdoc.report import FORMATS, Look, render

BY_EYE = {"exercise": "bench_barbell", "foot_distance": "too_close", "heels_lift": "clearly", "no_lockout": True}
ALARM = {"red_flag_signs": ["chest_pain"], "exercise": "bench_barbell", "foot_distance": "too_close"}
EARNED = {"load_level": "light", "no_lockout": False, "heels_lift": "no", "knee_angle_top_deg": 90}
PAGES: list[dict[str, Any]] = [FULL, BY_EYE, ALARM, EARNED, {"pad": True}]

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{% for x in y %}{# c #}",
    '"><img src=x onerror=alert(1)>',
    "*a* _b_ `c` [d](http://e) <f> # g & ~h~ | i\\",
    "# title",
    "'; DROP TABLE x; -- $(id) `id` %s {0} {name}",
    "x" * 2000,
]


def test_a_page_reads_as_it_should(doc: Thrustdoc) -> None:
    """One page in full, so that a change of layout is seen for what it is."""
    plan = doc.diagnose({**BY_EYE, "load_level": "light"}, client={"name": "Sam", "date": "2026-11-20"})
    assert render(plan, "text") == (
        "Sam, 2026-11-20\n\n"
        "Test text: your heels come off the floor.\n"
        "  Because you said: heels clearly lift.\n"
        "  Likely: Test text: heels clearly lift.\n"
        "    Because you said: feet look too close.\n"
        "  Test text: one measurement is still to come.\n\n"
        "Why\n"
        "  Possible: Test text: the short distance lifts your heels.\n\n"
        "Today, in this order\n"
        "  1. Test text: keep the whole foot on the floor.\n"
        "     Check: Test text: nobody can slide a card under it.\n"
        "     Because: test: feet too close; test: heels lift.\n"
        "  2. Test text: send your hips to the ceiling.\n"
        "     Check: Test text: one line from shoulders to knees.\n"
        "     Because you said: no full lockout.\n\n"
        "Measure or tell us next\n"
        "  * Test text: measure the knee angle at lockout.\n\n"
        "Good to know\n"
        "  * Test text: close feet can feel easy at first.\n\n"
        "Test text: stop and see a professional if anything hurts.\n"
    )


def test_with_nothing_to_fix_the_page_says_so_first_and_changes_nothing(doc: Thrustdoc) -> None:
    page = render(doc.diagnose({"heels_lift": "no", "knee_angle_top_deg": 90}), "text")
    assert page.startswith("Test text: nothing to mend in what you gave.\n")
    assert "Today" not in page


def test_after_a_warning_sign_only_the_referral_is_left(doc: Thrustdoc) -> None:
    page = render(doc.diagnose({**FULL, "red_flag_signs": ["chest_pain"]}), "text")
    assert "Before anything else\n  * Test text: stop and get help now.\n" in page
    assert not re.search("Today|Next time|Good to know|take weight off", page)


def test_words_that_depend_on_the_case(doc: Thrustdoc) -> None:
    close = {"exercise": "bench_barbell", "knee_angle_top_deg": 68.5}
    assert render(doc.diagnose(close), "text").startswith("Test text: your knees close to 68.5 degrees at the top.\n")
    both = doc.diagnose({**close, "heels_lift": "clearly"}).diagnosis.drawn["finding", "feet_too_close"]
    assert both.lines == (
        "Test text: your knees close to 68.5 degrees at the top.",
        "Test text: heels clearly lift.",
    )
    assert both.coach == "Test text: look at the heel."
    floor = render(doc.diagnose({"exercise": "glute_bridge", "no_lockout": True}), "text")
    assert "lift until shoulders" in floor
    assert "hips to the ceiling" not in floor


def test_a_wording_may_change_the_title_alone(kb: Path) -> None:
    path = kb / "findings" / "feet_too_close.toml"
    text = path.read_text(encoding="utf-8").replace('says = "Test text: {heels_lift}."', 'title = "Test"')
    path.write_text(text, encoding="utf-8")
    found = Thrustdoc(load(kb)).diagnose(BY_EYE).diagnosis.drawn["finding", "feet_too_close"]
    assert (found.title, found.says) == ("Test", "Test text: your feet seem too close to your hips.")


@pytest.mark.parametrize("facts", PAGES, ids=range(len(PAGES)))
@pytest.mark.parametrize("why", [False, True])
def test_no_line_is_wider_than_the_terminal(doc: Thrustdoc, facts: dict[str, Any], why: bool) -> None:
    plan = doc.diagnose(facts, client={"name": "a name of many words " * 20 + "y" * 300})
    widths = {}
    for width in (40, 80, 200):
        lines = render(plan, "text", Look(width=width, why=why)).splitlines()
        assert max(map(len, lines)) <= width
        assert not any(line != line.rstrip() for line in lines)
        widths[width] = len(lines)
    assert widths[40] > widths[80] >= widths[200]


@pytest.mark.parametrize("facts", PAGES, ids=range(len(PAGES)))
@pytest.mark.parametrize("fmt", FORMATS)
def test_a_report_is_tidy(doc: Thrustdoc, facts: dict[str, Any], fmt: str) -> None:
    for why in (False, True):
        report = render(doc.diagnose(facts), fmt, Look(why=why))
        assert report == report.strip("\n") + "\n"
        assert "\n\n\n" not in report
        assert not re.search(r"\bNone\b|Undefined|\{\{|\}\}|\{%|<thrustdoc|frozenset", report)


def test_color_stands_only_in_a_text_report_that_asks_for_it(doc: Thrustdoc) -> None:
    plan = doc.diagnose(FULL)
    plain, colored = (render(plan, "text", Look(color=color, why=True)) for color in (False, True))
    assert "\x1b" not in plain
    assert "\x1b[1mToday, in this order\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9]+m", "", colored) == plain
    assert all("\x1b" not in render(plan, fmt, Look(color=True)) for fmt in ("md", "html", "json"))


def test_why_lists_rule_facts_and_sources_of_every_line(doc: Thrustdoc) -> None:
    plan = doc.diagnose({**BY_EYE, "load_level": "light"})
    page = " ".join(render(plan, "text", Look(why=True, width=200)).split())
    for words in (
        "feet_too_close: barbell on a bench; feet look too close; knee_angle_top_deg not given [D0-02, C01; "
        "findings/feet_too_close.toml#2]",
        "close_feet: finding feet_too_close (likely); finding heels_lifting [D0-02, D0-03; causes/close_feet.toml#1]",
        "cue_hips_up: no full lockout [D0-05; corrections/cue_hips_up.toml#1]",
        "D0-05: Test text: hips that stay low go up toward the ceiling. (Test document zero, Lockout)",
        "C01: Test: where the knee is at a right angle",
    ):
        assert words in page
    for drawn in plan.diagnosis.drawn.values():
        assert f"{drawn.record.id}: " in page
    assert "[POL-16]" in render(doc.diagnose(EARNED), "text", Look(why=True))
    plain = render(plan, "text")
    assert not re.search(r"feet_too_close|D0-|POL-|toml|Sources", plain)


def test_every_format_says_the_same_and_nothing_twice(doc: Thrustdoc) -> None:
    for facts in [*PAGES, {"knee_angle_top_deg": 90}]:
        plan = doc.diagnose(facts, client={"name": "Sam"})
        said = [each.says for each in (*plan.findings, *plan.causes, *plan.today, *plan.later, *plan.asks, *plan.notes)]
        for fmt in ("text", "md", "html"):
            report = re.sub(r"<title>.*?</title>|<details>.*?</details>", "", render(plan, fmt), flags=re.DOTALL)
            report = " ".join(re.sub(r"\\(.)", r"\1", report).split())
            assert {text: report.count(text) for text in said} == dict.fromkeys(said, 1), fmt
            assert "Sam" in report


class Page(HTMLParser):
    """Collects the tags, attributes and text of a page, and checks that tags are closed as they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("facts", PAGES, ids=range(len(PAGES)))
def test_html_is_one_file_without_script_or_anything_from_outside(doc: Thrustdoc, facts: dict[str, Any]) -> None:
    report = render(doc.diagnose(facts, client={"name": HOSTILE[2]}), "html", Look(why=True))
    page = Page()
    page.feed(report)
    assert report.startswith("<!DOCTYPE html>")
    assert page.open == []
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "a", "svg"}
    names = {name for name, _ in page.attributes}
    assert not names & {"src", "href", "srcset", "action", "style"}
    assert not any(name.startswith("on") for name in names)
    assert not re.search(r"url\(|@import|https?:", report)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_client_typed_shows_as_typed(doc: Thrustdoc, text: str) -> None:
    plan = doc.diagnose(FULL, client={"name": text, "date": text, "note": text})
    page = Page()
    page.feed(render(plan, "html"))
    assert text in page.text
    assert "script" not in page.tags
    assert json.loads(render(plan, "json"))["case"]["client"] == {"name": text, "date": text, "note": text}
    assert "".join(text.split()) in "".join(render(plan, "text").split())
    markdown = next(line for line in render(plan, "md").splitlines()[1:] if line)
    assert "<" not in markdown
    assert re.sub(r"\\(.)", r"\1", markdown).replace("&lt;", "<").replace("&amp;", "&") == f"{text}, {text}"
    assert not re.search(r"(?<!\\)[*_`#\[\]|~]", re.sub(r"\\\\", "", markdown))
