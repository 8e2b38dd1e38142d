"""The page that stands in place of everything: the time and the day, as any screen at rest."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coachdesk.core.clock import Clock, today
from coachdesk.core.french import long_date
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.spoken import speaks_as

_LOOK_MS = 5_000
_STILL = 4
"""Pixels: a hand resting on a mouse moves it, and that brings nothing back."""


class Cover(QWidget):
    """It names nobody and tells nothing of the program; ``left`` asks for what is behind."""

    left = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._pressed: QPoint | None = None
        self.setObjectName("cover")
        self.setAccessibleName(self.tr("Écran caché"))
        speaks_as(self, QAccessible.Role.Grouping)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.time, self.day = label("", role="cover"), label("", role="said")
        self.words = label("", role="caption", wrap=True)
        for each in (self.time, self.day, self.words):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(None, self.time, self.day, None, self.words, spacing=8)
        layout.setContentsMargins(24, 24, 24, 24)
        self.setLayout(layout)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._tell)

    def say(self, words: str) -> None:
        """What stands in small print at its foot."""
        self.words.setText(words)
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """The time goes on."""
        super().showEvent(event)
        self._tell()
        self._look.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a click."""
        self._pressed = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click brings back what is behind; the end of a stroke begun there does not."""
        pressed, self._pressed = self._pressed, None
        moved = None if pressed is None else (event.position().toPoint() - pressed)
        if moved is not None and moved.manhattanLength() <= _STILL:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key reaches what is behind."""
        event.accept()

    def _tell(self) -> None:
        if not self.isVisible():
            self._look.stop()
        now = self._clock.now()
        self.time.setText(f"{now:%H:%M}")
        self.day.setText(long_date(today(self._clock)))
