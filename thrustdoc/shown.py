"""What of a plan stands on a page: the line that heads it, and under it nothing that another line says already."""

from __future__ import annotations

from thrustdoc.diagnosis import Drawn
from thrustdoc.plan import NORMAL, Plan, fold

NOTHING = "nothing_to_fix"
"""The note that is a verdict of its own (POL-04)."""


def is_normal(finding: Drawn) -> bool:
    """Tell whether a finding says that something is as it should be: good to know, and nothing to mend."""
    return NORMAL in finding.record.groups


ASKED = "asked"
"""The group of findings that the questions of a page say by themselves."""


def shown_findings(plan: Plan) -> tuple[Drawn, ...]:
    """Return the faults under the one that heads the page, without what another line or a question says already."""
    said = fold(plan.findings)
    said |= {each.record.id: "" for each in plan.findings if plan.asks and ASKED in each.record.groups}
    return tuple(
        each for each in plan.findings if each is not head(plan) and not is_normal(each) and each.record.id not in said
    )


def shown_causes(causes: tuple[Drawn, ...]) -> tuple[Drawn, ...]:
    """Return the causes that a page names: a general one ("technique") only where no exact one is known."""
    exact = tuple(cause for cause in causes if "general" not in cause.record.groups)
    return exact or causes


def shown_notes(plan: Plan) -> tuple[Drawn, ...]:
    """Return what is good to know: first what is as it should be, then the notes, without what heads the page."""
    first, said = head(plan), fold(plan.notes, plan.findings)
    notes = (note for note in plan.notes if note.record.id not in said)
    return tuple(each for each in (*filter(is_normal, plan.findings), *notes) if each is not first)


def head(plan: Plan) -> Drawn | None:
    """Return what heads the page: the leading fault, the word that all is well, the referral, or what is in order."""
    nothing = next((note for note in plan.notes if note.record.id == NOTHING), None)
    if plan.leading and not is_normal(plan.leading):
        return plan.leading
    in_order = None if plan.today or plan.asks else plan.leading
    return nothing or next(iter(plan.referrals), in_order)


BEFORE_LIFTING = "before_lifting"
"""The group of referrals that come before the next set: what stands under "today" waits for them."""


def today_head(plan: Plan) -> str:
    """Return the line above today's changes. Where something hurts they wait until it has been looked at."""
    first = any(BEFORE_LIFTING in each.record.groups for each in plan.referrals)
    when = "Once it has been seen" if first else "Today"
    return f"{when}, in this order" if len(plan.today) > 1 else when


def verdict(plan: Plan) -> str:
    """Return the page in one line."""
    first = head(plan)
    if first:
        return f"Likely: {first.says}" if first.likely else first.says
    if plan.today:
        return "Here is what fits what you told us."
    if plan.asks:
        return "We need to know a little more first."
    if not (plan.corrections or plan.notes or plan.held_back):
        return "What you told us is not enough to say anything yet."
    return "Here is what we can say about it."
