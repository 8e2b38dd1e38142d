"""When and where a rendez-vous is: plan one, move it. A whole morning: ``mornings``."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import long_date, of, short_date
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import REMOTE, Presence, Slot, refuse_hours
from coachdesk.models import Appointment, Exit, Pathway, Place, Prescription, Signature
from coachdesk.services.acts import act
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import Desk
from coachdesk.services.rows import dossier_of, name_of, row


def plan_appointment(desk: Desk, prescription_id: UUID, slot: Slot) -> UUID:
    """Plan a rendez-vous for a dossier, before its decision or after it; returns its id.

    Raises:
        UserError: bad hours, a day outside the pathway, an hour already taken, a closed month.
    """
    told: list[str] = []
    with act(desk, lambda: f"rendez-vous {of(told[0])}") as uow:
        dossier = row(uow.session, Prescription, prescription_id)
        appointment = add_appointment(uow.session, dossier, slot)
        told.append(appointment_words(uow.session, appointment))
        uow.commit()
    return appointment.id


def move_appointment(desk: Desk, appointment_id: UUID, slot: Slot) -> None:
    """Put a planned rendez-vous at another time or place.

    Raises:
        UserError: it is no longer planned, or the new time can't be.
    """
    told: list[str] = []
    with act(desk, lambda: f"déplacement du rendez-vous {of(told[0])}") as uow:
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(appointment_words(uow.session, appointment))
        refuse_past(appointment)
        dossier = dossier_of(uow.session, appointment)
        refuse_closed(uow.session.connection(), dossier.action_id, appointment.held_on)
        place_at(uow.session, appointment, slot, dossier)
        uow.commit()


def add_appointment(session: Session, dossier: Prescription, slot: Slot) -> Appointment:
    """A planned rendez-vous of ``dossier``, within the transaction of ``session``.

    Raises:
        UserError: as ``plan_appointment``.
    """
    pathway = session.scalar(select(Pathway).where(Pathway.prescription_id == dossier.id))
    appointment = Appointment(
        id=new_id(),
        pathway_id=pathway.id if pathway else None,
        prescription_id=None if pathway else dossier.id,
        presence=Presence.PLANNED,
        cut_over=False,
    )
    place_at(session, appointment, slot, dossier)
    session.add(appointment)
    session.flush()
    return appointment


def place_at(session: Session, appointment: Appointment, slot: Slot, dossier: Prescription) -> None:
    """Give ``appointment`` its time and place, once nothing stands against them.

    Raises:
        UserError: as ``plan_appointment``.
    """
    refuse_hours(slot.start_minute, slot.end_minute, "Corrigez les heures du rendez-vous.")
    refuse_closed(session.connection(), dossier.action_id, slot.held_on)
    _refuse_outside(session, dossier, slot.held_on)
    _refuse_taken(session, appointment, slot, dossier.participant_id)
    appointment.held_on = slot.held_on
    appointment.start_minute, appointment.end_minute = slot.start_minute, slot.end_minute
    appointment.mode = slot.mode
    appointment.place_id = None if slot.mode in REMOTE else place_id(session, slot.place)


def appointment_words(session: Session, appointment: Appointment) -> str:
    """« Léa DURAND le 3 mai 2023 »: whose rendez-vous, and when, as Ctrl+Z says it."""
    who = name_of(session, dossier_of(session, appointment))
    return f"{who} le {long_date(appointment.held_on)}"


def signature_of(session: Session, appointment_id: UUID) -> Signature | None:
    """The person's signature of a rendez-vous, or None."""
    return session.scalar(select(Signature).where(Signature.appointment_id == appointment_id))


def place_id(session: Session, name: str | None) -> UUID | None:
    """The id of the place of that name, made when it is new; None for no name."""
    cleaned = " ".join((name or "").split())
    if not cleaned:
        return None
    place = session.scalar(select(Place).where(Place.name == cleaned))
    if place is None:
        place = Place(id=new_id(), name=cleaned)
        session.add(place)
        session.flush()
    return place.id


def _refuse_outside(session: Session, dossier: Prescription, day: date) -> None:
    pathway = session.scalar(select(Pathway).where(Pathway.prescription_id == dossier.id))
    if pathway is None:
        if day < dossier.received_on:
            raise UserError(
                f"La prescription n’est arrivée que le {short_date(dossier.received_on)}.",
                "Corrigez la date du rendez-vous.",
            )
        return
    if day < pathway.entered_on:
        raise UserError(
            f"Le parcours ne commence que le {short_date(pathway.entered_on)}.",
            "Corrigez la date du rendez-vous.",
        )
    left_on = session.scalar(select(Exit.left_on).where(Exit.pathway_id == pathway.id))
    if left_on is not None and day > left_on:
        raise UserError(
            f"Le parcours s’est terminé le {short_date(left_on)}.",
            "Corrigez la date du rendez-vous.",
        )


def _refuse_taken(session: Session, appointment: Appointment, slot: Slot, person: UUID) -> None:
    """One person is in one place at a time, whatever action she is met for."""
    taken = session.scalar(
        select(Appointment.id)
        .where(
            or_(
                Appointment.pathway_id.in_(
                    select(Pathway.id).where(Pathway.participant_id == person)
                ),
                Appointment.prescription_id.in_(
                    select(Prescription.id).where(Prescription.participant_id == person)
                ),
            ),
            Appointment.id != appointment.id,
            Appointment.held_on == slot.held_on,
            Appointment.start_minute < slot.end_minute,
            Appointment.end_minute > slot.start_minute,
            Appointment.presence != Presence.CANCELLED,
        )
        .limit(1)
    )
    if taken is not None:
        raise UserError(
            "Cette personne a déjà un rendez-vous à cette heure-là.",
            "Changez l’heure, ou notez d’abord l’autre comme annulé.",
        )


def refuse_past(appointment: Appointment) -> None:
    """Let only a rendez-vous pass whose presence is not noted yet.

    Raises:
        UserError: otherwise.
    """
    if appointment.presence is not Presence.PLANNED:
        raise UserError(
            "Ce rendez-vous n’est plus à venir : sa présence est déjà notée.",
            "Planifiez-en un nouveau.",
        )
