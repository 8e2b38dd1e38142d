"""The file-active curve: one point per month of the year so far, and the target."""

from collections.abc import Sequence
from datetime import date

from coachdesk.core.french import NBSP, SHORT_MONTHS
from coachdesk.core.tokens import LIGHT, POINTS, components
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import ACCENT, GREY, INK, RULE, WHITE, Paper, Style, text_width

_AXIS = Style(size=POINTS.small, colour=GREY)
_VALUE = Style(size=POINTS.note, colour=INK)
_LATEST = Style(BOLD, POINTS.eased, ACCENT)
_AGREED = components(LIGHT.agreed)
_TARGET = Style(size=POINTS.small, colour=_AGREED)
_STEP = 10
_HEADROOM = 6
_DASHED = f"{_AGREED} RG 0.8 w [3 2] 0 d"
_CIRCLE = 0.5523
"""Length of the Bézier handles that make a quarter of a circle of radius one."""


def draw_curve(
    paper: Paper,
    points: Sequence[tuple[date, int]],
    target: int,
    corner: tuple[float, float],
    size: tuple[float, float],
) -> None:
    """Month values against ``target``, from the bottom left ``corner`` over ``size`` (w, h).

    ``points`` are (any day of the month, value) of one year, in the order of time.
    """
    left, base = corner[0] + 16, corner[1] + 14
    width, height = corner[0] + size[0] - left, corner[1] + size[1] - base
    highest = max([target, *(value for _, value in points)])
    ceiling = (highest + _HEADROOM) // _STEP * _STEP + _STEP
    slot = width / len(SHORT_MONTHS)

    def height_of(value: int) -> float:
        return base + height * value / ceiling

    for level in range(0, ceiling + 1, _STEP):
        y = height_of(level)
        paper.line(left, y, left + width, y, RULE, 0.6 if level == 0 else 0.3)
        paper.right(left - 4, y - 2.2, str(level), _AXIS)
    for index, label in enumerate(SHORT_MONTHS):
        paper.centred(left + slot * (index + 0.5), base - 9, label, _AXIS)

    y = height_of(target)
    paper.operators(f"{_DASHED} {left:.2f} {y:.2f} m {left + width:.2f} {y:.2f} l S")
    # Named above the plot: on the line it would meet the curve.
    legend = corner[1] + size[1] + 7
    label = f"objectif{NBSP}{target}"
    edge = left + width - text_width(label, _TARGET)
    paper.text(edge, legend, label, _TARGET)
    paper.operators(
        f"{_DASHED} {edge - 20:.2f} {legend + 2:.2f} m {edge - 5:.2f} {legend + 2:.2f} l S"
    )

    places = [(left + slot * (day.month - 0.5), height_of(value)) for day, value in points]
    path = " l ".join(f"{x:.2f} {y:.2f}" for x, y in places).replace(" l ", " m ", 1)
    if len(places) > 1:
        paper.operators(f"{ACCENT} RG 1.5 w 1 J 1 j {path} l S")
    for index, ((x, y), (_, value)) in enumerate(zip(places, points, strict=True)):
        latest = index == len(points) - 1
        style = _LATEST if latest else _VALUE
        paper.operators(_disc(x, y, 2.8 if latest else 2))
        around = [v for _, v in points[max(index - 1, 0) : index + 2]]
        # In a hollow the number goes below, where the curve does not cross it; never on the months.
        below = y - 5 - style.size * 0.72
        base_line = y + 4.8 if value * len(around) >= sum(around) or below < base else below
        label = str(value)
        # White behind the number keeps it readable where the target line passes.
        room = text_width(label, style)
        paper.box(x - room / 2 - 1, base_line - 0.8, room + 2, style.size * 0.8, WHITE)
        paper.centred(x, base_line, label, style)


def _disc(x: float, y: float, radius: float) -> str:
    r, k = radius, radius * _CIRCLE
    return (
        f"{ACCENT} rg {x + r:.2f} {y:.2f} m "
        f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c f"
    )
