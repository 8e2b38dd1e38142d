"""The rows of the monthly table (design.md §4): one per pathway active in the month.

Each row tells what was so at the end of the month: an exit or a contract that came later is not on
the paper of that month, whenever it is closed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Subquery, case, func, select
from sqlalchemy.orm import aliased

from coachdesk.domain.attendance import REMOTE, Mode, Presence
from coachdesk.domain.pmsmp_course import Course
from coachdesk.domain.profile import NO_STAGES, Stages
from coachdesk.domain.week_hours import read_week
from coachdesk.models import (
    Appointment,
    Company,
    Document,
    EngagementContract,
    Exit,
    FollowUp,
    Immersion,
    Participant,
    Pathway,
    Prescription,
    Service,
    ServicePerson,
)
from coachdesk.queries.expected import ANSWERED
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.listing import records
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


@dataclass(frozen=True, slots=True)
class MonthlyImmersion:
    """An immersion with at least one day in the month."""

    company: str
    starts_on: date
    ends_on: date
    """Its last day, as it was known at the end of the month."""
    weekly_minutes: int | None
    real_minutes: int | None = None
    """Done in all, once it is over and told; None before, or when not known."""


@dataclass(frozen=True, slots=True)
class MonthlyFollowUp:
    """A follow-up that was done by the end of the month."""

    milestone: int
    done_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class MonthlyStage:
    """An act or a paper of a stage, of that month."""

    kind: str
    day: date
    paper: bool


@dataclass(frozen=True, slots=True)
class MonthlyActs:
    """Her acts of one kind in the month, those of a group too where she is named."""

    kind: str
    number: int
    quantity: int
    """In hundredths of the unit of the kind; 0 where it has none."""
    minutes: int


@dataclass(frozen=True, slots=True)
class MonthlyRow:
    """One person of the monthly table. Words are keys of the profile; minutes are attended ones."""

    prescription_id: UUID
    number: str
    last_name: str
    first_name: str
    pathway_id: UUID
    beneficiary_number: str | None
    birth_date: date
    commune: str | None
    case_manager: str | None
    prescriber: str
    received_on: date
    first_appointment_on: date | None
    contract_on: date | None
    """When the first version of the contrat d'engagement was signed."""
    entered_on: date
    planned_end_on: date | None
    appointments: int
    """All rendez-vous of the month, whatever became of them: the column « prévus »."""
    attended: int
    excused: int
    unexcused: int
    cancelled: int
    on_site_minutes: int
    distance_minutes: int
    collective_minutes: int
    left_on: date | None
    exit_kind: str | None
    exit_detail: str | None
    exit_cut_over: bool | None
    back: bool = False
    """Whether she came again by the end of the month: she is followed otherwise."""
    stages: tuple[MonthlyStage, ...] = ()
    acts: tuple[MonthlyActs, ...] = ()
    immersions: tuple[MonthlyImmersion, ...] = ()
    follow_ups: tuple[MonthlyFollowUp, ...] = ()

    @property
    def first_appointment_delay(self) -> int | None:
        """Days from the prescription to the first rendez-vous."""
        if self.first_appointment_on is None:
            return None
        return (self.first_appointment_on - self.received_on).days


def monthly_table_rows(
    connection: Connection,
    action_id: UUID,
    first: date,
    last: date,
    expected: Stages = NO_STAGES,
    *,
    acts_too: bool = False,
) -> tuple[MonthlyRow, ...]:
    """The pathways active from ``first`` to ``last``, by number.

    They come with what is ``expected`` at their stages, and with their acts if those are told.
    """
    met = _appointments(first, last)
    contract = (
        select(
            EngagementContract.pathway_id,
            func.min(EngagementContract.signed_on).label("signed_on"),
        )
        .where(EngagementContract.signed_on <= last)
        .group_by(EngagementContract.pathway_id)
        .subquery()
    )
    gone = Exit.left_on <= last
    later = aliased(Pathway)
    back = (
        select(later.id)
        .where(
            later.participant_id == Pathway.participant_id,
            later.action_id == action_id,
            later.entered_on > Exit.left_on,
            later.entered_on <= last,
        )
        .exists()
    )
    table = (
        with_person(
            select(
                *WHO,
                Pathway.id.label("pathway_id"),
                Participant.beneficiary_number,
                Participant.birth_date,
                Participant.commune,
                Prescription.case_manager,
                Prescription.prescriber,
                Prescription.received_on,
                Prescription.first_appointment_on,
                contract.c.signed_on.label("contract_on"),
                Pathway.entered_on,
                Pathway.planned_end_on,
                *(func.coalesce(met.c[column], 0).label(column) for column in _COUNTED),
                case((gone, Exit.left_on)).label("left_on"),
                case((gone, Exit.kind)).label("exit_kind"),
                case((gone, Exit.detail)).label("exit_detail"),
                case((gone, Exit.cut_over)).label("exit_cut_over"),
                back.label("back"),
            ).select_from(Pathway)
        )
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .outerjoin(contract, contract.c.pathway_id == Pathway.id)
        .outerjoin(met, met.c.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, active_between(first, last))
        .order_by(Prescription.number)
    )
    immersions = _immersions(connection, action_id, first, last)
    followed = _follow_ups(connection, action_id, first, last)
    stages = _stages(connection, action_id, first, last, expected) if expected else {}
    acts = _acts(connection, action_id, first, last) if acts_too else {}
    return tuple(
        replace(
            row,
            stages=stages.get(row.prescription_id, ()),
            acts=acts.get(row.prescription_id, ()),
            immersions=immersions.get(row.pathway_id, ()),
            follow_ups=followed.get(row.pathway_id, ()),
        )
        for row in records(connection, MonthlyRow, table)
    )


