"""Each touch of keyboard, mouse, finger or pen in the window or a dialog of it."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from shiboken6 import isValid

from coachdesk.ui.commands import commands

_TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}  # fmt: skip


class Touches(QObject):
    """``touched`` at each; ``discreet_asked`` by its key, which no dialog holds back.

    Only the window that has the keyboard is watched: a filter on everything would be run by Python
    at each event of the program.
    """

    touched = Signal()
    discreet_asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = {QKeySequence(keys) for keys in commands()["discreet"].keys}
        self._watched: QWindow | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note it, and let it pass unless it is the key of the discreet screen."""
        del watched
        if event.type() in _TOUCHES:
            self.touched.emit()
            if isinstance(event, QKeyEvent) and self._is_discreet(event):
                self.discreet_asked.emit()
                return True
        return False

    def _is_discreet(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat()
        return pressed and QKeySequence(event.keyCombination()) in self._keys

    def _follow(self, now: QWindow | None) -> None:
        before = self._watched
        if now is None or now is before:
            return
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        now.installEventFilter(self)
        self._watched = now
