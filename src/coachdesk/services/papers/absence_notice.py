"""The avis d’absence of a rendez-vous: made when it is looked at, noted when it leaves."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk import __version__
from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.files import write_atomically
from coachdesk.core.french import NBSP, clock_time
from coachdesk.core.os_errors import reason
from coachdesk.documents.absence_notice import AbsenceNoticeData, absence_notice, notice_text
from coachdesk.documents.footer import Stamp
from coachdesk.documents.letterhead import Operation
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Appointment
from coachdesk.queries.absence_notice import AbsenceFacts, absence_facts
from coachdesk.services.desk import ActionInfo, Desk

_PRIVATE = 0o600
"""A name is inside: the file is for this account alone, until it is handed over."""


@dataclass(frozen=True)
class AbsenceNotice:
    """The notice ready to leave."""

    pdf: bytes
    text: str
    """The same, for a message."""
    file_name: str


def prepare_notice(
    desk: Desk, action: ActionInfo, appointment_id: UUID, tried: str
) -> AbsenceNotice:
    """The avis d’absence of a rendez-vous; ``tried`` is what the coach did to reach the person.

    Raises:
        UserError: the rendez-vous is no unexcused absence.
    """

    def read(connection: Connection) -> AbsenceFacts:
        return absence_facts(connection, appointment_id)

    facts = desk.read(read)
    if facts.head.presence is not Presence.UNEXCUSED:
        raise UserError(
            "Ce rendez-vous n’est pas une absence injustifiée.", "Notez d’abord l’absence."
        )
    data = _data(desk, action.profile, appointment_id, facts, " ".join(tried.split()))
    held_on, number = facts.head.held_on, facts.head.number
    name = f"avis-d-absence_{number}_{held_on:%Y-%m-%d}.pdf"
    return AbsenceNotice(absence_notice(data).pdf, notice_text(data), name)


def save_notice(desk: Desk, appointment_id: UUID, notice: AbsenceNotice, target: Path) -> None:
    """Write the notice in ``target``; the journal knows that it left in clear.

    Raises:
        UserError: the file can't be written.
    """
    with desk.store.write() as uow:  # noted first: nothing leaves that the journal does not know
        uow.note(
            "export",
            Appointment.__tablename__,
            appointment_id,
            {"file": target.name, "encrypted": False},
        )
        uow.commit()
    try:
        write_atomically(target, notice.pdf, mode=_PRIVATE)
    except OSError as error:
        raise UserError(
            f"Impossible d’écrire {target}{NBSP}: {reason(error)}.",
            "Choisissez un dossier où vous pouvez écrire, avec assez de place.",
        ) from error


def _data(
    desk: Desk, profile: ActionProfile, appointment_id: UUID, facts: AbsenceFacts, tried: str
) -> AbsenceNoticeData:
    head = facts.head
    journal = desk.store.head()
    where = profile.modes.label(head.mode).lower() if head.mode in REMOTE else head.place or ""
    return AbsenceNoticeData(
        operation=Operation(
            title=profile.texts.operation,
            number=profile.agreement_number,
            association=profile.association,
            funders=tuple(funder.name for funder in profile.funders),
            funding_sentence=profile.texts.funding,
        ),
        case_manager=head.case_manager or "",
        person=f"{head.first_name} {head.last_name}",
        number=head.number,
        recipient_number=head.beneficiary_number or "",
        held_on=head.held_on,
        hours=f"de {clock_time(head.start_minute)} à {clock_time(head.end_minute)}",
        where=where or profile.modes.label(head.mode).lower(),
        category=profile.presences.label(head.presence),
        unexcused=facts.unexcused,
        last_attended=facts.last_attended,
        tried=tried,
        next_on=facts.next_on,
        coach=desk.coach.name,
        made_on=today(desk.clock),
        stamp=Stamp(
            document_id=f"{appointment_id.hex[-8:]}-A",
            journal_seq=journal.seq,
            journal_hash=journal.hash,
            fingerprint=desk.identity.certificate.fingerprint,
            app_version=__version__,
        ),
    )
