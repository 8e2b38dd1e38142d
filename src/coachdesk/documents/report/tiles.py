"""Plain numbers as tiles beside one another: read from the other end of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coachdesk.core.french import NBSP
from coachdesk.core.tokens import POINTS
from coachdesk.documents.fonts import BOLD, wrap
from coachdesk.documents.kit import ACCENT, GREY, INK, ZEBRA, Paper, Style, fitted
from coachdesk.documents.papers.flow import Strip
from coachdesk.documents.report.charts import BAR, Gauge, target_words
from coachdesk.documents.report.drawing import draw_marks
from coachdesk.domain.report_content import ReportFigure

_PER_ROW = 4
_GAP = 8.0
_PAD = 8.0
_NUMBER = Style(BOLD, POINTS.main, ACCENT)
_LABEL = Style(size=POINTS.body, colour=INK)
_BESIDE = Style(size=POINTS.note, colour=GREY)


@dataclass(frozen=True)
class _Tile:
    figure: ReportFigure
    label: tuple[str, ...]
    gauge: Gauge | None

    def height(self, labels: int) -> float:
        """With that many lines of label, which is what its neighbours have."""
        foot = (BAR + 8 if self.gauge else 0) + (_BESIDE.leading + 2) * len(self._beside)
        return 2 * _PAD + _NUMBER.size + labels * _LABEL.leading + 2 + foot

    @property
    def _beside(self) -> list[str]:
        """What is asked for, and the year before."""
        target = target_words(self.figure.value)
        before = [f"{year}{NBSP}: {value.written}" for year, value in self.figure.before[:1]]
        return [*([f"objectif {target}"] if target else []), *before]

    def draw(self, paper: Paper, x: float, top: float, width: float, labels: int) -> None:
        room = width - 2 * _PAD
        left, y = x + _PAD, top - _PAD - _NUMBER.size * 0.78
        value = self.figure.value.written
        paper.text(left, y, value, fitted(value, _NUMBER, room))
        y -= 5
        for line in self.label:
            y -= _LABEL.leading
            paper.text(left, y, line, _LABEL)
        y -= (labels - len(self.label)) * _LABEL.leading
        if self.gauge:
            y -= BAR + 6
            draw_marks(paper, self.gauge.marks(left, y, room))
        for told in self._beside:
            y -= _BESIDE.leading + 2
            paper.text(left, y, told, fitted(told, _BESIDE, room))


def tile_strips(figures: Sequence[ReportFigure], x: float, width: float) -> list[Strip]:
    """The figures in rows of tiles of one height each."""
    count = _PER_ROW if len(figures) % _PER_ROW != 1 else _PER_ROW - 1  # none stands alone
    each = (width - _GAP * (count - 1)) / count
    tiles = [
        _Tile(
            figure,
            wrap(figure.value.label, _LABEL.face, _LABEL.size, each - 2 * _PAD),
            Gauge.of(figure),
        )
        for figure in figures
    ]
    rows = [tiles[at : at + count] for at in range(0, len(tiles), count)]
    made = [_row(row, x, each) for row in rows]
    return [made[0], *(replace(strip, gap=_GAP) for strip in made[1:])] if made else []


def _row(tiles: Sequence[_Tile], x: float, each: float) -> Strip:
    labels = max(len(tile.label) for tile in tiles)
    height = max(tile.height(labels) for tile in tiles)

    def draw(paper: Paper, top: float) -> None:
        for at, tile in enumerate(tiles):
            left = x + at * (each + _GAP)
            paper.box(left, top - height, each, height, ZEBRA)
            tile.draw(paper, left, top, each, labels)

    return Strip(height, draw)
