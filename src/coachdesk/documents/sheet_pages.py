"""The pages of a sheet of signatures: its rows over as many as they need, the proofs of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coachdesk.documents.closing_block import ClosingFoot
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.frame import Frame, Printed, split_above
from coachdesk.documents.kit import ACCENT, Style, fitted
from coachdesk.documents.tables import Cell, Grid

_CONTINUED = Style(BOLD, 9, ACCENT)
_CONTINUED_HEIGHT = 26.0


@dataclass(frozen=True)
class SheetPart:
    """What stands above the rows, or below them: its height, and what draws it from its top down.

    ``draw`` gives where it ends.
    """

    height: float
    draw: Callable[[float], float]


@dataclass(frozen=True)
class SheetParts:
    """A sheet around its rows; ``full_title`` is said again on each further page."""

    full_title: str
    heading: SheetPart
    totals: SheetPart
    foot: ClosingFoot


def sheet_pages(
    pages: Frame, grid: Grid, cells: Sequence[Sequence[Cell]], parts: SheetParts
) -> Printed:
    """Draw it all; totals and foot stay together on the last page, with a row above them."""
    paper = pages.paper
    rows = [grid.prepare(row) for row in cells]
    room = pages.room - grid.header_height
    slices = split_above(
        [grid.height(row) for row in rows],
        room - parts.heading.height,
        room - _CONTINUED_HEIGHT,
        parts.totals.height + parts.foot.height(pages.width),
    )
    for number, indexes in enumerate(slices, start=1):
        y = pages.begin(number, len(slices))
        if number == 1:
            paper.bookmark(parts.full_title)
            y = parts.heading.draw(y)
        else:
            again = f"{parts.full_title} (suite)"
            paper.text(pages.left, y - 13, again, fitted(again, _CONTINUED, pages.width))
            y -= _CONTINUED_HEIGHT
        if indexes:
            y = grid.draw_header(paper, pages.left, y)
        for index in indexes:
            y = grid.draw_row(paper, pages.left, y, rows[index], band=index % 2 == 1)
        if number == len(slices):
            parts.foot.draw(paper, (pages.left, pages.right), parts.totals.draw(y))
        paper.end_page()
    return pages.printed(len(slices))
