"""The feuille de route: who is met on a day, where and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Date, Select, bindparam, func, or_, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.papers import DocumentState, SigningOutcome
from coachdesk.models import (
    Appointment,
    Document,
    EngagementContract,
    Pathway,
    Place,
    Prescription,
    Signature,
    SignatureRefusal,
    Workshop,
)
from coachdesk.models.base import Identifier
from coachdesk.queries.answers import answered, latest_refusal
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.planned import PLANNED, PlannedRow, by_hour, with_place


@dataclass(frozen=True, slots=True)
class DayAppointment(PlannedRow):
    """One line of the feuille de route: a rendez-vous, and what became of it."""

    address: str | None
    presence: Presence
    signed: bool
    declined: SigningOutcome | None
    """What she answered instead of signing, when she did."""
    workshop_id: UUID | None
    workshop: str | None
    """Title of the atelier collectif that she comes to."""
    first_of_dossier: bool
    """Before the decision."""


@dataclass(frozen=True, slots=True)
class OwedSignature:
    """A presence of another day that she has not been asked to sign, on site or by phone."""

    prescription_id: UUID
    appointment_id: UUID
    held_on: date
    start_minute: int
    mode: Mode


def day_appointments(
    connection: Connection, action_id: UUID, day: date
) -> tuple[DayAppointment, ...]:
    """The rendez-vous of a day, by hour."""
    asked = {"action": action_id, "day": day}
    return by_hour(records(connection, DayAppointment, _met(), asked))


def next_busy_day(connection: Connection, day: date) -> date | None:
    """The next day after ``day`` with someone to meet."""
    found: date | None = connection.execute(
        select(func.min(Appointment.held_on)).where(
            Appointment.held_on > day, Appointment.presence == Presence.PLANNED
        )
    ).scalar()
    return found


def owed_signatures(
    connection: Connection, dossiers: Collection[UUID], before: date
) -> tuple[OwedSignature, ...]:
    """The presences before a day that these people have still to sign, the oldest first."""
    asked = {"dossiers": list(dossiers), "day": before}
    return records(connection, OwedSignature, _owed(), asked)


def contracts_to_sign(connection: Connection, dossiers: Collection[UUID]) -> frozenset[UUID]:
    """Those of the dossiers whose latest contract is prepared and nobody signed it.

    Of one that was begun, the document says who is missing: see ``queries.document_lists``.
    """
    asked = {"dossiers": list(dossiers)}
    return frozenset(connection.execute(_contracts(), asked).scalars())


# The SELECTs are made once: to make them costs the day more than to run them.
_ACTION = bindparam("action", type_=Identifier())
_DAY = bindparam("day", type_=Date())
_DOSSIERS = bindparam("dossiers", expanding=True, type_=Identifier())


@cache
def _met() -> Listing:
    return (
        with_place(
            select(
                *PLANNED,
                Place.address,
                Appointment.presence,
                Signature.id.is_not(None).label("signed"),
                SignatureRefusal.outcome.label("declined"),
                Appointment.workshop_id,
                Workshop.title.label("workshop"),
                Appointment.pathway_id.is_(None).label("first_of_dossier"),
            ).select_from(Appointment)
        )
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .outerjoin(SignatureRefusal, latest_refusal())
        .outerjoin(Workshop, Workshop.id == Appointment.workshop_id)
        .where(Prescription.action_id == _ACTION, Appointment.held_on == _DAY)
    )


@cache
def _owed() -> Listing:
    return (
        select(
            Prescription.id.label("prescription_id"),
            Appointment.id.label("appointment_id"),
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.mode,
        )
        .select_from(Prescription)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .join(
            Appointment,
            or_(
                Appointment.pathway_id == Pathway.id, Appointment.prescription_id == Prescription.id
            ),
        )
        .where(
            Prescription.id.in_(_DOSSIERS),
            Appointment.held_on < _DAY,
            Appointment.presence == Presence.ATTENDED,
            Appointment.cut_over.is_(False),
            ~answered(),
        )
        .order_by(Appointment.held_on, Appointment.start_minute)
    )


@cache
def _contracts() -> Select[UUID]:
    latest = (
        select(func.max(EngagementContract.revision))
        .where(EngagementContract.pathway_id == Pathway.id)
        .correlate(Pathway)
        .scalar_subquery()
    )
    begun = (
        select(Document.id)
        .where(
            Document.prescription_id == Pathway.prescription_id,
            Document.subject_id == EngagementContract.id,
            Document.state == DocumentState.OPEN,
        )
        .exists()
    )
    return (
        select(Pathway.prescription_id)
        .join(EngagementContract, EngagementContract.pathway_id == Pathway.id)
        .where(
            Pathway.prescription_id.in_(_DOSSIERS),
            EngagementContract.revision == latest,
            EngagementContract.signed_on.is_(None),
            EngagementContract.cut_over.is_(False),
            ~begun,
        )
    )
