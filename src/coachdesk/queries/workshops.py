"""The ateliers collectifs: one of them with its people, and those of a stretch of days."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from coachdesk.core.errors import UserError
from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import DocumentState
from coachdesk.models import (
    Appointment,
    Document,
    Participant,
    Place,
    Workshop,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.listing import Listing, records
from coachdesk.queries.people import WHO, by_name, with_met
from coachdesk.queries.presences import ROW, AttendanceRow, presence_row, with_proofs

SHEET_KIND = "workshop_sheet"
"""Kind of the document that keeps the sealed sheet of a workshop."""


@dataclass(frozen=True, slots=True)
class WorkshopHead:
    """What a workshop is, where and when; times in minutes since midnight."""

    id: UUID
    action_id: UUID
    version: int
    title: str
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    document_id: UUID | None
    """Its sealed sheet; None until it is closed."""


@dataclass(frozen=True, slots=True)
class WorkshopPerson:
    """Someone who comes to a workshop, by a rendez-vous of her own."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    phone: str | None
    contact_attempts: str | None
    """How she was invited."""
    row: AttendanceRow

    @property
    def name(self) -> str:
        """« DURAND Yvette »."""
        return f"{self.last_name} {self.first_name}"

    @property
    def answered(self) -> bool:
        """Signed, or asked to and answered otherwise."""
        return self.row.proof is not None or self.row.declined is not None


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop among others."""

    id: UUID
    title: str
    held_on: date
    start_minute: int
    end_minute: int
    place: str | None
    people: int
    to_note: int
    """How many presences nobody noted yet."""
    to_sign: int
    """How many present people were not asked to sign yet."""
    closed: bool


def workshop_head(connection: Connection, workshop_id: UUID) -> WorkshopHead:
    """The workshop.

    Raises:
        UserError: when it is gone.
    """
    heads = records(
        connection,
        WorkshopHead,
        select(
            Workshop.id,
            Workshop.action_id,
            Workshop.version,
            Workshop.title,
            Workshop.held_on,
            Workshop.start_minute,
            Workshop.end_minute,
            Place.name.label("place"),
            Document.id.label("document_id"),
        )
        .outerjoin(Place, Place.id == Workshop.place_id)
        .outerjoin(Document, sealed_sheet())
        .where(Workshop.id == workshop_id),
    )
    if not heads:
        raise UserError("Cet atelier n’existe plus.", "Revenez à la journée.")
    return heads[0]


def workshop_people(connection: Connection, workshop_id: UUID) -> tuple[WorkshopPerson, ...]:
    """Who comes, by name; rendez-vous that were cancelled are not asked to sign."""
    people: Listing = select(
        *WHO, Participant.phone, Appointment.contact_attempts, *ROW
    ).select_from(Appointment)
    hers = with_proofs(with_met(people)).where(Appointment.workshop_id == workshop_id)
    return by_name(
        WorkshopPerson(
            row.prescription_id,
            row.number,
            row.last_name,
            row.first_name,
            row.phone,
            row.contact_attempts,
            presence_row(row),
        )
        for row in connection.execute(hers)
    )


def workshops_between(
    connection: Connection, action_id: UUID, first: date, last: date
) -> tuple[WorkshopLine, ...]:
    """The workshops of these days, by day and hour."""
    present = Appointment.presence == Presence.ATTENDED
    lines = (
        select(
            Workshop.id,
            Workshop.title,
            Workshop.held_on,
            Workshop.start_minute,
            Workshop.end_minute,
            Place.name.label("place"),
            func.count(Appointment.id).label("people"),
            _number(Appointment.presence == Presence.PLANNED).label("to_note"),
            _number(present & ~answered()).label("to_sign"),
            Document.id.is_not(None).label("closed"),
        )
        .select_from(Workshop)
        .outerjoin(Appointment, Appointment.workshop_id == Workshop.id)
        .outerjoin(Place, Place.id == Workshop.place_id)
        .outerjoin(Document, sealed_sheet())
        .where(Workshop.action_id == action_id, Workshop.held_on.between(first, last))
        .group_by(Workshop.id)
        .order_by(Workshop.held_on, Workshop.start_minute)
    )
    return records(connection, WorkshopLine, lines)


def sealed_sheet() -> ColumnElement[bool]:
    """The condition on which ``Document`` is joined to ``Workshop``: its sealed sheet.

    It is in no dossier: that is how the index finds the few sheets among all papers.
    """
    return and_(
        Document.prescription_id.is_(None),
        Document.subject_id == Workshop.id,
        Document.kind == SHEET_KIND,
        Document.state == DocumentState.CLOSED,
    )


def _number(of: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of the group are so."""
    return func.coalesce(func.sum(case((of, 1), else_=0)), 0)
