"""Acts, outreach, immersions to a file in clear, in the very columns that the import reads."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from coachdesk import __version__
from coachdesk.core.errors import UserError
from coachdesk.core.paper_marks import CREATOR
from coachdesk.documents.column_grid import Row
from coachdesk.documents.spreadsheets import Sheet, rows_csv, rows_xlsx
from coachdesk.documents.table_columns import Column, Kind, Value
from coachdesk.domain.pmsmp import OUTCOMES
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Action
from coachdesk.queries.immersion_sheet import ImmersionSheetRow, immersion_sheet
from coachdesk.queries.outreach import ContactRow, EventRow, contact_rows, contacts
from coachdesk.queries.services import Narrowed, ServiceRow, service_rows, services
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.importing.forms import CONTACTS, IMMERSIONS, OUTREACH, SERVICES, Form
from coachdesk.services.importing.forms import Kind as Held
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.people_export import Format
from coachdesk.services.prestations.words import people_words, result_words

_KINDS = {
    Held.DATE: Kind.DATE,
    Held.PAST_DATE: Kind.DATE,
    Held.COUNT: Kind.COUNT,
    Held.QUANTITY: Kind.COUNT,
    Held.LENGTH: Kind.MINUTES,
}
_PEOPLE = Column("people", "Personnes", "Personnes", 0)
"""For who reads the file; the import goes by the n°."""


def suggested_name(form: Form, kind: Format) -> str:
    """« Actes.xlsx »: a CSV file comes back in by its name."""
    return f"{form.title}.{kind.value}"


def export_services(
    desk: Desk, action: ActionInfo, narrowed: Narrowed, form: Format, target: Path
) -> int:
    """Write the acts in ``target``, those of before first; gives how many.

    Raises:
        UserError: there is none, or the file can't be written.
    """
    rows = desk.read(lambda link: service_rows(link, services(action.id, narrowed)))
    if not rows:
        raise UserError("Il n’y a aucun acte à exporter.", "Élargissez les filtres.")
    told = [_service(action.profile, row) for row in reversed(rows)]
    sheet = Sheet(SERVICES.title, (*_columns(SERVICES), _PEOPLE), told)
    data = (
        rows_csv(sheet.columns, sheet.rows)
        if form is Format.CSV
        else _workbook(action.profile, (sheet,))
    )
    _leave(desk, action, target, data, form, len(rows))
    return len(rows)


def export_outreach(
    desk: Desk, action: ActionInfo, events: Iterable[EventRow], target: Path
) -> int:
    """Write the events and the people to call back in a workbook; gives how many events.

    Raises:
        UserError: there is none, or the file can't be written.
    """
    told = sorted(events, key=lambda event: (event.held_on, event.id))
    if not told:
        raise UserError("Il n’y a aucun aller-vers à exporter.", "Élargissez les filtres.")
    of_event = {event.id: event for event in told}
    people = desk.read(lambda link: contact_rows(link, contacts(action.id)))
    lines = [
        _contact(action.profile, of_event[person.event_id], person)
        for person in people
        if person.event_id in of_event and not person.erased
    ]
    profile = action.profile
    sheets = (
        Sheet(OUTREACH.title, _columns(OUTREACH), [_event(profile, event) for event in told]),
        Sheet(CONTACTS.title, _columns(CONTACTS), lines),
    )
    _leave(desk, action, target, _workbook(profile, sheets), Format.XLSX, len(told) + len(lines))
    return len(told)


def export_immersions(desk: Desk, action: ActionInfo, form: Format, target: Path) -> int:
    """Write every immersion of the action in ``target``, by its first day; gives how many.

    Raises:
        UserError: there is none, or the file can't be written.
    """
    rows = desk.read(lambda link: immersion_sheet(link, action.id))
    if not rows:
        raise UserError("Il n’y a aucune immersion à exporter.", "Préparez-en une d’abord.")
    sheet = Sheet(
        IMMERSIONS.title, _columns(IMMERSIONS), [_immersion(action.profile, row) for row in rows]
    )
    data = (
        rows_csv(sheet.columns, sheet.rows)
        if form is Format.CSV
        else _workbook(action.profile, (sheet,))
    )
    _leave(desk, action, target, data, form, len(rows))
    return len(rows)


def _leave(
    desk: Desk, action: ActionInfo, target: Path, data: bytes, form: Format, rows: int
) -> None:
    told = {"format": form.value, "rows": rows, "sha256": sha256(data).hexdigest()}
    leave_in_clear(desk, Action.__tablename__, action.id, target, data, told)


def _workbook(profile: ActionProfile, sheets: tuple[Sheet, ...]) -> bytes:
    title = f"{profile.texts.operation}, {sheets[0].title.lower()}"
    return rows_xlsx(sheets, title=title, creator=f"{CREATOR} {__version__}")


def _columns(form: Form) -> tuple[Column, ...]:
    """The columns of a form as the files describe them."""
    return tuple(
        Column(column.key, column.header, column.header, 0, _KINDS.get(column.kind, Kind.TEXT))
        for column in form.columns
    )


def _service(profile: ActionProfile, row: ServiceRow) -> Row:
    return {
        "number": ", ".join(sorted(person.number for person in row.persons)),
        "kind": profile.services.label(row.kind),
        "done_on": row.done_on,
        "unnamed": row.unnamed or None,
        "quantity": _quantity(row.quantity),
        "minutes": row.minutes,
        "place": row.place,
        "result": result_words(profile, row.kind, row.result),
        "note": row.note,
        "people": people_words(row),
    }


def _immersion(profile: ActionProfile, row: ImmersionSheetRow) -> Row:
    return {
        "number": row.number,
        "company": row.company,
        "siret": row.siret,
        "trade": row.trade,
        "purpose": profile.purposes.label(row.purpose) if row.purpose else None,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "weekly_minutes": _typed_hours(row.weekly_minutes),
        "review": profile.reviews.label(row.review) if row.review else None,
        "outcome": OUTCOMES.label(row.outcome) if row.outcome else None,
        "ended_on": row.ended_on,
        "missed_minutes": _typed_hours(row.missed_minutes or None),
        "cause": profile.immersion_causes.label(row.cause) if row.cause else None,
        "cause_note": row.cause_note,
    }


def _typed_hours(minutes: int | None) -> str | None:
    """« 24h30 », which the import reads to the minute."""
    return None if minutes is None else f"{minutes // 60}h{minutes % 60:02}"


def _quantity(hundredths: int | None) -> Value:
    if hundredths is None:
        return None
    return Decimal(hundredths) / 100 if hundredths % 100 else hundredths // 100


def _event(profile: ActionProfile, row: EventRow) -> Row:
    told: dict[str, Any] = {
        "held_on": row.held_on,
        "title": row.title,
        "kind": profile.outreach_kinds.label(row.kind),
        "start_minute": _hour(row.start_minute),
        "end_minute": _hour(row.end_minute),
        "place": row.place,
        "people_met": row.people_met,
        "note": row.note,
    }
    return told


def _contact(profile: ActionProfile, event: EventRow, row: ContactRow) -> Row:
    return {
        "event_on": event.held_on,
        "event_title": event.title,
        "last_name": row.last_name,
        "first_name": row.first_name,
        "phone": row.phone,
        "commune": row.commune,
        "outcome": profile.outreach_outcomes.label(row.outcome),
        "called_on": row.called_on,
        "call_back_on": row.call_back_on,
        "dossier": row.number,
        "note": row.note,
    }


def _hour(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"
