"""One person's attendance sheet at any time: looked at, printed, saved sealed.

While its month is open the sheet is made of what is known now, and says that it is provisional. Of
a closed month it is the very file of the envoi: two sheets of one month never differ.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, month_name
from coachdesk.documents.attendance_sheet import attendance_sheet
from coachdesk.domain.periods import month_of
from coachdesk.models import Closing, Package, Prescription
from coachdesk.queries.attendance import PersonAttendance, attendance_rows
from coachdesk.queries.evidence import evidence_rows
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.issue import OpenMonth
from coachdesk.services.papers.loose import stamp_now
from coachdesk.services.papers.month import SHEETS, sheet_name
from coachdesk.services.papers.sheets import sheet_data, sheet_proofs
from coachdesk.signing.proofs import ATTACHMENT, build_proofs
from coachdesk.signing.seal import Sealer
from coachdesk.sync.zipfmt import unpack


@dataclass(frozen=True)
class OneSheet:
    """A sheet as it is looked at.

    Attributes:
        prescription_id: whose it is.
        month: its first day.
        file_name: proposed when it is saved.
        pdf: its bytes; sealed already when the month is closed.
        proofs: « preuves.json », to be sealed with it; None once it is sealed, or without any.
        closed: whether its month is.
    """

    prescription_id: UUID
    month: date
    file_name: str
    pdf: bytes
    proofs: bytes | None
    closed: bool


def one_sheet(desk: Desk, action: ActionInfo, prescription_id: UUID, month: date) -> OneSheet:
    """The sheet of someone for the month that begins on ``month``.

    Raises:
        UserError: she has none: not in the action then, or come to it after the closing.
    """

    def read(connection: Connection) -> OneSheet:
        period = month_of(month)
        found = attendance_rows(
            connection, action.id, period.first, period.last, prescription_id=prescription_id
        )
        if not found:
            raise UserError(
                f"Cette personne n’a pas de feuille en {month_name(month)}.",
                f"Elle en a une chaque mois de son parcours{NBSP}: choisissez un autre mois.",
            )
        package = _package(connection, action.id, month)
        if package is None:
            return _provisional(desk, connection, action, found[0], month)
        return _kept(package, found[0], month)

    return desk.read(read)


def save_sheet(desk: Desk, sheet: OneSheet, target: Path) -> None:
    """Write the sheet in ``target``, sealed with its proofs; the journal knows that it left.

    Raises:
        UserError: the file can't be written.
    """
    data = sheet.pdf
    if not sheet.closed:
        data = Sealer(desk.identity).seal(
            sheet.pdf,
            reason=f"Feuille d’émargement provisoire de {month_name(sheet.month)}",
            when=desk.clock.now(),
            attachments={ATTACHMENT: sheet.proofs} if sheet.proofs else None,
        )
    leave_in_clear(desk, Prescription.__tablename__, sheet.prescription_id, target, data)


def _provisional(
    desk: Desk, connection: Connection, action: ActionInfo, person: PersonAttendance, month: date
) -> OneSheet:
    entries = [seq for row in person.rows for seq in row.entries]
    evidence = evidence_rows(connection, entries)
    made_for = f"{person.pathway_id.hex[-8:]}-{month:%Y%m}"
    issue = OpenMonth(action, desk.coach.name, month, lambda _: stamp_now(desk, made_for))
    proofs = sheet_proofs(person.rows, evidence)
    return OneSheet(
        person.prescription_id,
        month,
        _file_name(person, month, "_provisoire"),
        attendance_sheet(sheet_data(issue, person, evidence)).pdf,
        build_proofs(proofs) if proofs else None,
        closed=False,
    )


def _kept(package: bytes, person: PersonAttendance, month: date) -> OneSheet:
    files = unpack(package).files
    names = [sheet_name(person, alone=False), sheet_name(person, alone=True)]
    pdf = next((files[name] for name in (f"{SHEETS}{each}.pdf" for each in names) if name in files),
               None)  # fmt: skip
    if pdf is None:
        raise UserError(
            f"{month_name(month).capitalize()} a été clôturé sans feuille pour cette personne.",
            "Elle aura la sienne dans une version rectifiée de ce mois.",
        )
    name = _file_name(person, month, "")
    return OneSheet(person.prescription_id, month, name, pdf, None, closed=True)


def _file_name(person: PersonAttendance, month: date, more: str) -> str:
    return f"emargement_{sheet_name(person, alone=True)}_{month:%Y-%m}{more}.pdf"


def _package(connection: Connection, action_id: UUID, month: date) -> bytes | None:
    """The envoi of the month's last closing; None while it is open."""
    last = (
        select(Package.data)
        .join(Closing, Closing.id == Package.closing_id)
        .where(Closing.action_id == action_id, Closing.month == month)
        .order_by(Closing.revision.desc())
        .limit(1)
    )
    data: bytes | None = connection.execute(last).scalar()
    return data
