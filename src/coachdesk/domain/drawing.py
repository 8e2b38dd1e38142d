"""A handwritten drawing: its shape only, never its pressure nor the timing of its points.

Coordinates are integers in hundredths of a millimetre from the top left of the pad.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, sin

from coachdesk.core.french import NBSP

Point = tuple[int, int]
Stroke = tuple[Point, ...]

_GRID = 256
"""Cells per side of the grid on which two drawings are compared."""
_MIN_SPAN = 500
"""A signature spans at least 5 mm; less is a dot."""
_SPECK = 100
"""A stroke of less than 1 mm is where the pen rested."""
_FEW = 2
_THIN = 0.08
"""Width over length below which a stroke counts as a straight line."""
_TREMBLE = 80
"""0.8 mm: what a trembling hand gives a straight line of width."""


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
    if not drawing.points:
        return f"Le cadre est encore vide{NBSP}: signez comme sur une feuille."
    if max(_span(drawing.strokes)) < _MIN_SPAN:
        return f"Le tracé est trop petit pour être reconnu{NBSP}: signez un peu plus grand."
    strokes = [stroke for stroke in drawing.strokes if max(_span([stroke])) >= _SPECK]
    if len(strokes) <= _FEW and all(_straight(stroke) for stroke in strokes):
        return f"Un trait ou deux ne suffisent pas{NBSP}: signez comme sur une feuille."
    return None


def normalised(drawing: Drawing) -> bytes:
    """The drawing moved and scaled to a fixed grid, so that a replay elsewhere reads the same.

    Two drawings made by hand never fall on the same bytes; a copied one does, even when it was
    moved, or enlarged a whole number of times, because its points keep their order and proportions.
    Each stroke is its number of points (4 bytes) and its points (2 bytes each).
    """
    span = max(*_span(drawing.strokes), 1)
    left = min((x for stroke in drawing.strokes for x, _ in stroke), default=0)
    top = min((y for stroke in drawing.strokes for _, y in stroke), default=0)

    most = _GRID - 1
    return b"".join(
        len(stroke).to_bytes(4)
        + bytes(
            [
                cell
                for x, y in stroke
                for cell in (round((x - left) * most / span), round((y - top) * most / span))
            ]
        )
        for stroke in drawing.strokes
    )


def _span(strokes: Iterable[Stroke]) -> tuple[int, int]:
    points = [point for stroke in strokes for point in stroke]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs), max(ys) - min(ys)) if points else (0, 0)


def _straight(stroke: Stroke) -> bool:
    """Whether all of it lies along one line, be the hand trembling or going back and forth."""
    middle_x = sum(x for x, _ in stroke) / len(stroke)
    middle_y = sum(y for _, y in stroke) / len(stroke)
    away = [(x - middle_x, y - middle_y) for x, y in stroke]
    slant = atan2(2 * sum(x * y for x, y in away), sum(x * x - y * y for x, y in away)) / 2
    along = [x * cos(slant) + y * sin(slant) for x, y in away]
    across = [y * cos(slant) - x * sin(slant) for x, y in away]
    long, wide = max(along) - min(along), max(across) - min(across)
    return wide <= max(_THIN * long, _TREMBLE)
