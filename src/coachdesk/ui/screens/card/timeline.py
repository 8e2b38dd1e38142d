"""All that happened and is planned, in one list; the presence of the rendez-vous chosen in it."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QPushButton, QSizePolicy, QWidget

from coachdesk.domain.attendance import Presence
from coachdesk.queries.card import CardAppointment
from coachdesk.services.attendance import record_presence
from coachdesk.services.card import CardView
from coachdesk.services.timeline import EventKind, TimelineEvent, can_be_signed
from coachdesk.ui.context import Context
from coachdesk.ui.item_models.timeline import EVENT_ROLE, TimelineModel
from coachdesk.ui.screens.appointment.presence import KEYS
from coachdesk.ui.screens.card.timeline_lines import TimelineDelegate
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.flow import Flow, chip_button
from coachdesk.ui.widgets.layout import button, column, label, panel
from coachdesk.ui.widgets.spoken import speaks_as

KIND_WORDS = {
    EventKind.APPOINTMENT: "Rendez-vous",
    EventKind.DOSSIER: "Parcours",
    EventKind.OBJECTIVE: "Objectifs",
    EventKind.STEP: "Démarches",
    EventKind.SERVICE: "Actes",
    EventKind.OBSTACLE: "Freins",
    EventKind.MEASURE: "Mesures",
    EventKind.HANDOUT: "Tests et livret",
    EventKind.ATTACHMENT: "Pièces",
    EventKind.IMMERSION: "Immersions",
    EventKind.NOTICE: "Avis d’absence",
    EventKind.DOCUMENT: "Papiers",
}
_SIGN_KEY = "S"
_LEAST, _WHOLE = 8, 34
"""Least height of the list, in heights of the font: beside the sections, and below them."""


class TimelineList(QListView):
    """``opened`` carries the event that Enter or two clicks open, ``chosen`` the one she is on."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.events = TimelineModel()
        self.setModel(self.events)
        self._lines = TimelineDelegate()
        self.setItemDelegate(self._lines)
        self.setAccessibleName(self.tr("Tout ce qui s’est passé et ce qui est prévu"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.stand(below=False)
        # The page is as high as the window, not as the hints of what scrolls in it.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._choose(now))
        self.events.modelAboutToBeReset.connect(self._lines.forget)
        self.events.modelReset.connect(lambda: self.chosen.emit(None))

    def current(self) -> TimelineEvent | None:
        """The event she is on."""
        event: TimelineEvent | None = self.currentIndex().data(EVENT_ROLE)
        return event

    def choose(self, wanted: TimelineEvent | None) -> None:
        """Go to ``wanted``, or to what most often comes next: today's, or the first to come."""
        lines = self.events.lines()
        events = {n: line for n, line in enumerate(lines) if isinstance(line, TimelineEvent)}
        if not events:
            return
        number = next((n for n, event in events.items() if event == wanted), None)
        if number is None:
            number = _usual(events, self.events.today)
        index = self.events.index(number)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def stand(self, *, below: bool) -> None:
        """Show some lines however low the window is; many ``below`` the sections."""
        self.setMinimumSize(em(20), em(_WHOLE if below else _LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other heights of lines."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The line that has the keyboard is seen to have it."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            self.choose(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.data(EVENT_ROLE) is not None:
            self.opened.emit(index.data(EVENT_ROLE))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(EVENT_ROLE) if index.isValid() else None)


class TimelinePanel(QWidget):
    """``recorded`` once a presence was noted: the card is to be read again."""

    recorded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.chips: dict[EventKind | None, QPushButton] = {}
        self._kind: EventKind | None = None
        self._filters = Flow()
        self._make_chips()
        self.list = TimelineList()
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.presences: dict[Presence, QPushButton] = {}
        self.sign = button(self.tr("Faire signer"), kind="mini", glyph="signature")
        self.sign.setToolTip(self.tr("Faire signer ({})").format(_SIGN_KEY))
        self.sign.clicked.connect(self._sign)
        self.acts = Flow()
        self._make_acts()
        empty = label(self.tr("Rien n’est encore noté."), role="soft", wrap=True)
        self._empty = panel(column(empty))
        layout = column(self._filters, self.list, self._empty, self.acts, spacing=10)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._choose(None)

    def show_view(self, view: CardView, wanted: TimelineEvent | None) -> None:
        """Show the events of ``view``, on ``wanted`` when it is among them."""
        self.list.events.show_events(view.events, view.day)
        counts = self.list.events.counts()
        if self._kind not in counts:
            self._kind = None
            self.list.events.keep_kinds(())
        self._show_chips(counts)
        self._empty.setVisible(not counts)
        self.acts.setVisible(bool(view.card.appointments))
        self.list.setVisible(bool(counts))
        self.list.choose(wanted)
        self._choose(self.list.current())

    def keep(self, kind: EventKind | None) -> None:
        """Show the events of that kind only; of all kinds for None."""
        self._kind = kind
        before = self.list.current()
        self.list.events.keep_kinds(() if kind is None else (kind,))
        for other, pressed in self.chips.items():
            pressed.setChecked(other is kind)
        self.list.choose(before)
        self._choose(self.list.current())

    def current(self) -> CardAppointment | None:
        """The rendez-vous of the line she is on."""
        event = self.list.current()
        return event.appointment if event else None

    def _make_chips(self) -> None:
        """One for each kind: only their figures change from one person to the next."""
        for kind in (None, *EventKind):
            pressed = chip_button("", small=True)
            pressed.setCheckable(True)
            speaks_as(pressed, QAccessible.Role.RadioButton)
            pressed.clicked.connect(lambda _=False, asked=kind: self.keep(asked))
            pressed.hide()
            self.chips[kind] = pressed
            self._filters.add(pressed)

    def _show_chips(self, counts: dict[EventKind, int]) -> None:
        wanted: dict[EventKind | None, int] = {None: sum(counts.values())}
        wanted.update(counts.items())
        for kind, pressed in self.chips.items():
            words = KIND_WORDS[kind] if kind else self.tr("Tout")
            pressed.setText(f"{words}\u00a0 {wanted.get(kind, 0)}")
            pressed.setVisible(kind in wanted)
            pressed.setChecked(kind is self._kind)
        self._filters.setVisible(len(counts) > 1)

    def _make_acts(self) -> None:
        """The presences of the rendez-vous chosen; their letters act from the list."""
        for presence, key in KEYS.items():
            words = self._context.action.profile.presences.label(presence)
            act = button(words, kind="mini")
            act.setToolTip(self.tr("Noter la présence\u00a0: {} ({})").format(words.lower(), key))
            act.clicked.connect(lambda _=False, asked=presence: self._record(asked))
            self.presences[presence] = act
            self.acts.add(act)
            self._shortcut(key, act)
        self.acts.add(self.sign)
        self._shortcut(_SIGN_KEY, self.sign)

    def _shortcut(self, key: str, act: QPushButton) -> None:
        made = QShortcut(QKeySequence(key), self.list, act.click)
        made.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _choose(self, event: TimelineEvent | None) -> None:
        item = event.appointment if event else None
        ready = item is not None and item.signature_seq is None
        for presence, act in self.presences.items():
            act.setEnabled(ready and item is not None and item.presence is not presence)
        self.sign.setEnabled(item is not None and can_be_signed(item))
        self.acts.setEnabled(item is not None)

    def _open(self, event: TimelineEvent) -> None:
        if event.target is not None:
            self._context.go(event.target)

    def _sign(self) -> None:
        item = self.current()
        if item is not None and can_be_signed(item):
            self._context.sign(item.id)

    def _record(self, presence: Presence) -> None:
        item = self.current()
        if item is None:
            return
        desk, appointment_id = self._context.desk, item.id
        self._context.runner.write(
            self,
            lambda _task: record_presence(desk, appointment_id, presence),
            lambda _: self.recorded.emit(),
        )


def _usual(events: dict[int, TimelineEvent], today: date) -> int:
    """The rendez-vous of the day, which is most often noted and signed; or else the next, the last.

    The first to come is the last line before today's; without one, the latest line of all.
    """
    met = {number: event for number, event in events.items() if event.appointment} or events
    here = [number for number, event in met.items() if event.day == today]
    coming = [number for number, event in met.items() if event.day > today]
    return here[-1] if here else coming[-1] if coming else next(iter(met))
