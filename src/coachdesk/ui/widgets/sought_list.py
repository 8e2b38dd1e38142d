"""A list sought as one types and filtered with counts: its search, filters, table, and no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from coachdesk.core.french import plural
from coachdesk.services.found_list import FacetWords, FoundList
from coachdesk.ui.item_models.found_list import FoundListModel
from coachdesk.ui.theme import em
from coachdesk.ui.widgets.filter_bar import FilterBar
from coachdesk.ui.widgets.found_table import FoundTable
from coachdesk.ui.widgets.layout import column, label, row
from coachdesk.ui.widgets.nothing_found import Lift, NothingPanel, lifts
from coachdesk.ui.widgets.spoken import clearable, with_glass

Row = TypeVar("Row")
F = TypeVar("F")

_TABLE, _NOTHING = range(2)


@dataclass(frozen=True)
class SoughtWords:
    """How the list speaks of its rows."""

    noun: str
    """Of one row, « personne »."""
    whole: str
    """« tout le monde »."""
    none: str
    """« Personne ne répond à : {} »; what was sought goes in it."""
    hint: str
    """What may be typed, in the empty line."""
    search: str
    """« Rechercher un participant »: the name of the line."""


class SoughtList(QWidget, Generic[Row, F]):
    """``told`` each time what is shown is said anew, ``lifted`` when a condition was taken back."""

    told = Signal()
    lifted = Signal()

    def __init__(
        self,
        table: FoundTable[Row, F],
        model: FoundListModel[Row, F],
        facets: FacetWords[Row, F],
        words: SoughtWords,
        *,
        beside: Sequence[QWidget] = (),
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
    ) -> None:
        """``beside`` stand on the line of the search, the others around the filters."""
        super().__init__()
        self.table, self._model, self._facets, self._words = table, model, facets, words
        self.search = QLineEdit()
        clearable(self.search)
        self.search.setPlaceholderText(words.hint)
        self.search.setAccessibleName(words.search)
        with_glass(self.search)
        self.search.setMaximumWidth(em(33))
        self.search.textChanged.connect(lambda typed: self._narrow(typed, self.filters.chosen))
        self.search.returnPressed.connect(self._go_to_first)
        self.count = label("", role="soft")
        self.filters: FilterBar[Row, F] = FilterBar(facets, model.counts)
        self.filters.changed.connect(lambda chosen: self._narrow(self.search.text(), chosen))
        self.filters.lifted.connect(lambda: self.narrow("", {}))
        self.nothing = NothingPanel(words.noun, words.whole)
        self.nothing.lifted.connect(self._lift)
        self._results = QStackedWidget()
        self._results.addWidget(table)
        self._results.addWidget(self.nothing)
        QShortcut(QKeySequence.StandardKey.Find, self, self._find)
        searching = row(self.search, self.count, None, *beside, spacing=12)
        searching.setStretch(0, 2)
        parts = (*above, self.filters, *below)
        layout = column(searching, *parts, self._results, spacing=10)
        layout.setStretch(len(parts) + 1, 1)
        self.setLayout(layout)

    def show_rows(self, rows: FoundList[Row, F]) -> None:
        """Say again what ``rows``, which the model holds, come to for what is sought."""
        self.filters.show_rows(rows)
        self._say()

    def narrow(self, typed: str, chosen: Mapping[F, frozenset[str]]) -> None:
        """Show those that hold every word typed and pass every filter."""
        self.filters.chosen = chosen
        if typed == self.search.text():
            self._narrow(typed, chosen)
        else:
            self.search.setText(typed)  # which narrows

    def _narrow(self, typed: str, chosen: Mapping[F, frozenset[str]]) -> None:
        chosen = {facet: values for facet, values in chosen.items() if values}
        self._model.narrow(typed, chosen)
        self.filters.show_chosen(chosen, searching=bool(typed.strip()))
        self._say()

    def _say(self) -> None:
        """How many there are, or why there is none."""
        rows, found = self._model.whole, self._model.rowCount()
        if rows is None or not rows.rows:
            return
        total = len(rows.rows)
        self.count.setText(
            ""
            if found == total
            else self.tr("{} sur {}").format(plural(found, self._words.noun), total)
        )
        if found == 0:
            typed, chosen = self.search.text(), self.filters.chosen
            said = self._facets.criteria_briefly(typed, chosen, rows)
            self.nothing.show_lifts(
                self._words.none.format(said), lifts(typed, chosen, rows, self._facets)
            )
        self._results.setCurrentIndex(_TABLE if found else _NOTHING)
        self.told.emit()

    def _lift(self, lift: Lift[F]) -> None:
        self.narrow(lift.search, lift.chosen)
        self.lifted.emit()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _go_to_first(self) -> None:
        """Enter in the search goes to the table; a single row is opened."""
        if self._model.rowCount() == 1:
            self.table.opened.emit(self._model.row_at(0))
        elif self._model.rowCount():
            self.table.setFocus()
            self.table.show_current()
