"""A handwritten drawing: its shape only, never its pressure nor the timing of its points.

Coordinates are integers in hundredths of a millimetre from the top left of the pad.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[int, int]
Stroke = tuple[Point, ...]

_GRID = 256
"""Cells per side of the grid on which two drawings are compared."""
_MIN_SPAN = 500
"""A signature spans at least 5 mm; less is a dot."""
_STRAIGHTNESS = 1.08
"""Length over chord below which a stroke counts as a straight line."""


@dataclass(frozen=True)
class Drawing:
    """Strokes drawn once on a pad of ``width`` x ``height`` (1/100 mm)."""

    width: int
    height: int
    strokes: tuple[Stroke, ...]

    @property
    def points(self) -> int:
        """How many points the strokes hold in all."""
        return sum(len(stroke) for stroke in self.strokes)


def fault(drawing: Drawing) -> str | None:
    """Why the drawing can't stand for a signature, as one kind French sentence; None when it can.

    A blank, a dot, and one or two near-straight strokes are refused (the rule DocuSeal applies).
    """
    strokes = [stroke for stroke in drawing.strokes if len(stroke) > 2]  # noqa: PLR2004
    if not strokes:
        return "Le cadre est encore vide : signez comme sur une feuille."
    if max(_span(drawing)) < _MIN_SPAN:
        return "Le tracé est trop petit pour être reconnu : signez un peu plus grand."
    if len(strokes) <= 2 and all(_straight(stroke) for stroke in strokes):  # noqa: PLR2004
        return "Un simple trait ne suffit pas : signez comme sur une feuille."
    return None


def normalised(drawing: Drawing) -> bytes:
    """The drawing moved and scaled to a fixed grid, so that a replay elsewhere reads the same.

    Two drawings made by hand never fall on the same bytes; a copied one does, even when it was
    moved, or enlarged a whole number of times, because its points keep their order and proportions.
    Each stroke is its number of points (4 bytes) and its points (2 bytes each).
    """
    span = max(*_span(drawing), 1)
    left = min((x for stroke in drawing.strokes for x, _ in stroke), default=0)
    top = min((y for stroke in drawing.strokes for _, y in stroke), default=0)

    def cell(x: int, y: int) -> bytes:
        return bytes(
            min(_GRID - 1, round((value - origin) * (_GRID - 1) / span))
            for value, origin in ((x, left), (y, top))
        )

    return b"".join(
        len(stroke).to_bytes(4) + b"".join(cell(x, y) for x, y in stroke)
        for stroke in drawing.strokes
    )


def _span(drawing: Drawing) -> tuple[int, int]:
    xs = [x for stroke in drawing.strokes for x, _ in stroke]
    ys = [y for stroke in drawing.strokes for _, y in stroke]
    return (max(xs) - min(xs), max(ys) - min(ys)) if xs else (0, 0)


def _straight(stroke: Stroke) -> bool:
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(stroke))
    chord = hypot(stroke[-1][0] - stroke[0][0], stroke[-1][1] - stroke[0][1])
    return length <= _STRAIGHTNESS * chord
