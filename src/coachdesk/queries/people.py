"""The columns and joins by which every listing names a person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, func, select, union_all

from coachdesk.core.french import fold
from coachdesk.domain.identity import ANONYMISED
from coachdesk.models import (
    Appointment,
    Attachment,
    Document,
    Handout,
    Immersion,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.listing import Listing, records

WHO: tuple[Any, ...] = (
    Prescription.id.label("prescription_id"),
    Prescription.number,
    Participant.last_name,
    Participant.first_name,
)
"""The prescription opens the person's card; its number is the n° of the dossier."""


class Named(Protocol):
    """A row that holds ``WHO``."""

    @property
    def number(self) -> str:
        """Of the dossier."""
        ...

    @property
    def last_name(self) -> str:
        """Her family name."""
        ...

    @property
    def first_name(self) -> str:
        """Her first name."""
        ...


N = TypeVar("N", bound=Named)


def is_nobody(row: object) -> bool:
    """Whether a row that names a person is of someone anonymised: it counts, and asks nothing."""
    return getattr(row, "last_name", "") == ANONYMISED


def by_name(people: Iterable[N]) -> tuple[N, ...]:
    """In the order of a French list: SQLite puts accents after Z."""
    return tuple(
        sorted(people, key=lambda who: (fold(who.last_name), fold(who.first_name), who.number))
    )


def with_person(of_pathways: Listing) -> Listing:
    """Join to a SELECT that holds pathways the prescription and the person of each."""
    return of_pathways.join(Prescription, Prescription.id == Pathway.prescription_id).join(
        Participant, Participant.id == Pathway.participant_id
    )


def with_met(of_appointments: Listing) -> Listing:
    """Join to a SELECT that holds rendez-vous the pathway, if any, dossier and person of each."""
    return (
        of_appointments.outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .join(
            Prescription,
            Prescription.id == func.coalesce(Appointment.prescription_id, Pathway.prescription_id),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose something is."""

    id: UUID
    """Of the thing: a dossier, a rendez-vous, a paper, a handout, a piece."""
    prescription_id: UUID
    first_name: str
    last_name: str

    @property
    def name(self) -> str:
        """« Léa DURAND »."""
        return f"{self.first_name} {self.last_name}"


def owners_of(connection: Connection, ids: Collection[UUID]) -> dict[UUID, Owner]:
    """Whose each of these dossiers, rendez-vous, papers, handouts and pieces is, if it exists."""
    things = union_all(
        select(Prescription.id, Prescription.id.label("dossier")).where(Prescription.id.in_(ids)),
        select(Appointment.id, func.coalesce(Appointment.prescription_id, Pathway.prescription_id))
        .outerjoin(Pathway, Pathway.id == Appointment.pathway_id)
        .where(Appointment.id.in_(ids)),
        select(Document.id, Document.prescription_id).where(Document.id.in_(ids)),
        select(Handout.id, Handout.prescription_id).where(Handout.id.in_(ids)),
        select(Attachment.id, Attachment.prescription_id).where(Attachment.id.in_(ids)),
        select(Immersion.id, Pathway.prescription_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .where(Immersion.id.in_(ids)),
    ).subquery()
    owners: Listing = (
        select(
            things.c.id,
            Prescription.id.label("prescription_id"),
            Participant.first_name,
            Participant.last_name,
        )
        .join(Prescription, Prescription.id == things.c.dossier)
        .join(Participant, Participant.id == Prescription.participant_id)
    )
    return {owner.id: owner for owner in records(connection, Owner, owners)}
