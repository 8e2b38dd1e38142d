"""A short list whose lines are put in order and taken out by the keyboard as by the mouse."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QPushButton

from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import button

_LEAST, _SOME, _MOST = 3, 5, 12
"""Lines shown at once; some where what is chosen is told below it."""


class MovingList(QListWidget):
    """``moved`` once a line stands elsewhere; ``taken_out`` asks for the line at that place."""

    moved = Signal(int, int)
    taken_out = Signal(int)
    entered = Signal()
    asked_more = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.few = False
        """Show no more lines than leave what stands below it in sight."""
        self.setObjectName("papers")
        self.setAccessibleName(name)
        self.setToolTip(
            self.tr(
                "Alt+↑ ou Alt+↓\u00a0: déplacer · Suppr\u00a0: retirer · Entrée\u00a0: modifier"
            )
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.up = button("", kind="icon", glyph="arrow-up", name=self.tr("Monter"))
        self.up.setToolTip(self.tr("Monter (Alt+↑)"))
        self.up.clicked.connect(lambda: self.move_by(-1))
        self.down = button("", kind="icon", glyph="arrow-down", name=self.tr("Descendre"))
        self.down.setToolTip(self.tr("Descendre (Alt+↓)"))
        self.down.clicked.connect(lambda: self.move_by(1))
        self.out = button("", kind="icon", glyph="trash-2", name=self.tr("Retirer"))
        self.out.setToolTip(self.tr("Retirer (Suppr)"))
        self.out.clicked.connect(self._take_out)
        self.currentRowChanged.connect(self._enable)

    def buttons(self) -> tuple[QPushButton, ...]:
        """To be set beside it."""
        return self.up, self.down, self.out

    def fit(self) -> None:
        """As high as its lines, within reason."""
        row = self.sizeHintForRow(0) if self.count() else em(2.4)
        lines = min(max(self.count(), _LEAST), _SOME if self.few else _MOST)
        self.setFixedHeight(lines * max(row, em(1.8)) + 2 * self.frameWidth() + 2)
        self._enable()

    def move_by(self, step: int) -> None:
        """Move the line that has the keyboard."""
        at = self.currentRow()
        there = at + step
        if at >= 0 and 0 <= there < self.count():
            # The line that is chosen stays chosen: nobody is told of the places in between.
            with QSignalBlocker(self):
                self.insertItem(there, self.takeItem(at))
                self.setCurrentRow(there)
            self._enable()
            self.moved.emit(at, there)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves, Inser adds, Suppr takes out, Enter goes to what it says."""
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_by(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self._take_out()
        elif key == Qt.Key.Key_Insert:
            self.asked_more.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _take_out(self) -> None:
        if self.currentRow() >= 0:
            self.taken_out.emit(self.currentRow())

    def _enable(self, _row: int = 0) -> None:
        at = self.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.count() - 1)
        self.out.setEnabled(at >= 0)
