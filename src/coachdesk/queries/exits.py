"""The exit of a dossier, its follow-ups, and what else still hangs on it when someone leaves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, String, bindparam, cast, func, or_, select

from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.follow_ups import Tried
from coachdesk.models import (
    Appointment,
    Attachment,
    Company,
    Exit,
    FollowUp,
    Immersion,
    Pathway,
    Place,
    Prescription,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.listing import alphabetical, records

PROOF = "exit_proof"
"""The profile's kind of piece for what proves an exit."""
KEY = "key"


@dataclass(frozen=True, slots=True)
class ExitRow:
    """The end of a pathway, as it was recorded. Words are keys of the profile."""

    left_on: date
    kind: str
    detail: str | None
    employer: str | None
    """Who hires, or trains."""
    company_id: UUID | None
    job_starts_on: date | None
    job_ends_on: date | None
    weekly_minutes: int | None
    recommendation: str | None
    dry_reason: str | None
    note: str | None
    cut_over: bool


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """What was noted of one milestone."""

    id: UUID
    milestone: int
    done_on: date
    mode: Mode
    outcome: str
    attempts: int
    again_on: date | None
    employer: str | None
    note: str | None
    proofs: int

    @property
    def tried(self) -> Tried:
        """As the rules of the milestones read it."""
        return Tried(self.attempts, self.again_on)


@dataclass(frozen=True, slots=True)
class StintRow:
    """One of the times that a person came to an action; no entry, no pathway."""

    prescription_id: UUID
    action_id: UUID
    number: str
    received_on: date
    outcome: str
    entered_on: date | None
    left_on: date | None
    exit_kind: str | None


@dataclass(frozen=True, slots=True)
class PlannedAfter:
    """A rendez-vous that is planned."""

    id: UUID
    held_on: date
    start_minute: int
    place: str | None


