"""The pieces of a dossier, as listed: their facts, never their bytes; and the bytes of one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Connection, select

from coachdesk.core.errors import UserError
from coachdesk.models import Appointment, Attachment, AttachmentContent
from coachdesk.queries.listing import Listing, records


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A piece in the list of its dossier."""

    id: UUID
    kind: str
    """Key of the profile."""
    name: str
    added_at: datetime
    valid_until: date | None
    size: int
    appointment_id: UUID | None
    proves_on: date | None
    """The day of the absence that it proves."""


@dataclass(frozen=True, slots=True)
class AttachmentFile:
    """The bytes of a piece, with the name they are given back under."""

    id: UUID
    name: str
    data: bytes


def attachments(connection: Connection, prescription_id: UUID) -> tuple[AttachmentRow, ...]:
    """The pieces of a dossier, the latest first."""
    return records(
        connection,
        AttachmentRow,
        _pieces().where(Attachment.prescription_id == prescription_id),
    )


def absence_proofs(connection: Connection, appointment_id: UUID) -> tuple[AttachmentRow, ...]:
    """The pieces that prove the absence at a rendez-vous, the latest first."""
    return records(
        connection, AttachmentRow, _pieces().where(Attachment.appointment_id == appointment_id)
    )


def attachment_file(connection: Connection, attachment_id: UUID) -> AttachmentFile:
    """The bytes of one piece.

    Raises:
        UserError: when it is gone.
    """
    found = records(
        connection,
        AttachmentFile,
        select(Attachment.id, Attachment.name, AttachmentContent.data)
        .join(AttachmentContent, AttachmentContent.id == Attachment.id)
        .where(Attachment.id == attachment_id),
    )
    if not found:
        raise UserError("Cette pièce n’est plus sur la fiche.", "Revenez à la liste.")
    return found[0]


def sources_since(connection: Connection, moment: datetime) -> frozenset[str]:
    """The digests of the files that were taken since a moment, on whatever dossier."""
    found = connection.execute(
        select(Attachment.source).where(
            Attachment.added_at >= moment, Attachment.source.is_not(None)
        )
    ).scalars()
    return frozenset(digest for source in found for digest in (source or "").split())


def _pieces() -> Listing:
    return (
        select(
            Attachment.id,
            Attachment.kind,
            Attachment.name,
            Attachment.added_at,
            Attachment.valid_until,
            Attachment.size,
            Attachment.appointment_id,
            Appointment.held_on.label("proves_on"),
        )
        .outerjoin(Appointment, Appointment.id == Attachment.appointment_id)
        .order_by(Attachment.added_at.desc(), Attachment.id.desc())
    )
