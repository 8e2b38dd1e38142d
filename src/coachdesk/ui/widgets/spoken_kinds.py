"""How a screen reader is told of what Qt knows too little of; loaded where one listens."""

from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QFrame,
    QLabel,
    QStackedWidget,
    QWidget,
)
from shiboken6 import Shiboken

from coachdesk.ui.widgets.spoken import HEADINGS, ROLE, TellsItems
from coachdesk.ui.widgets.spoken_items import ItemsHolder

_TEXT, _ROLES = QAccessible.Text, QAccessible.Role
_BARE = (QWidget, QFrame)
"""Of which Qt tells nothing, whatever their name."""


class _Kept:
    """Qt keeps each until its widget is gone; Python must not delete it before."""

    told: tuple[QAccessibleInterface, ...] = ()
    most = 64

    @classmethod
    def keep(cls, made: QAccessibleInterface) -> None:
        """Hold ``made``, and from time to time let go of those that Qt deleted."""
        if len(cls.told) >= cls.most:
            cls.told = tuple(each for each in cls.told if Shiboken.isValid(each))
            cls.most = max(2 * len(cls.told), 64)
        cls.told = (*cls.told, made)


class _Button(QAccessibleWidget):
    """A button told as the one chosen among several, or as the page that is shown."""

    def __init__(self, button: QAbstractButton, role: QAccessible.Role) -> None:
        super().__init__(button, role, "")
        self._button = button

    def text(self, which: QAccessible.Text) -> str:
        """Its name, or its words."""
        if which is _TEXT.Name:
            return self._button.accessibleName() or self._button.text().strip()
        return super().text(which)

    def state(self) -> QAccessible.State:
        """Chosen or not."""
        state, on = super().state(), self._button.isChecked()
        if self.role() is _ROLES.PageTab:
            state.selectable, state.selected = True, on
        else:
            state.checkable, state.checked = True, on
        return state

    def actionNames(self) -> list[str]:
        """It is pressed."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """As a click."""
        if name == QAccessibleActionInterface.pressAction():
            self._button.click()
        else:
            super().doAction(name)


class _Heading(QAccessibleWidget):
    """Words under which other things stand: screen readers walk from one to the next."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, _ROLES.Heading, "")
        self._label = label

    def text(self, which: QAccessible.Text) -> str:
        """Its words."""
        if which is _TEXT.Name:
            return self._label.accessibleName() or self._label.text()
        return super().text(which)


class _Secret(QAccessibleWidget):
    """What is typed there is a secret: a screen reader does not say its keys."""

    def state(self) -> QAccessible.State:
        """As a passphrase."""
        state = super().state()
        state.passwordEdit = state.editable = True
        return state


def told(widget: QWidget) -> QAccessibleInterface | None:
    """What is told of ``widget``; None leaves it to Qt."""
    made = _made(widget)
    if made is not None:
        _Kept.keep(made)
    return made


def _made(widget: QWidget) -> QAccessibleInterface | None:
    asked = widget.property(ROLE)
    if asked is not None:
        return _asked(widget, QAccessible.Role(asked))
    if isinstance(widget, QLabel):
        return _Heading(widget) if widget.property("role") in HEADINGS else None
    if widget.accessibleName() and _kind(widget) in _BARE:
        return QAccessibleWidget(widget, _ROLES.Grouping, "")
    if isinstance(widget, QStackedWidget):  # Qt's « layered pane » is said at each page, for naught
        return QAccessibleWidget(widget, _ROLES.Client, "")
    return None


def _asked(widget: QWidget, role: QAccessible.Role) -> QAccessibleInterface:
    if isinstance(widget, TellsItems):
        return ItemsHolder(widget, widget, role)
    if isinstance(widget, QAbstractButton):
        return _Button(widget, role)
    if role is _ROLES.EditableText:
        return _Secret(widget, role, "")
    return QAccessibleWidget(widget, role, "")


def _kind(widget: QWidget) -> type:
    """The class of Qt that it is."""
    return next(each for each in type(widget).__mro__ if each.__module__.startswith("PySide6"))
