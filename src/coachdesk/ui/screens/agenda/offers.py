"""The next free slots for someone, or for what is to be placed elsewhere: one click takes one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from coachdesk.core.french import short_weekday
from coachdesk.domain.attendance import Slot
from coachdesk.queries.planned import OpenDossier
from coachdesk.services.agenda.view import AgendaEntry
from coachdesk.services.slot_words import short_slot
from coachdesk.ui.context import Context
from coachdesk.ui.screens.agenda.scale import NEW_MINUTES
from coachdesk.ui.screens.agenda.words import entry_head
from coachdesk.ui.widgets.layout import button, clear, column, label, row
from coachdesk.ui.widgets.person_finder import PersonFinder
from coachdesk.ui.widgets.wrapped_button import WordsButton


@dataclass(frozen=True)
class Search:
    """What a free slot is looked for: someone, or an entry of the agenda to be placed anew."""

    who: str
    minutes: int
    after: date
    prescription_id: UUID | None
    entry: AgendaEntry | None = None


class OffersPanel(QWidget):
    """``wanted`` carries a ``Search``, ``taken`` the ``Slot`` that is taken."""

    wanted = Signal(object)
    taken = Signal(object)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.search: Search | None = None
        self.heading = label("", role="heading", wrap=True)
        self.leave = button("", kind="icon", glyph="x", name=self.tr("Fermer (Échap)"))
        self.leave.clicked.connect(self.closed)
        self.finder = PersonFinder(context.go, slim=True)
        self.finder.taken.connect(self._choose)
        self.finder.table.clicked.connect(lambda _: self._choose_current())
        self.help = label("", role="caption", wrap=True)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(6)
        self.slots: list[QPushButton] = []
        self._last: date | None = None
        """The day of the last slot offered."""
        self.later = button(self.tr("Plus tard…"), kind="link")
        self.later.clicked.connect(self._ask_later)
        head = row(self.heading, self.leave)
        head.setStretch(0, 1)
        listed = column(self._list, row(self.later, None), spacing=6)
        layout = column(head, self.help, self.finder, listed, spacing=8)
        layout.setStretch(2, 1)
        layout.addStretch(1)
        self.setLayout(layout)

    def begin(self) -> None:
        """For someone who is found by a few letters."""
        self.search = None
        self.heading.setText(self.tr("Prochain créneau libre"))
        self.help.setText(self.tr("Pour qui\u202f? Quelques lettres, puis Entrée."))
        self._clear()
        self.finder.show()
        self.finder.start()

    def begin_for(self, entry: AgendaEntry) -> None:
        """For an entry that is to be placed elsewhere."""
        today = self._context.desk.clock.now().date()
        length = (entry.end_minute or 0) - (entry.start_minute or 0) or NEW_MINUTES
        self.heading.setText(self.tr("Replacer {}").format(_head(self._context, entry)))
        self._look(Search(
            _head(self._context, entry), length, today, entry.prescription_id, entry
        ))  # fmt: skip

    def show_slots(self, search: Search, slots: Sequence[Slot]) -> None:
        """Offer these."""
        if search != self.search:
            return  # someone else was asked for in the meantime
        self._clear()
        if not slots:
            self.help.setText(
                self.tr(
                    "Aucun créneau libre dans les deux mois à venir\u00a0: cliquez une heure de "
                    "l’agenda."
                )
            )
            return
        self.help.setText(self.tr("Entrée prend le premier\u00a0; un clic dans l’agenda aussi."))
        for number, slot in enumerate(slots, 1):
            words = short_slot(slot, self._context.action.profile)
            offered = WordsButton(f"{number} · {words}", "")
            offered.setToolTip(words)
            offered.clicked.connect(lambda _=False, chosen=slot: self.taken.emit(chosen))
            self.slots.append(offered)
            self._list.addWidget(offered)
            offered.show()  # at once: Qt would later, and the first one could not take the keyboard
        self._last = max(slot.held_on for slot in slots)
        self.later.show()
        self.slots[0].setFocus()

    def _choose(self, person: OpenDossier) -> None:
        who = f"{person.last_name} {person.first_name}"
        today = self._context.desk.clock.now().date()
        coming = person.held_on
        self.heading.setText(self.tr("Créneau libre pour {}").format(who))
        self._look(Search(who, NEW_MINUTES, today, person.prescription_id))
        if coming is not None:
            self.help.setText(
                self.tr("Prochain rendez-vous déjà prévu\u00a0: {}.").format(short_weekday(coming))
            )

    def _choose_current(self) -> None:
        person = self.finder.current()
        if person is not None:
            self._choose(person)

    def _ask_later(self) -> None:
        if self.search is not None and self._last is not None:
            self._look(replace(self.search, after=self._last))

    def _look(self, search: Search) -> None:
        self.search = search
        self.finder.hide()
        self.help.setText(self.tr("Recherche…"))
        self.wanted.emit(search)

    def _clear(self) -> None:
        clear(self._list)
        self.slots = []
        self.later.hide()


def _head(context: Context, entry: AgendaEntry) -> str:
    return entry_head(entry, context.action.profile)
