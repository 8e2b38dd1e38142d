"""What a month shows: the figures, the curve of the file active, what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.services.closing.correcting import MonthStory
from coachdesk.services.month import Figure, MonthView
from coachdesk.services.tiles import Unit
from coachdesk.ui.context import Context
from coachdesk.ui.screens.month.figures import caption, grouped, since_january, written
from coachdesk.ui.screens.month.missing import MissingPanel
from coachdesk.ui.screens.month.story import ChangesPanel, VersionsPanel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.curve import Curve, CurveView
from coachdesk.ui.widgets.layout import column, label, panel, row
from coachdesk.ui.widgets.tile import Tile, TileGrid
from coachdesk.ui.widgets.two_columns import TwoColumns

_NARROW = 44
"""Below this the curve stands over the list, in heights of the font."""


class MonthContent(QWidget):
    """``rows_asked`` carries a figure and what is said above its rows."""

    rows_asked = Signal(object, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._cumulated: dict[str, int | None] = {}
        self._figures: dict[str, Figure] = {}
        self.tiles = TileGrid()
        self.curve = CurveView()
        self.missing = MissingPanel(context)
        self.changes = ChangesPanel()
        self.versions = VersionsPanel()
        words = label(self.tr("File active"), role="heading")
        self._curve_box = panel(column(words, self.curve, spacing=4))
        self._changes_box = panel(row(self.changes))
        self._changes_box.hide()
        beside = column(self.missing, self.versions, spacing=12)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        missing = panel(beside)
        for box in (self._curve_box, self._changes_box, missing):
            box.setMinimumHeight(em(16))
        left = column(self._curve_box, self._changes_box)
        below = TwoColumns(left, column(missing), (4, 5), narrow=_NARROW)
        layout = column(self.tiles, below, spacing=8)
        layout.setStretch(1, 1)
        layout.setContentsMargins(0, 0, 2, 0)
        self.setLayout(layout)

    def show_view(self, view: MonthView) -> None:
        """Show the month of ``view``."""
        self._cumulated = {}
        self._figures = {figure.key: figure for figure in view.figures}
        self.tiles.set_groups(
            [[self._tile(figure) for figure in group] for group in grouped(view.figures)]
        )
        self.curve.show_curve(Curve(view.curve, view.curve_target, view.month.month))
        self.missing.show_view(view)
        correcting = view.closing is not None and view.closing.correcting is not None
        self.changes.show_view(view)
        self._changes_box.setVisible(correcting)
        self._curve_box.setVisible(not correcting)
        if view.closing is None:
            self.versions.hide()

    def show_story(self, story: MonthStory) -> None:
        """Show what its rectification changes, and the versions that left."""
        self.changes.show_story(story)
        self.versions.show_story(story)

    def show_since_january(self, figures: dict[str, int | None]) -> None:
        """Say on each tile, and above its rows, what it is since January."""
        self._cumulated = figures
        for tile in self.tiles.tiles:
            tile.tell_more(since_january(self._figures[tile.key], figures))

    def _tile(self, figure: Figure) -> Tile:
        part = figure.part_of is not None
        tile = Tile(figure.key, written(figure.value, figure.unit), caption(figure), part=part)
        tile.clicked.connect(lambda: self.rows_asked.emit(figure, self._also(figure)))
        return tile

    def _also(self, figure: Figure) -> str:
        told = [since_january(figure, self._cumulated)]
        if figure.unit is not Unit.COUNT:
            told.insert(0, written(figure.value, figure.unit))
        return " · ".join(filter(None, told))
