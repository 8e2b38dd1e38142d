"""What is copied leaves the clipboard by itself, and no history of the system keeps it.

All copies pass here, those of Qt's own fields too: the clipboard tells when it changes.
"""

import atexit

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from shiboken6 import isValid

KEPT_MS = 60_000
"""As long as it takes to open the message or the document that it goes into."""
MARK = "application/x-coachdesk"
"""Beside what CoachDesk put there, and nobody else would."""
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_UNKEPT = {
    MARK: b"1",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): bytes(4),
    _WINDOWS.format("CanUploadToCloudClipboard"): bytes(4),
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"1",
}
"""How Windows, KDE and macOS are told to keep no history of it."""


def copy_text(text: str) -> None:
    """Put ``text`` where another program can take it, for a minute."""
    copied = QMimeData()
    copied.setText(text)
    _put(copied)


class ClipboardKeeper(QObject):
    """Clears what CoachDesk put in the clipboard, unless something else was copied since."""

    def __init__(self, parent: QObject, kept_ms: int = KEPT_MS) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._clipboard.dataChanged.connect(self._changed)
        self._last = QTimer(self, singleShot=True, interval=kept_ms)
        self._last.timeout.connect(self.clear)

    def clear(self) -> None:
        """Take what CoachDesk put there away: a minute went by, or the desk closes."""
        self._last.stop()
        if _ours():
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        held = _held()
        if held is None or not held.formats() or not _ours():
            self._last.stop()
            return
        self._last.start()
        if not held.hasFormat(MARK):  # by Ctrl+C in a field of Qt's
            _put(_again(held))


def _put(copied: QMimeData) -> None:
    """Give ``copied`` to the clipboard, marked; it is gone before Python is, however that ends.

    On a screen without a clipboard of its own, as a server's, Qt deletes what it holds once Python
    is no more, and the process would end in a fault.
    """
    for name, value in _UNKEPT.items():
        copied.setData(name, value)
    atexit.unregister(_take_back)
    atexit.register(_take_back, copied)
    QGuiApplication.clipboard().setMimeData(copied)


def _take_back(copied: QMimeData) -> None:
    if isValid(copied) and _ours():  # else Qt is rid of it already, and the window closed
        QGuiApplication.clipboard().clear()


def _ours() -> bool:
    held = _held()
    clipboard = QGuiApplication.clipboard()
    return held is not None and (clipboard.ownsClipboard() or held.hasFormat(MARK))


def _held() -> QMimeData | None:
    """None once it was cleared, which PySide's stub does not say."""
    return QGuiApplication.clipboard().mimeData()


def _again(held: QMimeData) -> QMimeData:
    made = QMimeData()
    for name in held.formats():
        made.setData(name, held.data(name))
    return made
