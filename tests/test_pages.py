"""The pages in docs/ are what the knowledge base says today, and every link in them leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support import ROOT
from thrustdoc.knowledge.records import KnowledgeBase
from thrustdoc.pages import PAGES, main, render_pages


@pytest.fixture(scope="session")
def pages(real: KnowledgeBase) -> dict[str, str]:
    """Every page, rendered now."""
    return render_pages(real)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_not_old(pages: dict[str, str], name: str) -> None:
    path = ROOT / "docs" / name
    found = path.read_text(encoding="utf-8") if path.is_file() else ""
    if found != pages[name]:
        changed = next((n for n, (a, b) in enumerate(zip(found.split("\n"), pages[name].split("\n"), strict=False), 1)
                        if a != b), "the end")  # fmt: skip
        pytest.fail(f"docs/{name} is old from line {changed} on: run python -m thrustdoc.pages", pytrace=False)


def test_docs_holds_nothing_that_no_page_writes() -> None:
    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= {*PAGES, "performance.md"}


def test_every_link_has_its_place(pages: dict[str, str]) -> None:
    anchors = {name: set(re.findall(r'<a id="([^"]+)"></a>', page)) for name, page in pages.items()}
    for name, page in pages.items():
        for file, anchor in re.findall(r"\]\(([\w.]*)#([^)]+)\)", page):
            assert anchor in anchors[file or name], f"{name} links to {file or name}#{anchor}"
        for file in re.findall(r"\]\(([\w.]+)\)", page):
            assert file in pages


def test_anchors_are_unique(pages: dict[str, str]) -> None:
    for page in pages.values():
        anchors = re.findall(r'<a id="([^"]+)"></a>', page)
        assert len(anchors) == len(set(anchors))


def test_rules_holds_every_conclusion_with_its_rules_and_sources(real: KnowledgeBase, pages: dict[str, str]) -> None:
    parts = re.split(r'<a id="(\w+-\w+)"></a>', pages["rules.md"])
    entries = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(entries) == {f"{part}-{name}" for part, name in real.conclusions}
    for (part, name), record in real.conclusions.items():
        entry = entries[f"{part}-{name}"]
        assert record.says.split("{")[0][:30] in entry.replace("\\", "")
        assert entry.count("\n1. ") == bool(record.rules), name
        assert all(cite in entry for rule in record.rules for cite in rule.cites)
        assert ("Held back by:" in entry) == any(record.ref in rule.targets for rule in real.withholdings), name


def test_facts_holds_every_fact_with_question_values_and_readers(real: KnowledgeBase, pages: dict[str, str]) -> None:
    parts = re.split(r'<a id="(\w+)"></a>', pages["facts.md"])
    entries = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert set(entries) == set(real.facts)
    for name, fact in real.facts.items():
        entry = entries[name].replace("\\", "")
        assert (fact.computed or fact.ask) in entry and fact.measure in entry
        assert "Read by: " in entry or "No rule reads it." in entry
        assert all(f"`{value}`" in entry for value in fact.values if fact.type != "yes_no")


def test_sources_holds_disagreements_policies_what_is_aside_and_gaps(
    real: KnowledgeBase, pages: dict[str, str]
) -> None:
    page = pages["sources.md"].replace("\\", "")
    for each in real.disagreements.values():
        assert f"### {each.id}: {each.title}" in page
        assert all(position.says in page for position in each.positions)
        assert each.reading in page
    for policy in real.policies.values():
        assert f"### {policy.id}: {policy.title}" in page
    assert all(gap.says in page for gap in real.gaps)
    assert all(claim.aside in page for claim in real.claims.values())
    assert "363 numbered claims" in page


def test_pages_are_plain_markdown(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert page.startswith("# ")
        assert "## Contents\n" in page
        assert "\n\n\n" not in page and page.endswith("\n") and not page.endswith("\n\n")
        prose = re.sub(r"(?m)^    .*$", "", page)
        tags = set(re.findall(r"<(?!a id=\"|/a>|!--)[^>]*>", prose))
        assert not tags, (name, tags)
        assert "None" not in re.findall(r"\b\w+\b", page)


def test_the_same_base_gives_the_same_pages(real: KnowledgeBase, pages: dict[str, str]) -> None:
    assert render_pages(real) == pages


def test_one_command_writes_all(tmp_path: Path, pages: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "docs")]) == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs").iterdir()}
    assert written == pages
    assert capsys.readouterr().out.count("\n") == len(PAGES)
