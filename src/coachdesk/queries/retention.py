"""The last contact with each person: what her time is counted from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Connection, Date, Select, func, select, type_coerce

from coachdesk.domain.attendance import Presence
from coachdesk.domain.papers import Role
from coachdesk.models import (
    Appointment,
    Attachment,
    Diagnostic,
    Document,
    EngagementContract,
    Exit,
    FollowUp,
    FseAnswer,
    Handout,
    Immersion,
    ImmersionVisit,
    Measurement,
    Objective,
    Obstacle,
    OutreachContact,
    Participant,
    Pathway,
    Prescription,
    Service,
    ServicePerson,
    Signature,
    Step,
)

Days: TypeAlias = "Select[UUID, Any]"
_HEARD = (Presence.ATTENDED, Presence.EXCUSED, Presence.PLANNED)
"""She came, called, or is to come; an absence without a word is no contact."""


@dataclass(frozen=True, slots=True)
class KeptDossier:
    """A dossier of someone who may be due."""

    participant_id: UUID
    prescription_id: UUID
    action_id: UUID
    number: str
    outcome: str
    last_name: str
    first_name: str
    entered: bool
    left: bool


@dataclass(frozen=True, slots=True)
class LastContact:
    """The latest day on which something came from the person, and what it was."""

    day: date
    kind: str
    """Key of ``services.rights.retention.CONTACTS``."""


def quiet_dossiers(connection: Connection, before: date) -> tuple[KeptDossier, ...]:
    """The dossiers of the people of whom none was received since ``before``."""
    listing = (
        select(
            Prescription.participant_id,
            Prescription.id,
            Prescription.action_id,
            Prescription.number,
            Prescription.outcome,
            Participant.last_name,
            Participant.first_name,
            Pathway.id.is_not(None),
            Exit.id.is_not(None),
        )
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Prescription.participant_id.in_(_quiet(before)))
        .order_by(Prescription.received_on, Prescription.number)
    )
    return tuple(KeptDossier(*row) for row in connection.execute(listing))


def last_contacts(connection: Connection, before: date) -> dict[UUID, LastContact]:
    """The last contact with each of these people, by participant."""
    found: dict[UUID, LastContact] = {}
    for kind, listing in _contacts(before):
        for person, day in connection.execute(listing):
            known = found.get(person)
            if day is not None and (known is None or day > known.day):
                found[person] = LastContact(day, kind)
    return found


def _quiet(before: date) -> "Select[UUID]":
    """The people whose last prescription is older than that: nobody else can be due."""
    return (
        select(Prescription.participant_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(Participant.anonymised_on.is_(None))
        .group_by(Prescription.participant_id)
        .having(func.max(Prescription.received_on) <= before)
    )


def _contacts(before: date) -> Iterator[tuple[str, Days]]:
    """Each kind of contact with its SELECT: the person, and the latest day of that kind."""
    person = Prescription.participant_id

    def dossier(day: Any) -> Days:  # noqa: ANN401  (a date column, whatever its table)
        return (
            select(person, func.max(day))
            .select_from(Prescription)
            .where(person.in_(_quiet(before)))
            .group_by(person)
        )

    def joined(table: Any, day: Any) -> Days:  # noqa: ANN401  (a mapped class and its column)
        return dossier(day).join(table, table.prescription_id == Prescription.id)

    def walked(table: Any, day: Any) -> Days:  # noqa: ANN401  (likewise)
        return (
            dossier(day)
            .join(Pathway, Pathway.prescription_id == Prescription.id)
            .join(table, table.pathway_id == Pathway.id)
        )

    yield "prescription", dossier(Prescription.received_on)
    yield "decision", dossier(Prescription.decided_on)
    yield "entry", joined(Pathway, Pathway.entered_on)
    heard = Appointment.presence.in_(_HEARD)
    yield "appointment", joined(Appointment, Appointment.held_on).where(heard)
    yield "appointment", walked(Appointment, Appointment.held_on).where(heard)
    yield "contract", walked(EngagementContract, EngagementContract.signed_on)
    yield "exit", walked(Exit, Exit.left_on)
    yield "follow_up", walked(FollowUp, FollowUp.done_on)
    yield "immersion", walked(Immersion, func.coalesce(Immersion.ended_on, Immersion.ends_on))
    yield (
        "immersion",
        walked(Immersion, ImmersionVisit.done_on).join(
            ImmersionVisit, ImmersionVisit.immersion_id == Immersion.id
        ),
    )
    yield "diagnostic", joined(Diagnostic, Diagnostic.made_on)
    yield "fse", joined(FseAnswer, FseAnswer.answered_on)
    yield "obstacle", joined(Obstacle, Obstacle.assessed_on)
    yield "measure", joined(Measurement, Measurement.taken_on)
    yield "objective", joined(Objective, func.coalesce(Objective.closed_on, Objective.set_on))
    yield "step", joined(Step, Step.done_on)
    yield "handout", joined(Handout, func.coalesce(Handout.studied_on, Handout.given_on))
    yield "piece", joined(Attachment, type_coerce(func.date(Attachment.added_at), Date))
    yield (
        "service",
        joined(ServicePerson, Service.done_on).join(
            Service, Service.id == ServicePerson.service_id
        ),
    )
    yield "call", joined(OutreachContact, OutreachContact.called_on)
    yield (
        "signature",
        joined(Document, type_coerce(func.date(Signature.signed_at), Date)).join(
            Signature,
            (Signature.document_id == Document.id) & (Signature.role == Role.PARTICIPANT),
        ),
    )
