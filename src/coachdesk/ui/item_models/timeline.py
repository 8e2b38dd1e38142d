"""The timeline as a list model: what is to come, today, the past month by month."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from coachdesk.core.french import capital, full_date, month_name, short_date
from coachdesk.services.timeline import EventKind, TimelineEvent
from coachdesk.ui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
EVENT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The event itself; None on the line of a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between events: « À venir », « Aujourd’hui… », « Décembre 2023 »."""

    words: str


class TimelineModel(QAbstractListModel):
    """Events in the order they are given, under their headings; filtered by kind."""

    def __init__(self) -> None:
        super().__init__()
        self._events: tuple[TimelineEvent, ...] = ()
        self.today = date.min
        """The day between what is to come and the past."""
        self._kinds: frozenset[EventKind] = frozenset()
        self._lines: tuple[TimelineEvent | Heading, ...] = ()

    def show_events(self, events: Sequence[TimelineEvent], today: date) -> None:
        """Show ``events``, the latest first, instead of what was there."""
        self.beginResetModel()
        self._events, self.today = tuple(events), today
        self._lines = tuple(self._arranged())
        self.endResetModel()

    def keep_kinds(self, kinds: Collection[EventKind]) -> None:
        """Show the events of these kinds only; all of them when none is named."""
        self.beginResetModel()
        self._kinds = frozenset(kinds)
        self._lines = tuple(self._arranged())
        self.endResetModel()

    def counts(self) -> dict[EventKind, int]:
        """How many events there are of each kind, in the order of the kinds."""
        kinds = [event.kind for event in self._events]
        return {kind: kinds.count(kind) for kind in EventKind if kind in kinds}

    def lines(self) -> tuple[TimelineEvent | Heading, ...]:
        """What is shown, line by line."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the lines; a line has no children."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a line, as a screen reader says them, or the event itself."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == EVENT_ROLE:
            return line if isinstance(line, TimelineEvent) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_words(line))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is passed over by the keyboard."""
        if index.isValid() and isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _arranged(self) -> Iterator[TimelineEvent | Heading]:
        shown = [event for event in self._events if not self._kinds or event.kind in self._kinds]
        coming = [event for event in shown if event.day > self.today]
        if coming:
            yield Heading("À venir")
            yield from coming
        here = [event for event in shown if event.day == self.today]
        if here or coming:
            yield Heading(f"Aujourd’hui, {full_date(self.today)}")
            yield from here
        month = None
        for event in (event for event in shown if event.day < self.today):
            if event.day.replace(day=1) != month:
                month = event.day.replace(day=1)
                name = month_name(month)
                yield Heading(capital(name))
            yield event


def _words(line: TimelineEvent | Heading) -> str:
    if isinstance(line, Heading):
        return line.words
    parts = (short_date(line.day), line.title, line.detail, line.state)
    return "\n".join(part for part in parts if part)
