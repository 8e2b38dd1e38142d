"""What a screen reader is told of what we paint ourselves.

Qt tells by itself the role of its own buttons, fields and lists; of a plain widget that paints, it
says « client » and no more. How it is told stands in ``spoken_kinds``, loaded where one listens.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent
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


def tell_keyboard(field: QWidget) -> None:
    """Have it said that the keyboard is on ``field``, before the caret moves in it.

    Qt says so last, and Orca takes a caret that moves in a day or a number for a field that it
    has told of already: it said the figures and never the name.
    """
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(field, QAccessible.Event.Focus))


def with_glass(line: QLineEdit) -> None:
    """Give ``line`` the glass that tells a search, and its words."""
    glass = line.addAction(icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
    glass.setText(QCoreApplication.translate("spoken", "Chercher"))


def clearable(line: QLineEdit) -> None:
    """Give ``line`` the cross that empties it, with a name: Qt's own has none."""
    line.setClearButtonEnabled(True)
    for cross in line.findChildren(QToolButton):
        cross.setAccessibleName(QCoreApplication.translate("spoken", "Effacer ce qui est tapé"))
