"""What comes first on the page, what waits and what is folded away: the order of POL-05."""

from __future__ import annotations

from collections.abc import Mapping

from thrustdoc.diagnosis import Diagnosis, Drawn
from thrustdoc.feet import FootShift, foot_shift
from thrustdoc.frozen import dataclass
from thrustdoc.knowledge.records import KINDS, Conclusion, Ref

TODAY = 3
"""How many changes a client gets at once."""

ASKING = ("referral", "ask")
"""Kinds that change nothing in the lift."""

SAFETY = "bench_safety"
"""Corrections that keep a bench lift safe."""

SPINE, NORMAL, DATA = "spine", "normal", "data"
"""Groups of findings: faults of the back, what is as it should be, and what is said about the input itself."""


@dataclass(frozen=True)
class Plan:
    """A diagnosis in the order of a page.

    `corrections` holds all of them in order; of these `today` is done now, `later` next time, and `folded` maps an id
    to the id whose line already says it. `findings` start with the leading one. `held_back` maps each policy that
    acted to its reason; `stopped` says that the safety gate left only referral and questions. `feet` is how far they go
    where a correction moves them and their place was measured.
    """

    diagnosis: Diagnosis
    findings: tuple[Drawn, ...]
    causes: tuple[Drawn, ...]
    corrections: tuple[Drawn, ...]
    referrals: tuple[Drawn, ...]
    asks: tuple[Drawn, ...]
    today: tuple[Drawn, ...]
    later: tuple[Drawn, ...]
    folded: Mapping[str, str]
    notes: tuple[Drawn, ...]
    held_back: Mapping[str, str]
    stopped: bool
    feet: FootShift | None = None

    @property
    def leading(self) -> Drawn | None:
        """The finding that heads the page."""
        return self.findings[0] if self.findings else None


def make_plan(diagnosis: Diagnosis) -> Plan:
    """Return the diagnosis in page order."""
    findings = tuple(sorted(diagnosis.of("finding"), key=finding_key))
    causes = tuple(sorted(diagnosis.of("cause"), key=lambda each: (each.likely, each.record.order)))
    corrections = order_corrections(diagnosis, findings)
    folded = fold(corrections)
    changes = tuple(each for each in corrections if each.record.kind not in ASKING and each.record.id not in folded)
    today = pick_today(diagnosis, changes, folded)
    stopped = any(each.policy == GATE for each in diagnosis.withheld) or gate_referral(corrections)
    return Plan(
        diagnosis=diagnosis,
        findings=findings,
        causes=causes,
        corrections=corrections,
        referrals=tuple(each for each in corrections if each.record.kind == "referral"),
        asks=tuple(each for each in corrections if each.record.kind == "ask"),
        today=today,
        later=tuple(each for each in changes if each not in today),
        folded=folded,
        notes=diagnosis.of("note"),
        held_back=reasons_held(diagnosis, stopped),
        stopped=stopped,
        feet=moved_feet(diagnosis, corrections),
    )


def reasons_held(diagnosis: Diagnosis, stopped: bool) -> dict[str, str]:
    """Return each policy that holds something back, with its reason; a shut gate always does."""
    reasons = {each.policy: each.reason for each in diagnosis.withheld if each.policy not in SILENT}
    if stopped and GATE in diagnosis.base.policies:
        reasons.setdefault(GATE, diagnosis.base.policies[GATE].reason)
    kit = missing_kit(diagnosis)
    return {policy: reason.replace(KIT, kit) for policy, reason in sorted(reasons.items())}


FEET = {"away": "away", "in": "toward"}
"""Directions in which corrections move the distance of the feet, and what a shift of the feet calls them."""


def moved_feet(diagnosis: Diagnosis, corrections: tuple[Drawn, ...]) -> FootShift | None:
    """Return the shift of the feet where a correction that stands moves them the same way."""
    ways = {FEET[each.record.moves["foot_distance"]] for each in corrections if "foot_distance" in each.record.moves}
    shift = foot_shift(diagnosis.case.given) if ways else None
    return shift if shift and shift.direction in (*ways, "none") else None


GATE = "POL-01"
SILENT = ("POL-08",)
"""Policies whose acting a page does not mention: the line that won says it all."""


KIT = "{kit}"
"""What stands in a policy's reason for the kit that is missing."""


