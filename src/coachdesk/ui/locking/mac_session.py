"""The session of a Mac, asked for every two seconds; its sleep is told by ``idle``, at the wake."""

from PySide6.QtCore import QObject, QTimer, Signal

from coachdesk.system.mac_session import session_locked
from coachdesk.ui.locking.why import Why

_EVERY_MS = 2_000


class MacSession(QObject):
    """``away`` carries why."""

    away = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._was = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        was, self._was = self._was, session_locked()
        if self._was and not was:
            self.away.emit(Why.SESSION)
