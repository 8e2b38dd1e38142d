"""What asks to be done, one listing per rule. Rows of the reprise ask for nothing.

The listings of a month's gaps serve here too: see ``queries.gaps``.
"""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import (
    Appointment,
    Attachment,
    Company,
    EngagementContract,
    Exit,
    FseAnswer,
    Immersion,
    Participant,
    Pathway,
    Prescription,
)
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person


def awaiting_first(action_id: UUID, pending: Collection[str]) -> Listing:
    """Pending prescriptions without any first rendez-vous held; the day one is planned, if any."""
    planned = (
        select(func.min(Appointment.held_on))
        .where(
            Appointment.prescription_id == Prescription.id,
            Appointment.presence == Presence.PLANNED,
        )
        .scalar_subquery()
    )
    return _prescriptions(action_id, pending, planned.label("planned_on")).where(
        Prescription.first_appointment_on.is_(None)
    )


def awaiting_decision(action_id: UUID, pending: Collection[str]) -> Listing:
    """Pending prescriptions whose first rendez-vous was held."""
    return _prescriptions(action_id, pending).where(Prescription.first_appointment_on.is_not(None))


def decided(action_id: UUID, since: date) -> Listing:
    """Prescriptions decided since a day: a retour de prescription is owed for each."""
    return (
        select(*WHO, Prescription.decided_on, Prescription.outcome)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(
            Prescription.action_id == action_id,
            Prescription.cut_over.is_(False),
            Prescription.decided_on >= since,
        )
    )


def contract_to_sign(action_id: UUID, day: date) -> Listing:
    """Pathways under way on ``day`` without a signed contract, and whether one is prepared."""
    contract = EngagementContract.pathway_id == Pathway.id
    prepared = select(EngagementContract.id).where(contract).exists()
    signed = (
        select(EngagementContract.id)
        .where(contract, EngagementContract.signed_on.is_not(None))
        .exists()
    )
    return _under_way(action_id, day, prepared.label("prepared")).where(~signed)


def often_absent(action_id: UUID, day: date, threshold: int) -> Listing:
    """Pathways under way with more than ``threshold`` unexcused absences since the entry."""
    absences = (
        select(Appointment.pathway_id, func.count().label("absences"))
        .where(Appointment.presence == Presence.UNEXCUSED, Appointment.cut_over.is_(False))
        .group_by(Appointment.pathway_id)
        .having(func.count() > threshold)
        .subquery()
    )
    return _under_way(action_id, day, absences.c.absences).join(
        absences, absences.c.pathway_id == Pathway.id
    )


def ending(action_id: UUID, day: date, within: timedelta) -> Listing:
    """Pathways under way whose planned end comes within the time given, or has passed."""
    return _under_way(action_id, day).where(Pathway.planned_end_on <= day + within)


def immersions_ending(action_id: UUID, day: date, within: timedelta) -> Listing:
    """Immersions under way that end within the time given."""
    return _immersions(action_id).where(
        Immersion.starts_on <= day, Immersion.ends_on.between(day, day + within)
    )


def immersions_to_review(action_id: UUID, day: date) -> Listing:
    """Immersions ended before ``day`` without their bilan de stage."""
    return _immersions(action_id).where(Immersion.ends_on < day, Immersion.review.is_(None))


def left_since(action_id: UUID, since: date, day: date) -> Listing:
    """Exits of the period, of which follow-ups are due."""
    people: Listing = select(*WHO, Exit.left_on)
    return with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id)).where(
        Pathway.action_id == action_id,
        Exit.cut_over.is_(False),
        Exit.left_on.between(since, day),
    )


def entry_records(action_id: UUID, day: date) -> Listing:
    """Pathways under way with what their FSE+ record at entry holds."""
    answered = (
        select(func.group_concat(FseAnswer.question))
        .where(FseAnswer.prescription_id == Prescription.id)
        .scalar_subquery()
    )
    return _under_way(
        action_id,
        day,
        Pathway.employment,
        Pathway.training_level,
        Participant.phone,
        Participant.email,
        answered.label("answered"),
    )


def expiring(action_id: UUID, by: date) -> Listing:
    """Pieces of dossiers not ended whose validity ends by a day."""
    return (
        select(*WHO, Attachment.id.label("attachment_id"), Attachment.kind, Attachment.valid_until)
        .select_from(Attachment)
        .join(Prescription, Prescription.id == Attachment.prescription_id)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Prescription.action_id == action_id, Attachment.valid_until <= by, Exit.id.is_(None))
    )


def _prescriptions(action_id: UUID, outcomes: Collection[str], *columns: object) -> Listing:
    people: Listing = select(*WHO, Prescription.received_on, *columns)  # type: ignore[call-overload]  # labelled columns
    return (
        people.select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .where(
            Prescription.action_id == action_id,
            Prescription.cut_over.is_(False),
            Prescription.outcome.in_(outcomes),
        )
    )


def _under_way(action_id: UUID, day: date, *columns: object) -> Listing:
    people: Listing = select(*WHO, Pathway.entered_on, Pathway.planned_end_on, *columns)  # type: ignore[call-overload]  # labelled columns
    return (
        with_person(people.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            Pathway.cut_over.is_(False),
            Pathway.entered_on <= day,
            or_(Exit.left_on.is_(None), Exit.left_on > day),
        )
    )


def _immersions(action_id: UUID) -> Listing:
    conventions: Listing = select(
        *WHO,
        Immersion.id.label("immersion_id"),
        Company.name.label("company"),
        Immersion.starts_on,
        Immersion.ends_on,
    )
    return with_person(
        conventions.select_from(Immersion)
        .join(Company, Company.id == Immersion.company_id)
        .join(Pathway, Pathway.id == Immersion.pathway_id)
    ).where(and_(Pathway.action_id == action_id, Immersion.cut_over.is_(False)))
