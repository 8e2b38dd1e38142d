"""The figures of the month as buttons: a number, its words; a click opens the rows behind it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import GAP, column, label

_LEAST_WIDTH = 8
"""Of a tile, in heights of the font."""


class Tile(QPushButton):
    """One figure, reached by Tab and opened by Space, Enter or a click."""

    def __init__(self, key: str, figure: str, caption: str, *, part: bool) -> None:
        """``part`` is a share of the figure before it."""
        super().__init__()
        self.key = key
        self.figure = figure
        self.caption = caption
        self.setObjectName("tile")
        self.setProperty("part", part)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # As high as its row: words of a profile may take more lines than those of the program.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.tr("{}, {}\u00a0: voir la liste").format(caption, figure))
        number = label(figure, role="figure")
        words = label(caption, role="caption", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for inner in (number, words):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = column(number, words, None, spacing=0)
        layout.setContentsMargins(12, 6, 8, 4)
        self.setLayout(layout)

    def tell_more(self, more: str) -> None:
        """Say ``more`` of the figure on hovering, and to a screen reader."""
        self.setToolTip(more)
        self.setAccessibleDescription(more)


class TileGrid(QWidget):
    """Groups of tiles in rows of equal width; a group is broken only when no row can hold it.

    Tiles that stand alone are shared out among the rows they need: none is left with one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[tuple[Tile, ...], ...] = ()
        self._fit = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All of them, in reading order."""
        return tuple(tile for group in self.groups for tile in group)

    def set_groups(self, groups: Sequence[Sequence[Tile]]) -> None:
        """Show ``groups`` instead of those before."""
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self.groups = tuple(tuple(group) for group in groups)
        self._fit = 0
        self._lay()
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of tiles to a row, when the width asks for it."""
        super().resizeEvent(event)
        self._lay()
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """The font is the one that is worn, now that it is shown."""
        super().showEvent(event)
        self._grow()

    def _grow(self) -> None:
        """Rows as high as the words of their tiles, which those of a profile may need."""
        columns = max(1, sum(self._grid.columnStretch(n) for n in range(self._grid.columnCount())))
        width = (self.width() - (columns - 1) * GAP) // columns
        for line in range(self._grid.rowCount()):
            places = (self._grid.itemAtPosition(line, n) for n in range(columns))
            tiles = [each.widget() for each in places if each is not None]
            heights = [tile.heightForWidth(width) for tile in tiles if tile is not None]
            self._grid.setRowMinimumHeight(line, max(heights, default=0))

    def _lay(self) -> None:
        fit = max(1, (self.width() + GAP) // (em(_LEAST_WIDTH) + GAP))
        if fit == self._fit:
            return
        self._fit = fit
        if self.groups and all(len(group) == 1 for group in self.groups):
            lines = -(-len(self.groups) // fit)
            fit = -(-len(self.groups) // lines)
        line = place = longest = 0
        for group in self.groups:
            if place + len(group) > fit and place and len(group) <= fit:
                line, place = line + 1, 0
            for tile in group:
                if place == fit:
                    line, place = line + 1, 0
                self._grid.addWidget(tile, line, place)
                place += 1
                longest = max(longest, place)
        for number in range(self._grid.columnCount()):
            self._grid.setColumnStretch(number, 1 if number < longest else 0)