_COUNTED = (
    "appointments", "attended", "excused", "unexcused", "cancelled",
    "on_site_minutes", "distance_minutes", "collective_minutes",
)  # fmt: skip
"""In the order of ``MonthlyRow``."""


def _appointments(first: date, last: date) -> Subquery:
    """The month's rendez-vous of each pathway, counted, and the minutes attended."""

    def became(presence: Presence) -> ColumnElement[int]:
        return func.count().filter(Appointment.presence == presence)

    def minutes(modes: Collection[Mode]) -> ColumnElement[int]:
        attended = func.sum(Appointment.end_minute - Appointment.start_minute).filter(
            Appointment.presence == Presence.ATTENDED, Appointment.mode.in_(modes)
        )
        return func.coalesce(attended, 0)

    figures = (
        func.count(),
        became(Presence.ATTENDED),
        became(Presence.EXCUSED),
        became(Presence.UNEXCUSED),
        became(Presence.CANCELLED),
        minutes({Mode.ON_SITE}),
        minutes(REMOTE),
        minutes({Mode.COLLECTIVE}),
    )
    return (
        select(
            Appointment.pathway_id,
            *(figure.label(name) for figure, name in zip(figures, _COUNTED, strict=True)),
        )
        .where(Appointment.held_on.between(first, last))
        .group_by(Appointment.pathway_id)
        .subquery()
    )


def _immersions(
    connection: Connection, action_id: UUID, first: date, last: date
) -> dict[UUID, tuple[MonthlyImmersion, ...]]:
    found: dict[UUID, tuple[MonthlyImmersion, ...]] = {}
    immersions = (
        select(
            Immersion.pathway_id,
            Company.name,
            Immersion.starts_on,
            Immersion.ends_on,
            Immersion.weekly_minutes,
            Immersion.schedule,
            Immersion.outcome,
            Immersion.ended_on,
            Immersion.missed_minutes,
        )
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
        .where(
            Pathway.action_id == action_id,
            happens(),
            Immersion.starts_on <= last,
            last_on() >= first,
        )
        .order_by(Immersion.starts_on)
    )
    for (
        pathway_id,
        company,
        starts_on,
        ends_on,
        weekly,
        schedule,
        outcome,
        ended_on,
        missed,
    ) in connection.execute(immersions):
        week = read_week(schedule) if schedule else None
        course = Course(starts_on, ends_on, week, outcome, ended_on, missed)
        over = course.last_on <= last
        immersion = MonthlyImmersion(
            company,
            starts_on,
            course.last_on if over else ends_on,
            weekly,
            course.real_minutes if over else None,
        )
        found[pathway_id] = (*found.get(pathway_id, ()), immersion)
    return found


def _stages(
    connection: Connection, action_id: UUID, first: date, last: date, expected: Stages
) -> dict[UUID, tuple[MonthlyStage, ...]]:
    """Acts of a group too, for each who is named; papers that someone signed."""
    acts = (
        select(ServicePerson.prescription_id, Service.kind, Service.done_on)
        .select_from(Service)
        .join(ServicePerson, ServicePerson.service_id == Service.id)
        .where(
            Service.action_id == action_id,
            Service.done_on.between(first, last),
            Service.kind.in_(expected.acts),
        )
    )
    papers = select(Document.prescription_id, Document.kind, Document.made_on).where(
        Document.action_id == action_id,
        Document.made_on.between(first, last),
        Document.kind.in_(expected.papers),
        Document.state.in_(ANSWERED),
    )
    every: list[tuple[UUID, MonthlyStage]] = [
        (whose, MonthlyStage(kind, day, paper))
        for paper, listing in ((False, acts), (True, papers))
        for whose, kind, day in connection.execute(listing).all()
        if whose is not None
    ]
    found: dict[UUID, tuple[MonthlyStage, ...]] = {}
    for whose, stage in sorted(every, key=lambda each: (each[1].day, each[1].kind)):
        found[whose] = (*found.get(whose, ()), stage)
    return found


def _acts(
    connection: Connection, action_id: UUID, first: date, last: date
) -> dict[UUID, tuple[MonthlyActs, ...]]:
    done = (
        select(
            ServicePerson.prescription_id,
            Service.kind,
            func.count(),
            func.sum(Service.quantity),
            func.sum(Service.minutes),
        )
        .select_from(Service)
        .join(ServicePerson, ServicePerson.service_id == Service.id)
        .where(Service.action_id == action_id, Service.done_on.between(first, last))
        .group_by(ServicePerson.prescription_id, Service.kind)
        .order_by(func.min(Service.done_on), Service.kind)
    )
    found: dict[UUID, tuple[MonthlyActs, ...]] = {}
    for whose, kind, number, quantity, minutes in connection.execute(done):
        told = MonthlyActs(kind, number, quantity or 0, minutes or 0)
        found[whose] = (*found.get(whose, ()), told)
    return found


def _follow_ups(
    connection: Connection, action_id: UUID, first: date, last: date
) -> dict[UUID, tuple[MonthlyFollowUp, ...]]:
    """Of those who left in the month: the others are not in its table."""
    found: dict[UUID, tuple[MonthlyFollowUp, ...]] = {}
    done = (
        select(FollowUp.pathway_id, FollowUp.milestone, FollowUp.done_on, FollowUp.outcome)
        .join(Pathway, Pathway.id == FollowUp.pathway_id)
        .join(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            Exit.left_on.between(first, last),
            FollowUp.done_on <= last,
        )
        .order_by(FollowUp.milestone)
    )
    for pathway_id, milestone, done_on, outcome in connection.execute(done):
        told = MonthlyFollowUp(milestone, done_on, outcome)
        found[pathway_id] = (*found.get(pathway_id, ()), told)
    return found
