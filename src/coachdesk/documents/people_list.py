"""The list of participants as a paper: the rows, order and columns of the screen, in landscape."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coachdesk.core.french import NBSP, plural
from coachdesk.core.paper_marks import UNSEALED
from coachdesk.core.tokens import POINTS
from coachdesk.documents import fonts
from coachdesk.documents.column_grid import Row
from coachdesk.documents.digest import data_digest
from coachdesk.documents.fonts import BOLD, REGULAR
from coachdesk.documents.footer import Stamp
from coachdesk.documents.frame import Frame, Printed, split
from coachdesk.documents.kit import A4_LANDSCAPE, NOTE, TITLE, About, Paper, fitted
from coachdesk.documents.letterhead import Operation
from coachdesk.documents.table_columns import Column, Kind, written
from coachdesk.documents.tables import Align, Cell, Grid, Head, text_cell

_HEADING_HEIGHT = 44.0
_SIZES = (POINTS.eased, POINTS.dense, POINTS.small, POINTS.fine)
"""The first at which the columns fit without breaking a word too many."""
_TITLE_SIZE = POINTS.fine
_AIR = 7.0
_WIDEST = 170.0


@dataclass(frozen=True)
class PeopleListData:
    """All that the list says; ``criteria`` tells what it was narrowed by, and its order."""

    operation: Operation
    title: str
    criteria: str
    coach: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    stamp: Stamp


def people_list(data: PeopleListData) -> Printed:
    """The list as a PDF, A4 landscape, without seal: a working paper."""
    about = About(data.title, data.operation.title, data.coach, data.stamp.creator, UNSEALED)
    paper = Paper(A4_LANDSCAPE, about)
    page = Frame(paper, data.operation, data.stamp, data_digest(data))
    grid = _grid(data, page.width)
    rows = [grid.prepare(cells) for cells in _cells(data)]
    room = page.room - grid.header_height
    slices = split([grid.height(row) for row in rows], room - _HEADING_HEIGHT, room)
    said = f"{plural(len(data.rows), 'personne')} · {data.criteria}"
    for number, indexes in enumerate(slices, start=1):
        y = page.begin(number, len(slices))
        if number == 1:
            paper.bookmark(data.title)
            paper.text(page.left, y - 18, data.title, fitted(data.title, TITLE, page.width))
            paper.text(page.left, y - 31, said, fitted(said, NOTE, page.width))
            y -= _HEADING_HEIGHT
        y = grid.draw_header(paper, page.left, y)
        for index in indexes:
            y = grid.draw_row(paper, page.left, y, rows[index], band=index % 2 == 1)
        paper.end_page()
    return page.printed(len(slices))


def _cells(data: PeopleListData) -> Iterator[list[Cell]]:
    for row in data.rows:
        yield [text_cell(_said(column, row) or "–") for column in data.columns]


def _said(column: Column, row: Row) -> str:
    """A value on the paper; a phone or a n° is never broken."""
    said = written(row.get(column.key), column.kind)
    return said.replace(" ", NBSP) if said[:1].isdigit() or said[:1] == "+" else said


def _grid(data: PeopleListData, width: float) -> Grid:
    """Columns as wide as their longest text, or, where the page is too narrow, their longest word.

    The smaller sizes are tried before a text is broken.
    """
    for size in _SIZES:
        rooms = [_rooms(column, data.rows, size) for column in data.columns]
        if sum(natural for _, natural in rooms) <= width:
            break
    least, natural = (sum(part) for part in zip(*rooms, strict=True))
    give = 1.0 if natural <= width else max(0.0, (width - least) / (natural - least))
    parts = [word + (text - word) * give for word, text in rooms]
    stretch = width / sum(parts)
    heads = [
        Head(_title(column, part * stretch), part * stretch, _alignment(column))
        for column, part in zip(data.columns, parts, strict=True)
    ]
    return Grid(heads, size)


def _rooms(column: Column, rows: Sequence[Row], size: float) -> tuple[float, float]:
    """The width of the longest word of a column, and that of its longest text."""
    texts = {_said(column, row) for row in rows}
    words = {word for text in texts for word in text.split(" ")}
    titles = max(fonts.width(word, BOLD, _TITLE_SIZE) for word in column.title.split(" "))
    word = max(titles, _longest(words, size))
    return word + _AIR, min(max(word, _longest(texts, size)), max(word, _WIDEST)) + _AIR


def _longest(texts: Iterable[str], size: float) -> float:
    return max((fonts.width(text, REGULAR, size) for text in texts), default=0.0)


def _title(column: Column, width: float) -> str:
    return "\n".join(fonts.wrap(column.title, BOLD, _TITLE_SIZE, width - _AIR + 1))


def _alignment(column: Column) -> Align:
    return Align.CENTRE if column.kind is Kind.COUNT else Align.LEFT
