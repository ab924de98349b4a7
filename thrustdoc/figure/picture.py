"""The figure of a report: the lockout as measured against the lockout aimed for, seen from the side, as SVG.

Only what was measured and what is the aim is drawn: the knee angle, the slope of the thighs where it is known, the gap
from fingertips to heels on the floor. Everybody is drawn with the same body, shoulders, hips and knees in one line.
"""

from __future__ import annotations

from thrustdoc.feet import RIGHT, FootShift, lockout_reached
from thrustdoc.figure.body import (
    ANKLE,
    ARM,
    BACK,
    HEEL,
    SHANK,
    Pose,
    ankle_for,
    arm_on_floor,
    arm_on_hip,
    foot,
    head,
    pose,
    shoulder_for,
)
from thrustdoc.figure.drawing import (
    BELOW,
    FLOOR,
    Arrow,
    Body,
    Label,
    Scene,
    arc,
    bisector,
    body_in_picture,
    centered,
    outlined,
    place,
    square,
)
from thrustdoc.knowledge.lengths import CM_PER_INCH, length_words, rounded
from thrustdoc.plan import Plan
from thrustdoc.readings import number
from thrustdoc.templates import PLAIN, fill_template

FINGERTIPS_IN = 6.0
"""The gap from fingertips to heels aimed for on the floor, in inches (D2-21, D2-28)."""

GAP = "heel_fingertip_in"


def figure(plan: Plan) -> str:
    """Return the figure of a plan as one SVG element, or nothing where there is nothing to show."""
    found = scene(plan)
    return fill_template("figure.svg.jinja", "html", PLAIN, {"scene": found}) if found else ""


def scene(plan: Plan) -> Scene | None:
    """Return what the figure shows: the feet on the bench or on the floor, where a correction moves them."""
    facts, units = plan.diagnosis.case.given, plan.diagnosis.units
    if not lockout_reached(facts):
        return None
    if plan.feet:
        return bench_scene(plan.feet, units) if plan.feet.reason_not in ("", "size") else None
    moved = any(GAP in each.facts for drawn in plan.today + plan.later for each in drawn.because)
    gap = number(facts, GAP)
    return floor_scene(gap, units) if moved and gap is not None else None


def bench_scene(shift: FootShift, units: str) -> Scene | None:
    """Return the lockout on a bench with the feet where they were and where they go; None where nobody lies so."""
    angle, level = shift.reading.angle, ANKLE + SHANK
    shoulder = level if shift.slope is None else shoulder_for(angle, shift.slope)
    measured, aim = pose(shoulder, ankle_for(angle, shoulder)), pose(shoulder, ankle_for(RIGHT, shoulder))
    if measured is None or aim is None or not level / 2 <= shoulder <= level * 1.5:
        return None
    far = "" if shift.cm is None else f"about {length_words(rounded(shift.cm), 'cm', units)} "
    way = f"{far}{'away from' if shift.direction == 'away' else 'toward'} the bench"
    start, end = place((measured.ankle[0], -5)), place((aim.ankle[0], -5))
    return Scene(
        title="Your lockout as measured, and as it should be",
        says=f"Side view of a hip thrust off a bench at lockout. Drawn solid, the aim: a knee angle of {RIGHT:g} "
        f"degrees. Dashed, as measured: {angle:g} degrees. The feet move {way}.",
        aim=body_in_picture(aim, head(aim), arm_on_hip(aim), square(aim)),
        measured=body_in_picture(measured, mark=arc(measured)),
        labels=(*_knee_labels(measured, aim), centered((start[0] + end[0]) / 2, FLOOR + 44, f"feet {way}")),
        bench=True,
        bench_top=place((0.0, shoulder - BACK))[1],
        arrows=(Arrow(start, end),),
    )


def _knee_labels(measured: Pose, aim: Pose) -> tuple[Label, Label]:
    """Return the labels of the two angles: one beside the knee, one under the thigh, each on the side of its shin."""
    close = measured.ankle[0] < aim.ankle[0]
    knee, height = place(aim.knee), 0.42 * aim.knee[1]
    left = place((min(_shin_at(measured, height), _shin_at(aim, height)) - 11, height))
    inner, outer = (measured, aim) if close else (aim, measured)
    return (
        Label(left, _angle_words(inner, aim), "end", bisector(inner, 42 if close else 24), bold=inner is aim),
        Label((knee[0] + 30, knee[1] - 8), _angle_words(outer, aim), bold=outer is aim),
    )


def _angle_words(body: Pose, aim: Pose) -> str:
    return f"{'aim' if body is aim else 'measured'}: {round(body.angle, 1):g}°"


def _shin_at(body: Pose, height: float) -> float:
    """Return how far from the shoulder the middle of the shin is at this height, in cm."""
    share = (height - body.ankle[1]) / (body.knee[1] - body.ankle[1])
    return body.ankle[0] + share * (body.knee[0] - body.ankle[0])


def floor_scene(gap: float, units: str) -> Scene | None:
    """Return the lockout on the floor with the heels at the gap measured, in inches, and at the gap aimed for."""
    heel, best_heel = ARM + gap * CM_PER_INCH, ARM + FINGERTIPS_IN * CM_PER_INCH
    aim, measured = pose(BACK, best_heel + HEEL), pose(BACK, heel + HEEL)
    if aim is None:
        return None
    now, best = length_words(gap, "inches", units), length_words(FINGERTIPS_IN, "inches", units)
    tips, rows = place((ARM, 0.0))[0], (FLOOR + 17, FLOOR + 43, FLOOR + 69)
    arrows = (
        Arrow((tips, rows[0]), (place((best_heel, 0.0))[0], rows[0]), both=True),
        Arrow((tips, rows[1]), (place((heel, 0.0))[0], rows[1]), both=True, dashed=True),
    )
    return Scene(
        title="Your feet as measured, and as they should be",
        says=f"Side view of a hip thrust on the floor at lockout, arms by the sides. Drawn solid, the aim: {best} from "
        f"fingertips to heels. Dashed, as measured: {now}.",
        aim=body_in_picture(aim, head(aim), arm_on_floor()),
        measured=body_in_picture(measured) if measured else Body(outlined(foot((heel + HEEL, ANKLE)))),
        labels=(
            Label((tips - 12, rows[0] + 7), f"aim: {best}", "end", bold=True),
            Label((tips - 12, rows[1] + 7), f"measured: {now}", "end"),
            Label((tips - 12, rows[2] + 7), "from fingertips to heels", "end"),
        ),
        arrows=arrows,
        below=BELOW + 26,
    )
