"""The avis d’absence of a rendez-vous: made when it is looked at, noted when it leaves."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import clock_time
from coachdesk.documents.absence_notice import AbsenceNoticeData, absence_notice, notice_text
from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.domain.profile import ActionProfile
from coachdesk.models import Appointment
from coachdesk.queries.absence_notice import AbsenceFacts, absence_facts
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.leaving import leave_in_clear
from coachdesk.services.papers.loose import operation_of, stamp_now


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
    data = _data(desk, action.profile, appointment_id, facts, tried.strip())
    held_on, number = facts.head.held_on, facts.head.number
    name = f"avis-d-absence_{number}_{held_on:%Y-%m-%d}.pdf"
    return AbsenceNotice(absence_notice(data).pdf, notice_text(data), name)


def save_notice(desk: Desk, appointment_id: UUID, notice: AbsenceNotice, target: Path) -> None:
    """Write the notice in ``target``; the journal knows that it left in clear.

    Raises:
        UserError: the file can't be written.
    """
    leave_in_clear(desk, Appointment.__tablename__, appointment_id, target, notice.pdf)


def _data(
    desk: Desk, profile: ActionProfile, appointment_id: UUID, facts: AbsenceFacts, tried: str
) -> AbsenceNoticeData:
    head = facts.head
    where = profile.modes.label(head.mode).lower() if head.mode in REMOTE else head.place or ""
    return AbsenceNoticeData(
        operation=operation_of(profile),
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
        stamp=stamp_now(desk, f"{appointment_id.hex[-8:]}-A"),
    )
