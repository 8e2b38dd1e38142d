"""What the palette proposes, as a list of two lines each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from coachdesk.queries.participants import ParticipantRow

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One proposal.

    Attributes:
        key: of the command, or of the act on a person.
        person: whom it opens, or None.
        company: the company that it opens, or None.
        keys: what is shown at the right: a shortcut.
    """

    words: str
    detail: str = ""
    keys: str = ""
    glyph: str = ""
    key: str = ""
    person: ParticipantRow | None = None
    company: UUID | None = None


class EntryModel(QAbstractListModel):
    """Replaced as a whole at each letter."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Propose these."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """As many as the proposals."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Its words, what a screen reader says, or the proposal itself."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (entry.words, entry.detail, entry.keys) if text)
        return entry if role == ENTRY_ROLE else None
