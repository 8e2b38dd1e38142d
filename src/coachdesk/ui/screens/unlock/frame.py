"""The frame of the screens met before a store is open: one white sheet in the middle."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from coachdesk.ui.program_icon import ProgramMark
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import label, panel, row, scrolled

_WIDTH_EMS = 40
_ABOVE_EMS = 5
"""What stands above the sheet, and the space around."""


class Sheet(QWidget):
    """A centred sheet that scrolls when the window is too low for it."""

    def __init__(self, content: QLayout, *, least_ems: float = 0) -> None:
        super().__init__()
        self._sheet = sheet = panel(content, margin=em(2))
        self._least_ems = least_ems
        sheet.setFixedWidth(em(_WIDTH_EMS))
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.addStretch(2)
        inside.addLayout(row(None, ProgramMark(), label("CoachDesk", role="title"), None))
        inside.addSpacing(10)
        inside.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(holder))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No higher than the window is, where what is in it needs no more."""
        super().resizeEvent(event)
        room = event.size().height() - em(_ABOVE_EMS)
        self._sheet.setMinimumHeight(max(0, min(em(self._least_ems), room)))


def last_line(where: QLabel, other: QPushButton) -> QHBoxLayout:
    """The folder in use, and the way to another one."""
    line = row(where, other)
    line.setStretchFactor(where, 1)
    return line
