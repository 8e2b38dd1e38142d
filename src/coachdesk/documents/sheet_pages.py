"""The pages of a sheet of signatures: its rows over as many as they need, the proofs of all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from coachdesk.core.tokens import POINTS
from coachdesk.documents.closing_block import ClosingFoot
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed, split_above
from coachdesk.documents.kit import (
    A4_PORTRAIT,
    ACCENT,
    NOTE,
    STRONG,
    TINT,
    TITLE,
    About,
    Paper,
    Style,
    fitted,
)
from coachdesk.documents.letterhead import Edition, Operation
from coachdesk.documents.tables import Cell, Grid

_CONTINUED = Style(BOLD, POINTS.plain, ACCENT)
_CONTINUED_HEIGHT = 26.0
_TOTAL = Style(BOLD, POINTS.eased, ACCENT)


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


class SheetData(Protocol):
    """What every sheet of signatures says of itself."""

    @property
    def title(self) -> str:
        """The profile's words."""
        ...

    @property
    def full_title(self) -> str:
        """With whose it is, and of when."""
        ...

    @property
    def operation(self) -> Operation:
        """The action, as on every paper."""
        ...

    @property
    def edition(self) -> Edition:
        """Which version it is."""
        ...

    @property
    def coach(self) -> str:
        """Her name."""
        ...

    @property
    def stamp(self) -> Stamp:
        """What vouches for the paper."""
        ...


def sheet_frame(data: SheetData) -> Frame:
    """The pages of a sheet, A4 portrait."""
    about = About(data.full_title, data.operation.subject, data.coach, data.stamp.creator)
    paper = Paper(A4_PORTRAIT, about)
    return Frame(paper, data.operation, data.stamp, data_digest(data))


def draw_title(pages: Frame, data: SheetData, when: str, top: float) -> None:
    """The title, of when it is, and the edition below: the first 37 points of the heading."""
    paper = pages.paper
    paper.text(pages.left, top - 18, data.title, TITLE)
    paper.right(pages.right, top - 18, when, TITLE)
    edition = STRONG if data.edition.provisional else NOTE
    paper.text(pages.left, top - 30, data.edition.label, edition)


def draw_totals(pages: Frame, left: str, right: str, top: float) -> None:
    """Two figures on a band, below the rows."""
    paper, y = pages.paper, top - 24
    paper.box(pages.left, y, pages.width, 18, TINT)
    paper.text(pages.left + 6, y + 6, left, _TOTAL)
    paper.right(pages.right - 6, y + 6, right, _TOTAL)


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
