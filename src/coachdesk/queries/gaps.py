"""What is missing in a month, one listing per rule. Rows of the reprise raise none of these.

The last listings are faults of consistency, that the reprise raises too (design.md §2, CutOver).
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from coachdesk.domain.attendance import REMOTE, Presence
from coachdesk.models import (
    Appointment,
    Company,
    EngagementContract,
    Exit,
    Immersion,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.answers import answered
from coachdesk.queries.immersions import happens, last_on
from coachdesk.queries.listing import Listing
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


def unmarked(action_id: UUID, first: date, last: date) -> Listing:
    """Rendez-vous of the period of which nobody said what became of them."""
    return _appointments(action_id, first, last).where(
        Appointment.presence == Presence.PLANNED, Appointment.cut_over.is_(False)
    )


def unsigned(action_id: UUID, first: date, last: date) -> Listing:
    """Presences face to face in the period that the person neither signed nor declined to."""
    return _appointments(action_id, first, last).where(
        Appointment.presence == Presence.ATTENDED,
        Appointment.mode.not_in(REMOTE),
        Appointment.cut_over.is_(False),
        ~answered(),
    )


def without_contract(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways active in the period without any contrat d'engagement signed."""
    return (
        _pathways(action_id)
        .outerjoin(
            EngagementContract,
            and_(
                EngagementContract.pathway_id == Pathway.id,
                EngagementContract.signed_on.is_not(None),
            ),
        )
        .where(
            active_between(first, last),
            Pathway.cut_over.is_(False),
            EngagementContract.id.is_(None),
        )
    )


def waiting_first(
    action_id: UUID, first: date, last: date, days: int, outcomes: Collection[str]
) -> Listing:
    """Prescriptions whose first rendez-vous had not come ``days`` days after they were received.

    Of these outcomes only (pending, enrolled), and not of people whose pathway ended before.
    """
    late = last - timedelta(days=days)
    return (
        select(*WHO, Prescription.received_on)
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Prescription.action_id == action_id,
            Prescription.cut_over.is_(False),
            Prescription.outcome.in_(outcomes),
            Prescription.received_on < late,
            or_(
                Prescription.first_appointment_on.is_(None),
                Prescription.first_appointment_on > last,
            ),
            or_(Exit.left_on.is_(None), Exit.left_on >= first),
        )
        .order_by(Prescription.number)
    )


def overdue(action_id: UUID, last: date) -> Listing:
    """Pathways whose planned end has passed on ``last``, neither renewed nor ended."""
    return _pathways(action_id).where(
        Pathway.cut_over.is_(False),
        Pathway.planned_end_on < last,
        or_(Exit.left_on.is_(None), Exit.left_on > last),
    )


def without_detail(action_id: UUID, first: date, last: date, kinds: Collection[str]) -> Listing:
    """Exits of the period by one of these kinds, which have details, with none told."""
    return _pathways(action_id).where(
        Exit.left_on.between(first, last),
        Exit.kind.in_(kinds),
        Exit.detail.is_(None),
        Exit.cut_over.is_(False),
    )


def without_review(action_id: UUID, first: date, last: date) -> Listing:
    """Immersions ended in the period without their bilan."""
    return _immersions(action_id).where(
        last_on().between(first, last),
        Immersion.review.is_(None),
        Immersion.cut_over.is_(False),
    )


def outside_pathway(action_id: UUID, first: date, last: date) -> Listing:
    """Rendez-vous attended or missed in the period before the entry or after the exit."""
    return (
        _appointments(action_id, first, last)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Appointment.presence.not_in((Presence.PLANNED, Presence.CANCELLED)),
            or_(Appointment.held_on < Pathway.entered_on, Appointment.held_on > Exit.left_on),
        )
    )


def immersions_outside_pathway(action_id: UUID, first: date, last: date) -> Listing:
    """Immersions with a day in the period that begin before the entry or end after the exit."""
    return _immersions(action_id).where(
        and_(Immersion.starts_on <= last, last_on() >= first),
        or_(Immersion.starts_on < Pathway.entered_on, last_on() > Exit.left_on),
    )


def _appointments(action_id: UUID, first: date, last: date) -> Listing:
    listing: Listing = select(
        *WHO,
        Appointment.id.label("appointment_id"),
        Appointment.held_on,
        Appointment.start_minute,
    )
    return (
        with_person(
            listing.select_from(Appointment).join(Pathway, Pathway.id == Appointment.pathway_id)
        )
        .where(Pathway.action_id == action_id, Appointment.held_on.between(first, last))
        .order_by(Appointment.held_on, Appointment.start_minute)
    )


def _pathways(action_id: UUID) -> Listing:
    people: Listing = select(
        *WHO, Pathway.entered_on, Pathway.planned_end_on, Exit.left_on, Exit.kind
    )
    return (
        with_person(people.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id)
        .order_by(Prescription.number)
    )


def _immersions(action_id: UUID) -> Listing:
    conventions: Listing = select(
        *WHO,
        Immersion.id.label("immersion_id"),
        Company.name.label("company"),
        Immersion.starts_on,
        last_on().label("ends_on"),
    )
    return (
        with_person(
            conventions.select_from(Immersion)
            .join(Company, Company.id == Immersion.company_id)
            .join(Pathway, Pathway.id == Immersion.pathway_id)
        )
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, happens())
        .order_by(Immersion.ends_on, Prescription.number)
    )
