"""What is ticked on a paper: boxes and numbered circles, as vectors that can be read as text."""

from itertools import pairwise

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import ACCENT, GREY, WHITE, Paper, Style

BOX = 8.6
"""Side of a box, in points."""
CIRCLE = 15.0
"""Width of a circle."""

_TICKED, _OPEN = "2611", "2610"
"""☑ and ☐: what a search or a screen reader finds in their place."""
# Four Bézier curves make a circle: the classic length of their handles.
_HANDLE = 0.5523
_DIGIT = Style(BOLD, POINTS.eased, GREY)
_CHOSEN_DIGIT = Style(BOLD, POINTS.eased, WHITE)


def draw_box(paper: Paper, x: float, y: float, *, ticked: bool) -> None:
    """A box with its bottom left at (x, y), ticked or to be ticked."""
    side = BOX
    paper.marked(_TICKED if ticked else _OPEN, x, y)
    if ticked:
        tick = " l ".join(
            f"{x + dx * side:.2f} {y + dy * side:.2f}"
            for dx, dy in ((0.22, 0.5), (0.43, 0.27), (0.8, 0.74))
        ).replace(" l ", " m ", 1)
        paper.operators(
            f"{ACCENT} rg {x:.2f} {y:.2f} {side:g} {side:g} re f "
            f"{WHITE} RG 1.3 w 1 J 1 j {tick} l S"
        )
    else:
        paper.operators(f"{GREY} RG 0.8 w {x + 0.4:.2f} {y + 0.4:.2f} {side - 0.8:g} "
                        f"{side - 0.8:g} re S")  # fmt: skip


def draw_note(paper: Paper, x: float, y: float, note: str, *, chosen: bool) -> None:
    """A circle whose bottom left is (x, y), with its note inside; filled when ``chosen``."""
    radius = CIRCLE / 2 - 0.4
    cx, cy = x + CIRCLE / 2, y + CIRCLE / 2
    curve = _circle(cx, cy, radius)
    paper.operators(
        f"{ACCENT} rg {curve} f" if chosen else f"{GREY} RG 0.8 w {curve} S",
    )
    if chosen:
        paper.marked(_TICKED, x, y)
    paper.centred(cx, cy - 3, note, _CHOSEN_DIGIT if chosen else _DIGIT)


def _circle(cx: float, cy: float, radius: float) -> str:
    reach = radius * _HANDLE
    corners = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    path = f"{cx + radius:.2f} {cy:.2f} m"
    for (ax, ay), (bx, by) in pairwise(corners):
        points = (
            (cx + ax * radius + bx * reach, cy + ay * radius + by * reach),
            (cx + bx * radius + ax * reach, cy + by * radius + ay * reach),
            (cx + bx * radius, cy + by * radius),
        )
        path += " " + " ".join(f"{px:.2f} {py:.2f}" for px, py in points) + " c"
    return path + " h"
