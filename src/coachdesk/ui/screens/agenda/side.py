"""Beside the agenda: the entry chosen and the conflicts, or an act under way."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from coachdesk.domain.attendance import Slot
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.chosen import ChosenPanel, ToSeeList
from coachdesk.ui.screens.agenda.new import NewPanel
from coachdesk.ui.screens.agenda.offers import OffersPanel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.layout import InnerArea, column

WIDTH = 20
"""In heights of the font."""


class Side(QWidget):
    """``left`` once an act under way is given up or done: the keyboard goes back to the agenda."""

    left = Signal()

    def __init__(self, context: Context, slot: Slot) -> None:
        super().__init__()
        profile = context.action.profile
        self.chosen = ChosenPanel(profile)
        self.to_see = ToSeeList(profile)
        self.new = NewPanel(context, slot)
        self.offers = OffersPanel(context)
        resting = QWidget()
        inside = column(self.chosen, self.to_see, None, spacing=12)
        inside.setContentsMargins(0, 0, 4, 0)
        resting.setLayout(inside)
        self._resting = InnerArea(resting)
        self._acting = QStackedWidget()
        self._acting.addWidget(self.new)
        self._acting.addWidget(self.offers)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._resting)
        self._stack.addWidget(InnerArea(self._acting))
        self.setLayout(column(self._stack))
        self.to_see.close_it.clicked.connect(self.rest)
        self.new.closed.connect(self.rest)
        self.offers.closed.connect(self.rest)
        leave = QShortcut(QKeySequence("Esc"), self, self._give_up)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def acting(self) -> bool:
        """Whether an act is under way in it."""
        return self._stack.currentIndex() == 1

    def _give_up(self) -> None:
        if self.acting and self._acting.currentWidget() is self.new:
            self.new.give_up()
        else:
            self.rest()

    def rest(self) -> None:
        """No act is under way any more."""
        self._stack.setCurrentIndex(0)
        self.left.emit()

    def draw(self, slot: Slot) -> None:
        """Something new is wanted there."""
        self._act(self.new)
        self.new.begin(slot)

    def edit(self, entry: AgendaEntry) -> None:
        """Time of the coach is put right."""
        self._act(self.new)
        self.new.edit(entry)

    def seek(self) -> None:
        """A free slot is wanted for someone."""
        self._act(self.offers)
        self.offers.begin()

    def replace(self, entry: AgendaEntry) -> None:
        """A free slot is wanted for an entry."""
        self._act(self.offers)
        self.offers.begin_for(entry)

    def do(self) -> None:
        """The main act of what is under way."""
        part = self._acting.currentWidget()
        if part is self.new:
            self.new.do()
        elif self.offers.slots:
            self.offers.slots[0].click()

    def fit(self) -> None:
        """As wide as its texts ask for."""
        self.setFixedWidth(em(WIDTH))

    def _act(self, part: QWidget) -> None:
        self._acting.setCurrentWidget(part)
        self._stack.setCurrentIndex(1)
