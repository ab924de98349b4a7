"""Whole-case scenarios: what a client or trainer gives, and what must and must not come of it.

A scenario is a file of `tests/scenarios/`. `title` is what a trainer would say, `cites` the claims, policies and
disagreements that demand the outcome, `section` the document and heading it covers (left out where only a decision of
ours demands it), `[facts]` the case. `[expect]` may hold any field of Expected.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support import TESTS
from thrustdoc.knowledge.records import KINDS, PARTS
from thrustdoc.plan import ASKING, Plan
from thrustdoc.report import render
from thrustdoc.shown import verdict

FILES = sorted((TESTS / "scenarios").glob("*.toml"))


@dataclass(frozen=True)
class Expected:
    """What must come of a case. Ids stand for conclusions that are drawn; everything else is in the comments."""

    verdict_has: tuple[str, ...] = ()  # texts in the line that heads the page
    page_has: tuple[str, ...] = ()  # texts anywhere in the text report
    page_lacks: tuple[str, ...] = ()
    findings: tuple[Any, ...] = ()  # an id, or { id = "..", status = "candidate" }
    causes: tuple[Any, ...] = ()
    corrections: tuple[str, ...] = ()
    first: tuple[str, ...] = ()  # the first corrections of the page, exactly these in this order
    before: tuple[tuple[str, str], ...] = ()  # pairs: the one stands before the other
    today: tuple[str, ...] = ()  # among today's changes, or said by a line of today
    later: tuple[str, ...] = ()  # among what waits for next time
    notes: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)  # id = policy
    absent: tuple[str, ...] = ()  # part.id, e.g. correction.cue_hips_up
    nothing_else_of: tuple[str, ...] = ()  # a part, a kind, or "change": nothing of it but what is named above


@dataclass(frozen=True)
class Scenario:
    """One file, read."""

    name: str
    title: str
    cites: tuple[str, ...]
    section: Mapping[str, str]
    facts: Mapping[str, Any]
    expect: Expected


def read(path: Path) -> Scenario:
    """Return the scenario of a file. Raises TypeError or KeyError for a field that is unknown or missing."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    expect: dict[str, Any] = {
        key: tuple(raw) if isinstance(raw, list) else raw for key, raw in data.pop("expect").items()
    }
    cites, section = tuple(data.pop("cites")), data.pop("section", {})
    return Scenario(path.stem, cites=cites, section=section, expect=Expected(**expect), **data)


def misses(scenario: Scenario, plan: Plan) -> list[str]:
    """Return every expectation that the plan does not meet, in words."""
    checks = (statuses, order, texts, held_back, leftovers)
    return [miss for check in checks for miss in check(scenario.expect, plan)]


def named(expect: Expected) -> dict[str, dict[str, str]]:
    """Return for each part the ids that must be drawn, each with its status or ""."""
    pairs = [name for pair in expect.before for name in pair]
    corrections = [*expect.corrections, *expect.first, *pairs, *expect.today, *expect.later]
    return {
        "finding": dict(map(with_status, expect.findings)),
        "cause": dict(map(with_status, expect.causes)),
        "correction": dict.fromkeys(corrections, ""),
        "note": dict.fromkeys(expect.notes, ""),
    }


def with_status(entry: Any) -> tuple[str, str]:
    """Return id and status of an entry that may be a bare id."""
    return (entry, "") if isinstance(entry, str) else (entry["id"], entry["status"])


def statuses(expect: Expected, plan: Plan) -> Iterator[str]:
    """What must be drawn, and how surely."""
    for part, wanted in named(expect).items():
        for name, status in wanted.items():
            drawn = plan.diagnosis.drawn.get((part, name))
            if drawn is None:
                yield f"{part} {name} is missing"
            elif status and drawn.status != status:
                yield f"{part} {name} is {drawn.status}, not {status}"


def order(expect: Expected, plan: Plan) -> Iterator[str]:
    """What stands first, before something else, today and later."""
    shown = [each.record.id for each in plan.corrections]
    if shown[: len(expect.first)] != list(expect.first):
        yield f"first stand {shown[: max(1, len(expect.first))]}, not {list(expect.first)}"
    for one, other in expect.before:
        if one in shown and other in shown and shown.index(one) > shown.index(other):
            yield f"{one} stands after {other}"
    for field_name, wanted, listed in (("today", expect.today, plan.today), ("later", expect.later, plan.later)):
        ids = [each.record.id for each in listed]
        for name in wanted:
            if plan.folded.get(name, name) not in ids:
                yield f"{name} is not among {field_name}: {ids}"


def texts(expect: Expected, plan: Plan) -> Iterator[str]:
    """What the client reads and does not read."""
    page = " ".join(render(plan, "text").split())
    head = verdict(plan)
    yield from (f"the verdict lacks {text!r}: {head}" for text in expect.verdict_has if text not in head)
    yield from (f"the page lacks {text!r}" for text in expect.page_has if text not in page)
    yield from (f"the page says {text!r}" for text in expect.page_lacks if text in page)


def held_back(expect: Expected, plan: Plan) -> Iterator[str]:
    """What a policy must hold back, and what must not be drawn at all."""
    withheld = {each.record.id: each.policy for each in plan.diagnosis.withheld}
    for name, policy in expect.withheld.items():
        if withheld.get(name) != policy:
            yield f"{name} is withheld by {withheld.get(name, 'nothing')}, not by {policy}"
    drawn = {".".join(ref) for ref in plan.diagnosis.drawn}
    yield from (f"{name} is drawn" for name in expect.absent if name in drawn)


def leftovers(expect: Expected, plan: Plan) -> Iterator[str]:
    """What is drawn although nothing else of its kind may be."""
    wanted = {(part, name) for part, names in named(expect).items() for name in names}
    for of in expect.nothing_else_of:
        assert of in (*PARTS, *KINDS, "change"), of
        for ref, drawn in plan.diagnosis.drawn.items():
            kind = drawn.record.kind
            if ref not in wanted and (of in (drawn.record.part, kind) or (of == "change" and is_change(kind))):
                yield f"{'.'.join(ref)} is drawn, and nothing else of {of} may be"


def is_change(kind: str) -> bool:
    """Tell whether a kind of correction changes something, where a referral or a question does not."""
    return bool(kind) and kind not in ASKING
