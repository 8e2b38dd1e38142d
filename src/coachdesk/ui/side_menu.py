"""The menu at the left: the screens, and the way to everything else."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QLayout, QPushButton, QScrollArea, QWidget

from coachdesk.ui.action_switch import ActionSwitch
from coachdesk.ui.commands import Bindings, commands
from coachdesk.ui.theme import em, icon
from coachdesk.ui.widgets.layout import button, column, label, restyle
from coachdesk.ui.widgets.spoken import speaks_as

_AIR = 4
_WIDTH = 14
_NARROW_WIDTH = 5.2
"""In heights of the font."""
_ENTRIES = (
    "palette", "today", "agenda", "participants", "companies", "services", "month",
    "dashboard", "bilan", "outbox", "timesheet", "fse", "to_print", "settings",
)  # fmt: skip


class _MenuArea(QScrollArea):
    """The entries: they scroll where the window is too low for all of them, by wheel or by Tab."""

    def __init__(self, entries: QLayout) -> None:
        super().__init__()
        self._entries = entries
        listed = QWidget()
        listed.setLayout(entries)
        self.setWidget(listed)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("entries")
        listed.setAccessibleName(self.tr("Menu"))
        speaks_as(listed, QAccessible.Role.PageTabList)

    def minimumSizeHint(self) -> QSize:
        """One entry is enough: the window decides."""
        return QSize(0, em(3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Entries stand closer where that shows them all, and lower where even so it does not."""
        super().resizeEvent(event)
        room = event.size().height()
        self._tighten(tight=False)
        self._entries.setSpacing(_AIR)
        if self._entries.minimumSize().height() > room:
            self._entries.setSpacing(0)
        if self._entries.minimumSize().height() > room:
            self._tighten(tight=True)
        self.show_marked()

    def show_marked(self) -> None:
        """Scroll to the entry of the screen that is shown."""
        marked = next((each for each in self.findChildren(QPushButton) if each.isChecked()), None)
        if marked is not None:
            self._entries.activate()
            self.ensureWidgetVisible(marked, 0, 0)

    def _tighten(self, *, tight: bool) -> None:
        if bool(self.property("tight")) == tight:
            return
        self.setProperty("tight", tight)
        for entry in self.findChildren(QPushButton):
            restyle(entry)
        self._entries.invalidate()


class SideMenu(QWidget):
    """Its entries are commands; those of screens are marked in turn."""

    def __init__(
        self,
        action_name: str,
        bindings: Bindings,
        without: Collection[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """``without`` are the screens that this action has no use for."""
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._bindings = bindings
        self._brand = label("CoachDesk", role="brand")
        self._action_name = label(action_name, role="caption", wrap=True)
        for words in (self._brand, self._action_name):
            words.setContentsMargins(12, 0, 0, 0)
        self.choices = {key: self._choice(key) for key in _ENTRIES if key not in without}
        self._counts: dict[str, int] = {}
        self._narrow: bool | None = None
        """Not known until it stands in a window."""
        *above, last = self.choices.values()
        self.area = _MenuArea(column(*above, None, last, spacing=_AIR))
        layout = column(self._brand, self._action_name, 12, self.area, spacing=4)
        layout.setStretch(3, 1)
        layout.setContentsMargins(10, 16, 10, 12)
        self._box = layout
        self.setLayout(layout)
        self.switch: ActionSwitch | None = None

    def offer_actions(self, switch: ActionSwitch) -> None:
        """The action is a button that offers the others, where there are some."""
        self.switch = switch
        self._box.replaceWidget(self._action_name, switch)
        self._action_name.hide()

    def mark(self, key: str) -> None:
        """That screen is the one that is shown."""
        # Not a group of Qt's, whose other buttons Tab does not reach.
        for other, choice in self.choices.items():
            choice.setChecked(other == key)
        self.area.show_marked()

    def fit(self, *, narrow: bool) -> None:
        """Icons alone where the window is narrow; asked at each change of its width."""
        if narrow == self._narrow:
            return
        self.setFixedWidth(em(_NARROW_WIDTH if narrow else _WIDTH))
        self._brand.setVisible(not narrow)
        self._action_name.setVisible(not narrow and self.switch is None)
        if self.switch is not None:
            self.switch.fit(narrow=narrow, width=self.width())
        self._narrow = narrow
        self.setProperty("narrow", narrow)
        for key, choice in self.choices.items():
            restyle(choice)
            self._name(key)

    def show_count(self, key: str, count: int) -> None:
        """Say beside an entry how much waits there."""
        self._counts[key] = count
        self._name(key)

    def _name(self, key: str) -> None:
        command, choice, count = commands()[key], self.choices[key], self._counts.get(key, 0)
        waits = f" ({count})" if count else ""
        short = str(count) if count else ""
        choice.setText(short if self._narrow else f"  {command.name}{waits}")
        choice.setAccessibleName(f"{command.name}{waits}")
        choice.setToolTip(f"{command.hint}{waits}" if waits else command.hint)

    def _choice(self, key: str) -> QPushButton:
        command = commands()[key]
        choice = button(command.name, name=command.name)
        choice.setIcon(icon(command.glyph, "menu_ink"))
        choice.setIconSize(QSize(em(1.3), em(1.3)))
        choice.setCheckable(key != "palette")
        if choice.isCheckable():
            speaks_as(choice, QAccessible.Role.PageTab)  # the page shown, not a box that is ticked
        choice.setToolTip(command.hint)
        choice.clicked.connect(lambda: self._bindings.run(key))
        return choice
