"""What a widget paints, told to a screen reader as things of their own: rows, places, states."""

from collections.abc import Callable, Hashable, Iterable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QWidget
from shiboken6 import Shiboken

from coachdesk.ui.widgets.spoken import TellsItems, ToldItem

_TEXT, _ROLES = QAccessible.Text, QAccessible.Role


class SpokenItem(QAccessibleWidget):
    """One thing painted; ``tell`` says what it is now."""

    def __init__(
        self,
        sheet: QWidget,
        press: Callable[[Hashable], None],
        item: ToldItem,
        role: QAccessible.Role = _ROLES.ListItem,
    ) -> None:
        super().__init__(sheet, role, "")
        self._sheet, self._press = sheet, press
        self.item = item
        self.gone = False

    def isValid(self) -> bool:
        """As long as it is painted."""
        return not self.gone and Shiboken.isValid(self._sheet)

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt takes none
        """No widget: that one is the whole sheet's."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # Qt takes none
        """The one of the sheet."""
        return self._sheet.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """The sheet."""
        return QAccessible.queryAccessibleInterface(self._sheet)

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """Nothing is inside."""
        return None

    def childCount(self) -> int:
        """Nothing is inside."""
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """Nothing is inside."""
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """Nothing is inside."""
        return None

    def rect(self) -> QRect:
        """On the screen."""
        return self.item.box.translated(_canvas(self._sheet).mapToGlobal(QPoint(0, 0)))

    def text(self, which: QAccessible.Text) -> str:
        """All that is known of it, in one breath."""
        return self.item.name if which is _TEXT.Name else ""

    def state(self) -> QAccessible.State:
        """Where the keyboard is, what is out of sight."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        here = self.item.here
        state.focused = here and self._sheet.hasFocus()
        state.selected = here
        state.offscreen = not _canvas(self._sheet).rect().intersects(self.item.box)
        state.invisible = not self._sheet.isVisible()
        return state

    def relations(
        self,
        _match: QAccessible.RelationFlag = QAccessible.RelationFlag.AllRelations,
    ) -> list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]:
        """None. Qt would look for them in the widget that it is not, and end the program."""
        return []

    def foregroundColor(self) -> QColor:
        """The one of the sheet, for the same reason."""
        return self._sheet.palette().color(self._sheet.foregroundRole())

    def backgroundColor(self) -> QColor:
        """The one of the sheet, for the same reason."""
        return self._sheet.palette().color(self._sheet.backgroundRole())

    def actionNames(self) -> list[str]:
        """It is pressed."""
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, name: str) -> None:
        """As Enter on it."""
        if name == QAccessibleActionInterface.pressAction():
            self._press(self.item.key)


class ItemsHolder(QAccessibleWidget):
    """A sheet, and as its children what is painted on it."""

    def __init__(self, sheet: QWidget, painted: TellsItems, role: QAccessible.Role) -> None:
        """``painted`` is the same sheet, by what it tells."""
        super().__init__(sheet, role, "")
        self._sheet, self._painted = sheet, painted
        self._told: dict[Hashable, SpokenItem] = {}
        sheet.destroyed.connect(self._forget_all)

    def items(self) -> list[SpokenItem]:
        """Those painted now; who stays is the same one as before."""
        before, now = self._told, self._painted.told_items()
        self._told = {}
        for item in now:
            kept = before.pop(item.key, None)
            if kept is None:
                kept = SpokenItem(self._sheet, self._painted.press_told, item)
                QAccessible.registerAccessibleInterface(kept)
            kept.item = item
            self._told[item.key] = kept
        forget_items(before.values())
        return list(self._told.values())

    def childCount(self) -> int:
        """As many as are painted."""
        return len(self.items())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """In the order in which they are read."""
        items = self.items()
        return items[index] if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Where it stands among them."""
        asked = QAccessible.uniqueId(child)
        found = (n for n, each in enumerate(self.items()) if QAccessible.uniqueId(each) == asked)
        return next(found, -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """The one that is painted last there."""
        return next((each for each in self.items()[::-1] if each.rect().contains(x, y)), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """The one that the keyboard is on."""
        return next((each for each in self.items() if each.item.here), None)

    def _forget_all(self) -> None:
        forget_items(self._told.values())
        self._told = {}


def tell_where(sheet: QWidget) -> None:
    """Have the item said that the keyboard came to; costs nothing where nobody listens."""
    if not QAccessible.isActive():
        return
    holder = QAccessible.queryAccessibleInterface(sheet)
    here = holder.focusChild() if isinstance(holder, ItemsHolder) else None
    if here is not None:
        QAccessible.updateAccessibility(QAccessibleEvent(here, QAccessible.Event.Focus))


def _canvas(sheet: QWidget) -> QWidget:
    return sheet.viewport() if isinstance(sheet, QAbstractScrollArea) else sheet


def forget_items(items: Iterable[SpokenItem]) -> None:
    """They are painted no more."""
    for each in items:
        each.gone = True
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(each))
