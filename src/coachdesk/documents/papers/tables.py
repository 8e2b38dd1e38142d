"""Tables of facts on a paper, their headings drawn again on each page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import GREY, Paper, Style, text_width
from coachdesk.documents.papers.flow import Strip
from coachdesk.documents.papers.prose import TEXT, lines, no_widows, pen_lines
from coachdesk.documents.tables import Cell, Grid, Head, Line, PreparedRow

_BODY, _TITLE = Style(size=POINTS.eased), Style(BOLD, POINTS.body)
_PAD = (5.0, 3.4)
_NARROWEST = 34.0
"""A column is no narrower, in points."""
_WIDEST_WISH = 190.0
"""What a column may wish for before the others get theirs."""
_KEPT_LINES = 14
"""A row of more lines may go on over the next page."""
_PEN_LINES = 4
_NOTHING = "Rien n’est encore noté."


@dataclass(frozen=True)
class FactTable:
    """A fact that is a table.

    Attributes:
        heads: the headings.
        rows: one text for each heading.
        widths: of the columns, one against another; empty to follow what they hold.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


def fact_table(
    table: FactTable | None, x: float, width: float, *, pen: bool = False
) -> list[Strip]:
    """The table as strips, one for each row; without rows, words that say so, or ``pen`` lines."""
    if table is None or not table.rows:
        if pen:
            return pen_lines(_PEN_LINES, x, width)
        return lines([_NOTHING], replace(TEXT, colour=GREY), x)
    widths = _widths(table, width)
    heads = [
        Head(_wrapped_head(title, room), room)
        for title, room in zip(table.heads, widths, strict=True)
    ]
    grid = Grid(heads, _BODY.size, title_size=_TITLE.size, pad=_PAD)
    head = _head(grid, x)
    made = [replace(head, glued=True)]
    for index, texts in enumerate(table.rows):
        cells = [Cell((Line(text),)) for text in texts]
        made += [
            replace(_row(grid, x, part, band=index % 2 == 1), again=head)
            for part in _parts(grid.prepare(cells))
        ]
    return no_widows(made, begin=3)  # the headings and two rows


def _head(grid: Grid, x: float) -> Strip:
    def draw(paper: Paper, top: float) -> None:
        grid.draw_header(paper, x, top)

    return Strip(grid.header_height, draw)


def _row(grid: Grid, x: float, row: PreparedRow, *, band: bool) -> Strip:
    def draw(paper: Paper, top: float) -> None:
        grid.draw_row(paper, x, top, row, band=band)

    return Strip(grid.height(row), draw)


def _parts(row: PreparedRow) -> list[PreparedRow]:
    """The row, in parts of a few lines when it is very high."""
    most = max(len(texts) for texts, _ in row)
    if most <= _KEPT_LINES:
        return [row]
    return [
        [(texts[first : first + _KEPT_LINES], None) for texts, _ in row]
        for first in range(0, most, _KEPT_LINES)
    ]


def _wrapped_head(title: str, room: float) -> str:
    return "\n".join(wrap(title, _TITLE.face, _TITLE.size, room - 2 * _PAD[0]))


def _widths(table: FactTable, width: float) -> Sequence[float]:
    """The columns' widths, which fill ``width``: as told, or as their texts need."""
    wishes: Sequence[float] = table.widths or [
        min(
            max(_wish(title, _TITLE), *(_wish(row[column], _BODY) for row in table.rows)),
            _WIDEST_WISH,
        )
        for column, title in enumerate(table.heads)
    ]
    scale = width / sum(wishes)
    least = min(_NARROWEST, width / len(wishes))
    shares = [max(wish * scale, least) for wish in wishes]
    # What the narrow ones were given is taken from the others.
    over = sum(shares) - width
    spare = sum(share - least for share in shares) or 1
    return [share - over * (share - least) / spare for share in shares]


def _wish(text: str, style: Style) -> float:
    return max(text_width(line, style) for line in text.split("\n")) + 2 * _PAD[0] + 4
