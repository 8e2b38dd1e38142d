"""A drawing as the curve that papers show, in the path operators of PDF.

Papers draw it in their rows, seals in their boxes: both must show the very same line.
"""

from itertools import pairwise

from coachdesk.core.tokens import LIGHT, components
from coachdesk.domain.drawing import Drawing, Stroke

_INK = components(LIGHT.pen)
"""Pen blue: a drawing is told from print at a glance."""
_WEIGHT = 0.9
"""Points, whatever the drawing's scale."""


def ink(drawing: Drawing, x: float, y: float, room: tuple[float, float]) -> str:
    """The drawing, undistorted, as large as fits in ``room`` (width, height) from (x, y) up.

    The ink is fitted, not the pad, so that a small signature on a large pad stays readable. The
    operators change the graphics state: they stand between a « q » and a « Q ».
    """
    points = [point for stroke in drawing.strokes for point in stroke]
    if not points:
        return ""
    left, top = min(px for px, _ in points), min(py for _, py in points)
    wide = max(max(px for px, _ in points) - left, 1)
    high = max(max(py for _, py in points) - top, 1)
    # Ink is never drawn larger than life: 1/100 mm is 0.02835 point.
    scale = min((room[0] - _WEIGHT) / wide, (room[1] - _WEIGHT) / high, 72 / 2540)
    base = y + (room[1] - high * scale) / 2
    return (
        f"{_INK} RG 1 J 1 j {_WEIGHT / scale:.1f} w "
        # The pad counts downwards from its top left; the page upwards.
        f"{scale:.6f} 0 0 {-scale:.6f} {x + _WEIGHT / 2 - left * scale:.3f} "
        f"{base + (top + high) * scale:.3f} cm {curves(drawing)}"
    )


def curves(drawing: Drawing) -> str:
    """The strokes alone, in the coordinates of the pad."""
    return " ".join(_curve(stroke) for stroke in drawing.strokes if stroke)


def _curve(stroke: Stroke) -> str:
    """A stroke as one curve through the middles of its segments, its points as handles."""
    (x0, y0), (x1, y1) = stroke[0], stroke[-1]
    parts = [f"{x0} {y0} m"]
    mx, my = x0, y0
    for (px, py), (qx, qy) in pairwise(stroke[1:]):
        # The quadratic curve (m, p, n) written as the cubic that PDF has.
        nx, ny = (px + qx) // 2, (py + qy) // 2
        parts.append(
            f"{(mx + 2 * px) // 3} {(my + 2 * py) // 3} "
            f"{(nx + 2 * px) // 3} {(ny + 2 * py) // 3} {nx} {ny} c"
        )
        mx, my = nx, ny
    parts.append(f"{x1} {y1} l S")
    return " ".join(parts)
