"""The journal of accesses to a file in clear: CSV or workbook."""

from datetime import tzinfo
from pathlib import Path

from coachdesk import __version__
from coachdesk.core.french import short_date
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.column_grid import Row
from coachdesk.documents.spreadsheets import Sheet, rows_csv, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind
from coachdesk.queries.accesses import AccessRow, accesses
from coachdesk.services.desk import Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.rights.access_words import deed_words, subject_words, whose_words

_TITLE = "Journal des accès"
_COLUMNS = tuple(
    Column(key, title, title, 0, Kind.TEXT)
    for key, title in (
        ("day", "Date"), ("hour", "Heure"), ("deed", "Accès"), ("subject", "À quoi"),
        ("whose", "Personne"),
    )
)  # fmt: skip


def export_accesses(desk: Desk, target: Path) -> int:
    """Write all accesses in ``target``, a CSV unless its name ends as a workbook; gives how many.

    Raises:
        UserError: the file can't be written.
    """
    desk.accesses.flush()
    zone = desk.clock.now().tzinfo
    rows = tuple(_row(each, zone) for each in desk.read(accesses))
    if target.suffix.lower() == ".xlsx":
        sheet = Sheet(_TITLE, _COLUMNS, rows)
        data = rows_xlsx((sheet,), title=_TITLE, creator=f"{CREATOR} {__version__}")
    else:
        data = rows_csv(_COLUMNS, rows)
    told = {"accesses": len(rows)}
    leave_in_clear(desk, "store", desk.store.store_id, target, data, told)
    return len(rows)


def _row(access: AccessRow, zone: tzinfo | None) -> Row:
    at = access.at.astimezone(zone)
    return {
        "day": short_date(at.date()),
        "hour": f"{at:%H:%M}",
        "deed": deed_words(access),
        "subject": subject_words(access),
        "whose": whose_words(access),
    }
