"""From a plan to a report: text, Markdown, HTML through Jinja2 templates, JSON as plain data."""

from __future__ import annotations

import json
from typing import Any

from thrustdoc.diagnosis import Derivation, Drawn
from thrustdoc.feet import feet_data
from thrustdoc.plan import Plan
from thrustdoc.shown import head, shown_causes, shown_findings, shown_notes, today_head, verdict
from thrustdoc.templates import FORMATS, PLAIN, Look, fill_template, natural
from thrustdoc.why.because import because_data, plain
from thrustdoc.why.closecall import close_calls, close_data
from thrustdoc.why.grounds import Grounds, grounds

__all__ = ["FORMATS", "Look", "render"]

TEMPLATES = {"text": "report.txt.jinja", "md": "report.md.jinja", "html": "report.html.jinja"}


def render(plan: Plan, fmt: str, look: Look = PLAIN) -> str:
    """Return the report of a plan in a format of FORMATS, ending in one line end."""
    if fmt == "json":
        return json.dumps(as_data(plan), ensure_ascii=False, indent=2) + "\n"
    under = grounds(plan)
    filters = {
        "because": lambda drawn: [because(plan, each) for each in drawn.because],
        "grounds": lambda drawn: under.get(drawn.record.ref, Grounds()),
    }
    fields = context(plan, look.why)
    if fmt == "html" or look.reports:  # our text and Markdown do without the drawing and the rest of it
        from thrustdoc.handout.page import make_page

        fields["page"] = make_page(plan, look)
    return fill_template(TEMPLATES[fmt], fmt, look, fields, filters)


def context(plan: Plan, why: bool) -> dict[str, Any]:
    """Return the fields that a template may use."""
    return {
        "client": {"name": "", "date": "", **plan.diagnosis.case.client},
        "verdict": verdict(plan),
        "also": shown_findings(plan),
        "causes": shown_causes(plan.causes),
        "more_referrals": tuple(each for each in plan.referrals if each is not head(plan)),
        "today_head": today_head(plan),
        "today": plan.today,
        "later": plan.later,
        "asks": plan.asks,
        "notes": shown_notes(plan),
        "held_back": plan.held_back,
        "stop": [] if plan.stopped else [each.page for each in plan.diagnosis.base.policies.values() if each.page],
        "head": head(plan),
        "plan": plan,
        "why": why,
        "sources": cited(plan) if why else [],
    }


def because(plan: Plan, derivation: Derivation) -> str:
    """Return one derivation in words: what was given, what follows from it, and who says so."""
    base = plan.diagnosis.base
    given = [base.facts[name].words(value) for name, value in derivation.facts.items()]
    given += [f"so {base.facts[name].words(value)}" for name, value in derivation.computed.items()
              if value not in derivation.facts.values()]  # fmt: skip
    given += [f"{name} not given" for name in derivation.unset]
    given += [f"{part} {name}" + (" (likely)" if status == "candidate" else "")
              for (part, name), status in derivation.conclusions]  # fmt: skip
    basis = "; ".join(given) or "no given fact speaks against it"
    return f"{basis} [{', '.join(derivation.rule.cites)}; {derivation.rule.name}]"


def cited(plan: Plan) -> list[tuple[str, str]]:
    """Return id and words of everything that the conclusions of the page cite, each once."""
    base = plan.diagnosis.base
    found: dict[str, str] = {}
    for drawn in plan.diagnosis.drawn.values():
        for cite in (cite for derivation in drawn.because for cite in derivation.rule.cites):
            if cite in base.claims:
                claim = base.claims[cite]
                found[cite] = f"{claim.says} ({base.documents[claim.document].title}, {claim.section})"
            elif cite in base.policies:
                found[cite] = f"{base.policies[cite].title} (a decision of ours)"
            else:
                found[cite] = base.disagreements[cite].title
    return sorted(found.items(), key=lambda pair: natural(pair[0]))


def as_data(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain data: the JSON report."""
    diagnosis = plan.diagnosis
    later = {each.record.id for each in plan.later}
    calls = close_calls(diagnosis)

    def close(drawn: Drawn) -> dict[str, Any]:
        call = calls.get(drawn.record.ref)
        return {"close_call": close_data(call)} if call else {}

    return {
        "verdict": verdict(plan),
        "findings": [_finding(each) | close(each) for each in plan.findings],
        "causes": [_finding(each) | close(each) for each in plan.causes],
        "corrections": [_correction(each, later, plan) | close(each) for each in plan.corrections],
        "notes": [_note(each) | close(each) for each in plan.notes],
        "feet": feet_data(plan.feet) if plan.feet else None,
        "withheld": [
            {
                "id": each.record.id,
                "part": each.record.part,
                "policy": each.policy,
                "reason": plan.held_back.get(each.policy, each.reason),
            }
            for each in diagnosis.withheld
        ],
        "case": {
            "client": dict(diagnosis.case.client),
            "facts": {name: plain(value) for name, value in diagnosis.case.given.items()},
            "unknown": list(diagnosis.case.unknown),
        },
    }


def _finding(drawn: Drawn) -> dict[str, Any]:
    return {
        "id": drawn.record.id,
        "status": drawn.status,
        "title": drawn.title,
        "says": drawn.says,
        "because": because_data(drawn.because),
    }


def _note(drawn: Drawn) -> dict[str, Any]:
    return {"id": drawn.record.id, "says": drawn.says, "because": because_data(drawn.because)}


def _correction(drawn: Drawn, later: set[str], plan: Plan) -> dict[str, Any]:
    record = drawn.record
    data: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind,
        "status": drawn.status,
        "say": drawn.says,
        "coach": drawn.coach,
        "check": drawn.check,
    }
    if record.asks:
        data["asks"] = list(record.asks)
    if record.id in plan.folded:
        data["said_with"] = plan.folded[record.id]
    if record.id in later:
        data["next_time"] = True
    return data | {"because": because_data(drawn.because)}
