"""The field of each kind of attribute: what it shows, what is kept of it."""

from typing import Any

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from coachdesk.domain.profile_attributes import Attribute, AttributeKind
from coachdesk.ui.screens.settings.length_class import LengthClass
from coachdesk.ui.screens.settings.ordered_keys import OrderedKeys
from coachdesk.ui.screens.settings.ticked_keys import TickedKeys
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.fields import NOT_TOLD, captioned, choose, refusal_line
from coachdesk.ui.widgets.layout import column, label
from coachdesk.ui.widgets.wide_check import WideCheck

_LINES = 4
_SOUGHT = 25
"""Choices beyond which letters find one."""


class AttributeField(QObject):
    """One field of the form of an item; ``changed`` when she changes it, not when it is shown."""

    changed = Signal()

    def __init__(self, attribute: Attribute, parent: QWidget) -> None:
        super().__init__(parent)
        self.attribute = attribute
        self.answer = refusal_line()
        self.widget = self._made()
        if attribute.hint:
            self.widget.setToolTip(attribute.hint)

    def laid(self) -> QVBoxLayout:
        """With its caption, what it is for, and what is wrong with it."""
        told = self.attribute
        if told.kind is AttributeKind.FLAG:
            box = column(self.widget, spacing=4)
        else:
            box = captioned(told.label, self.widget)
        if told.hint:
            box.addWidget(label(told.hint, role="caption", wrap=True))
        box.addWidget(self.answer)
        return box

    def value(self) -> Any:  # noqa: ANN401  (what a profile holds)
        """What is to be kept; None for nothing."""
        widget = self.widget
        if isinstance(widget, WideCheck):
            return True if widget.isChecked() else None
        if isinstance(widget, QComboBox):
            at = widget.findText(widget.currentText()) if widget.isEditable() else -1
            return widget.itemData(at) if at >= 0 else widget.currentData()
        if isinstance(widget, LengthClass | OrderedKeys | TickedKeys):
            return (widget.value() if isinstance(widget, LengthClass) else widget.keys()) or None
        text = widget.toPlainText() if isinstance(widget, QPlainTextEdit) else _line(widget)
        told = _read(self.attribute.kind, text)
        return None if told in ("", []) else told

    def show(self, value: Any) -> None:  # noqa: ANN401  (what a profile holds)
        """Show what is kept."""
        widget = self.widget
        with QSignalBlocker(widget):
            if isinstance(widget, WideCheck):
                widget.setChecked(bool(value))
            elif isinstance(widget, QComboBox):
                choose(widget, value)
                edit = widget.lineEdit()
                if edit is not None:
                    edit.home(False)
            elif isinstance(widget, LengthClass):
                widget.show_value(value or [])
            elif isinstance(widget, OrderedKeys | TickedKeys):
                widget.show_keys(value or [])
            else:
                text = ", ".join(map(str, value)) if isinstance(value, list) else value
                told = "" if text is None else str(text)
                if isinstance(widget, QPlainTextEdit):
                    widget.setPlainText(told)
                elif isinstance(widget, QLineEdit):
                    widget.setText(told)
                    widget.setCursorPosition(0)

    def tell(self, wrong: str) -> None:
        """Say what is wrong with it; nothing when it is right."""
        self.answer.setText(wrong)
        self.answer.setVisible(bool(wrong))

    def _made(self) -> QWidget:
        told = self.attribute
        made: QWidget
        if told.kind is AttributeKind.FLAG:
            check = WideCheck()
            check.setText(told.label)
            check.setProperty("role", "choice")
            check.toggled.connect(self.changed)
            made = check
        elif told.kind is AttributeKind.CHOICE:
            box = QComboBox()
            if told.optional:
                box.addItem(NOT_TOLD, None)
            for key, words in told.choices:
                box.addItem(words, key)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            if len(told.choices) > _SOUGHT:
                _make_sought(box)
            box.currentIndexChanged.connect(self.changed)
            box.currentTextChanged.connect(box.setToolTip)
            made = box
        elif told.kind is AttributeKind.KEYS:
            keys = OrderedKeys(told.choices, told.label)
            keys.changed.connect(self.changed)
            made = keys
        elif told.kind is AttributeKind.TICKS:
            ticks = TickedKeys(told.choices)
            ticks.changed.connect(self.changed)
            made = ticks
        elif told.kind is AttributeKind.LENGTH:
            length = LengthClass(told.choices)
            length.changed.connect(self.changed)
            made = length
        elif told.kind is AttributeKind.LONG:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(em(1.4) * _LINES)
            text.textChanged.connect(self.changed)
            made = text
        else:
            line = QLineEdit()
            line.setMinimumWidth(em(6))
            line.setAcceptDrops(False)
            line.textChanged.connect(self.changed)  # by a draft too; ``show`` says nothing
            made = line
        return made


def _read(kind: AttributeKind, text: str) -> str | int | list[str] | list[int]:
    """What is typed as the profile holds it; what can't be stays text, and its reader tells."""
    if kind is AttributeKind.NAMES:
        parts = [" ".join(part.split()) for part in text.split(",")]
        return list(dict.fromkeys(part for part in parts if part))
    text = text.strip()
    if kind is AttributeKind.NUMBERS:
        return _numbers(text)
    if kind is AttributeKind.WHOLE and text.isascii() and text.isdigit():
        return int(text)
    return text


def _numbers(text: str) -> list[int] | str:
    """The numbers in order; what is none is left as it is typed, and told by the reader."""
    parts = text.replace(";", ",").replace(",", " ").split()
    if all(part.isascii() and part.isdigit() for part in parts):
        return sorted({int(part) for part in parts})
    return text


def _make_sought(box: QComboBox) -> None:
    """Any letters of it find one among many; what is none of them gives way to the last chosen."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer, edit = box.completer(), box.lineEdit()
    assert completer is not None and edit is not None, "it is editable"  # noqa: PT018  (one reason)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    edit.editingFinished.connect(lambda: box.setCurrentText(box.itemText(box.currentIndex())))
    box.currentIndexChanged.connect(lambda _: edit.home(False))


def _line(widget: QWidget) -> str:
    assert isinstance(widget, QLineEdit), "the only kind left"
    return widget.text()
