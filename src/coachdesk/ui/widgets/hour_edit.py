"""An hour typed as it is said: « 0830 », « 8h30 » or « 8:30 », wherever the cursor stands.

Qt takes the digits into the part where the cursor is, and drops those too many: « 0830 » typed
in « 09 h 00 » was 9 h 08, and nothing at all when the whole hour was selected.
"""

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QDateTimeEdit, QTimeEdit

from coachdesk.ui.widgets.spoken import once_told

_PLAIN = {"h", "H", ":"}
_HELD = {
    Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr,
}  # fmt: skip
"""Keys that type nothing: on a French keyboard each digit is typed with Maj."""
_LAST_HOUR, _LAST_MINUTE, _PAIR = 23, 59, 2
_Section = QDateTimeEdit.Section


class HourEdit(QTimeEdit):
    """Minutes alone can be typed where they stand; a third digit tells that it was the hour."""

    def __init__(self, time: QTime) -> None:
        super().__init__(time)
        self._typed = ""
        """Since the keyboard came, or the cursor was moved."""
        self._before = time
        """Shown when the typing began."""
        self._of_minutes = False
        """It began in the minutes."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and what parts them are an hour; the rest is Qt's."""
        text = event.text()
        if (text.isascii() and text.isdigit() and len(text) == 1) or text in _PLAIN:
            self._take(":" if text in _PLAIN else text)
            event.accept()
        else:
            if event.key() not in _HELD:
                self._typed = ""
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cursor is elsewhere: what is typed next is another hour."""
        self._typed = ""
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Likewise."""
        self._typed = ""
        once_told(self, event, super().focusInEvent)

    def _take(self, text: str) -> None:
        if self._whole():
            self._typed = ""
        typed = self._typed + text
        if not self._typed:
            self._begin()
        read = self._read(typed)
        if read is None and text != ":":  # no hour begins so: this digit begins another
            self._begin()
            typed, read = text, self._read(text)
        if read is None:
            return
        self._typed = typed
        self.setTime(read)
        in_minutes = ":" in typed or len(typed) >= _PAIR or self._of_minutes
        self.setSelectedSection(_Section.MinuteSection if in_minutes else _Section.HourSection)

    def _begin(self) -> None:
        whole, shown = self._whole(), self.time()
        self._before = QTime(shown.hour(), 0) if whole else shown
        self._of_minutes = not whole and self.currentSection() == _Section.MinuteSection

    def _whole(self) -> bool:
        """Whether all of it is selected, to be typed over."""
        return self.lineEdit().selectedText() == self.lineEdit().text()

    def _read(self, typed: str) -> QTime | None:
        """The hour that ``typed`` says so far, or None when it says none."""
        hour, parted, minute = typed.partition(":")
        if not parted and self._of_minutes and len(typed) <= _PAIR and int(typed) <= _LAST_MINUTE:
            hour, minute = "", typed
        elif not parted:
            cut = _PAIR if int(hour[:_PAIR]) <= _LAST_HOUR else 1
            hour, minute = hour[:cut], hour[cut:]
        if ":" in minute or len(hour) > _PAIR or len(minute) > _PAIR or (parted and not hour):
            return None
        hours = int(hour) if hour else self._before.hour()
        minutes = int(minute) if minute else 0 if parted else self._before.minute()
        if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
            return None
        return QTime(hours, minutes)
