"""The filters of a list: one button each, whose values say how many they would show."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coachdesk.core.french import fold
from coachdesk.services.found_list import FacetWords, FoundList
from coachdesk.ui.item_models.ticks import Tick
from coachdesk.ui.widgets.flow import Flow
from coachdesk.ui.widgets.layout import button
from coachdesk.ui.widgets.tick_button import TickButton

Row = TypeVar("Row")
F = TypeVar("F")


class FilterBar(Flow, Generic[Row, F]):
    """``changed`` carries what is chosen, ``lifted`` asks to take everything back."""

    changed = Signal(object)
    lifted = Signal()

    def __init__(
        self, words: FacetWords[Row, F], count: Callable[[], Mapping[F, Mapping[str, int]]]
    ) -> None:
        """``count`` is asked only when a list is about to be shown."""
        super().__init__()
        self._words = words
        self._count = count
        self._rows: FoundList[Row, F] | None = None
        self.chosen: Mapping[F, frozenset[str]] = {}
        self.buttons: dict[F, TickButton] = {}
        for facet, name in words.names.items():
            made = TickButton(name)
            made.asked.connect(partial(self._fill, facet))
            made.changed.connect(partial(self._choose, facet))
            self.buttons[facet] = made
            self.add(made)
        self.clear_all = button(self.tr("Tout effacer"), kind="link", glyph="x")
        self.clear_all.clicked.connect(self.lifted)
        self.clear_all.hide()
        self.add(self.clear_all)

    def show_rows(self, rows: FoundList[Row, F]) -> None:
        """The list that is filtered."""
        self._rows = rows
        self.show_chosen(self.chosen, searching=not self.clear_all.isHidden())

    def show_chosen(self, chosen: Mapping[F, frozenset[str]], *, searching: bool) -> None:
        """Show what is chosen, telling nobody; ``searching`` says that letters narrow it too."""
        self.chosen = chosen
        rows = self._rows
        if rows is None:
            return
        for facet, shown in self.buttons.items():
            words = self._words.briefly(facet, chosen, rows)
            shown.show_words(words, chosen=bool(chosen.get(facet)))
        self.clear_all.setVisible(searching or any(chosen.values()))

    def last(self) -> QWidget:
        """The last one that Tab reaches."""
        return list(self.buttons.values())[-1] if self.clear_all.isHidden() else self.clear_all

    def _fill(self, facet: F) -> None:
        rows = self._rows
        if rows is None:
            return
        counted = self._count().get(facet, {})
        ticks = [
            Tick(value, self._words.label(facet, value, rows), counted.get(value, 0))
            for value in self._words.shown(facet, self.chosen, counted)
        ]
        if facet not in self._words.orders:
            ticks.sort(key=lambda tick: (not tick.key, fold(tick.words)))
        self.buttons[facet].ticks.show_ticks(ticks, self.chosen.get(facet, ()))

    def _choose(self, facet: F, ticked: frozenset[str]) -> None:
        self.changed.emit({**self.chosen, facet: ticked})
        self._fill(facet)
