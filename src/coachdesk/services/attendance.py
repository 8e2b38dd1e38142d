"""Rendez-vous: plan one, say what became of it. Its signature is in ``attendance_signature``."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.clock import today
from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.models import Appointment, Exit, Pathway, Place, Signature
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.rows import dossier_of, name_of, row
from coachdesk.signing.evidence import sign_bytes
from coachdesk.store import UnitOfWork


def plan_appointment(
    desk: Desk,
    pathway_id: UUID,
    *,
    held_on: date,
    start_minute: int,
    end_minute: int,
    place: str | None,
    mode: Mode,
) -> UUID:
    """Plan a rendez-vous; returns its id.

    Minutes are counted from local midnight; a remote rendez-vous has no place.

    Raises:
        UserError: bad hours, a day outside the pathway, an hour
            already taken, a closed month.
    """
    if not 0 <= start_minute < end_minute <= 24 * 60:
        raise UserError(
            "L’heure de fin doit suivre l’heure de début.", "Corrigez les heures du rendez-vous."
        )
    told: list[str] = []
    with act(desk, lambda: f"rendez-vous de {told[0]}") as uow:
        pathway = row(uow.session, Pathway, pathway_id)
        refuse_closed(uow.session.connection(), pathway.action_id, held_on)
        if held_on < pathway.entered_on:
            raise UserError(
                f"Le parcours ne commence que le {short_date(pathway.entered_on)}.",
                "Corrigez la date du rendez-vous.",
            )
        _refuse_taken(uow.session, pathway_id, held_on, start_minute, end_minute)
        appointment = Appointment(
            id=new_id(),
            pathway_id=pathway_id,
            held_on=held_on,
            start_minute=start_minute,
            end_minute=end_minute,
            place_id=None if mode in REMOTE else _place(uow.session, place),
            mode=mode,
            presence=Presence.PLANNED,
            attested_seq=None,
            cut_over=False,
        )
        uow.session.add(appointment)
        told.append(meeting_words(uow.session, appointment))
        uow.commit()
    return appointment.id


def record_presence(desk: Desk, appointment_id: UUID, presence: Presence) -> None:
    """Say what became of a rendez-vous; the coach's attestation is the journal entry it makes.

    Raises:
        UserError: a closed month, a signed rendez-vous, a presence on a day to come.
    """
    told: list[str] = []
    with act(desk, lambda: f"présence de {told[0]}") as uow:
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(meeting_words(uow.session, appointment))
        refuse_unready(uow.session, appointment, desk)
        if signature_of(uow.session, appointment_id) is not None:
            raise UserError(
                "La personne a signé sa présence à ce rendez-vous.",
                "Une présence signée ne se change plus.",
            )
        attest(desk, uow, appointment, presence)
        uow.commit()


def _refuse_taken(
    session: Session, pathway_id: UUID, held_on: date, start_minute: int, end_minute: int
) -> None:
    """One person is in one place at a time, and until her exit."""
    left_on = session.scalar(select(Exit.left_on).where(Exit.pathway_id == pathway_id))
    if left_on is not None and held_on > left_on:
        raise UserError(
            f"Le parcours s’est terminé le {short_date(left_on)}.",
            "Corrigez la date du rendez-vous.",
        )
    taken = session.scalar(
        select(Appointment.id)
        .where(
            Appointment.pathway_id == pathway_id,
            Appointment.held_on == held_on,
            Appointment.start_minute < end_minute,
            Appointment.end_minute > start_minute,
            Appointment.presence != Presence.CANCELLED,
        )
        .limit(1)
    )
    if taken is not None:
        raise UserError(
            "Cette personne a déjà un rendez-vous à cette heure-là.",
            "Changez l’heure, ou notez d’abord l’autre comme annulé.",
        )


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
            "La présence se note et se signe le jour même. Si la date de l’ordinateur est fausse, "
            "corrigez-la.",
        )


def attest(desk: Desk, uow: UnitOfWork, appointment: Appointment, presence: Presence) -> None:
    """Note the presence with the coach's attestation: the signed entry printed on its row."""
    appointment.presence = presence
    appointment.attested_seq = uow.attestation(
        Appointment.__tablename__,
        appointment.id,
        {"presence": presence.value},
        lambda data: sign_bytes(desk.identity, data),
    )


def meeting_words(session: Session, appointment: Appointment) -> str:
    """« Léa DURAND le 3 mai 2023 »: whose rendez-vous, and when, as Ctrl+Z says it."""
    who = name_of(session, dossier_of(session, appointment))
    return f"{who} le {long_date(appointment.held_on)}"


def signature_of(session: Session, appointment_id: UUID) -> Signature | None:
    """The person's signature of a rendez-vous, or None."""
    return session.scalar(select(Signature).where(Signature.appointment_id == appointment_id))


def _place(session: Session, name: str | None) -> UUID | None:
    cleaned = " ".join((name or "").split())
    if not cleaned:
        return None
    place = session.scalar(select(Place).where(Place.name == cleaned))
    if place is None:
        place = Place(id=new_id(), name=cleaned)
        session.add(place)
        session.flush()
    return place.id
