"""What a screen reader is told of what we paint ourselves.

Qt tells by itself the role of its own buttons, fields and lists; of a plain widget that paints, it
says « client » and no more. How it is told stands in ``spoken_kinds``, loaded where one listens.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from coachdesk.ui.theme import icon

ROLE = "spoken_role"
"""Property of a widget: the role that it is told as."""
HEADINGS = frozenset({"heading", "title", "question", "strong", "signer", "brand"})
"""Roles of labels, in the style sheet, that say what stands below them."""


@dataclass(frozen=True, slots=True)
class ToldItem:
    """Something that a widget paints, and that a screen reader walks through as its child."""

    key: Hashable
    name: str
    box: QRect
    """In the pixels of the widget that paints."""
    here: bool = False
    """The keyboard is on it."""
    written: bool = True
    """Words are painted there."""


@runtime_checkable
class TellsItems(Protocol):
    """A widget that paints things with names: a screen reader is told each of them."""

    def told_items(self) -> Sequence[ToldItem]:
        """What is painted now, in the order in which it is read."""

    def press_told(self, key: Hashable) -> None:
        """Do what Enter does on that item."""


def speaks_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Have ``widget`` told as that role, with its accessible name and description."""
    widget.setProperty(ROLE, role.value)
    if QAccessible.isActive():  # something was told of it already, and Qt would keep to that
        usual = QAccessible.queryAccessibleInterface(widget)
        if usual is not None:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(usual))


def once_told(field: QWidget, came: QFocusEvent, take: Callable[[QFocusEvent], None]) -> None:
    """Have ``field`` ``take`` the keyboard that ``came`` once a screen reader knows that it did.

    Orca takes a caret that moves in a day or a number for a field that it has told of already,
    and said the figures alone, never the name: Qt moves the caret first.
    """
    reason = came.reason()

    def later() -> None:
        if field.hasFocus():
            take(QFocusEvent(QEvent.Type.FocusIn, reason))

    if QAccessible.isActive() and reason is not Qt.FocusReason.PopupFocusReason:
        QTimer.singleShot(0, field, later)
    else:
        take(came)


def with_glass(line: QLineEdit) -> None:
    """Give ``line`` the glass that tells a search, and its words."""
    glass = line.addAction(icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
    glass.setText(QCoreApplication.translate("spoken", "Chercher"))


def clearable(line: QLineEdit) -> None:
    """Give ``line`` the cross that empties it, with a name: Qt's own has none."""
    line.setClearButtonEnabled(True)
    for cross in line.findChildren(QToolButton):
        cross.setAccessibleName(QCoreApplication.translate("spoken", "Effacer ce qui est tapé"))
