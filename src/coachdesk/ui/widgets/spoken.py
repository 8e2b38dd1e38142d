"""What a screen reader is told of what we paint ourselves, and of what has just happened.

Qt tells by itself the role of its own buttons, fields and lists; of a plain widget that paints, it
says « client » and no more.
"""

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAccessibleWidget, QLineEdit, QToolButton, QWidget
from shiboken6 import Shiboken

from coachdesk.ui.theme import icon

_told: list[QAccessibleWidget] = []
"""Qt keeps each until its widget is gone; Python must not delete it before."""


def speaks_as(widget: QWidget, role: QAccessible.Role) -> None:
    """Have ``widget`` told as that role, with its accessible name and description."""

    def tell() -> None:
        _told[:] = [each for each in _told if Shiboken.isValid(each)]
        usual = QAccessible.queryAccessibleInterface(widget)
        if usual is not None:  # where something was told of it already, Qt would keep to that
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(usual))
        made = QAccessibleWidget(widget, role, "")
        QAccessible.registerAccessibleInterface(made)
        _told.append(made)

    # Qt finds it by the class of the widget, which PySide goes on making as its signals are bound.
    QTimer.singleShot(0, widget, tell)


def announce(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Have ``words`` said where a screen reader runs; ``at_once`` cuts what it was saying."""
    if not words or not QAccessible.isActive():
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    manner = QAccessible.AnnouncementPoliteness
    event.setPoliteness(manner.Assertive if at_once else manner.Polite)
    QAccessible.updateAccessibility(event)


def with_glass(line: QLineEdit) -> None:
    """Give ``line`` the glass that tells a search, and its words."""
    glass = line.addAction(icon("search", "ink_soft"), QLineEdit.ActionPosition.LeadingPosition)
    glass.setText(QCoreApplication.translate("spoken", "Chercher"))


def clearable(line: QLineEdit) -> None:
    """Give ``line`` the cross that empties it, with a name: Qt's own has none."""
    line.setClearButtonEnabled(True)
    for cross in line.findChildren(QToolButton):
        cross.setAccessibleName(QCoreApplication.translate("spoken", "Effacer ce qui est tapé"))
