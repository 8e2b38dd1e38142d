"""Generated hands: a person's signature, redrawn as she would, or copied as a cheat would."""

from math import hypot
from random import Random

from coachdesk.domain.drawing import Drawing

Way = list[tuple[float, float]]
WIDTH, HEIGHT = 3000, 1000
"""Of a signature, in hundredths of a millimetre."""


def signature_of(rng: Random) -> list[Way]:
    """The way a person's hand goes: one to four strokes that advance and swing."""
    strokes, x = [], 0.0
    for _ in range(rng.randint(1, 4)):
        stroke = []
        for _ in range(rng.randint(6, 14)):
            x += rng.uniform(-0.3, 1.0)
            stroke.append((x, rng.uniform(-0.5, 0.5)))
        strokes.append(stroke)
    xs = [x for stroke in strokes for x, _ in stroke]
    width = (max(xs) - min(xs)) or 1.0
    return [[(x / width * WIDTH, y * HEIGHT) for x, y in stroke] for stroke in strokes]


def redrawn(rng: Random, own: list[Way], looseness: float = 0.06) -> Drawing:
    """Her hand once more: each turn strays by ``looseness`` of the height, the whole leans."""
    stretch, lean = rng.gauss(1, 0.05), rng.gauss(0, 0.06)
    size, left, top = rng.uniform(0.8, 1.25), rng.uniform(500, 4000), rng.uniform(800, 2500)
    strokes = []
    for stroke in own:
        turns = [
            (x + rng.gauss(0, looseness * HEIGHT), y + rng.gauss(0, looseness * HEIGHT))
            for x, y in stroke
        ]
        drawn = [
            (left + size * (stretch * x + lean * y), top + size * y)
            for x, y in _curve(turns, rng.randint(60, 140))
        ]
        strokes.append(tuple((round(x), round(y)) for x, y in drawn))
    return Drawing(12_000, 4_500, tuple(strokes))


def copied(rng: Random, drawing: Drawing, *, shaken: float = 0, thinned: bool = False) -> Drawing:
    """The same drawing elsewhere on the pad, larger or smaller.

    Each of its points is ``shaken`` by that share of its size; ``thinned`` leaves a tenth out.
    """
    xs = [x for stroke in drawing.strokes for x, _ in stroke]
    ys = [y for stroke in drawing.strokes for _, y in stroke]
    span = hypot(max(xs) - min(xs), max(ys) - min(ys))
    size, left, top = rng.uniform(0.7, 1.6), rng.uniform(-500, 500), rng.uniform(-500, 500)
    left_out = rng.randint(8, 12) if thinned else drawing.points
    return Drawing(
        drawing.width,
        drawing.height,
        tuple(
            tuple(
                (
                    round(left + size * (x + rng.gauss(0, shaken * span))),
                    round(top + size * (y + rng.gauss(0, shaken * span))),
                )
                for number, (x, y) in enumerate(stroke)
                if number in {0, len(stroke) - 1} or number % left_out
            )
            for stroke in drawing.strokes
        ),
    )


def _curve(turns: Way, number: int) -> Way:
    """``number`` points of the smooth line through ``turns`` (Catmull-Rom)."""
    held = [turns[0], *turns, turns[-1]]
    points = []
    for step in range(number):
        at = step / (number - 1) * (len(turns) - 1)
        leg = min(int(at), len(turns) - 2)
        u = at - leg
        p0, p1, p2, p3 = held[leg : leg + 4]
        x, y = (
            0.5
            * (
                2 * p1[side]
                + (p2[side] - p0[side]) * u
                + (2 * p0[side] - 5 * p1[side] + 4 * p2[side] - p3[side]) * u**2
                + (3 * p1[side] - p0[side] - 3 * p2[side] + p3[side]) * u**3
            )
            for side in (0, 1)
        )
        points.append((x, y))
    return points
