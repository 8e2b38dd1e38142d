"""The columns of the table of participants, and its instant search."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from coachdesk.core.french import fold, short_date
from coachdesk.domain.profile import ActionProfile
from coachdesk.queries.participants import ParticipantRow, State
from coachdesk.ui.item_models.table import OBJECT_ROLE, Column

NUMBER, NAME, COMMUNE, PHONE, CASE_MANAGER, ENTERED, PLANNED_END, ATTENDED, UNEXCUSED, STATE = (
    range(10)
)
"""Positions of the columns."""


def participant_columns(profile: ActionProfile) -> tuple[Column[ParticipantRow], ...]:
    """The columns, in the order of the constants above."""
    threshold = profile.rules.absence_threshold

    def state(row: ParticipantRow) -> str:
        if row.state is State.FOLLOWED:
            return "En suivi"
        if row.state is State.LEFT:
            return f"Sortie le {short_date(row.left_on)}"
        return profile.outcomes.label(row.outcome)

    def soft_when_gone(row: ParticipantRow) -> str | None:
        return None if row.state is State.FOLLOWED else "ink_soft"

    return (
        Column("N°", lambda row: row.number, width=76),
        Column("Nom", full_name, colour=soft_when_gone),
        Column("Commune", lambda row: row.commune or "", width=132, spare=True),
        Column("Téléphone", lambda row: row.phone or "", width=118, spare=True),
        Column("Référent RSA", lambda row: row.case_manager or "", width=122, spare=True),
        Column(
            "Entrée",
            lambda row: short_date(row.entered_on),
            lambda row: row.entered_on.toordinal() if row.entered_on else 0,
            width=100,
        ),
        Column(
            "Fin prévue",
            lambda row: short_date(row.planned_end_on),
            lambda row: row.planned_end_on.toordinal() if row.planned_end_on else 0,
            width=100,
            spare=True,
        ),
        Column(
            "Présences",
            lambda row: str(row.attended or ""),
            lambda row: row.attended,
            right=True,
            width=88,
        ),
        Column(
            "Abs. inj.",
            lambda row: str(row.unexcused or ""),
            lambda row: row.unexcused,
            right=True,
            width=80,
            colour=lambda row: "refused" if row.unexcused > threshold else None,
        ),
        Column("Situation", state, width=158, colour=soft_when_gone),
    )


def full_name(row: ParticipantRow) -> str:
    """« DURAND Léa »."""
    return f"{row.last_name} {row.first_name}"


def haystack(row: ParticipantRow) -> str:
    """What the search looks in: name both ways round, commune, phone, n°, référent."""
    phone = row.phone or ""
    return fold(
        " ".join(
            (
                row.number,
                row.last_name,
                row.first_name,
                row.last_name,
                row.commune or "",
                phone,
                "".join(phone.split()),
                row.case_manager or "",
            )
        )
    )


class ParticipantsProxy(QSortFilterProxyModel):
    """Keeps the rows that hold every word typed, whatever the accents and case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._texts: dict[ParticipantRow, str] = {}
        self.setDynamicSortFilter(True)

    def search(self, typed: str) -> None:
        """Filter by what was typed; nothing typed shows everyone."""
        self.beginFilterChange()
        self._words = tuple(fold(typed).split())
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(
        self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex
    ) -> bool:
        """Whether each word is somewhere in the row."""
        if not self._words:
            return True
        row: ParticipantRow = (
            self.sourceModel().index(source_row, 0, source_parent).data(OBJECT_ROLE)
        )
        text = self._texts.get(row)
        if text is None:  # folding is the slow part: once per row, not once per key typed
            text = self._texts[row] = haystack(row)
        return all(word in text for word in self._words)
