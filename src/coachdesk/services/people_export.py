"""The list of participants as it is shown, to a file in clear: workbook, CSV or PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.column_grid import Row
from coachdesk.documents.people_list import PeopleListData, people_list
from coachdesk.documents.spreadsheets import Sheet, rows_csv, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind, Value
from coachdesk.models import Action
from coachdesk.queries.participants import ParticipantRow
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now
from coachdesk.services.people_columns import PeopleColumn, people_columns

_TITLE = "Participants"


class Format(StrEnum):
    """What the file is; also its suffix."""

    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


@dataclass(frozen=True)
class ListShown:
    """The list as it is on screen: who, in which order, which columns, narrowed by what."""

    rows: tuple[ParticipantRow, ...]
    columns: tuple[str, ...]
    criteria: str


def export_people(
    desk: Desk, action: ActionInfo, shown: ListShown, form: Format, target: Path
) -> int:
    """Write the list in ``target`` and return how many people are in it.

    The journal knows first what leaves in clear: the format, how many, the digest of the bytes.

    Raises:
        UserError: nobody is shown, or the file can't be written.
    """
    if not shown.rows or not shown.columns:
        raise UserError("Il n’y a personne à exporter.", "Élargissez la recherche ou les filtres.")
    data = _bytes(desk, action, shown, form)
    told = {
        "format": form.value,
        "rows": len(shown.rows),
        "columns": list(shown.columns),
        "sha256": sha256(data).hexdigest(),
    }
    leave_in_clear(desk, Action.__tablename__, action.id, target, data, told)
    return len(shown.rows)


def suggested_name(desk: Desk, form: Format) -> str:
    """« participants-2024-01-15.xlsx »."""
    return f"participants-{today(desk.clock).isoformat()}.{form.value}"


def _bytes(desk: Desk, action: ActionInfo, shown: ListShown, form: Format) -> bytes:
    known = {column.key: column for column in people_columns(action.profile)}
    chosen = tuple(known[key] for key in shown.columns)
    columns = tuple(_column(column, shown.rows) for column in chosen)
    rows = tuple(_row(chosen, person) for person in shown.rows)
    if form is Format.CSV:
        return rows_csv(columns, rows)
    if form is Format.XLSX:
        return rows_xlsx(
            (Sheet(_TITLE, columns, rows),),
            title=f"{action.profile.texts.operation}, {_TITLE.lower()}",
            creator=f"{CREATOR} {__version__}",
        )
    day = today(desk.clock)
    data = PeopleListData(
        operation=operation_of(action.profile),
        title=f"{_TITLE} au {long_date(day)}",
        criteria=shown.criteria,
        coach=desk.coach.name,
        columns=columns,
        rows=rows,
        stamp=stamp_now(desk, f"{day:%Y%m%d}-P"),
    )
    return people_list(data).pdf


def _row(columns: Sequence[PeopleColumn], person: ParticipantRow) -> Row:
    return {column.key: _value(column, person) for column in columns}


def _value(column: PeopleColumn, person: ParticipantRow) -> Value:
    return column.text(person) if column.said is not None else column.value(person)


def _column(column: PeopleColumn, rows: Sequence[ParticipantRow]) -> Column:
    """The column as the papers describe one; its kind is that of its first known value."""
    values = (_value(column, person) for person in rows)
    first = next((value for value in values if value is not None), None)
    kind = Kind.TEXT
    if first is not None and not isinstance(first, str):
        kind = Kind.COUNT if isinstance(first, int) else Kind.DATE
    return Column(column.key, column.heading, column.heading, 0, kind)
