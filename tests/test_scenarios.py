"""Whole cases as a trainer meets them: what documents and decisions demand must come of each, and not the contrary."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenario import FILES, misses, named, read
from thrustdoc import Thrustdoc
from thrustdoc.case import make_case
from thrustdoc.knowledge.records import KnowledgeBase

FEWEST = 75
FACTS = (3, 15)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenario(doc_real: Thrustdoc, path: Path) -> None:
    scenario = read(path)
    plan = doc_real.plan(make_case(doc_real.base, scenario.facts))
    assert misses(scenario, plan) == [], scenario.title


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_names_only_what_exists(real: KnowledgeBase, path: Path) -> None:
    scenario = read(path)
    sources = {*real.claims, *real.policies, *real.disagreements}
    assert scenario.cites and set(scenario.cites) <= sources, set(scenario.cites) - sources
    ids = {(part, name) for part, names in named(scenario.expect).items() for name in names}
    ids |= {(part, name) for part, _, name in (each.partition(".") for each in scenario.expect.absent)}
    assert ids <= set(real.conclusions), ids - set(real.conclusions)
    assert set(scenario.expect.withheld) <= {name for _, name in real.conclusions}
    assert set(scenario.expect.withheld.values()) <= set(scenario.cites), "it cites the policy that withholds"
    assert FACTS[0] <= len(scenario.facts) <= FACTS[1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_cites_the_section_that_it_covers(real: KnowledgeBase, path: Path) -> None:
    scenario = read(path)
    cited = {(real.claims[name].document, real.claims[name].section) for name in scenario.cites if name in real.claims}
    assert set(scenario.section.items()) <= cited


def test_every_section_of_every_document_has_a_scenario(real: KnowledgeBase) -> None:
    covered = {pair for path in FILES for pair in read(path).section.items()}
    sections = {(key, section) for key, document in real.documents.items() for section in document.sections}
    assert sections - covered == set()
    assert len(FILES) >= FEWEST
