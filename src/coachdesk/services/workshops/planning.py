"""Ateliers collectifs: planned for several people at once, noted at once, signed in one sitting.

Each person has a rendez-vous of her own, which is hers on her sheet, her card and in the figures;
the workshop gives them one title, one time and one place. Closing one: ``workshops.closing``.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachdesk.core.errors import UserError
from coachdesk.core.french import NBSP, long_date, quoted
from coachdesk.core.ids import new_id
from coachdesk.domain.attendance import AFTERNOON, Mode, Presence, Slot, refuse_hours
from coachdesk.domain.holidays import every_week
from coachdesk.models import Appointment, Prescription, SignatureRefusal, Workshop
from coachdesk.queries.workshops import workshop_head
from coachdesk.services.acts import act
from coachdesk.services.appointments import add_appointment, place_at, place_id, signature_of
from coachdesk.services.attendance import attest, change_presence
from coachdesk.services.closed_months import refuse_closed
from coachdesk.services.desk import ActionInfo, Desk
from coachdesk.services.rows import dossier_of, name_of, row

_LUNCH_ENDS = 14 * 60
"""A morning may last until then and still be one half-day."""


@dataclass(frozen=True)
class WorkshopFacts:
    """What a workshop is, when and where; ``slot`` is that of each of its people."""

    title: str
    slot: Slot

    @property
    def words(self) -> str:
        """« l’atelier « Rédiger son CV » du 3 mai 2023 », as Ctrl+Z says it."""
        return workshop_words(self.title, self.slot.held_on)


def workshop_words(title: str, day: date) -> str:
    """« l’atelier « Rédiger son CV » du 3 mai 2023 »."""
    return f"l’atelier {quoted(title)} du {long_date(day)}"


def plan_workshop(
    desk: Desk, action: ActionInfo, facts: WorkshopFacts, people: Collection[UUID]
) -> UUID:
    """Plan a workshop for the dossiers ``people``, in one act; returns its id.

    Raises:
        UserError: no title, bad hours, a closed month, someone who can't come then.
    """
    return plan_series(desk, action, facts, people, 1)[0]


def plan_series(
    desk: Desk, action: ActionInfo, facts: WorkshopFacts, people: Collection[UUID], times: int
) -> tuple[UUID, ...]:
    """The same workshop ``times`` times, a week apart, in one act; returns their ids in order.

    Raises:
        UserError: as ``plan_workshop``, for any of the days.
    """
    wanted = _checked(facts)
    days = weekly_days(wanted.slot.held_on, times)
    words = wanted.words if times == 1 else f"{wanted.words}, {times} fois"
    made = []
    with act(desk, words) as uow:
        for day in days:
            each = replace(wanted, slot=replace(wanted.slot, held_on=day))
            with _dated(day, several=times > 1):
                made.append(_plan(uow.session, action, each, people))
        uow.commit()
    return tuple(made)


def weekly_days(first: date, times: int) -> tuple[date, ...]:
    """``first`` and the same day of the weeks after, public holidays passed over."""
    return tuple(islice(every_week(first, first), times))


def _plan(
    session: Session, action: ActionInfo, wanted: WorkshopFacts, people: Collection[UUID]
) -> UUID:
    workshop = Workshop(id=new_id(), action_id=action.id)
    refuse_closed(session.connection(), action.id, wanted.slot.held_on)
    _describe(session, workshop, wanted)
    session.add(workshop)
    session.flush()
    for prescription_id in people:
        _add(session, workshop, prescription_id, wanted.slot)
    return workshop.id


def add_people(desk: Desk, workshop_id: UUID, people: Collection[UUID]) -> None:
    """Have more people in a workshop, on the spot if need be.

    Raises:
        UserError: it is closed, or someone can't come then.
    """
    with act(desk, "personnes ajoutées à l’atelier") as uow:
        workshop = _open(uow.session, workshop_id)
        slot = _slot(uow.session, workshop)
        for prescription_id in people:
            _add(uow.session, workshop, prescription_id, slot)
        uow.commit()


def take_out(desk: Desk, workshop_id: UUID, appointment_id: UUID) -> None:
    """Have someone no longer in a workshop, whose presence nobody noted.

    Raises:
        UserError: it is closed, or her presence is noted.
    """
    told: list[str] = []
    with act(desk, lambda: f"retrait de {told[0]} de l’atelier") as uow:
        _open(uow.session, workshop_id)
        appointment = row(uow.session, Appointment, appointment_id)
        told.append(name_of(uow.session, dossier_of(uow.session, appointment)))
        if appointment.presence is not Presence.PLANNED or _asked(uow.session, appointment):
            raise UserError(
                f"La présence de {told[0]} est déjà notée.", "Notez plutôt une absence."
            )
        uow.session.delete(appointment)
        uow.commit()


def change_workshop(desk: Desk, workshop_id: UUID, facts: WorkshopFacts) -> None:
    """Give a workshop another title, time or place, for all its people.

    Raises:
        UserError: it is closed, somebody signed, or someone can't come then.
    """
    wanted = _checked(facts)
    with act(desk, wanted.words) as uow:
        session = uow.session
        workshop = _open(session, workshop_id)
        people = _appointments(session, workshop_id)
        if any(_asked(session, appointment) for appointment in people):
            raise UserError(
                "Quelqu’un a déjà signé pour cet atelier.",
                f"Son titre et ses heures ne changent plus{NBSP}: ce sont ceux qui ont été signés.",
            )
        _describe(session, workshop, wanted)
        for appointment in people:
            dossier = dossier_of(session, appointment)
            with _named(session, dossier):
                place_at(session, appointment, wanted.slot, dossier)
            if appointment.presence is not Presence.PLANNED:
                attest(desk, uow, appointment, appointment.presence)
        uow.commit()


def note_presences(desk: Desk, workshop_id: UUID, presences: Mapping[UUID, Presence]) -> None:
    """« Tous présents sauf… »: note each rendez-vous of a workshop, in one act.

    Raises:
        UserError: it is closed, its day has not come, somebody signed who would be absent.
    """
    told: list[str] = []
    with act(desk, lambda: f"présences à {told[0]}") as uow:
        workshop = _open(uow.session, workshop_id)
        told.append(workshop_words(workshop.title, workshop.held_on))
        for appointment in _appointments(uow.session, workshop_id):
            presence = presences.get(appointment.id, appointment.presence)
            if presence is not appointment.presence:
                with _named(uow.session, dossier_of(uow.session, appointment)):
                    change_presence(desk, uow, appointment, presence)
        uow.commit()


def drop_workshop(desk: Desk, workshop_id: UUID) -> None:
    """Have a workshop no longer, with the rendez-vous of its people; Ctrl+Z brings it back.

    Raises:
        UserError: a presence is noted already.
    """
    told: list[str] = []
    with act(desk, lambda: f"suppression de {told[0]}") as uow:
        workshop = _open(uow.session, workshop_id)
        told.append(workshop_words(workshop.title, workshop.held_on))
        people = _appointments(uow.session, workshop_id)
        if any(
            appointment.presence is not Presence.PLANNED or _asked(uow.session, appointment)
            for appointment in people
        ):
            raise UserError(
                "Des présences à cet atelier sont déjà notées.",
                f"Il reste{NBSP}: notez les autres comme absences ou annulations.",
            )
        for appointment in people:
            uow.session.delete(appointment)
        uow.session.flush()
        uow.session.delete(workshop)
        uow.commit()


def _checked(facts: WorkshopFacts) -> WorkshopFacts:
    title, slot = " ".join(facts.title.split()), facts.slot
    if not title:
        raise UserError("Le titre de l’atelier manque.", "Écrivez-le tel qu’il sera imprimé.")
    if slot.start_minute < AFTERNOON.hour * 60 and slot.end_minute > _LUNCH_ENDS:
        raise UserError(
            f"Un atelier tient dans une demi-journée{NBSP}: chacune se signe à part.",
            "Faites-en un pour le matin et un autre pour l’après-midi.",
        )
    return WorkshopFacts(
        title, Slot(slot.held_on, slot.start_minute, slot.end_minute, slot.place, Mode.COLLECTIVE)
    )


def _describe(session: Session, workshop: Workshop, facts: WorkshopFacts) -> None:
    slot = facts.slot
    refuse_hours(slot.start_minute, slot.end_minute, "Corrigez les heures de l’atelier.")
    workshop.title = facts.title
    workshop.held_on = slot.held_on
    workshop.start_minute, workshop.end_minute = slot.start_minute, slot.end_minute
    workshop.place_id = place_id(session, slot.place)


def _open(session: Session, workshop_id: UUID) -> Workshop:
    workshop = row(session, Workshop, workshop_id)
    if workshop_head(session.connection(), workshop_id).document_id is not None:
        raise UserError(
            f"Cet atelier est clos{NBSP}: sa feuille est cachetée.",
            "Planifiez un autre atelier, ou notez un passage.",
        )
    refuse_closed(session.connection(), workshop.action_id, workshop.held_on)
    return workshop


def _slot(session: Session, workshop: Workshop) -> Slot:
    head = workshop_head(session.connection(), workshop.id)
    return Slot(head.held_on, head.start_minute, head.end_minute, head.place, Mode.COLLECTIVE)


def _add(session: Session, workshop: Workshop, prescription_id: UUID, slot: Slot) -> None:
    """Her rendez-vous in the workshop; she is in it once."""
    dossier = row(session, Prescription, prescription_id)
    with _named(session, dossier):
        appointment = add_appointment(session, dossier, slot)
    appointment.workshop_id = workshop.id
    session.flush()


def _appointments(session: Session, workshop_id: UUID) -> list[Appointment]:
    return list(
        session.scalars(select(Appointment).where(Appointment.workshop_id == workshop_id)).all()
    )


def _asked(session: Session, appointment: Appointment) -> bool:
    """Whether she signed, or answered otherwise."""
    refused = select(SignatureRefusal.id).where(SignatureRefusal.appointment_id == appointment.id)
    return signature_of(session, appointment.id) is not None or bool(session.scalar(refused))


@contextmanager
def _named(session: Session, dossier: Prescription) -> Iterator[None]:
    """Say whose rendez-vous it is that can't be: there are several at once."""
    try:
        yield
    except UserError as error:
        who = name_of(session, dossier)
        raise UserError(f"{who}{NBSP}: {error.sentence}", error.remedy) from error


@contextmanager
def _dated(day: date, *, several: bool) -> Iterator[None]:
    """Say on which day of a series it can't be."""
    try:
        yield
    except UserError as error:
        if not several:
            raise
        raise UserError(f"Le {long_date(day)}{NBSP}: {error.sentence}", error.remedy) from error
