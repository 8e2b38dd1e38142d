"""The list of participants: everyone prescribed to the action, followed or not.

Two reads, so that the list is there before what hundreds of thousands of rendez-vous say of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import starmap
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Text, func, select, type_coerce

from coachdesk.domain.attendance import Presence
from coachdesk.models import (
    Appointment,
    EngagementContract,
    Exit,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.people import WHO


class State(StrEnum):
    """Where the person stands in the action."""

    FOLLOWED = "followed"
    LEFT = "left"
    NOT_FOLLOWED = "not_followed"
    """No pathway: the outcome of the prescription says why."""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One line of the list. Words are keys of the profile; counts are of rendez-vous."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    pathway_id: UUID | None
    commune: str | None
    phone: str | None
    beneficiary_number: str | None
    case_manager: str | None
    prescriber: str
    received_on: date
    outcome: str
    entered_on: date | None
    planned_end_on: date | None
    left_on: date | None
    exit_kind: str | None
    contract_on: date | None
    """When the first contrat d’engagement was signed."""
    planned: int = 0
    attended: int = 0
    excused: int = 0
    unexcused: int = 0
    cancelled: int = 0
    next_on: date | None = None
    """The day of the next rendez-vous planned."""
    next_minute: int | None = None

    @property
    def state(self) -> State:
        """Followed, gone, or never entered."""
        if self.pathway_id is None:
            return State.NOT_FOLLOWED
        return State.FOLLOWED if self.left_on is None else State.LEFT


class Held(NamedTuple):
    """What the rendez-vous of one dossier say of it."""

    planned: int
    attended: int
    excused: int
    unexcused: int
    cancelled: int
    following: str | None
    """Day and minute of the next one planned, as « 2024-01-220570 »."""


def participants_alone(connection: Connection, action_id: UUID) -> tuple[ParticipantRow, ...]:
    """Everyone prescribed to the action, by number, without what their rendez-vous say."""
    signed = (
        select(func.min(EngagementContract.signed_on))
        .where(EngagementContract.pathway_id == Pathway.id)
        .scalar_subquery()
    )
    table = (
        select(
            *WHO,
            Pathway.id.label("pathway_id"),
            Participant.commune,
            Participant.phone,
            Participant.beneficiary_number,
            Prescription.case_manager,
            Prescription.prescriber,
            Prescription.received_on,
            Prescription.outcome,
            Pathway.entered_on,
            Pathway.planned_end_on,
            Exit.left_on,
            Exit.kind.label("exit_kind"),
            signed.label("contract_on"),
        )
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Prescription.action_id == action_id, Participant.anonymised_on.is_(None))
        .order_by(Prescription.number)
    )
    return tuple(starmap(ParticipantRow, connection.execute(table)))


def appointments_held(connection: Connection, day: date) -> dict[UUID, Held]:
    """What the rendez-vous say, by pathway, or by prescription where there is no pathway yet.

    One pass over an index which holds all that is asked; ``day`` is today.
    """
    minute = func.printf("%04d", Appointment.start_minute, type_=Text)
    moment = type_coerce(Appointment.held_on, Text).concat(minute)
    said = (
        *(func.count().filter(Appointment.presence == presence) for presence in _PRESENCES),
        func.min(moment).filter(
            Appointment.presence == Presence.PLANNED, Appointment.held_on >= day
        ),
    )
    listings = (
        select(key, *said).where(key.is_not(None)).group_by(key)
        for key in (Appointment.pathway_id, Appointment.prescription_id)
    )
    held: dict[UUID, Held] = {}
    for listing in listings:
        for row in connection.execute(listing):
            if row[0] is not None:  # never, but a column that may be empty is typed so
                held[row[0]] = Held._make(row[1:])
    return held


def with_appointments(
    rows: Sequence[ParticipantRow], held: Mapping[UUID, Held]
) -> tuple[ParticipantRow, ...]:
    """The rows with what their rendez-vous say."""
    whole = []
    for row in rows:
        hers = held.get(row.pathway_id or row.prescription_id)
        whole.append(row if hers is None else _with(row, hers))
    return tuple(whole)


def _with(row: ParticipantRow, held: Held) -> ParticipantRow:
    following = held.following
    when = (date.fromisoformat(following[:10]), int(following[10:])) if following else ()
    values: list[Any] = [*_alone(row), *held[:-1], *when]
    return ParticipantRow(*values)


def participants_table(
    connection: Connection, action_id: UUID, day: date = date.max
) -> tuple[ParticipantRow, ...]:
    """Everyone prescribed to the action, by number, whole; ``day`` is today."""
    rows = participants_alone(connection, action_id)
    return with_appointments(rows, appointments_held(connection, day))


def next_appointment(connection: Connection, row: ParticipantRow, day: date) -> UUID | None:
    """The next rendez-vous planned of a person, from ``day`` on."""
    hers = (
        Appointment.pathway_id == row.pathway_id
        if row.pathway_id
        else Appointment.prescription_id == row.prescription_id
    )
    coming = (
        select(Appointment.id)
        .where(hers, Appointment.held_on >= day, Appointment.presence == Presence.PLANNED)
        .order_by(Appointment.held_on, Appointment.start_minute)
        .limit(1)
    )
    return connection.execute(coming).scalar()


_PRESENCES = (
    Presence.PLANNED,
    Presence.ATTENDED,
    Presence.EXCUSED,
    Presence.UNEXCUSED,
    Presence.CANCELLED,
)
"""In the order of ``Held``."""
_alone = attrgetter(*(field.name for field in fields(ParticipantRow) if field.default is MISSING))
"""What ``participants_alone`` reads."""
