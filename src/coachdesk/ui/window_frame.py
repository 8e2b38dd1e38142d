"""The window's own size, name and icon, and the keys that it answers before a store is open."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from coachdesk.ui.commands import commands
from coachdesk.ui.program_icon import program_icon

_FIRST_SIZE = QSize(1280, 720)
_FRAME = QSize(8, 40)
"""Room for the system's frame: 1366 x 768 at 125 % leaves 1092 x 614 in all."""
_LEAST_SIZE = QSize(640, 360)


def frame(window: QMainWindow, acts: Mapping[str, Callable[[], object]]) -> None:
    """Give ``window`` all that; ``acts`` are done by the keys of their commands."""
    window.setWindowTitle("CoachDesk")
    window.setWindowIcon(program_icon())
    window.setMinimumSize(_LEAST_SIZE)
    window.resize(_FIRST_SIZE.boundedTo(window.screen().availableSize() - _FRAME))
    for key, act in acts.items():
        for keys in commands()[key].keys:
            QShortcut(QKeySequence(keys), window, act)
