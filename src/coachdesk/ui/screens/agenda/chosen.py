"""At the side of the agenda: what is known of the entry chosen, and what stands against others."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from coachdesk.core.french import plural, short_weekday
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry, EntryKind
from coachdesk.ui.screens.agenda.lanes import is_timed
from coachdesk.ui.screens.agenda.words import entry_head, entry_lines, short_hour
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import Glyph, button, clear, column, label, panel, row
from coachdesk.ui.widgets.wrapped_button import WrappedButton

_SHOWN = 20
"""Conflicts listed at once: repairing some brings the others."""


def to_see(days: tuple[AgendaDay, ...]) -> tuple[AgendaEntry, ...]:
    """The entries against which something stands, by hour."""
    return tuple(entry for day in days for entry in day.entries if entry.conflict)


class ChosenPanel(QWidget):
    """The entry on which the keyboard is, with its acts."""

    opened = Signal(object)
    moving = Signal(object)
    """It is to be moved by the arrows."""
    replacing = Signal(object)
    """A free slot is wanted for it."""

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self.entry: AgendaEntry | None = None
        self.head = label("", role="heading", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.open = button(self.tr("Ouvrir"), kind="mini")
        self.open.setToolTip(self.tr("Ouvrir (Entrée)"))
        self.move_it = button(self.tr("Déplacer"), kind="mini")
        self.move_it.setToolTip(
            self.tr("Ctrl et les flèches, puis Entrée\u00a0; avec Maj, changer la fin")
        )
        self.replace = button(self.tr("Créneau libre"), kind="mini")
        self.replace.setToolTip(self.tr("Les prochains créneaux libres où le replacer"))
        for pressed, signal in (
            (self.open, self.opened),
            (self.move_it, self.moving),
            (self.replace, self.replacing),
        ):
            pressed.clicked.connect(lambda _=False, asked=signal: asked.emit(self.entry))
        acts = Flow(self.open, self.move_it, self.replace)
        self.setLayout(column(panel(column(self.head, self._lines, acts, spacing=8), margin=12)))
        self.hide()

    def show_entry(self, entry: AgendaEntry | None) -> None:
        """Show what is known of it; nothing for None."""
        self.setVisible(entry is not None)
        if entry is None or entry == self.entry:
            return
        self.entry = entry
        first, *others = entry_lines(entry, self._profile)
        self.head.setText(first)
        clear(self._lines)
        against = set(entry.conflict.splitlines())
        for words in others:
            tone = "mend" if words in against else ""
            self._lines.addWidget(label(words, role="" if tone else "soft", tone=tone, wrap=True))
        movable = entry.kind is not EntryKind.VISIT
        self.move_it.setVisible(movable and is_timed(entry))
        self.replace.setVisible(movable)


class ToSeeList(QWidget):
    """« À voir »: each conflict, one click to the entry and one to its repair."""

    shown = Signal(object)
    replacing = Signal(object)

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__()
        self._profile = profile
        self._entries: tuple[AgendaEntry, ...] | None = None
        self.heading = label(self.tr("À voir"), role="heading")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self.close_it = button("", kind="icon", glyph="x", name=self.tr("Fermer (Échap)"))
        head = row(self.heading, None, self.close_it)
        self.setLayout(column(head, self._lines, spacing=6))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._entries or ())

    def show_entries(self, entries: tuple[AgendaEntry, ...]) -> None:
        """Show these; built anew only when they changed."""
        if entries == self._entries:
            return
        self._entries = entries
        clear(self._lines)
        for entry in entries[:_SHOWN]:
            self._lines.addWidget(self._line(entry))
        left = len(entries) - _SHOWN
        if left > 0:
            more = plural(left, self.tr("autre conflit"), self.tr("autres conflits"))
            self._lines.addWidget(label(more, role="caption"))
        if not entries:
            nothing = label(self.tr("Rien ne se contrarie."), role="soft", wrap=True)
            self._lines.addWidget(nothing)

    def _line(self, entry: AgendaEntry) -> QWidget:
        when = short_weekday(entry.held_on)
        hour = short_hour(entry.start_minute) if entry.start_minute is not None else ""
        shown = WrappedButton(f"{when}, {hour} · {entry_head(entry, self._profile)}")
        shown.clicked.connect(lambda: self.shown.emit(entry))
        words = label(entry.conflict, role="caption", wrap=True)
        repair = button(self.tr("Replacer"), kind="mini")
        repair.setAccessibleName(f"{repair.text()}, {shown.text()}")
        repair.setToolTip(self.tr("Choisir parmi les prochains créneaux libres"))
        repair.clicked.connect(lambda: self.replacing.emit(entry))
        head = row(Glyph("triangle-alert", "mend", 1.1), shown, spacing=6)
        head.setStretch(1, 1)
        return panel(column(head, words, row(None, repair), spacing=4), margin=8)
