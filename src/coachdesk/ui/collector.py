"""Python's collector of cycles, run in the thread of the window and nowhere else.

Python collects in whatever thread happens to make one value too many: a read, a link to a server.
A window that was closed often goes by a cycle, and Qt ends the program when its parts are destroyed
in another thread than theirs.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000
_YOUNG = 10_000
"""Values made between two looks at what is new; a page or a day makes tens of thousands."""


class Collector(QObject):
    """Looks, while ``parent`` lives, as often as Python would have."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is old enough to be looked at, the oldest generation that is due."""
        limits = (_YOUNG, *gc.get_threshold()[1:])
        due = [age for age, made in enumerate(gc.get_count()) if made > limits[age]]
        if due:
            gc.collect(max(due))
