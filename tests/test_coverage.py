"""Every claim is used, shown or set aside with a reason; one that is lost fails `thrustdoc check`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Run, problems, refused
from thrustdoc.knowledge.coverage import Coverage, coverage, coverage_text, uncovered
from thrustdoc.knowledge.load import load
from thrustdoc.knowledge.records import KnowledgeBase

CLAIM = """
[D0-99]
section = "Tips"
kind = "benefit"
says = "Grapes are purple."
"""


@pytest.fixture
def found(real: KnowledgeBase) -> Coverage:
    """What became of every claim that ships with thrustdoc."""
    return coverage(real)


def add_claim(kb: Path, text: str = CLAIM) -> KnowledgeBase:
    """Add a claim to the tiny base and load it."""
    with (kb / "claims/D0.toml").open("a", encoding="utf-8") as file:
        file.write(text)
    return load(kb)


def add_line(kb: Path, cite: str) -> None:
    """Add a how-to sheet with one line that cites something."""
    (kb / "howto").mkdir()
    line = f'exercise = "bench_barbell"\ncaution = [{{ says = "Eat grapes.", cites = ["{cite}"] }}]\n'
    (kb / "howto/bench.toml").write_text(line, encoding="utf-8")


def test_all_363_claims_are_accounted_for(real: KnowledgeBase, found: Coverage) -> None:
    assert (found.lost, found.count, uncovered(real)) == ((), 363, [])
    lists = [set(found.used), set(found.shown), set(found.aside)]
    assert set().union(*lists) == set(real.claims)
    assert sum(map(len, lists)) == 363, "a claim stands in one list only"


def test_every_reason_is_a_sentence_that_names_what_is_followed(found: Coverage) -> None:
    for claim, why in found.aside.items():
        assert why.endswith(".") and len(why.split()) > 5, claim


def test_every_policy_and_disagreement_is_at_work_or_printed(real: KnowledgeBase) -> None:
    cited = {cite for rule in real.all_rules() for cite in rule.cites}
    cited |= {cite for howto in real.howtos for line in howto.lines for cite in line.cites}
    cited |= {cite for each in real.conclusions.values() for cite in each.cites}
    assert set(real.policies) <= cited
    assert set(real.disagreements) - cited <= {"C45"}, "C45 is what to mend first: POL-05 is how it acts"


def test_a_lost_claim_fails_the_check(kb: Path, run: Run) -> None:
    add_claim(kb)
    result = run("check", kb)
    refused(result, "claims/D0.toml: [D0-99]", "nothing uses or shows the claim", "say why not in aside")
    assert len(problems(result)) == 1


def test_a_claim_with_a_reason_is_set_aside(kb: Path) -> None:
    base = add_claim(kb, CLAIM + 'aside = "It is about grapes."\n')
    assert coverage(base).aside["D0-99"] == "It is about grapes."
    assert uncovered(base) == []


def test_a_claim_on_a_sheet_is_shown(kb: Path) -> None:
    add_line(kb, "D0-99")
    assert coverage(add_claim(kb)).shown["D0-99"] == ("how-to bench",)


def test_a_reason_is_stale_once_something_shows_the_claim(kb: Path) -> None:
    add_line(kb, "D0-99")
    base = add_claim(kb, CLAIM + 'aside = "It is about grapes."\n')
    assert [str(each) for each in uncovered(base)] == [
        "claims/D0.toml: [D0-99]: the claim is set aside, but how-to bench cites it. Remove aside or the cite."
    ]


def test_a_position_in_a_disagreement_is_shown_unless_it_says_why_not(real: KnowledgeBase, found: Coverage) -> None:
    assert "disagreement C03" in found.shown["D2-02"]
    assert found.aside["D1-05"] == real.claims["D1-05"].aside


def test_a_record_without_rules_gives_its_own_reason(kb: Path) -> None:
    path = kb / "corrections/set_start_knee_90.toml"
    text = path.read_text(encoding="utf-8")
    assert "kept" in text
    path.write_text(text.replace("cites = [", 'cites = ["D0-99", ', 1), encoding="utf-8")
    base = add_claim(kb)
    assert coverage(base).aside["D0-99"] == base.conclusions["correction", "set_start_knee_90"].kept


def test_the_lists_are_printed_with_counts(real: KnowledgeBase, found: Coverage) -> None:
    text = coverage_text(real)
    assert f"At work in a rule: {len(found.used)} of 363 claims\n" in text
    assert f"Set aside: {len(found.aside)} of 363 claims\n" in text
    assert "Lost" not in text
    assert max(map(len, text.splitlines())) < 400


def test_check_prints_the_lists_when_asked(kb: Path, run: Run) -> None:
    result = run("check", "--coverage", kb)
    assert result.code == 0
    assert result.out.startswith("At work in a rule: ")
    assert "All is well" in result.out
    assert "At work" not in run("check", kb).out


def test_lost_claims_are_listed_before_the_refusal(kb: Path, run: Run) -> None:
    add_claim(kb)
    result = run("check", "--coverage", kb)
    assert result.code == 1
    assert "Lost: 1 of 12 claims\n  D0-99  Grapes are purple." in result.out
