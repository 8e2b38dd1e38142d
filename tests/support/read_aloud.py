"""What a screen reader is told of a window, and what it would miss: the tree of accessibility."""

import re
from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAccessibleWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)

from coachdesk.core.french import fold

_ROLE = QAccessible.Role
CONTROLS = frozenset({
    _ROLE.Button, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText,
    _ROLE.SpinBox, _ROLE.Slider, _ROLE.Dial, _ROLE.List, _ROLE.Table, _ROLE.Tree, _ROLE.PageTab,
    _ROLE.PageTabList, _ROLE.ButtonMenu, _ROLE.ButtonDropDown, _ROLE.MenuItem, _ROLE.Link,
    _ROLE.ProgressBar, _ROLE.HotkeyField, _ROLE.Canvas, _ROLE.Chart, _ROLE.Graphic,
})  # fmt: skip
"""What is worked with, or shows something: a name is due."""
VAGUE = frozenset({_ROLE.NoRole, _ROLE.Client, _ROLE.Window, _ROLE.Pane, _ROLE.Border})
"""Roles that tell nothing of what the keyboard is on."""
_PRESSED = CONTROLS - {
    _ROLE.List, _ROLE.Table, _ROLE.Tree, _ROLE.ProgressBar, _ROLE.Canvas, _ROLE.Chart,
    _ROLE.Graphic,
}  # fmt: skip
_ITEMS = frozenset({_ROLE.List, _ROLE.Table, _ROLE.Tree})
_ROWS_READ = 4
_SAID_BY_QT = ("qt_spinbox_lineedit", "qt_scrollarea")


def told(widget: QWidget) -> QAccessibleInterface:
    """What the system's accessibility is given of ``widget``."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, f"nothing is told of {type(widget).__name__}"
    return found


def tree(widget: QWidget) -> Iterator[tuple[QAccessibleInterface, str]]:
    """All that is told of what shows in ``widget``, each with the place where it is."""
    yield from _below(told(widget), type(widget).__name__)


def ask_all(each: QAccessibleInterface) -> None:
    """All that a screen reader may ask of it: Qt's own answer ends the program where it can't."""
    for which in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        each.text(which)
    each.role(), each.state(), each.rect(), each.window(), each.parent(), each.childCount()
    each.relations(), each.focusChild(), each.foregroundColor(), each.backgroundColor()
    acts = cast("QAccessibleActionInterface | None", each.actionInterface())  # the stubs forget it
    if acts is not None:
        for name in acts.actionNames():
            acts.keyBindingsForAction(name)


def unsaid(widget: QWidget) -> list[str]:
    """What a screen reader could not tell: controls without a name or role, bare icons."""
    found = []
    for each, place in tree(widget):
        role, name = each.role(), each.text(QAccessible.Text.Name).strip()
        state, thing = each.state(), each.object()
        if isinstance(each, QAccessibleWidget):  # ours: Qt's own answer well
            ask_all(each)
        if isinstance(thing, QWidget) and part_of_another(thing):
            continue
        if role in CONTROLS and not name:
            found.append(f"{place}: {role.name} without a name")
        if isinstance(thing, QComboBox) and not (thing.accessibleName() or part_of_another(thing)):
            found.append(f"{place}: a list named by what is chosen, {name!r}")
        if state.focusable and role in VAGUE:
            found.append(f"{place}: the keyboard comes to a {role.name} named {name!r}")
        if isinstance(thing, QAbstractItemView):
            found += [f"{place}: {fault}" for fault in _unsaid_items(thing)]
    return found


def misnamed(widget: QWidget) -> list[str]:
    """Controls whose name lacks the words seen on them or over them: voice calls them by these.

    WCAG 2.1, 2.5.3.
    """
    found = []
    for each, place in tree(widget):
        thing, name = each.object(), _bare(each.text(QAccessible.Text.Name))
        if isinstance(thing, QAbstractButton) and _bare(thing.text()) not in name:
            found.append(f"{place}: {thing.text()!r} is named {name!r}")
        buddy = cast("QWidget | None", thing.buddy()) if isinstance(thing, QLabel) else None
        if buddy is not None and buddy.isVisible():
            called = _bare(buddy.accessibleName() or told(buddy).text(QAccessible.Text.Name))
            if name not in called:
                found.append(f"{place}: what {name!r} captions is named {called!r}")
    return found


def _bare(words: str) -> str:
    """As it is said: no case, no accents, no signs."""
    return " ".join(re.findall(r"\w+", fold(words.replace("&", ""))))


def too_small(widget: QWidget, least: int) -> list[str]:
    """What is pressed in ``widget`` and is lower or narrower than ``least`` pixels."""
    found = []
    for each, place in tree(widget):
        thing = each.object()
        if each.role() not in _PRESSED or not isinstance(thing, QWidget) or part_of_another(thing):
            continue
        if min(thing.width(), thing.height()) < least:
            name = each.text(QAccessible.Text.Name)
            found.append(f"{place} {name!r}: {thing.width()} x {thing.height()} px")
    return found


def _below(each: QAccessibleInterface, place: str) -> Iterator[tuple[QAccessibleInterface, str]]:
    yield each, place
    if each.role() in _ITEMS:
        return  # of thousands of lines; their models are asked instead
    for number in range(each.childCount()):
        child = cast("QAccessibleInterface | None", each.child(number))  # the stubs forget it
        if child is None or not child.isValid() or child.state().invisible:
            continue
        yield from _below(child, f"{place}/{type(child.object()).__name__}")


def part_of_another(widget: QWidget) -> bool:
    """Whether it is what Qt makes inside its own widgets, and says by them."""
    above = widget.parentWidget()
    own = widget.objectName().startswith(_SAID_BY_QT)
    return own or isinstance(above, QComboBox | QLineEdit)


def _unsaid_items(view: QAbstractItemView) -> Iterator[str]:
    """Cells that show a mark and say nothing, headings that are empty."""
    model = cast("QAbstractItemModel | None", view.model())  # the stubs forget it
    if model is None:
        return
    heads = view.horizontalHeader() if isinstance(view, QTableView) else None
    columns = model.columnCount() if isinstance(view, QTableView) else 1  # Qt hides it in lists
    for column in range(columns):
        if isinstance(view, QTableView) and view.isColumnHidden(column):
            continue
        if heads is not None and not heads.isHidden():
            head = model.headerData(column, Qt.Orientation.Horizontal)
            tip = model.headerData(
                column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
            )
            if not (head or tip):
                yield f"column {column} has no heading"
        for row in range(min(model.rowCount(), _ROWS_READ)):
            yield from _unsaid_cell(model.index(row, column, view.rootIndex()))


def _unsaid_cell(cell: QModelIndex) -> Iterator[str]:
    roles = Qt.ItemDataRole
    said = cell.data(roles.AccessibleTextRole) or cell.data(roles.DisplayRole)
    marked = cell.data(roles.DecorationRole) is not None
    if marked and not said:
        yield f"a mark that says nothing, row {cell.row()} column {cell.column()}"
