"""Prescriptions received, and those of a year (design.md §4)."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Integer, and_, cast, func, or_, select

from coachdesk.models import Exit, Participant, Pathway, Prescription
from coachdesk.queries.days import days_between
from coachdesk.queries.listing import Listing
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO


def received(action_id: UUID, first: date, last: date) -> Listing:
    """Prescriptions received in the period, whatever became of them."""
    return _prescriptions(action_id).where(Prescription.received_on.between(first, last))


def of_year(action_id: UUID, first: date, last: date) -> Listing:
    """Prescriptions of the period's participants, whatever their date, and those without pathway.

    The latter are those received in the period. One whose pathway begins later belongs to the year
    of that pathway: no prescription is lost between two years.
    """
    return _prescriptions(action_id).where(
        or_(
            active_between(first, last),
            and_(Pathway.id.is_(None), Prescription.received_on.between(first, last)),
        )
    )


def decided_by_delay(action_id: UUID, first: date, last: date, days: int) -> Listing:
    """Those received in the period, met or whose delay of ``days`` is over on its last day.

    ``in_time`` is 1 where the first rendez-vous was held within it.
    """
    first_on = Prescription.first_appointment_on
    in_time = days_between(Prescription.received_on, first_on) <= days
    return (
        received(action_id, first, last)
        .add_columns(func.coalesce(cast(in_time, Integer), 0).label("in_time"))
        .where(or_(first_on.is_not(None), Prescription.received_on <= last - timedelta(days=days)))
    )


def _prescriptions(action_id: UUID) -> Listing:
    return (
        select(
            *WHO,
            Participant.birth_date,
            Participant.commune,
            Prescription.received_on,
            Prescription.prescriber,
            Prescription.case_manager,
            Prescription.outcome,
            Prescription.first_appointment_on,
            days_between(Prescription.received_on, Prescription.first_appointment_on).label(
                "delay"
            ),
            Pathway.entered_on,
        )
        .select_from(Prescription)
        .join(Participant, Participant.id == Prescription.participant_id)
        .outerjoin(Pathway, Pathway.prescription_id == Prescription.id)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Prescription.action_id == action_id)
        .order_by(Prescription.number)
    )
