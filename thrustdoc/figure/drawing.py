"""The parts of the figure in picture units: bodies, labels and arrows, as the template draws them."""

from __future__ import annotations

from collections.abc import Iterable
from math import acos, atan2, cos, hypot, pi, radians, sin

from thrustdoc.figure.body import Part, Point, Pose, outlines
from thrustdoc.frozen import dataclass

WIDTH, SCALE, LEFT, FLOOR = 640.0, 3.2, 125.0, 240.0
"""Picture units: the width, units to the cm, where the shoulder lies and where the floor is."""

LETTER = 11.0
"""How wide a letter of a bold label is at most, on average."""

BELOW = 60.0
"""How much room arrows and labels take under the floor."""


@dataclass(frozen=True)
class Label:
    """A text in the figure; `anchor` is "start", "middle" or "end", `to` the point that a line leads to."""

    at: Point
    text: str
    anchor: str = "start"
    to: Point | None = None
    bold: bool = False


@dataclass(frozen=True)
class Arrow:
    """An arrow along the floor; `both` gives it two heads, as a measure has."""

    start: Point
    end: Point
    both: bool = False
    dashed: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads as path data, no longer than a third of the arrow."""
        tips = ((self.end, self.start), (self.start, self.end)) if self.both else ((self.end, self.start),)
        size = min(9.0, abs(self.end[0] - self.start[0]) / 3)
        return tuple(_arrow_head(tip, tail, size) for tip, tail in tips if size > 1)


@dataclass(frozen=True)
class Body:
    """A body in picture units: outlines, an arm before them, the line over the joints, the mark of the knee angle."""

    parts: tuple[str, ...]
    arm: tuple[str, ...] = ()
    joints: tuple[Point, ...] = ()
    mark: str = ""
    top: float = FLOOR


@dataclass(frozen=True)
class Scene:
    """What the template draws: the aim, what was measured, and arrows along the floor, with labels."""

    title: str
    says: str
    aim: Body
    measured: Body
    labels: tuple[Label, ...]
    bench: bool = False
    bench_top: float = 0.0
    arrows: tuple[Arrow, ...] = ()
    floor: float = FLOOR
    below: float = BELOW

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The picture: left, top, width and height."""
        top = min(self.aim.top, self.measured.top) - 12
        return (0.0, top, WIDTH, FLOOR + self.below - top)


def body_in_picture(body: Pose, more: tuple[Part, ...] = (), arm: tuple[Part, ...] = (), mark: str = "") -> Body:
    """Return a pose in picture units."""
    parts = (*more, *outlines(body))
    joints = tuple(map(place, (body.shoulder, body.hip, body.knee, body.ankle)))
    top = min(place(center)[1] - radius * SCALE for center, radius, *_ in parts)
    return Body(outlined(parts), outlined(arm), joints, mark, top)


def place(point: Point) -> Point:
    """Return a point in picture units: x to the right, y down."""
    return (LEFT + SCALE * point[0], FLOOR - SCALE * point[1])


def outlined(parts: Iterable[Part]) -> tuple[str, ...]:
    return tuple(hull(place(one), r * SCALE, place(other), n * SCALE) for one, r, other, n in parts)


def centered(x: float, y: float, text: str) -> Label:
    """Return a label in the middle under `x`, or as near to it as the picture is wide."""
    half = len(text) * LETTER / 2 + 8
    return Label((min(max(x, half), WIDTH - half), y), text, "middle", bold=True)


def _arrow_head(tip: Point, tail: Point, size: float) -> str:
    back = size if tail[0] > tip[0] else -size
    points = ((tip[0] + back, tip[1] - size / 2), tip, (tip[0] + back, tip[1] + size / 2))
    return "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _toward(start: Point, end: Point, length: float) -> Point:
    """Return the point `length` from `start` on the way to `end`."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    return (start[0] + length * (end[0] - start[0]) / far, start[1] + length * (end[1] - start[1]) / far)


def arc(body: Pose, radius: float = 36.0) -> str:
    hip, knee, ankle = map(place, (body.hip, body.knee, body.ankle))
    start, end = _toward(knee, ankle, radius), _toward(knee, hip, radius)
    return f"M{start[0]:.1f} {start[1]:.1f} A{radius:g} {radius:g} 0 0 1 {end[0]:.1f} {end[1]:.1f}"


def square(body: Pose, side: float = 17.0) -> str:
    hip, knee, ankle = map(place, (body.hip, body.knee, body.ankle))
    one, two = _toward(knee, ankle, side), _toward(knee, hip, side)
    corner = (one[0] + two[0] - knee[0], one[1] + two[1] - knee[1])
    return f"M{one[0]:.1f} {one[1]:.1f} L{corner[0]:.1f} {corner[1]:.1f} L{two[0]:.1f} {two[1]:.1f}"


def bisector(body: Pose, length: float) -> Point:
    """Return the point this far from the knee, in the middle between thigh and shin."""
    hip, knee, ankle = map(place, (body.hip, body.knee, body.ankle))
    one, two = (atan2(end[1] - knee[1], end[0] - knee[0]) for end in (hip, ankle))
    between = (one % radians(360) + two % radians(360)) / 2
    return (knee[0] + length * cos(between), knee[1] + length * sin(between))


def hull(one: Point, radius: float, other: Point, narrower: float) -> str:
    """Return the outline around two circles in picture units (y down) as path data; the first circle is not smaller."""
    turn = atan2(other[1] - one[1], other[0] - one[0])
    far = hypot(other[0] - one[0], other[1] - one[1])
    spread = acos(min(1.0, (radius - narrower) / far))
    corners = [
        (center[0] + r * cos(turn + side * spread), center[1] + r * sin(turn + side * spread))
        for center, r, side in ((one, radius, -1), (other, narrower, -1), (other, narrower, 1), (one, radius, 1))
    ]
    a, b, c, d = (f"{x:.1f} {y:.1f}" for x, y in corners)
    wide = 1 if spread < pi / 2 else 0
    return f"M{a} L{b} A{narrower:.1f} {narrower:.1f} 0 0 1 {c} L{d} A{radius:.1f} {radius:.1f} 0 {wide} 1 {a} Z"
