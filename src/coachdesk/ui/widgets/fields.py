"""Fields of a form: captions that belong to their field, lists of words, days and hours."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QChildEvent, QDate, QEvent, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from coachdesk.core.french import curled, fold
from coachdesk.ui.theme import tokens
from coachdesk.ui.widgets.hour_edit import HourEdit
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.spoken import once_told

if TYPE_CHECKING:
    from coachdesk.domain.profile import ActionProfile
    from coachdesk.domain.words import Word

REFUSAL = "refusal"
"""Property of a field: the sentence that stands beside it, which a screen reader says too."""
_READ, _TYPED = "ddd d MMMM yyyy", "dd/MM/yyyy"
"""A day, as Qt's formats have it."""
TYPE_OR_CHOOSE = "Tapez, ou choisissez"
"""The hint of a list that may be empty yet: its arrow then opens nothing."""
NOT_TOLD = "—"
"""Shown where nothing is chosen yet."""


class EntryLine(QLineEdit):
    """Enter adds what is typed, and goes no further than that."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(False)  # a file dropped here is for the page

    def clear(self) -> None:
        """Nothing is typed, nor to be typed back: Ctrl+Z then undoes the act that took it."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter with nothing typed does nothing, rather than press another button."""
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def captioned(text: str, field: QWidget) -> QVBoxLayout:
    """``field`` under its caption, which a screen reader says too."""
    caption = label(text, role="caption")
    caption.setBuddy(field)
    field.setAccessibleName(text)
    return column(caption, field, spacing=4)


def refusal_line() -> QLabel:
    """Where what is wrong with a field is said, beside it; hidden until then."""
    line = label("", role="caption", tone="refused", aloud=True)
    line.setContentsMargins(8, 4, 8, 4)
    line.hide()
    return line


def answered_beside(answers: Mapping[QWidget, QLabel], wrong: Mapping[QWidget, str]) -> bool:
    """Say beside each field what can't be, the keyboard on the first; gives whether any can't."""
    for field, answer in answers.items():
        answer.setText(wrong.get(field, ""))
        field.setProperty(REFUSAL, wrong.get(field, ""))
        answer.setVisible(field in wrong)
    first = next((field for field in answers if field in wrong), None)
    if first is not None:
        first.setFocus()
    return first is not None


def words_box(words: "Iterable[Word]", *, optional: bool = True) -> QComboBox:
    """A list of the profile's words; ``optional`` begins it by none (data None)."""
    box = QComboBox()
    if optional:
        box.addItem(NOT_TOLD, None)
    for word in words:
        box.addItem(curled(word.label), word.key)
    box.currentTextChanged.connect(box.setToolTip)  # whole, where the box is too narrow
    return box


def choose(box: QComboBox, key: object) -> None:
    """Choose the word of ``key``, or the first of the list when it has none."""
    box.setCurrentIndex(max(box.findData(key), 0))


class OpenBox(QComboBox):
    """A list to choose from or to type beside; what is too long for it is seen from its start."""

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self._edited().setPlaceholderText(hint)
        self.currentTextChanged.connect(self.setToolTip)
        self._edited().editingFinished.connect(self._to_start)

    def setCurrentText(self, text: str) -> None:
        """Show ``text``."""
        super().setCurrentText(text)
        self._to_start()

    def setAccessibleName(self, name: str) -> None:
        """Of the line inside too: a screen reader walks through it as a field of its own."""
        super().setAccessibleName(name)
        self._edited().setAccessibleName(name)

    def _edited(self) -> QLineEdit:
        """The line inside, asked for each time: PySide loses one that is kept."""
        return cast("QLineEdit", self.lineEdit())  # it is editable: there is one

    def _to_start(self) -> None:
        self._edited().home(False)


def open_box(texts: Iterable[str], hint: str = "") -> OpenBox:
    """A list to choose from or to type beside; ``hint`` says so while it is empty."""
    box = OpenBox(hint)
    box.addItems(list(texts))
    box.setCurrentText("")
    return box


def place_choices(profile: "ActionProfile", places: Iterable[str]) -> list[str]:
    """Where a rendez-vous may be: the communes of the action and the places that are known."""
    return sorted({*profile.communes, *places}, key=fold)


class DayEdit(QDateEdit):
    """A day, read with its name; in figures while the keyboard is on it, so that it is typed.

    With the name of the day before it, Qt refuses any other number: it would be another day.
    """

    def __init__(self, day: QDate) -> None:
        super().__init__(day)
        self.setCalendarPopup(True)
        self.setDisplayFormat(_READ)
        self.setLocale(QLocale(QLocale.Language.French))

    def childEvent(self, event: QChildEvent) -> None:
        """The calendar is made as it is first asked for."""
        super().childEvent(event)
        made = event.child()
        if event.polished() and isinstance(made, QWidget) and made.isWindow():
            self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, another red."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.findChild(QCalendarWidget):
            self._dress()

    def _dress(self) -> None:
        """Its week-ends in a red that is read; Qt's own is too pale on white, and on black."""
        red = QTextCharFormat()
        red.setForeground(QColor(tokens().refused))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendarWidget().setWeekdayTextFormat(day, red)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """« 15/01/2024 »: its numbers are typed one after the other."""
        once_told(self, event, self._take)

    def _take(self, came: QFocusEvent) -> None:
        if came.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setDisplayFormat(_TYPED)
        super().focusInEvent(came)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """« lun. 15 janvier 2024 »."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.setDisplayFormat(_READ)


def day_edit(day: date) -> QDateEdit:
    """A day, with a calendar that drops down."""
    return DayEdit(QDate(day.year, day.month, day.day))


def day_of(edit: QDateEdit) -> date:
    """The day shown."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def show_day(edit: QDateEdit, day: date) -> None:
    """Show ``day``."""
    edit.setDate(QDate(day.year, day.month, day.day))


def show_past_day(edit: QDateEdit, day: date, latest: date) -> None:
    """Show ``day``; none after ``latest`` can be chosen, today where a desk stays open for days."""
    edit.setMaximumDate(QDate(latest.year, latest.month, latest.day))
    show_day(edit, day)


def time_edit(minute: int) -> QTimeEdit:
    """An hour, from minutes since midnight."""
    edit = HourEdit(QTime(minute // 60, minute % 60))
    edit.setDisplayFormat("HH 'h' mm")
    # A style sheet pads the box of a spin box, not the line in it.
    edit.lineEdit().setTextMargins(9, 0, 9, 0)
    return edit


def minute_of(edit: QTimeEdit) -> int:
    """Minutes since midnight."""
    shown = edit.time()
    return shown.hour() * 60 + shown.minute()


def show_minute(edit: QTimeEdit, minute: int) -> None:
    """Show minutes since midnight."""
    edit.setTime(QTime(minute // 60, minute % 60))
