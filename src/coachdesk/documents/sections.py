"""Titled tables that follow one another over the pages, their headings repeated on each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coachdesk.core.tokens import POINTS
from coachdesk.documents.frame import Frame, Printed
from coachdesk.documents.kit import GREY, SECTION, Paper, Style, text_width
from coachdesk.documents.tables import Grid, PreparedRow

_TITLE_HEIGHT = 20.0
_GAP = 14.0
_EMPTY_HEIGHT = 22.0
_KEPT_ROWS = 3
"""A table is not begun at the foot of a page for fewer rows than that."""

_COUNT = Style(size=POINTS.dense, colour=GREY)


@dataclass(frozen=True)
class Section:
    """A title, how many rows there are in words, what is said without any, and the rows."""

    title: str
    count: str
    empty: str
    grid: Grid
    rows: Sequence[PreparedRow]


@dataclass(frozen=True)
class Block:
    """The rows of one section that stand on one page."""

    section: Section
    rows: range

    @property
    def height(self) -> float:
        """Its height on the page, in points."""
        grid = self.section.grid
        body = sum(grid.height(self.section.rows[index]) for index in self.rows)
        return _TITLE_HEIGHT + grid.header_height + (body or _EMPTY_HEIGHT) + _GAP


def plan(sections: Sequence[Section], room: float, head: float = 0) -> list[list[Block]]:
    """Which blocks stand on which page of ``room`` points; ``head`` of them are taken on page 1."""
    pages: list[list[Block]] = [[]]
    left = room - head
    for section in sections:
        begin = 0
        while True:
            least = Block(section, range(begin, min(begin + _KEPT_ROWS, len(section.rows))))
            crowded = bool(pages[-1]) or (head > 0 and len(pages) == 1)
            if crowded and least.height > left:
                pages.append([])
                left = room
            block = _fill(section, begin, left)
            pages[-1].append(block)
            left -= block.height
            begin = block.rows.stop
            if begin >= len(section.rows):
                break
            pages.append([])
            left = room
    return pages


def _fill(section: Section, begin: int, room: float) -> Block:
    """As many rows from ``begin`` as fit in ``room``, one at least where there is one."""
    used = _TITLE_HEIGHT + section.grid.header_height
    end = begin
    while end < len(section.rows):
        used += section.grid.height(section.rows[end])
        if used > room and end > begin:
            break
        end += 1
    if end == len(section.rows) - 1 and end > begin + 1:
        end -= 1  # the last row alone under its headings again would be of nothing
    return Block(section, range(begin, end))


def draw_sections(paper: Paper, blocks: Sequence[Block], left: float, top: float) -> None:
    """The blocks of one page, from ``top`` down."""
    y = top
    for block in blocks:
        section, continued = block.section, block.rows.start > 0
        if not continued:
            paper.bookmark(section.title)
        title = section.title + (" (suite)" if continued else "")
        paper.text(left, y - 12, title, SECTION)
        paper.text(left + text_width(title, SECTION) + 8, y - 12, section.count, _COUNT)
        y = section.grid.draw_header(paper, left, y - _TITLE_HEIGHT)
        for index in block.rows:
            row = section.rows[index]
            y = section.grid.draw_row(paper, left, y, row, band=index % 2 == 1)
        if not section.rows:
            paper.text(left, y - 14, section.empty, _COUNT)
            y -= _EMPTY_HEIGHT
        y -= _GAP


def draw_pages(
    page: Frame, sections: Sequence[Section], head: float, draw_head: Callable[[float], None]
) -> Printed:
    """A whole paper: ``draw_head`` from the top of page 1, ``head`` points, then the sections."""
    pages = plan(sections, page.room, head)
    for number, blocks in enumerate(pages, start=1):
        top = page.begin(number, len(pages))
        if number == 1:
            draw_head(top)
            top -= head
        draw_sections(page.paper, blocks, page.left, top)
        page.paper.end_page()
    return page.printed(len(pages))
