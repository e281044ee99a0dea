"""Curves cut where they meet the shapes that we draw.

Graphviz knows only its own shapes, so its curves run from the middle of one node to the middle of
the other.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import hypot
from typing import Final

from guidepress.drawing.labels import Box

Point = tuple[float, float]
Curve = Sequence[Point]
"""A start, then three points for each Bézier piece."""

HEAD: Final = 9.0
"""Length of an arrow head."""
_HALF_HEAD: Final = 4.5
_STEPS: Final = 24
"""Halvings until a place on a piece is exact enough."""


def between(curve: Curve, source: tuple[Point, Box], target: tuple[Point, Box]) -> Curve:
    """Return the part of a curve between two nodes, which are given by middle and box."""
    started = _cut(curve[::-1], _inside(*source))[::-1]
    return _cut(started, _inside(*target))


def with_head(curve: Curve) -> tuple[Curve, tuple[Point, Point, Point]]:
    """Return the line that is left of a curve before its arrow head, and the head's corners."""
    tip = curve[-1]
    line = _cut(curve, lambda point: hypot(point[0] - tip[0], point[1] - tip[1]) < HEAD)
    base = line[-1]
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = hypot(dx, dy) or 1.0
    across_x, across_y = -dy / length * _HALF_HEAD, dx / length * _HALF_HEAD
    corners = (
        tip,
        (base[0] + across_x, base[1] + across_y),
        (base[0] - across_x, base[1] - across_y),
    )
    return line, corners


def _inside(middle: Point, box: Box) -> Callable[[Point], bool]:
    return lambda point: box.holds(point[0] - middle[0], point[1] - middle[1])


def _cut(curve: Curve, inside: Callable[[Point], bool]) -> Curve:
    """Return a curve without its end that lies inside; one that is all inside stays whole."""
    points = list(curve)
    if not inside(points[-1]):
        return points
    while len(points) > 4 and inside(points[-4]):  # noqa: PLR2004 - one piece is four points
        del points[-3:]
    if inside(points[-4]):
        return curve
    *before, start, first, second, end = points
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        half = (low + high) / 2
        if inside(_left((start, first, second, end), half)[-1]):
            high = half
        else:
            low = half
    return [*before, *_left((start, first, second, end), low)]


def _left(piece: tuple[Point, Point, Point, Point], at: float) -> list[Point]:
    """Return the part of a Bézier piece from its start to a place from 0 to 1 (de Casteljau)."""
    row: list[Point] = list(piece)
    part = [row[0]]
    while len(row) > 1:
        row = [(a[0] + (b[0] - a[0]) * at, a[1] + (b[1] - a[1]) * at) for a, b in pairwise(row)]
        part.append(row[0])
    return part
