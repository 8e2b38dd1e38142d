"""A pad to try: it says what draws and at what pace; nothing drawn here is kept."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock
from coachdesk.core.french import NBSP, plural
from coachdesk.ui.screens.pad.surface import PadSurface
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button, column, label, row

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
_LEAST_MS = 150
"""A shorter stroke tells nothing of the pace."""
_PAD_EMS = 13.6
"""High enough for the whole width of the sheet to be paper."""
_SPARSE = 40
"""Points a second below which a line looks broken."""


class PadTrial(QWidget):
    """``drawn`` follows each stroke."""

    drawn = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._began_ms = 0
        self._points = 0
        self.surface = PadSurface(clock)
        self.surface.setFixedHeight(em(_PAD_EMS))
        self.surface.installEventFilter(self)
        self.surface.changed.connect(self._tell)
        self.seen = label("", role="strong", aloud=True)
        self.again = button(self.tr("Effacer"), glyph="eraser")
        self.again.clicked.connect(self.surface.clear)
        seen = row(self.seen, self.again)
        seen.setStretch(0, 1)
        self.setLayout(column(self.surface, seen, spacing=6))
        self._tell()

    @property
    def points(self) -> int:
        """How many points are drawn now."""
        return self.surface.drawing().points

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a stroke begins."""
        if event.type() in _PRESSES:
            self._began_ms = self._clock.monotonic_ms()
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        points = self.surface.drawing().points
        drawn, self._points = points - self._points, points
        self.again.setEnabled(points > 0)
        if points == 0:
            self.seen.setText(self.tr("Rien n’est encore tracé."))
        else:
            self.seen.setText(self._seen(drawn, self._clock.monotonic_ms() - self._began_ms))
        self.drawn.emit()

    def _seen(self, points: int, lasted_ms: int) -> str:
        tool = {
            "mouse": self.tr("Souris"),
            "touch": self.tr("Doigt"),
            "pen": self.tr("Stylet"),
        }[self.surface.input]
        if lasted_ms < _LEAST_MS:
            return self.tr("{}. Tracez un trait plus long pour mesurer le rythme.").format(tool)
        rate = round(points * 1000 / lasted_ms)
        pace = self.tr("{} par seconde").format(plural(rate, self.tr("point")))
        if rate >= _SPARSE:
            return f"{tool}, {pace}."
        return f"{tool}, {pace}{NBSP}: " + self.tr("le trait paraîtra un peu anguleux.")
