"""The keyboard shows where it is by a thicker border, and nothing grows or moves for it."""

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from coachdesk.ui.theme import apply_theme
from coachdesk.ui.widgets.layout import column

PLAIN = (
    "", "primary", "link", "icon", "chip", "note", "mini", "digit", "presence", "answer", "line",
)  # fmt: skip
TICKED = ("", "chip", "note", "mini", "presence", "answer")
BUTTONS = (
    *({"kind": kind} for kind in PLAIN),
    *({"kind": kind, "choice": True, "checkable": True, "checked": True} for kind in TICKED),
    {"large": True},
    {"large": True, "kind": "primary"},
    {"kind": "mini", "main": True},
    {"objectName": "tile"},
)
FIELDS = (
    *((QPushButton, about) for about in BUTTONS),
    *((of, {}) for of in (QLineEdit, QPlainTextEdit, QComboBox, QTimeEdit, QSpinBox, QRadioButton)),
    *((QRadioButton, {"role": "choice", "checked": checked}) for checked in (False, True)),
)


def made(of, about):
    field = of()
    for name, value in about.items():
        field.setProperty(name, value)
    return field


def room(field):
    """What it asks for, when asked anew: Qt keeps the size of a button until its words change."""
    if isinstance(field, QPushButton):
        field.setText("")
        field.setText("Texte")
    return field.sizeHint().toTuple(), field.minimumSizeHint().toTuple()


@pytest.mark.parametrize("place", ["page", "status"])
def test_nothing_takes_more_room_with_the_keyboard(qapp, qtbot, place):
    apply_theme(qapp)
    page, other = QWidget(), QPushButton()
    page.setObjectName(place)
    fields = [made(*field) for field in FIELDS]
    page.setLayout(column(other, *fields))
    qtbot.addWidget(page)
    page.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    at_rest = [room(field) for field in fields]
    grown = []
    for field, (of, about), before in zip(fields, FIELDS, at_rest, strict=True):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        if room(field) != before:
            grown.append((of.__name__, about, before, room(field)))
    assert not grown


@pytest.mark.parametrize("of", [QLineEdit, QPlainTextEdit, QComboBox, QTimeEdit, QSpinBox])
def test_the_field_with_the_keyboard_has_a_border_of_its_own(qapp, qtbot, of):
    apply_theme(qapp)
    page, other, field = QWidget(), QPushButton(), of()
    page.setLayout(column(other, field))
    qtbot.addWidget(page)
    page.show()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    at_rest = border(field)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    assert border(field) != at_rest


def border(field):
    return field.grab().toImage().pixelColor(field.width() // 2, 1).name()
