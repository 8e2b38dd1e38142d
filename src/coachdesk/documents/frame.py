"""The pages of a paper: letterhead above, footer below, and the room between."""

from dataclasses import dataclass

from coachdesk.documents import footer, letterhead
from coachdesk.documents.footer import Stamp
from coachdesk.documents.kit import Paper
from coachdesk.documents.letterhead import Operation

MARGIN = 34.0
"""12 mm on each side: within what any office printer can reach."""
_TOP, _BOTTOM = 28.0, 18.0


@dataclass(frozen=True)
class Printed:
    """A finished paper: the PDF before any seal, its pages, and its data's SHA-256 (64 digits)."""

    pdf: bytes
    pages: int
    digest: str


@dataclass(frozen=True)
class Frame:
    """What each page of one paper carries; ``digest`` is its data's (``digest.data_digest``)."""

    paper: Paper
    operation: Operation
    stamp: Stamp
    digest: str
    margin: float = MARGIN

    @property
    def left(self) -> float:
        """The left edge of the free room."""
        return self.margin

    @property
    def right(self) -> float:
        """The right edge of the free room."""
        return self.paper.width - self.margin

    @property
    def width(self) -> float:
        """The width of the free room."""
        return self.right - self.left

    @property
    def top(self) -> float:
        """Where the free room begins, below the letterhead."""
        return self.paper.height - _TOP - letterhead.height(self.operation, self.width)

    @property
    def room(self) -> float:
        """The free height between letterhead and footer, in points."""
        return self.top - _BOTTOM - footer.HEIGHT

    def begin(self, page: int, pages: int) -> float:
        """Draw the head and foot of ``page`` (from 1) of ``pages``; the top of the free room."""
        paper, margin = self.paper, self.margin
        letterhead.draw_letterhead(paper, self.operation, margin, paper.height - _TOP)
        footer.draw_footer(paper, self.stamp, self.digest, (page, pages), margin, _BOTTOM)
        return self.top

    def printed(self, pages: int) -> Printed:
        """Close the paper, which has that many pages."""
        return Printed(self.paper.finish(), pages, self.digest)


def split(heights: list[float], first: float, others: float) -> list[range]:
    """Which rows stand on which page, given the room of the first page and of the others.

    There is always at least one page; a row higher than a page gets a page of its own.
    """
    pages: list[range] = []
    begin, used, room = 0, 0.0, first
    for index, height in enumerate(heights):
        if used + height > room and (index > begin or not pages):
            pages.append(range(begin, index))
            begin, used, room = index, 0.0, others
        used += height
    pages.append(range(begin, len(heights)))
    return pages


def split_above(heights: list[float], first: float, others: float, foot: float) -> list[range]:
    """As ``split``, the last page keeping ``foot`` below its rows.

    What stands at the foot never stands alone: the last row goes over with it.
    """
    pages = split(heights, first, others)
    last = pages[-1]
    room = first if len(pages) == 1 else others
    if len(last) > 1 and sum(heights[index] for index in last) + foot > room:
        pages[-1:] = [range(last.start, last.stop - 1), range(last.stop - 1, last.stop)]
    return pages
