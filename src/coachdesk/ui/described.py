"""What a screen reader says after the name of a control: what is wrong, what it does, where it is.

« Modifier » alone tells little; « Modifier, Freins » does. It is found when the keyboard comes to
the control, and only where a screen reader listens: a page has hundreds.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from coachdesk.ui.widgets.fields import REFUSAL
from coachdesk.ui.widgets.page import Page

_HEADINGS = frozenset({"heading", "title", "question", "strong", "signer", "brand"})
_OURS = "described"


def describe_with_the_keyboard(application: QApplication) -> None:
    """Describe each control as the keyboard comes to it, from now on."""
    application.focusChanged.connect(_came_to)


def _came_to(_before: QWidget | None, control: QWidget | None) -> None:
    if control is not None and QAccessible.isActive():
        describe(control)


def describe(control: QWidget) -> None:
    """Give ``control`` its description, unless it has one of its own."""
    kept = control.accessibleDescription()
    if kept and kept != control.property(_OURS):
        return
    words = description(control)
    control.setProperty(_OURS, words)
    if words != kept:
        control.setAccessibleDescription(words)


def description(control: QWidget) -> str:
    """What is wrong with it, what it does, under which heading it stands."""
    name = control.accessibleName() or str(getattr(control, "text", str)() or "")
    told = (control.property(REFUSAL) or "", control.toolTip(), heading_over(control))
    parts = dict.fromkeys(part for part in told if part and part != name)
    return ". ".join(part.rstrip(".") for part in parts) or control.window().windowTitle()


def heading_over(control: QWidget) -> str:
    """The nearest heading above ``control``, or the title of its page; empty without one."""
    around = control.parentWidget()
    while around is not None:
        top = control.mapTo(around, QPoint(0, 0)).y()
        heads = around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        above = [head for head in heads if _is_heading(head) and head.y() <= top]
        if above:
            return max(above, key=QLabel.y).text()
        if isinstance(around, Page):
            return around.title.text()
        if around.isWindow():
            break
        around = around.parentWidget()
    return ""


def _is_heading(head: QLabel) -> bool:
    return head.property("role") in _HEADINGS and head.isVisible() and bool(head.text())
