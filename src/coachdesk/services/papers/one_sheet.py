"""One person's attendance sheet at any time: looked at, printed, saved sealed.

While its month is open, or open again to be rectified, the sheet is made of what is known now, and
says that it is provisional. Of a closed month it is the very file of the last envoi.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name, of
from coachdesk.documents.attendance_sheet import attendance_sheet
from coachdesk.domain.periods import month_of
from coachdesk.models import Closing, Package, Prescription
from coachdesk.queries.attendance import PersonAttendance, attendance_rows
from coachdesk.queries.closings import last_closing, over_its_time
from coachdesk.queries.evidence import evidence_rows
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.papers.issue import OpenMonth
from coachdesk.services.papers.loose import stamp_now
from coachdesk.services.papers.month import SHEETS, sheet_name
from coachdesk.services.papers.sheets import sheet_data, sheet_proofs
from coachdesk.services.papers.shown_sheet import ShownSheet
from coachdesk.services.profile_versions import action_of
from coachdesk.signing.proofs import build_proofs
from coachdesk.sync.zipfmt import unpack


def one_sheet(desk: Desk, action: ActionInfo, prescription_id: UUID, month: date) -> ShownSheet:
    """The sheet of someone for the month that begins on ``month``.

    Raises:
        UserError: she has none: not in the action then, or come to it after the closing.
    """

    def read(connection: Connection) -> ShownSheet:
        period = month_of(month)
        found = attendance_rows(
            connection, action.id, period.first, period.last, prescription_id=prescription_id
        )
        if not found:
            raise UserError(
                f"Cette personne n’a pas de feuille en {month_name(month)}.",
                f"Elle en a une chaque mois de son parcours{NBSP}: choisissez un autre mois.",
            )
        closed = last_closing(connection, action.id, month)
        if closed is None or closed.correcting is not None:
            again = closed is not None
            return _provisional(desk, connection, action, found[0], month, rectifying=again)
        return _kept(_package(connection, closed.id), found[0], month)

    return desk.read(read)


def _provisional(
    desk: Desk,
    connection: Connection,
    action: ActionInfo,
    person: PersonAttendance,
    month: date,
    *,
    rectifying: bool,
) -> ShownSheet:
    entries = [seq for row in person.rows for seq in row.entries]
    evidence = evidence_rows(connection, entries)
    made_for = f"{person.pathway_id.hex[-8:]}-{month:%Y%m}"
    issue = OpenMonth(
        action_of(connection, action, month),
        desk.coach.name,
        month,
        lambda _: stamp_now(desk, made_for),
        rectifying=rectifying,
    )
    proofs = sheet_proofs(person.rows, evidence)
    return _sheet(
        person,
        month,
        attendance_sheet(sheet_data(issue, person, evidence)).pdf,
        reason=f"Feuille d’émargement provisoire {of(month_name(month))}",
        proofs=build_proofs(proofs) if proofs else None,
    )


def _kept(package: bytes, person: PersonAttendance, month: date) -> ShownSheet:
    files = unpack(package).files
    names = [sheet_name(person, alone=False), sheet_name(person, alone=True)]
    pdf = next((files[name] for name in (f"{SHEETS}{each}.pdf" for each in names) if name in files),
               None)  # fmt: skip
    if pdf is None:
        raise UserError(
            f"{month_name(month).capitalize()} a été clôturé sans feuille pour cette personne.",
            "Elle aura la sienne dans une version rectifiée de ce mois.",
        )
    return _sheet(person, month, pdf)


def _sheet(
    person: PersonAttendance, month: date, pdf: bytes, reason: str = "", proofs: bytes | None = None
) -> ShownSheet:
    provisional = "_provisoire" if reason else ""
    return ShownSheet(
        Prescription.__tablename__,
        person.prescription_id,
        f"{person.first_name} {person.last_name}, {month_name(month)}",
        f"emargement_{sheet_name(person, alone=True)}_{month:%Y-%m}{provisional}.pdf",
        pdf,
        reason,
        proofs,
    )


def _package(connection: Connection, closing_id: UUID) -> bytes:
    """The envoi of a closing."""
    kept = (
        select(Package.data, Closing.month)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Package.closing_id == closing_id)
    )
    data, month = connection.execute(kept).one()
    if not data:
        raise over_its_time(month)
    return bytes(data)
