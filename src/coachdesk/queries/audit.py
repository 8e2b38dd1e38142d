"""What the relecture of a month reads: presences, immersions, signatures, papers that left.

Each is one SELECT bounded by the month, not by the history. Presences are those of every action of
the store: the coach is one person, whatever action she works for.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.models import (
    Appointment,
    Closing,
    Company,
    EngagementContract,
    Exit,
    Immersion,
    JournalPayload,
    Package,
    Participant,
    Pathway,
    Place,
    Prescription,
    Signature,
)
from coachdesk.queries.answers import declined
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.listing import records
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_met, with_person


@dataclass(frozen=True, slots=True)
class AttendedRow:
    """A presence; the dates of the pathway are None before the decision."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    action_id: UUID
    participant_id: UUID
    appointment_id: UUID
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    mode: Mode
    cut_over: bool
    entered_on: date | None
    left_on: date | None
    contract_on: date | None
    """When the first version of the contrat d'engagement was signed."""
    signed_at: datetime | None
    regularisation: str | None
    declined: bool
    """Asked to sign, she answered otherwise: nothing is missing."""


@dataclass(frozen=True, slots=True)
class DoubleRow:
    """A pathway of someone who has another one at the same time."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    pathway_id: UUID
    entered_on: date
    other_number: str
    other_entered_on: date


@dataclass(frozen=True, slots=True)
class ImmersionRow:
    """An immersion with a day in the month."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    immersion_id: UUID
    company: str
    starts_on: date
    ends_on: date
    weekly_minutes: int | None
    cut_over: bool


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What was drawn, and what was shown to who drew it (None once erased)."""

    appointment_id: UUID
    drawing: bytes
    body: bytes | None


@dataclass(frozen=True, slots=True)
class PackageRow:
    """The envoi of an earlier month."""

    month: date
    data: bytes


def attended(connection: Connection, first: date, last: date) -> tuple[AttendedRow, ...]:
    """The presences of the period, by day and hour."""
    contract_on = (
        select(func.min(EngagementContract.signed_on))
        .where(EngagementContract.pathway_id == Pathway.id)
        .correlate(Pathway)
        .scalar_subquery()
    )
    presences = (
        with_met(
            select(
                *WHO,
                Prescription.action_id,
                Participant.id.label("participant_id"),
                Appointment.id.label("appointment_id"),
                Appointment.held_on,
                Appointment.start_minute,
                Appointment.end_minute,
                Place.name.label("place"),
                Appointment.mode,
                Appointment.cut_over,
                Pathway.entered_on,
                Exit.left_on,
                contract_on.label("contract_on"),
                Signature.signed_at,
                Signature.regularisation,
                declined().label("declined"),
            ).select_from(Appointment)
        )
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(Place, Place.id == Appointment.place_id)
        .outerjoin(Signature, Signature.appointment_id == Appointment.id)
        .where(Appointment.held_on.between(first, last), Appointment.presence == Presence.ATTENDED)
        .order_by(Appointment.held_on, Appointment.start_minute, Prescription.number)
    )
    return records(connection, AttendedRow, presences)


def double_pathways(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[DoubleRow, ...]:
    """Pathways of the action active in the period beside an earlier one of the same person."""
    other, gone, dossier = aliased(Pathway), aliased(Exit), aliased(Prescription)
    doubles = (
        with_person(
            select(
                *WHO,
                Pathway.id.label("pathway_id"),
                Pathway.entered_on,
                dossier.number.label("other_number"),
                other.entered_on.label("other_entered_on"),
            ).select_from(Pathway)
        )
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .join(other, other.participant_id == Pathway.participant_id)
        .join(dossier, dossier.id == other.prescription_id)
        .outerjoin(gone, gone.pathway_id == other.id)
        .where(
            Pathway.action_id == action_id,
            active_between(first, last),
            other.id != Pathway.id,
            or_(
                other.entered_on < Pathway.entered_on,
                and_(other.entered_on == Pathway.entered_on, other.id < Pathway.id),
            ),
            or_(gone.left_on.is_(None), gone.left_on >= Pathway.entered_on),
            or_(gone.left_on.is_(None), gone.left_on >= first),
        )
        .order_by(Prescription.number, dossier.number)
    )
    return records(connection, DoubleRow, doubles)


def immersions(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[ImmersionRow, ...]:
    """The immersions of the action with a day in the period."""
    conventions = (
        with_person(
            select(
                *WHO,
                Immersion.id.label("immersion_id"),
                Company.name.label("company"),
                Immersion.starts_on,
                last_on().label("ends_on"),
                Immersion.weekly_minutes,
                Immersion.cut_over,
            )
            .select_from(Immersion)
            .join(Company, Company.id == Immersion.company_id)
            .join(Pathway, Pathway.id == Immersion.pathway_id)
        )
        .where(
            Pathway.action_id == action_id,
            happens(),
            Immersion.starts_on <= last,
            last_on() >= first,
        )
        .order_by(Immersion.starts_on, Prescription.number)
    )
    return records(connection, ImmersionRow, conventions)


def signatures(connection: Connection, first: date, last: date) -> tuple[SignatureRow, ...]:
    """The signatures of the rendez-vous of the period."""
    drawn = (
        select(Signature.appointment_id, Signature.drawing, JournalPayload.body)
        .select_from(Appointment)
        .join(Signature, Signature.appointment_id == Appointment.id)
        .outerjoin(JournalPayload, JournalPayload.seq == Signature.entry_seq)
        .where(Appointment.held_on.between(first, last))
        .order_by(Appointment.held_on, Appointment.start_minute)
    )
    return records(connection, SignatureRow, drawn)


def packages(
    connection: Connection, action_id: UUID, first: date, before: date
) -> tuple[PackageRow, ...]:
    """The envois of the months of the action from ``first`` on and before ``before``, in order."""
    sent = (
        select(Closing.month, Package.data)
        .join(Package, Package.closing_id == Closing.id)
        .where(
            Closing.action_id == action_id,
            Closing.month >= first,
            Closing.month < before,
            func.length(Package.data) > 0,
        )
        .order_by(Closing.month, Closing.revision)
    )
    return records(connection, PackageRow, sent)
