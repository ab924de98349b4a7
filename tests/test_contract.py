"""The ids and values that users' case files and saved reports hang on are all there."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from thrustdoc.knowledge.records import FOLDERS, KnowledgeBase

CONTRACT = tomllib.loads((Path(__file__).parent / "contract.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", FOLDERS)
def test_every_promised_conclusion_has_a_record(real: KnowledgeBase, part: str) -> None:
    assert set(CONTRACT[FOLDERS[part]]) <= {each.id for each in real.of(part)}


def test_every_promised_fact_takes_its_promised_values(real: KnowledgeBase) -> None:
    for name, values in CONTRACT["facts"].items():
        assert set(values) <= set(real.facts[name].values), name


def test_the_ledger_is_complete(real: KnowledgeBase) -> None:
    counts = {key: sum(claim.document == key for claim in real.claims.values()) for key in real.documents}
    assert counts == {"D0": 56, "D1": 39, "D2": 41, "D3": 53, "D4": 174}
    assert list(real.policies) == [f"POL-{n:02}" for n in range(1, 22)]
    assert sorted(real.disagreements) == [f"C{n:02}" for n in range(1, 52)]
