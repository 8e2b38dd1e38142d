"""Ctrl+Z where the keyboard is: typing first, then the last act.

A field of Qt's keeps Ctrl+Z to itself even with nothing to undo in it, so that an act just done
could not be undone while the cursor stands in an empty search.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QWidget


class UndoKeys(QObject):
    """Lets Ctrl+Z through to the window from a field in which nothing was typed.

    Only the field that has the keyboard is watched: a filter on everything would be run by Python
    at each event of the window.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the field from claiming a Ctrl+Z of which it has no use."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not _has_typing(watched)
        ):
            event.ignore()
            return True
        return False

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            now.installEventFilter(self)


def _has_typing(field: QObject) -> bool:
    """A day or an hour has no typing to undo: Qt writes it anew at each digit."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()
