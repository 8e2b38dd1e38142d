"""What a screen reader says after the name of a control: what is wrong, what it does, where it is.

« Modifier » alone tells little; « Modifier, Freins » does. It is found when the keyboard comes to
the control, and only where a screen reader listens (``listening``): a page has hundreds.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from coachdesk.core.french import fold
from coachdesk.ui.widgets.fields import REFUSAL
from coachdesk.ui.widgets.page import Page
from coachdesk.ui.widgets.spoken import HEADINGS

_OURS = "described"


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
    name = _said(control)
    told = (
        _caption(control, name),
        control.property(REFUSAL) or "",
        unrepeated(name, control.toolTip()),
        heading_over(control),
    )
    parts = dict.fromkeys(part for part in told if part and part != name)
    words = ". ".join(part.rstrip(".") for part in parts)
    return words or control.window().windowTitle()  # of what has none, Qt says the tooltip


def _said(control: QWidget) -> str:
    """The name that a screen reader says before its description."""
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name).strip()


def _caption(control: QWidget, name: str) -> str:
    """What a list of words is about: on Linux, Qt says as its name what is chosen in it."""
    about = control.accessibleName() if isinstance(control, QComboBox) else ""
    return about if about != name else ""


def repeats(control: QWidget) -> bool:
    """Whether its tooltip, which Qt says after its name, says that name again."""
    tip = control.toolTip()
    return bool(tip) and unrepeated(_said(control), tip) != tip


def unrepeated(name: str, tip: str) -> str:
    """What ``tip`` says that ``name`` does not: « Ctrl+R » of « Sans rendez-vous (Ctrl+R) »."""
    if fold(tip) in fold(name):
        return ""
    rest = tip.removeprefix(name).strip() if name else tip
    whole = rest.startswith("(") and rest.endswith(")")
    return rest[1:-1] if rest != tip and whole else tip


def heading_over(control: QWidget) -> str:
    """The nearest heading above ``control``, or the title of its page; empty without one."""
    around = control.parentWidget()
    while around is not None:
        top = control.mapTo(around, QPoint(0, 0)).y()
        heads = around.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        above = [head for head in heads if _is_heading(head, around) and head.y() <= top]
        if above:
            return max(above, key=QLabel.y).text()
        if isinstance(around, Page):
            return around.title.text()
        if around.isWindow():
            break
        around = around.parentWidget()
    return ""


def _is_heading(head: QLabel, around: QWidget) -> bool:
    """One that shows with ``around``: that may still be behind what covers the window."""
    shows = head.isVisibleTo(around) and bool(head.text())
    return head.property("role") in HEADINGS and shows
