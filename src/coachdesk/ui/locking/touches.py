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
    """``touched`` at each; ``discreet_asked`` and ``lock_asked`` by keys no dialog holds back.

    Only the window that has the keyboard is watched: a filter on everything would be run by Python
    at each event of the program.
    """

    touched = Signal()
    discreet_asked = Signal()
    lock_asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = [
            (QKeySequence(keys), asked)
            for key, asked in (("discreet", self.discreet_asked), ("lock", self.lock_asked))
            for keys in commands()[key].keys
        ]
        self._watched: QWindow | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note it, and let it pass unless it is one of those keys."""
        del watched
        if event.type() in _TOUCHES:
            self.touched.emit()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
        return False

    def _pressed(self, event: QKeyEvent) -> bool:
        """Only what no shortcut took comes here: of the window behind a dialog none answers."""
        pressed = QKeySequence(event.keyCombination())
        for keys, asked in self._keys:
            if pressed == keys and not event.isAutoRepeat():
                asked.emit()
                return True
        return False

    def _follow(self, now: QWindow | None) -> None:
        before = self._watched
        if now is None or now is before:
            return
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        now.installEventFilter(self)
        self._watched = now
