"""The session, the sleep and the lid of Windows, heard among the messages of the window."""

from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from coachdesk.system.windows_session import listen, told_by
from coachdesk.ui.locking.why import Why

_KIND = b"windows_generic_MSG"


class WindowsSession(QObject):
    """``away`` carries why."""

    away = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._filter = _Filter(self)
        application = QCoreApplication.instance()
        assert application is not None, "a window has one"
        application.installNativeEventFilter(self._filter)
        listen(int(window.winId()))


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, kind: Any, message: int) -> tuple[bool, int]:  # noqa: ANN401  (Qt's)
        """Let every message pass."""
        if bytes(kind) == _KIND:
            told = told_by(int(message))
            if told is not None:
                self._session.away.emit(Why(told))
        return False, 0
