"""The lines above the agenda: which days, seen how, of which place; what can be asked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QPushButton

from coachdesk.core.french import plural
from coachdesk.ui.screens.agenda.lanes import Scope
from coachdesk.ui.widgets.flow import GAP, Flow
from coachdesk.ui.widgets.layout import alone, beside_words, button
from coachdesk.ui.widgets.spoken import speaks_as

_SCOPES = {
    Scope.DAY: ("Jour", "J"),
    Scope.WEEK: ("Semaine", "S"),
    Scope.LIST: ("Liste", "L"),
}


class DaysBar(QObject):
    """‹ Aujourd'hui ›, and day, week or list; ``parts`` stand in the head of the page."""

    turned = Signal(int)
    today_asked = Signal()
    scope_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.before = button("", kind="icon", glyph="chevron-left", name="Avant (Page préc.)")
        self.after = button("", kind="icon", glyph="chevron-right", name="Après (Page suiv.)")
        self.today = button(self.tr("Aujourd’hui"))
        self.today.setToolTip(self.tr("Revenir à aujourd’hui (Début)"))
        self.before.clicked.connect(lambda: self.turned.emit(-1))
        self.after.clicked.connect(lambda: self.turned.emit(1))
        self.today.clicked.connect(self.today_asked)
        self.scopes: dict[Scope, QPushButton] = {}
        for scope, (words, key) in _SCOPES.items():
            chip = button(words)
            chip.setProperty("choice", True)
            chip.setCheckable(True)
            speaks_as(chip, QAccessible.Role.RadioButton)
            chip.setToolTip(f"{words} ({key})")
            chip.clicked.connect(lambda _=False, asked=scope: self.scope_asked.emit(asked))
            self.scopes[scope] = chip
        self.parts = (self.before, self.today, self.after, *self.scopes.values())

    def show_scope(self, scope: Scope) -> None:
        """The one that is shown is pressed."""
        for other, chip in self.scopes.items():
            chip.setChecked(other is scope)


class ActsBar(Flow):
    """What can be asked of the days shown."""

    place_chosen = Signal(object)
    """The name of a place, or None for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.new = button(self.tr("Nouveau…"), kind="primary", glyph="plus")
        self.new.setToolTip(self.tr("Placer quelqu’un, un atelier, un autre temps (N)"))
        self.seek = button(self.tr("Créneau libre…"), glyph="calendar-search")
        self.seek.setToolTip(self.tr("Le prochain créneau libre pour quelqu’un (C)"))
        self.place = QComboBox()
        self.place.setAccessibleName(self.tr("Lieu montré"))
        self.place.setMinimumContentsLength(14)
        self.to_see = button("", glyph="triangle-alert")
        for part in (self.new, self.seek, self.place, self.to_see):
            self.add(part)
        self._words: dict[QPushButton, str] = {}
        """What shows its icon alone where the page is narrow."""
        self._shown: tuple[str, ...] = ()
        self.place.currentIndexChanged.connect(
            lambda _: self.place_chosen.emit(self.place.currentData())
        )

    def offer(self, glyph: str, short: str, words: str, act: Callable[[], object]) -> None:
        """One more act, asked less often: after the others, ``words`` on hovering."""
        pressed = button(short, glyph=glyph)
        pressed.setAccessibleName(short)
        pressed.setToolTip(words)
        pressed.clicked.connect(act)
        self._words[pressed] = short
        self.add(pressed)

    def fit(self, width: int) -> None:
        """Icons alone for what is asked less often, where the words would take another line."""
        for pressed, words in self._words.items():
            pressed.setText(words)
            pressed.setIconSize(beside_words())
        parts = [part.sizeHint().width() + GAP for part in self.shown()]
        if sum(parts) > width:
            for pressed in self._words:
                pressed.setText("")
                pressed.setIconSize(alone())

    def show_places(self, places: Sequence[str]) -> None:
        """Offer these; the one chosen stays."""
        if tuple(places) == self._shown and self.place.count():
            return
        self._shown = tuple(places)
        chosen = self.place.currentData()
        self.place.blockSignals(True)
        self.place.clear()
        self.place.addItem(self.tr("Tous les lieux"), None)
        for place in places:
            self.place.addItem(place, place)
        self.place.setCurrentIndex(max(self.place.findData(chosen), 0))
        self.place.blockSignals(False)

    def show_conflicts(self, count: int, *, beside: bool) -> None:
        """How many wait, where the list of them is not on screen."""
        self.to_see.setText(f"À voir ({count})" if count else "")
        self.to_see.setAccessibleName(f"À voir ({count}), {plural(count, 'conflit')}")
        self.to_see.setVisible(bool(count) and not beside)
