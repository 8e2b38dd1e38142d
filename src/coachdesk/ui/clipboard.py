"""What is copied leaves the clipboard by itself, and no history of the system keeps it.

All copies pass here, those of Qt's own fields too: the clipboard tells when it changes.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

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
    _mark(copied)
    QGuiApplication.clipboard().setMimeData(copied)


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
        if self._ours():
            self._clipboard.clear()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        held = self._held()
        if held is None or not held.formats() or not self._ours():
            self._last.stop()
            return
        self._last.start()
        if not held.hasFormat(MARK):  # by Ctrl+C in a field of Qt's
            marked = _again(held)
            _mark(marked)
            self._clipboard.setMimeData(marked)

    def _ours(self) -> bool:
        held = self._held()
        return held is not None and (self._clipboard.ownsClipboard() or held.hasFormat(MARK))

    def _held(self) -> QMimeData | None:
        """None once it was cleared, which PySide's stub does not say."""
        return self._clipboard.mimeData()


def _mark(copied: QMimeData) -> None:
    for name, value in _UNKEPT.items():
        copied.setData(name, value)


def _again(held: QMimeData) -> QMimeData:
    made = QMimeData()
    for name in held.formats():
        made.setData(name, held.data(name))
    return made
