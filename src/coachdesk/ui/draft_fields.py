"""What a draft keeps of each kind of field, and how it is put back."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QDate, QTime, SignalInstance
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from coachdesk.core.canonical import Json
from coachdesk.ui.widgets.choices import Choices

_SIGNALS = {
    QLineEdit: "textChanged",
    QPlainTextEdit: "textChanged",
    QComboBox: "currentTextChanged",
    QDateEdit: "dateChanged",
    QTimeEdit: "timeChanged",
    QSpinBox: "valueChanged",
    Choices: "chosen",
    QAbstractButton: "toggled",
}


@runtime_checkable
class KeptPart(Protocol):
    """A part of a form made of several fields, which tells what a draft is to keep of them."""

    changed: SignalInstance

    def draft_value(self) -> Json:
        """What is typed in it."""
        ...

    def set_draft_value(self, value: Json) -> None:
        """Give back what was typed."""
        ...


def values(fields: Mapping[str, QWidget]) -> dict[str, Json]:
    """What the fields hold, by name."""
    return {name: value(widget) for name, widget in fields.items()}


def put_back(fields: Mapping[str, QWidget], kept: Mapping[str, Json]) -> None:
    """Give the fields what was kept; twice, since one field may change another that follows it."""
    for _ in range(2):
        for name, widget in fields.items():
            if name in kept and value(widget) != kept[name]:
                _put(widget, kept[name])


def changed(widget: QWidget) -> SignalInstance:
    """The signal that says that a field changed."""
    if isinstance(widget, KeptPart):
        return widget.changed
    kinds = (name for kind, name in _SIGNALS.items() if isinstance(widget, kind))
    signal: SignalInstance = getattr(widget, next(kinds, "changed"))
    return signal


def value(widget: QWidget) -> Json:  # noqa: PLR0911  (one kind of field per line)
    """What a field holds.

    Raises:
        TypeError: no draft can be kept of such a field.
    """
    if isinstance(widget, KeptPart):
        return widget.draft_value()
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QComboBox):
        return _choice(widget)
    if isinstance(widget, QDateEdit):
        return widget.date().toJulianDay()
    if isinstance(widget, QTimeEdit):
        return widget.time().msecsSinceStartOfDay()
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, Choices):
        return widget.key()
    if isinstance(widget, QAbstractButton) and widget.isCheckable():
        return widget.isChecked()
    raise TypeError(f"no draft of a {type(widget).__name__}")


def _choice(box: QComboBox) -> Json:
    """The key of a word beside its text: a word may be called otherwise tomorrow."""
    key = box.currentData()
    if box.isEditable() or not isinstance(key, str | int):
        return box.currentText()
    return {"key": key, "text": box.currentText()}


def _put(widget: QWidget, kept: Json) -> None:
    if isinstance(widget, KeptPart):
        widget.set_draft_value(kept)
    elif isinstance(widget, QLineEdit) and isinstance(kept, str):
        widget.setText(kept)
    elif isinstance(widget, QPlainTextEdit) and isinstance(kept, str):
        widget.setPlainText(kept)
    elif isinstance(widget, QComboBox):
        _choose(widget, kept)
    elif isinstance(widget, QDateEdit) and isinstance(kept, int):
        widget.setDate(QDate.fromJulianDay(kept))
    elif isinstance(widget, QTimeEdit) and isinstance(kept, int):
        widget.setTime(QTime.fromMSecsSinceStartOfDay(kept))
    elif isinstance(widget, QSpinBox) and isinstance(kept, int):
        widget.setValue(kept)
    elif isinstance(widget, Choices) and (kept is None or kept in widget.buttons):
        key = None if kept is None else str(kept)
        widget.show_key(key)
        widget.chosen.emit(key)  # what the form shows may hang on it
    elif isinstance(widget, QAbstractButton) and isinstance(kept, bool):
        widget.setChecked(kept)


def _choose(box: QComboBox, kept: Json) -> None:
    match kept:
        case {"key": (str() | int()) as key, "text": str(text)}:
            found = box.findData(key)
            number = found if found >= 0 else box.findText(text)
            if number >= 0:
                box.setCurrentIndex(number)
        case str(text):
            box.setCurrentText(text)