def missing_kit(diagnosis: Diagnosis) -> str:
    """Return in words what corrections that are held back need and the client does not have."""
    there = diagnosis.case.facts.get("equipment")
    there = there if isinstance(there, frozenset) else frozenset()
    kit = diagnosis.base.facts["equipment"].values if "equipment" in diagnosis.base.facts else {}
    missing = [each.record for each in diagnosis.withheld if KIT in each.reason]
    wanted = [choice for each in missing for choice in each.needs if not set(choice).intersection(there)]
    return "; ".join(dict.fromkeys(" or ".join(kit[piece] for piece in choice) for choice in wanted))


def gate_referral(corrections: tuple[Drawn, ...]) -> bool:
    """Tell whether a referral of the safety gate stands."""
    return any(is_gate(each.record) for each in corrections)


def is_gate(record: Conclusion) -> bool:
    """Tell whether a conclusion is a referral of the safety gate."""
    return record.kind == "referral" and "gate" in record.groups


def finding_key(finding: Drawn) -> tuple[int, bool, int]:
    """Faults first, then what concerns the input, then what is in order; what is sure before what is likely."""
    return finding_rank(finding.record, finding.likely)


def finding_rank(record: Conclusion, likely: bool) -> tuple[int, bool, int]:
    """Return the sort key of a finding that is sure or only likely."""
    tier = 2 if NORMAL in record.groups else 1 if DATA in record.groups else 0
    return (tier, likely, record.order)


FIRST, AHEAD, BEHIND = (0, 0), (2, 0), (4, 0)
"""Where referrals, questions and what nothing leads stand; a line leads for what is folded into it, too."""


def order_corrections(diagnosis: Diagnosis, findings: tuple[Drawn, ...]) -> tuple[Drawn, ...]:
    """Return the corrections in the order of POL-05."""
    leading = [(part, findings[0].record.id) for part in ("finding", "cause")] if findings else []
    rank: dict[Ref, tuple[int, int]] = {}
    for n, rule in enumerate(diagnosis.leads):
        for target in rule.targets:
            rank.setdefault(target, (1, n) if rule.ahead_of_questions else (3, n))
    for name, host in fold(diagnosis.of("correction")).items():
        led = rank.get(("correction", name), BEHIND)
        if led > AHEAD:
            rank["correction", host] = min(led, rank.get(("correction", host), BEHIND))
    spine = spine_findings(diagnosis)

    def key(each: Drawn) -> tuple[tuple[int, int], int, bool, bool, bool, int, str]:
        kind = each.record.kind
        fixed = {"referral": FIRST, "ask": AHEAD}.get(kind)
        return (
            fixed or rank.get(each.record.ref, BEHIND),
            KINDS.index(kind),
            not each.first,
            not (kind == "cue" and each.rests_on(spine)),
            not each.rests_on(leading),
            each.record.order,
            each.record.id,
        )

    return tuple(sorted(diagnosis.of("correction"), key=key))


def spine_findings(diagnosis: Diagnosis) -> list[Ref]:
    """Return the findings of the back that stand."""
    return [each.record.ref for each in diagnosis.of("finding") if SPINE in each.record.groups]


def fold(lines: tuple[Drawn, ...], beside: tuple[Drawn, ...] = ()) -> dict[str, str]:
    """Return for each of `lines` that another one, of them or `beside` them, already says that other one's id."""
    shown = {each.record.id for each in (*lines, *beside)}
    return {
        each.record.id: next(name for name in each.record.said_with if name in shown)
        for each in lines
        if shown.intersection(each.record.said_with)
    }


def pick_today(diagnosis: Diagnosis, changes: tuple[Drawn, ...], folded: Mapping[str, str]) -> tuple[Drawn, ...]:
    """Return what is done today: three changes at most, but these are never put off.

    Cues that answer a fault of the back, what leads ahead of the questions, and what the lift stands on where it leads.
    """
    spine = spine_findings(diagnosis)
    urgent = [each for each in changes if each.record.kind == "cue" and each.rests_on(spine)]
    ahead = {target for rule in diagnosis.leads if rule.ahead_of_questions for target in rule.targets}
    led = {name for rule in diagnosis.leads for _, name in rule.targets}
    drawn = diagnosis.of("correction")
    safe = {each.record.id for each in drawn if SAFETY in each.record.groups and each.record.id in led}
    safe |= {folded[name] for name in safe if name in folded}
    urgent = [each for each in changes if each in urgent or each.record.ref in ahead or each.record.id in safe]
    others = [each for each in changes if each not in urgent]
    chosen = urgent + others[: max(0, TODAY - len(urgent))]
    return tuple(each for each in changes if each in chosen)