@dataclass(frozen=True, slots=True)
class OpenImmersion:
    """An immersion of which nobody said yet what became of it."""

    id: UUID
    company: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A presence that the person neither signed nor declined to."""

    id: UUID
    held_on: date


EXIT = (
    select(
        Exit.left_on,
        Exit.kind,
        Exit.detail,
        Exit.employer,
        Exit.company_id,
        Exit.job_starts_on,
        Exit.job_ends_on,
        Exit.weekly_minutes,
        Exit.recommendation,
        Exit.dry_reason,
        Exit.note,
        Exit.cut_over,
    )
    .where(Exit.pathway_id == bindparam(KEY))
)  # fmt: skip
_PROOFS = (
    select(func.count())
    .where(Attachment.follow_up_id == FollowUp.id)
    .correlate(FollowUp)
    .scalar_subquery()
)
FOLLOW_UPS = (
    select(
        FollowUp.id,
        FollowUp.milestone,
        FollowUp.done_on,
        FollowUp.mode,
        FollowUp.outcome,
        FollowUp.attempts,
        FollowUp.again_on,
        FollowUp.employer,
        FollowUp.note,
        _PROOFS.label("proofs"),
    )
    .where(FollowUp.pathway_id == bindparam(KEY))
    .order_by(FollowUp.milestone)
)
STINTS = (
    select(
        Prescription.id.label("prescription_id"),
        Prescription.action_id,
        Prescription.number,
        Prescription.received_on,
        Prescription.outcome,
        Pathway.entered_on,
        Exit.left_on,
        Exit.kind.label("exit_kind"),
    )
    .select_from(Prescription)
    .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
    .outerjoin(Exit, Exit.pathway_id == Pathway.id)
    .where(Prescription.participant_id == bindparam(KEY))
    .order_by(Prescription.received_on, Prescription.number)
)
"""The SELECTs are made once: the card opens in less time than it takes to write them anew."""


def exit_row(connection: Connection, pathway_id: UUID) -> ExitRow | None:
    """How a pathway ended; None while it goes on."""
    found = records(connection, ExitRow, EXIT, {KEY: pathway_id})
    return found[0] if found else None


def follow_ups(connection: Connection, pathway_id: UUID) -> tuple[FollowUpRow, ...]:
    """What was noted of each milestone, in order."""
    return records(connection, FollowUpRow, FOLLOW_UPS, {KEY: pathway_id})


def stints(connection: Connection, participant_id: UUID) -> tuple[StintRow, ...]:
    """Each time that a person came, whatever the action, the oldest first."""
    return records(connection, StintRow, STINTS, {KEY: participant_id})


@dataclass(frozen=True, slots=True)
class PresentRow:
    """Someone who is in an action, or about to be."""

    participant_id: UUID
    prescription_id: UUID
    followed: bool
    """Whether she entered; else her prescription waits for its decision."""


def present_now(
    connection: Connection, action_id: UUID, waiting: Collection[str]
) -> dict[UUID, PresentRow]:
    """Who is followed in an action now or expected there, by her id.

    ``waiting`` are the outcomes of a prescription that is not decided.
    """
    found = records(
        connection,
        PresentRow,
        select(
            Prescription.participant_id,
            Prescription.id.label("prescription_id"),
            Pathway.id.is_not(None).label("followed"),
        )
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Prescription.action_id == action_id,
            Exit.id.is_(None),
            or_(Pathway.id.is_not(None), Prescription.outcome.in_(waiting)),
        )
        .order_by(Pathway.id.is_not(None)),
    )
    return {row.participant_id: row for row in found}


def planned(connection: Connection, pathway_id: UUID) -> tuple[PlannedAfter, ...]:
    """The rendez-vous planned, in order."""
    return records(
        connection,
        PlannedAfter,
        select(
            Appointment.id, Appointment.held_on, Appointment.start_minute, Place.name.label("place")
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(Appointment.pathway_id == pathway_id, Appointment.presence == Presence.PLANNED)
        .order_by(Appointment.held_on, Appointment.start_minute),
    )


def last_met(connection: Connection, pathway_id: UUID) -> date | None:
    """The day of the last rendez-vous that she came to, or was expected at."""
    return connection.execute(
        select(func.max(Appointment.held_on)).where(
            Appointment.pathway_id == pathway_id,
            Appointment.presence.not_in((Presence.PLANNED, Presence.CANCELLED)),
        )
    ).scalar_one()


def unsigned(connection: Connection, pathway_id: UUID) -> tuple[Unsigned, ...]:
    """Presences face to face that wait for her signature, in order."""
    return records(
        connection,
        Unsigned,
        select(Appointment.id, Appointment.held_on)
        .where(
            Appointment.pathway_id == pathway_id,
            Appointment.presence == Presence.ATTENDED,
            Appointment.mode.not_in(REMOTE),
            Appointment.cut_over.is_(False),
            ~answered(),
        )
        .order_by(Appointment.held_on),
    )


def open_immersions(connection: Connection, pathway_id: UUID, day: date) -> tuple[
    OpenImmersion, ...
]:  # fmt: skip
    """Immersions that go on after ``day``, or to which nothing says how they ended."""
    return records(
        connection,
        OpenImmersion,
        select(Immersion.id, Company.name.label("company"), Immersion.starts_on, Immersion.ends_on)
        .join(Company, Company.id == Immersion.company_id)
        .where(
            Immersion.pathway_id == pathway_id,
            Immersion.outcome.is_(None),
            or_(Immersion.ends_on > day, Immersion.review.is_(None)),
        )
        .order_by(Immersion.starts_on),
    )


def proof_names(connection: Connection, prescription_id: UUID) -> tuple[str, ...]:
    """The pieces of a dossier that prove its exit, by their names."""
    return tuple(
        connection.execute(
            select(Attachment.name)
            .where(Attachment.prescription_id == prescription_id, Attachment.kind == PROOF)
            .order_by(Attachment.added_at)
        ).scalars()
    )


def company_names(connection: Connection) -> tuple[tuple[UUID, str], ...]:
    """Every company of the store, by name."""
    found = connection.execute(select(Company.id, Company.name))
    return tuple((row.id, row.name) for row in alphabetical(found))


def hosts_of(connection: Connection, pathway_id: UUID) -> frozenset[UUID]:
    """The companies where she did an immersion."""
    return frozenset(
        connection.execute(
            select(Immersion.company_id).where(Immersion.pathway_id == pathway_id)
        ).scalars()
    )


def noted(text: str | None) -> dict[int, Tried]:
    """What ``NOTED`` tells of each milestone."""
    found = {}
    for item in filter(None, (text or "").split(",")):
        months, attempts, again_on = item.split(":")
        found[int(months)] = Tried(
            int(attempts), date.fromisoformat(again_on) if again_on else None
        )
    return found


NOTED = (
    select(
        func.group_concat(
            cast(FollowUp.milestone, String)
            .concat(":")
            .concat(cast(FollowUp.attempts, String))
            .concat(":")
            .concat(func.coalesce(cast(FollowUp.again_on, String), ""))
        )
    )
    .where(FollowUp.pathway_id == Pathway.id)
    .correlate(Pathway)
    .scalar_subquery()
)
"""What was noted of each milestone of a pathway, in one column."""
