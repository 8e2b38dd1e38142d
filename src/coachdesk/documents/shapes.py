"""Simple shapes of the pictures of a paper: rounded boxes, discs, ticks, as vectors."""

from coachdesk.core.tokens import LIGHT, components
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.kit import WHITE, Colour, Paper, Style

GOOD = components(LIGHT.done)
DOUBT = components(LIGHT.mend)
DOUBT_TINT = components(LIGHT.mend_soft)
_ARC = 0.5523
"""How far the handles of a quarter of a circle reach, as a part of its radius."""


def rounded(
    paper: Paper,
    box: tuple[float, float, float, float],
    radius: float,
    *,
    fill: Colour | None = None,
    edge: Colour | None = None,
) -> None:
    """A box (x, y, width, height) with round corners, filled, outlined, or both."""
    x, y, width, height = box
    right, top, out = x + width, y + height, radius * (1 - _ARC)
    path = (
        f"{x + radius:.2f} {y:.2f} m {right - radius:.2f} {y:.2f} l "
        f"{right - out:.2f} {y:.2f} {right:.2f} {y + out:.2f} {right:.2f} {y + radius:.2f} c "
        f"{right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - out:.2f} {right - out:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c "
        f"{x + radius:.2f} {top:.2f} l "
        f"{x + out:.2f} {top:.2f} {x:.2f} {top - out:.2f} {x:.2f} {top - radius:.2f} c "
        f"{x:.2f} {y + radius:.2f} l "
        f"{x:.2f} {y + out:.2f} {x + out:.2f} {y:.2f} {x + radius:.2f} {y:.2f} c h "
    )
    inside = f"{fill} rg " if fill else ""
    outline = f"{edge} RG 0.7 w " if edge else ""
    how = "B" if fill and edge else "f" if fill else "S"
    paper.operators(f"{inside}{outline}{path}{how}")


def disc(paper: Paper, x: float, y: float, radius: float, fill: Colour) -> None:
    """A disc around (x, y)."""
    rounded(paper, (x - radius, y - radius, 2 * radius, 2 * radius), radius, fill=fill)


def ring(paper: Paper, x: float, y: float, radius: float, edge: Colour) -> None:
    """A circle around (x, y)."""
    rounded(paper, (x - radius, y - radius, 2 * radius, 2 * radius), radius, edge=edge)


def stroke(
    paper: Paper, points: tuple[tuple[float, float], ...], edge: Colour, weight: float = 1.2
) -> None:
    """A broken line with round ends."""
    (x, y), *others = points
    path = f"{x:.2f} {y:.2f} m " + " ".join(f"{a:.2f} {b:.2f} l" for a, b in others)
    paper.operators(f"{edge} RG {weight:g} w 1 J 1 j {path} S")


def badge(paper: Paper, x: float, y: float, sign: str, fill: Colour, radius: float = 6.5) -> None:
    """A disc with a letter or a figure in it, around (x, y)."""
    disc(paper, x, y, radius, fill)
    size = radius * 1.35
    paper.centred(x, y - size * 0.36, sign, Style(BOLD, size, WHITE))


def tick(paper: Paper, x: float, y: float, radius: float = 4.5, fill: Colour = GOOD) -> None:
    """A disc with a tick, around (x, y)."""
    disc(paper, x, y, radius, fill)
    far = radius * 0.5
    stroke(
        paper, ((x - far, y), (x - far * 0.2, y - far * 0.75), (x + far, y + far * 0.7)), WHITE, 1.1
    )
