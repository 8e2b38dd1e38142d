"""What a dossier de contrôle is made of: which n° there are, papers, pieces, months and envois."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.models import (
    Appointment,
    Attachment,
    Closing,
    Correction,
    Document,
    Immersion,
    Package,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.closings import being_rectified, superseded
from coachdesk.queries.listing import records
from coachdesk.queries.people import WHO


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A n° of the store, whatever the action."""

    prescription_id: UUID
    action_id: UUID
    number: str
    last_name: str
    first_name: str


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece of a dossier, with what it proves."""

    id: UUID
    kind: str
    name: str
    added_at: datetime
    valid_until: date | None
    appointment_id: UUID | None
    follow_up_id: UUID | None
    proves_on: date | None
    """The day of the absence that it proves."""


@dataclass(frozen=True, slots=True)
class MetRow:
    """A rendez-vous of a pathway: what became of it, and whether what proves it is there."""

    id: UUID
    held_on: date
    start_minute: int
    mode: Mode
    presence: Presence
    absence_proof: str | None
    workshop: bool
    cut_over: bool
    answered: bool
    """She signed, or answered otherwise."""

    @property
    def told(self) -> bool:
        """Whether what became of it is known: it stands on a sheet."""
        return self.presence is not Presence.PLANNED

    @property
    def to_sign(self) -> bool:
        """Whether her signature is missing (``queries.gaps.unsigned``)."""
        return (
            self.presence is Presence.ATTENDED
            and self.mode not in REMOTE
            and not self.cut_over
            and not self.answered
        )


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """The last version of a closed month."""

    closing_id: UUID
    month: date
    revision: int
    correcting: bool
    """It is open again, to be rectified."""


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """A dossier that may have sheets."""

    prescription_id: UUID
    number: str
    since: date
    """Its entry, or the first rendez-vous of the pathway where that was before."""


def dossiers(connection: Connection) -> tuple[DossierRow, ...]:
    """Every n° of the store: what a controller wrote is compared with them."""
    return records(
        connection,
        DossierRow,
        select(*WHO, Prescription.action_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Participant.anonymised_on.is_(None)),
    )


def pieces_of(connection: Connection, prescription_id: UUID) -> tuple[PieceRow, ...]:
    """The pieces of a dossier, the oldest first."""
    return records(
        connection,
        PieceRow,
        select(
            Attachment.id,
            Attachment.kind,
            Attachment.name,
            Attachment.added_at,
            Attachment.valid_until,
            Attachment.appointment_id,
            Attachment.follow_up_id,
            Appointment.held_on.label("proves_on"),
        )
        .outerjoin(Appointment, Appointment.id == Attachment.appointment_id)
        .where(Attachment.prescription_id == prescription_id)
        .order_by(Attachment.added_at, Attachment.id),
    )


def scans_of(connection: Connection, prescription_id: UUID) -> dict[UUID, UUID]:
    """Of each paper of a dossier signed by hand, the piece that is its scan."""
    found = connection.execute(
        select(Document.id, Document.attachment_id).where(
            Document.prescription_id == prescription_id, Document.attachment_id.is_not(None)
        )
    )
    return {row.id: row.attachment_id for row in found}


def taken_over(connection: Connection, pathway_id: UUID) -> frozenset[UUID]:
    """The immersions of a pathway that come from the reprise."""
    found = connection.execute(
        select(Immersion.id).where(Immersion.pathway_id == pathway_id, Immersion.cut_over)
    )
    return frozenset(found.scalars())


def met_of(connection: Connection, pathway_id: UUID) -> tuple[MetRow, ...]:
    """The rendez-vous of a pathway, in order."""
    return records(
        connection,
        MetRow,
        select(
            Appointment.id,
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.mode,
            Appointment.presence,
            Appointment.absence_proof,
            Appointment.workshop_id.is_not(None).label("workshop"),
            Appointment.cut_over,
            answered().label("answered"),
        )
        .where(Appointment.pathway_id == pathway_id)
        .order_by(Appointment.held_on, Appointment.start_minute),
    )


def came_before(connection: Connection, prescription_id: UUID) -> bool:
    """Whether the person had come to the same action before: her FSE+ record is of that time."""
    own, other = aliased(Prescription), aliased(Prescription)
    earlier = (
        select(other.id)
        .join(own, own.participant_id == other.participant_id)
        .join(Pathway, Pathway.prescription_id == other.id)
        .where(
            own.id == prescription_id,
            other.id != own.id,
            # not the bare column: SQLite would walk through all of the action by its index
            func.coalesce(other.action_id, other.action_id) == own.action_id,
            or_(
                other.received_on < own.received_on,
                and_(other.received_on == own.received_on, other.number < own.number),
            ),
        )
    )
    return bool(connection.execute(select(exists(earlier))).scalar())


def closed_of(connection: Connection, action_id: UUID) -> dict[date, ClosedRow]:
    """The last version of each closed month of the action, by its first day."""
    found = records(
        connection,
        ClosedRow,
        select(
            Closing.id.label("closing_id"),
            Closing.month,
            Closing.revision,
            Correction.id.is_not(None).label("correcting"),
        )
        .outerjoin(Correction, being_rectified())
        .where(Closing.action_id == action_id, ~superseded()),
    )
    return {row.month: row for row in found}


def package_bytes(connection: Connection, closing_id: UUID) -> bytes | None:
    """The envoi of a closing; None when it has none, or none any more."""
    data: bytes | None = connection.execute(
        select(Package.data).where(Package.closing_id == closing_id)
    ).scalar()
    return data or None


def followed(connection: Connection, dossiers: Collection[UUID]) -> tuple[FollowedRow, ...]:
    """The pathways of those dossiers."""
    met = (
        select(func.min(Appointment.held_on))
        .where(Appointment.pathway_id == Pathway.id)
        .scalar_subquery()
    )
    return records(
        connection,
        FollowedRow,
        select(
            Pathway.prescription_id,
            Prescription.number,
            func.min(Pathway.entered_on, func.coalesce(met, Pathway.entered_on)).label("since"),
        )
        .join(Prescription, Prescription.id == Pathway.prescription_id)
        .where(Pathway.prescription_id.in_(dossiers)),
    )
