"""The list of what is to be printed: a tick each, the line under the keyboard shown beside."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from coachdesk.services.documents.copies import PrintLine
from coachdesk.ui.item_models.print_lines import PrintLinesModel
from coachdesk.ui.theme import em

_LEAST = 12
"""Its least height, in heights of the font."""


class PrintList(QListView):
    """``come_to`` carries the line she is on, None for none; ``opened`` the one to open.

    Space ticks, Enter opens, Suppr takes the line off the list.
    """

    come_to = Signal(object)
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines = PrintLinesModel()
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.setObjectName("papers")
        self.setAccessibleName(self.tr("Papiers à imprimer"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(em(_LEAST))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.lines.line_at(index)))

    def show_lines(self, lines: Sequence[PrintLine]) -> None:
        """Show ``lines``, on the one she was on, or on what took its place."""
        before, place = self.current(), max(self.currentIndex().row(), 0)
        self.lines.show_lines(lines)
        same = [
            n for n, line in enumerate(lines) if before and line.document_id == before.document_id
        ]
        if lines:
            self.setCurrentIndex(self.lines.index(same[0] if same else min(place, len(lines) - 1)))
        else:
            self.come_to.emit(None)

    def current(self) -> PrintLine | None:
        """The line she is on."""
        return self.lines.line_at(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Suppr takes off the list."""
        line = self.current()
        if line is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # which prints
            else:
                self.opened.emit(line)
        elif line is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(line)
        else:
            super().keyPressEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        self.come_to.emit(self.lines.line_at(index))
