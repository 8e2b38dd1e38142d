"""Whether two drawings are one given twice: moved, enlarged, thinned or shaken a little.

No hand draws twice the same: redrawn naturally, a signature strays from itself several times more
than a copy does. This finds copies, and never tells whose hand it is (domain §4.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import dist, hypot
from typing import TypeAlias

from coachdesk.domain.drawing import Drawing, Stroke

SAME = 0.016
"""Distance up to which two drawings are taken for copies of one, in spreads of the drawing.

Chosen on generated hands (tests/unit/test_likeness.py): a person who signs twice strays by 0.065
in the mean, and one in a thousand by less than 0.023; a copy thinned by a tenth of its points and
shaken by a thousandth of its size strays by 0.004, and one in a thousand by more than 0.017.
"""
_POINTS = 80
_BLOCKS = 4
_COARSE = 0.01
"""Steps below this share of the size are the shake of a hand or of a pad, not its way."""
_REACH = 3 * SAME
"""How far the features of two copies may be: they are means of points that stray by ``SAME``."""
_DRIFT = 4
"""How many points the same place of two drawings may be apart along their way."""

Features: TypeAlias = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawing as ``_POINTS`` points evenly along its way, around 0, with a spread of 1."""

    points: tuple[complex, ...]
    features: Features
    """Means of stretches of the way: those of two copies are near."""


def shape(drawing: Drawing) -> Shape | None:
    """The shape of ``drawing``; None when it has no extent to compare."""
    way = _way([stroke for stroke in drawing.strokes if stroke])
    points = _evenly(way)
    if not points:
        return None
    centre = sum(points) / len(points)
    spread = (sum(abs(point - centre) ** 2 for point in points) / len(points)) ** 0.5
    if not spread:
        return None
    moved = tuple((point - centre) / spread for point in points)
    size = _POINTS // _BLOCKS
    means = [sum(moved[at : at + size]) / size for at in range(0, _POINTS, size)]
    return Shape(moved, tuple(part for mean in means for part in (mean.real, mean.imag)))


def distance(one: Shape, other: Shape) -> float:
    """How far two shapes are, the same both ways; 0 for a drawing and itself."""
    return (_strays(one.points, other.points) + _strays(other.points, one.points)) / 2


def alike(shapes: Sequence[Shape]) -> Iterator[tuple[int, int, float]]:
    """The pairs of places in ``shapes`` that are copies of one drawing, with their distance.

    Only those near by their features are compared point by point: few, whatever the number.
    """
    order = sorted(range(len(shapes)), key=lambda number: shapes[number].features[0])
    for at, number in enumerate(order):
        mine = shapes[number].features
        for later in range(at + 1, len(order)):
            other = shapes[order[later]]
            if other.features[0] - mine[0] > _REACH:
                break
            if dist(mine, other.features) <= _REACH:
                apart = distance(shapes[number], other)
                if apart <= SAME:
                    first, second = sorted((number, order[later]))
                    yield first, second, apart


def _way(strokes: Sequence[Stroke]) -> list[list[complex]]:
    """The strokes without the shake: each stretch of ``_COARSE`` of the size by its mean point."""
    xs = [x for stroke in strokes for x, _ in stroke]
    ys = [y for stroke in strokes for _, y in stroke]
    if not xs:
        return []
    least = _COARSE * hypot(max(xs) - min(xs), max(ys) - min(ys))
    way = []
    for stroke in strokes:
        start = total = complex(*stroke[0])
        held = 1
        kept = [start]
        for x, y in stroke[1:]:
            point = complex(x, y)
            if abs(point - start) >= least > 0:
                kept.append(total / held)
                start = total = point
                held = 1
            else:
                total += point
                held += 1
        kept.append(complex(*stroke[-1]))
        way.append(kept)
    return way


def _evenly(way: Sequence[Sequence[complex]]) -> list[complex]:
    """Points at even steps along the strokes, the pen's jumps between them left out."""
    starts = [point for stroke in way for point in stroke[:-1]]
    steps = [b - a for stroke in way for a, b in pairwise(stroke)]
    marks = list(accumulate((abs(step) for step in steps), initial=0.0))
    if not marks[-1]:
        return []
    found = []
    at = 0
    for number in range(_POINTS):
        wanted = marks[-1] * (number + 0.5) / _POINTS
        while marks[at + 1] < wanted:
            at += 1
        share = (wanted - marks[at]) / (marks[at + 1] - marks[at])
        found.append(starts[at] + share * steps[at])
    return found


def _strays(one: Sequence[complex], other: Sequence[complex]) -> float:
    """How far the points of ``one`` are, in the mean, from the same stretch of ``other``."""
    legs = [(a, b - a, abs(b - a) ** 2) for a, b in pairwise(other)]
    total = 0.0
    for at, point in enumerate(one):
        near = legs[max(at - _DRIFT, 0) : at + _DRIFT]
        total += min([_off(point - start, leg, square) for start, leg, square in near])
    return total / len(one)


def _off(point: complex, leg: complex, square: float) -> float:
    """How far ``point`` is from the straight leg that begins at 0."""
    if not square:
        return abs(point)
    along = (point.real * leg.real + point.imag * leg.imag) / square
    return abs(point - min(max(along, 0.0), 1.0) * leg)
