"""The filters of the list: one button each, whose values say how many they would show."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import fold
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.people_list import Chosen, Facet, PeopleList
from coachdesk.services.people_words import FACETS, facet_words, value_label, values_shown
from coachdesk.ui.item_models.ticks import Tick
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.tick_button import TickButton

_IN_ORDER = frozenset({Facet.SITUATION, Facet.ALERT})
"""Facets whose values have an order of their own; the others go by alphabet."""


class FilterBar(Flow):
    """``changed`` carries what is chosen, ``lifted`` asks to take everything back."""

    changed = Signal(object)
    lifted = Signal()

    def __init__(
        self, profile: ActionProfile, count: Callable[[], Mapping[Facet, Mapping[str, int]]]
    ) -> None:
        """``count`` is asked only when a list is about to be shown."""
        super().__init__()
        self._profile = profile
        self._count = count
        self._people: PeopleList | None = None
        self.chosen: Chosen = {}
        self.buttons: dict[Facet, TickButton] = {}
        for facet, words in FACETS.items():
            made = TickButton(words)
            made.asked.connect(partial(self._fill, facet))
            made.changed.connect(partial(self._choose, facet))
            self.buttons[facet] = made
            self.add(made)
        self.clear_all = button(self.tr("Tout effacer"), kind="link", glyph="x")
        self.clear_all.clicked.connect(self.lifted)
        self.clear_all.hide()
        self.add(self.clear_all)

    def show_people(self, people: PeopleList) -> None:
        """The list that is filtered."""
        self._people = people
        self.show_chosen(self.chosen, searching=not self.clear_all.isHidden())

    def show_chosen(self, chosen: Chosen, *, searching: bool) -> None:
        """Show what is chosen, telling nobody; ``searching`` says that letters narrow it too."""
        self.chosen = chosen
        people = self._people
        if people is None:
            return
        for facet, shown in self.buttons.items():
            words = facet_words(facet, chosen, people, self._profile)
            shown.show_words(words, chosen=bool(chosen.get(facet)))
        self.clear_all.setVisible(searching or any(chosen.values()))

    def last(self) -> QWidget:
        """The last one that Tab reaches."""
        return self.buttons[Facet.ALERT] if self.clear_all.isHidden() else self.clear_all

    def _fill(self, facet: Facet) -> None:
        people = self._people
        if people is None:
            return
        counted = self._count().get(facet, {})
        ticks = [
            Tick(value, value_label(facet, value, people, self._profile), counted.get(value, 0))
            for value in values_shown(facet, self.chosen, counted)
        ]
        if facet not in _IN_ORDER:
            ticks.sort(key=lambda tick: (not tick.key, fold(tick.words)))
        self.buttons[facet].ticks.show_ticks(ticks, self.chosen.get(facet, ()))

    def _choose(self, facet: Facet, ticked: frozenset[str]) -> None:
        self.changed.emit({**self.chosen, facet: ticked})
        self._fill(facet)
