"""A handwritten drawing put on a paper as smooth vector strokes, never as an image."""

from coachdesk.documents.kit import Paper
from coachdesk.domain.drawing import Drawing
from coachdesk.domain.ink import ink


def draw_signature(
    paper: Paper, drawing: Drawing, x: float, y: float, room: tuple[float, float]
) -> None:
    """The drawing, undistorted, as large as fits in ``room`` (width, height) from (x, y) up."""
    if operators := ink(drawing, x, y, room):
        paper.operators(operators)
