"""The body of the figure: a person seen from the side at lockout, as joints and limbs in cm.

Lengths are shares of stature: Drillis and Contini (1966), Body Segment Parameters, as in Winter, Biomechanics and Motor
Control of Human Movement, 4th ed., fig. 4.1. How thick the limbs are drawn is not measured: it only has to look right.
"""

from __future__ import annotations

from math import acos, atan2, cos, degrees, hypot, radians, sin, sqrt

from thrustdoc.frozen import dataclass
from thrustdoc.geometry import SHANK_OF_STATURE

STATURE = 170.0
"""The height of the person in the figure, in cm: everybody is drawn alike."""

SHANK, THIGH, TRUNK = SHANK_OF_STATURE * STATURE, 0.245 * STATURE, 0.288 * STATURE
ANKLE, FOOT, ARM = 0.039 * STATURE, 0.152 * STATURE, 0.44 * STATURE
LINE = TRUNK + THIGH
"""Shoulder to knee in one straight line."""

HEEL = 5.0
"""How far the heel stands behind the ankle, in cm."""

SKULL, BACK = 9.0, 9.5
"""The radius of the head, and how far the middle of the shoulder lies above what it rests on, in cm."""

Point = tuple[float, float]

Part = tuple[Point, float, Point, float]
"""Two circles that are wrapped in one outline: center and radius of each, the first one not smaller."""


@dataclass(frozen=True)
class Pose:
    """A person at lockout with straight hips: the joints in cm, x from the shoulders to the feet, y from the floor."""

    shoulder: Point
    hip: Point
    knee: Point
    ankle: Point

    @property
    def angle(self) -> float:
        """The knee angle in degrees."""
        reach = hypot(self.ankle[0] - self.shoulder[0], self.ankle[1] - self.shoulder[1])
        return degrees(acos((LINE**2 + SHANK**2 - reach**2) / (2 * LINE * SHANK)))


def pose(shoulder_height: float, ankle_at: float) -> Pose | None:
    """Return the lockout with the ankle at this distance from the shoulder; None where no leg reaches that far."""
    drop = shoulder_height - ANKLE
    reach = hypot(ankle_at, drop)
    if not abs(LINE - SHANK) < reach <= LINE + SHANK:
        return None
    slope = atan2(-drop, ankle_at) + acos((LINE**2 + reach**2 - SHANK**2) / (2 * LINE * reach))
    along = (cos(slope), sin(slope))
    return Pose(
        (0.0, shoulder_height),
        (TRUNK * along[0], shoulder_height + TRUNK * along[1]),
        (LINE * along[0], shoulder_height + LINE * along[1]),
        (ankle_at, ANKLE),
    )


def ankle_for(angle: float, shoulder_height: float) -> float:
    """Return where the ankle is at this knee angle, in degrees: its distance from the shoulder along the floor."""
    reach = LINE**2 + SHANK**2 - 2 * LINE * SHANK * cos(radians(angle))
    return sqrt(max(0.0, reach - (shoulder_height - ANKLE) ** 2))


def shoulder_for(angle: float, slope: float) -> float:
    """Return how high the shoulder lies where thighs of this slope make this knee angle, both in degrees."""
    return ANKLE + SHANK * cos(radians(angle - 90 + slope)) - LINE * sin(radians(slope))


def outlines(body: Pose) -> tuple[Part, ...]:
    """Return the trunk, the leg and the foot."""
    waist, seat, thigh = (
        _along(body, 0.6 * TRUNK, 0.4),
        _along(body, TRUNK, -0.6),
        _along(body, TRUNK + 0.4 * THIGH, -0.4),
    )
    calf = _between(body.knee, body.ankle, 0.32)
    return (
        (body.shoulder, BACK, waist, 8.8),
        (seat, 9.8, waist, 8.8),
        (seat, 9.8, thigh, 8.8),
        (thigh, 8.8, body.knee, 6.2),
        (body.knee, 6.2, calf, 6.0),
        (calf, 6.0, body.ankle, 3.6),
        *foot(body.ankle),
    )


def foot(ankle: Point) -> tuple[Part, ...]:
    """Return a foot flat on the floor."""
    heel, ball = (ankle[0] - HEEL + 3.2, 3.2), (ankle[0] - HEEL + FOOT - 6, 2.4)
    return (
        (ankle, 3.6, heel, 3.2),
        (ankle, 3.6, ball, 2.4),
        (heel, 3.2, ball, 2.4),
        (ball, 2.4, (ball[0] + 4, 1.7), 1.7),
    )


def head(body: Pose) -> tuple[Part, ...]:
    """Return neck, head and nose, face up; the head is never lower than what the shoulder rests on."""
    x, y = _along(body, -21, 1.5)
    center = (x, max(y, body.shoulder[1] - BACK + SKULL))
    brow, nose = (x - 1, center[1] + SKULL - 2.6), (x - 1, center[1] + SKULL + 1.4)
    face = ((center, SKULL, (x + 1, center[1]), SKULL - 0.5), (brow, 2.6, nose, 1.1))
    return (body.shoulder, 5.5, center, 4.5), *face


def arm_on_hip(body: Pose) -> tuple[Part, ...]:
    """Return an arm with the hand on the hip."""
    shoulder, elbow, hand = _along(body, 1, 1.0), _along(body, 27, -2.5), _along(body, 45, 4.0)
    return (shoulder, 4.2, elbow, 3.2), (elbow, 3.2, hand, 2.4), (hand, 2.8, _along(body, 49, 4.5), 2.2)


def arm_on_floor() -> tuple[Part, ...]:
    """Return an arm along the floor, beside a body whose shoulder lies on it."""
    wrist = (ARM - 16, 2.8)
    return ((2.0, 5.5), 4.2, wrist, 2.4), (wrist, 2.4, (ARM - 1.4, 1.6), 1.4)


def _along(body: Pose, distance: float, above: float = 0.0) -> Point:
    """Return the point this far from the shoulder on the line to the knee, and this far above the line."""
    dx, dy = (body.knee[0] - body.shoulder[0]) / LINE, (body.knee[1] - body.shoulder[1]) / LINE
    return (body.shoulder[0] + distance * dx - above * dy, body.shoulder[1] + distance * dy + above * dx)


def _between(one: Point, other: Point, share: float) -> Point:
    return (one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1]))
