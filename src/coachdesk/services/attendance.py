"""What became of a rendez-vous, attested by the coach; signatures: ``pad.attendance``."""

from uuid import UUID

from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, of, short_date
from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment
from coachdesk.services.acts import act
from coachdesk.services.appointments import appointment_words, signature_of
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.rows import dossier_of, row
from coachdesk.signing.device_signature import sign_bytes
from coachdesk.store import UnitOfWork

_FORETOLD = frozenset({Presence.EXCUSED, Presence.CANCELLED})
"""May be noted before the day: she phones to say that she won't come."""


def record_presence(desk: Desk, appointment_id: UUID, presence: Presence) -> None:
    """Say what became of a rendez-vous; the coach's attestation is the journal entry it makes.

    Raises:
        UserError: a closed month, a signed rendez-vous, a presence on a day to come.
    """
    told: list[str] = []
    with act(desk, lambda: f"présence {of(told[0])}") as uow:
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(appointment_words(uow.session, appointment))
        change_presence(desk, uow, appointment, presence)
        uow.commit()


def change_presence(
    desk: Desk, uow: UnitOfWork, appointment: Appointment, presence: Presence
) -> None:
    """Note the presence of a rendez-vous that may still be noted.

    Raises:
        UserError: as ``record_presence``.
    """
    if presence in _FORETOLD:
        action_id = dossier_of(uow.session, appointment).action_id
        refuse_closed(uow.session.connection(), action_id, appointment.held_on)
    else:
        refuse_unready(uow.session, appointment, desk)
    if signature_of(uow.session, appointment.id) is not None:
        raise UserError(
            "La personne a signé sa présence à ce rendez-vous.",
            "Une présence signée ne se change plus.",
        )
    attest(desk, uow, appointment, presence)


def refuse_unready(session: Session, appointment: Appointment, desk: Desk) -> None:
    """Let pass only a rendez-vous of an open month whose day has come.

    Raises:
        UserError: otherwise.
    """
    dossier = dossier_of(session, appointment)
    refuse_closed(session.connection(), dossier.action_id, appointment.held_on)
    if appointment.held_on > today(desk.clock):
        raise UserError(
            f"Ce rendez-vous est à venir, le {short_date(appointment.held_on)}.",
            "La présence se note et se signe le jour même. La personne est là aujourd’hui ? "
            f"«{NBSP}Sans rendez-vous{NBSP}», dans «{NBSP}Aujourd’hui{NBSP}». La date de "
            "l’ordinateur est fausse ? Corrigez-la.",
        )


def attest(desk: Desk, uow: UnitOfWork, appointment: Appointment, presence: Presence) -> None:
    """Note the presence with the coach's attestation: the signed entry printed on its row.

    The first presence of a dossier is its first rendez-vous.
    """
    appointment.presence = presence
    dossier = dossier_of(uow.session, appointment)
    if presence is Presence.ATTENDED and dossier.first_appointment_on is None:
        dossier.first_appointment_on = appointment.held_on
    appointment.attested_seq = uow.attestation(
        Appointment.__tablename__,
        appointment.id,
        {
            "presence": presence.value,
            "held_on": appointment.held_on.isoformat(),
            "start_minute": appointment.start_minute,
            "end_minute": appointment.end_minute,
        },
        lambda data: sign_bytes(desk.identity, data),
    )
