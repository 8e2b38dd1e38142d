"""Keys and clicks on their way to what has just left the window: not for what stands there now."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_PRESSING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape}
"""They press a button, or leave a page; what else is typed does nothing by itself."""
_POINTING = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchEnd,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletRelease,
}
"""A person who reaches for « Terminer » as it goes must not tick what was behind it."""


class StrayKeys(QObject):
    """Dropped for as long as two presses of the same person count as one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.timeout.connect(self._let_through)

    def drop(self) -> None:
        """From now on, for that moment, which begins once the window has nothing else to do."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
            interval = QApplication.doubleClickInterval()
            QTimer.singleShot(0, self, lambda: self._moment.start(interval))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take them before the window gives them to whoever has the keyboard."""
        del watched
        if event.type() in _POINTING:
            event.accept()
            return True
        pressed = event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if pressed and isinstance(event, QKeyEvent) and event.key() in _PRESSING:
            event.accept()
            return True
        return False

    def _let_through(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self)
