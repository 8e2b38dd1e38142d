"""The agenda as a list: all that it paints, row by row, for who reads it by ear or by keyboard."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from coachdesk.core.french import short_weekday
from coachdesk.domain.profile import ActionProfile
from coachdesk.services.agenda.view import AgendaDay, AgendaEntry
from coachdesk.ui.item_models.table import Column
from coachdesk.ui.screens.agenda.words import entry_name, span_words, state_of, where_words
from coachdesk.ui.widgets.table import RowTable


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A row: an entry, in words."""

    entry: AgendaEntry
    name: str
    where: str
    state: str


def listed(
    days: tuple[AgendaDay, ...], place: str | None, profile: ActionProfile
) -> list[ListedEntry]:
    """The entries of these days, of one place when it is said."""
    found = []
    for day in days:
        for entry in day.entries:
            if place is None or entry.place == place:
                state = state_of(entry, profile)
                words, against = state.words if state else "", "à voir" if entry.conflict else ""
                found.append(
                    ListedEntry(
                        entry,
                        entry_name(entry, profile),
                        where_words(entry, profile),
                        ", ".join(part for part in (words, against) if part),
                    )
                )
    return found


def entry_table() -> RowTable[ListedEntry]:
    """An empty one."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("AgendaList", text)

    return RowTable(
        (
            Column(tr("Jour"), lambda row: short_weekday(row.entry.held_on), _order, width=120),
            Column(tr("Heures"), _hours, _order, width=140),
            Column(tr("Qui ou quoi"), lambda row: row.name),
            Column(tr("Lieu"), lambda row: row.where, width=170, spare=True),
            Column(tr("État"), lambda row: row.state, width=150, colour=_tone),
        ),
        tr("Agenda, ligne par ligne"),
        wrap=True,
    )


def _tone(row: ListedEntry) -> str:
    return "mend" if row.entry.conflict else "ink"


def _hours(row: ListedEntry) -> str:
    return span_words(row.entry.start_minute, row.entry.end_minute) or "–"


def _order(row: ListedEntry) -> str:
    return f"{row.entry.held_on.isoformat()} {row.entry.start_minute or 0:04}"
