"""What a page tells, so that two pages can be compared: its lines in order with status and words, what is held back.

What only repeats the answers, as the reasons behind each line do, is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thrustdoc.plan import Plan
from thrustdoc.shown import shown_causes, shown_findings, shown_notes, verdict


def content(plan: Plan) -> Mapping[str, Any]:
    """Return what a page tells."""
    parts = {
        "findings": plan.findings,
        "shown findings": shown_findings(plan),
        "causes": plan.causes,
        "shown causes": shown_causes(plan.causes),
        "corrections": plan.corrections,
        "today": plan.today,
        "later": plan.later,
        "asks": plan.asks,
        "notes": plan.notes,
        "shown notes": shown_notes(plan),
    }
    lines = {
        part: [(each.record.ref, each.status, each.lines, each.title, each.coach, each.check) for each in drawn]
        for part, drawn in parts.items()
    }
    return {**lines, "verdict": verdict(plan), "held back": dict(plan.held_back), "folded": dict(plan.folded)}
