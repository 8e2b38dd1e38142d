"""How a screen reader follows the keyboard; loaded where one listens.

Qt's own events come too late for Orca, or not at all, in three places that were heard on Debian 12:
a line whose caret moves before it is told of, a page that hands the keyboard on as it comes to it,
a closed list whose choice the arrows change.
"""

import sys
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from coachdesk.ui.described import describe, repeats
from coachdesk.ui.widgets import spoken_kinds
from coachdesk.ui.widgets.announced import announce

_SAID = "choices_said"
"""Property of a list whose choices are said."""


class _Keyboard:
    """Where it went, as Qt last said."""

    at: QWidget | None = None
    handed_on = False
    """A page gave it on as it came there, and Qt tells of the page last."""
    held: tuple[QWidget, Qt.FocusReason] | None = None
    """The line that will hear of it once a screen reader has, and why it came there."""
    keeper: QObject | None = None


class _Keeper(QObject):
    """Keeps from a line that the keyboard came to it: its caret would move before it is told of."""

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Hold it for a turn of the event loop, unless a menu goes or it is given now."""
        if not isinstance(event, QFocusEvent) or not isinstance(line, QLineEdit):
            return False
        given, _Keyboard.held = _Keyboard.held == (line, event.reason()), None
        came = event.type() is QEvent.Type.FocusIn and QAccessible.isActive()
        if given or not came or event.reason() is Qt.FocusReason.PopupFocusReason:
            return False
        _Keyboard.held = (line, event.reason())
        return True


def told(widget: QWidget) -> QAccessibleInterface | None:
    """What is told of ``widget``, asked for once; None leaves it to Qt.

    A button or a list is described once it is made: Qt would say its tooltip, which repeats its
    name more often than not.
    """
    if isinstance(widget, QAbstractButton | QComboBox):
        QTimer.singleShot(0, widget, partial(_describe_made, widget))
    if isinstance(widget, QLineEdit) and sys.platform == "linux":
        _Keyboard.keeper = _Keyboard.keeper or _Keeper()
        widget.installEventFilter(_Keyboard.keeper)
    return spoken_kinds.told(widget)


def came_to(control: QWidget | None) -> None:
    """Describe ``control`` as the keyboard comes to it, and have it told of."""
    _Keyboard.handed_on = control is _Keyboard.at
    _Keyboard.at = control
    if control is None:
        return
    describe(control)
    if _Keyboard.handed_on or _Keyboard.held:
        QTimer.singleShot(0, control, partial(_settle, control))
    if isinstance(control, QComboBox) and sys.platform == "linux" and not control.property(_SAID):
        control.setProperty(_SAID, True)
        control.textActivated.connect(partial(announce, control))


def _describe_made(widget: QWidget) -> None:
    """Unless what its tooltip says is news."""
    if QAccessible.isActive() and repeats(widget):
        describe(widget)


def _settle(control: QWidget) -> None:
    """Have it said where the keyboard is, then let the line know."""
    if QApplication.focusWidget() is not control:
        return
    if _Keyboard.handed_on:
        _Keyboard.handed_on = False
        QAccessible.updateAccessibility(QAccessibleEvent(control, QAccessible.Event.Focus))
    if _Keyboard.held is not None and _Keyboard.held[0] is control:
        QApplication.sendEvent(control, QFocusEvent(QEvent.Type.FocusIn, _Keyboard.held[1]))
