"""The sheets that are open, as tabs above the pages: « Léa D. · Karim B. »."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.ui.widgets.bars import Bar
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


@dataclass(frozen=True)
class Tab:
    """An open sheet: whose, and whether something is typed in it that is not recorded."""

    appointment_id: UUID
    name: str
    about: str
    typed: bool


class OpenSheetsBar(Bar):
    """There only when there is somewhere else to go; the window has it before any sheet is open.

    ``asked`` carries the sheet to show, ``following`` asks for the next one, ``closed`` to close
    the one shown, ``left`` tells that she goes elsewhere by the menu.
    """

    asked = Signal(object)
    following = Signal()
    closed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabs: dict[UUID, QPushButton] = {}
        self._flow = Flow()
        self._told: tuple[tuple[Tab, ...], UUID | None] = ((), None)
        self.shut = button("", kind="icon", glyph="x", name=self.tr("Fermer cette fiche (Ctrl+W)"))
        self.shut.clicked.connect(self.closed)
        words = label(self.tr("Fiches ouvertes"), role="caption")
        layout = row(words, self._flow, self.shut, spacing=10)
        layout.setStretch(1, 1)
        layout.setContentsMargins(24, 6, 16, 6)
        self.setLayout(layout)

    def show_tabs(self, tabs: Sequence[Tab], current: UUID | None) -> None:
        """Show the sheets that are open; ``current`` is the one on screen, if one is."""
        if (tuple(tabs), current) == self._told:
            return
        self._told = (tuple(tabs), current)
        self._flow.clear()
        self.tabs = {}
        for tab in tabs:
            chip = chip_button(f"{tab.name}\u00a0•" if tab.typed else tab.name)
            chip.setCheckable(True)
            chip.setChecked(tab.appointment_id == current)
            about = self.tr("{} (Ctrl+Tab passe à la suivante)").format(tab.about)
            chip.setToolTip(about)
            chip.setAccessibleName(tab.about)
            chip.clicked.connect(lambda _=False, key=tab.appointment_id: self.asked.emit(key))
            self.tabs[tab.appointment_id] = chip
            self._flow.add(chip)
        self.shut.setVisible(current is not None)
        self.setVisible(any(tab.appointment_id != current for tab in tabs))
