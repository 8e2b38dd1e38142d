"""The list of participants: searched, filtered and sorted in Python lists, one reset per letter."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt

from coachdesk.core import search
from coachdesk.core.french import fold
from coachdesk.domain import facets
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.services.people_columns import PeopleColumn, people_columns
from coachdesk.services.people_list import Chosen, Facet, PeopleList
from coachdesk.ui.item_models.table import Column, Index, TableModel

_WIDTHS: Mapping[str, int] = {
    "number": 76, "commune": 132, "phone": 118, "beneficiary_number": 104, "case_manager": 122,
    "prescriber": 150, "received_on": 100, "entered_on": 96, "contract_on": 108,
    "planned_end_on": 96, "next_on": 150, "attended": 86, "excused": 86, "unexcused": 78,
    "state": 158,
}  # fmt: skip
"""Of each column, for text of the usual size; the name takes what is left."""
_SPARE = frozenset({"commune", "phone", "case_manager", "entered_on", "attended"})
_COUNTS = frozenset({"attended", "excused", "unexcused"})


def participant_columns(profile: ActionProfile) -> tuple[Column[ParticipantRow], ...]:
    """The columns as a table shows them."""
    return tuple(_column(column, profile) for column in people_columns(profile))


def _column(column: PeopleColumn, profile: ActionProfile) -> Column[ParticipantRow]:
    threshold = profile.rules.absence_threshold
    colours = {
        "name": _soft_when_gone,
        "state": _soft_when_gone,
        "unexcused": lambda row: "refused" if row.unexcused > threshold else None,
    }
    return Column(
        column.heading,
        column.text,
        right=column.key in _COUNTS,
        width=_WIDTHS.get(column.key),
        colour=colours.get(column.key),
        spare=column.key in _SPARE,
    )


class ParticipantsModel(TableModel[ParticipantRow]):
    """Everyone who answers a search and filters, in the order of a column.

    It keeps places in the list instead of rows. Letters that are added seek among those found so
    far; the order is made when it changes, and a search keeps it.
    """

    def __init__(self, profile: ActionProfile) -> None:
        super().__init__(participant_columns(profile))
        self._values = people_columns(profile)
        self.keys = tuple(column.key for column in self._values)
        self.usual = tuple(column.key for column in self._values if column.usual)
        """The columns shown as long as nothing else is chosen."""
        self._people: PeopleList | None = None
        self._sort: tuple[int, bool] = (-1, False)
        self._order: list[int] = []
        """Every place, sorted."""
        self._words: tuple[str, ...] = ()
        self._chosen: Chosen = {}
        self._sought: list[int] = []
        """Those who hold every word."""
        self._places: list[int] = []
        """Those shown."""
        self._sort_keys: dict[int, list[str | int | None]] = {}

    @property
    def people(self) -> PeopleList | None:
        """The whole list; None until it was read."""
        return self._people

    def rows(self) -> tuple[ParticipantRow, ...]:
        """Those shown, in their order."""
        everyone = self._people.rows if self._people else ()
        return tuple(map(everyone.__getitem__, self._places))

    def row_at(self, number: int) -> ParticipantRow:
        """Who stands there."""
        assert self._people is not None
        return self._people.rows[self._places[number]]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as are shown."""
        return 0 if parent.isValid() else len(self._places)

    def show_people(self, people: PeopleList) -> None:
        """Search in ``people`` from now on, for what was sought so far."""
        self._people = people
        self._sort_keys.clear()
        self._order = self._sorted()
        self._seek(self._order, self._words, self._chosen)

    def narrow(self, typed: str, chosen: Chosen) -> None:
        """Show those who hold every word typed and pass every filter."""
        words = search.words(typed)
        if words == self._words and chosen == self._chosen:
            return
        among = self._sought if search.narrows(self._words, words) else self._order
        self._seek(among, words, chosen)

    def counts(self) -> dict[Facet, dict[str, int]]:
        """How many each value of each filter would show, given the search and the other filters."""
        if self._people is None:
            return {}
        return facets.counts(self._people.columns, self._chosen, self._sought)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equal ones stay by name, those without a value come last."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder)
        if wanted == self._sort:
            return
        self._sort = wanted
        self._order = self._sorted()
        found = set(self._sought)
        self._show([place for place in self._order if place in found], self._chosen)

    def order(self) -> tuple[int, bool]:
        """The column it is sorted by (-1 by none), and whether the greatest come first."""
        return self._sort

    def row_of(self, person: ParticipantRow) -> int:
        """Where she stands among those shown; -1 when she is not."""
        place = self._people.places.get(person.prescription_id) if self._people else None
        return -1 if place is None or place not in self._places else self._places.index(place)

    def _seek(self, among: Sequence[int], words: tuple[str, ...], chosen: Chosen) -> None:
        self._words = words
        texts = self._people.texts if self._people else ()
        self._show(search.matching(among, texts, words), chosen)

    def _show(self, sought: list[int], chosen: Chosen) -> None:
        self._sought, self._chosen = sought, chosen
        if self._people is not None:
            self.beginResetModel()
            self._places = facets.passing(self._people.columns, chosen, sought)
            self.endResetModel()

    def _sorted(self) -> list[int]:
        people = self._people
        if people is None:
            return []
        places = list(range(len(people.rows)))
        column, descending = self._sort
        if column < 0:
            return places
        keys = self._keys(column, people)
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=descending)  # type: ignore[arg-type]  # one type in a column
        return known + [place for place in places if keys[place] is None]

    def _keys(self, column: int, people: PeopleList) -> list[str | int | None]:
        """What each person is sorted by; folded, so that accents send nobody to the end."""
        kept = self._sort_keys.get(column)
        if kept is None:
            told = self._values[column]
            if told.key == "name":
                kept = list(people.names)
            else:
                folded: dict[str, str | None] = {}
                kept = [_key(told.value(row), folded) for row in people.rows]
            self._sort_keys[column] = kept
        return kept


def _key(value: str | int | date | None, folded: dict[str, str | None]) -> str | int | None:
    if isinstance(value, str):
        if value not in folded:
            folded[value] = fold(value) or None
        return folded[value]
    return value.toordinal() if isinstance(value, date) else value


def _soft_when_gone(row: ParticipantRow) -> str | None:
    return None if row.state is State.FOLLOWED else "ink_soft"
