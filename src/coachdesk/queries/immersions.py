"""Immersions in progress or starting in a period, and how many each person who left had done."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, cast, func, or_, select

from coachdesk.domain.periods import Period, coming_to
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Company, Exit, Immersion, Pathway, Prescription
from coachdesk.queries.days import months_after
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person


def happens() -> ColumnElement[bool]:
    """Of an immersion that took place, or may: one that did not counts nowhere."""
    return Immersion.outcome.is_distinct_from(ImmersionOutcome.NOT_DONE)


def last_on() -> ColumnElement[date]:
    """Its last day: the planned one, or that on which it ended early."""
    return func.coalesce(Immersion.ended_on, Immersion.ends_on)


def in_progress(action_id: UUID, first: date, last: date) -> Listing:
    """Immersions with at least one day in the period."""
    return _immersions(action_id).where(Immersion.starts_on <= last, last_on() >= first, happens())


def starting(action_id: UUID, first: date, last: date) -> Listing:
    """Conventions that begin in the period."""
    return agreed(action_id, first, last).where(happens())


def agreed(action_id: UUID, first: date, last: date) -> Listing:
    """The same, with those of immersions that did not take place."""
    return _immersions(action_id).where(Immersion.starts_on.between(first, last))


def of_first_months(action_id: UUID, period: Period, months: int) -> Listing:
    """Pathways whose first ``months``, or all there are, end in the period.

    ``immersed`` is 1 for those in which an immersion began.
    """
    entered_on = coming_to(period, months)
    over = months_after(Pathway.entered_on, months)
    began = select(Immersion.id).where(
        Immersion.pathway_id == Pathway.id,
        Immersion.starts_on >= Pathway.entered_on,
        Immersion.starts_on < over,
        happens(),
    )
    people: Listing = select(
        *WHO, Pathway.entered_on, Exit.left_on, cast(began.exists(), Integer).label("immersed")
    )
    return (
        with_person(people.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            or_(
                and_(
                    Pathway.entered_on.between(entered_on.first, entered_on.last),
                    or_(Exit.left_on.is_(None), Exit.left_on >= over),
                ),
                and_(Exit.left_on.between(period.first, period.last), Exit.left_on < over),
            ),
        )
        .order_by(Prescription.number)
    )


def of_people_who_left(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways ended in the period, with the number of their ``immersions`` whatever the year."""
    done = (
        select(func.count(Immersion.id))
        .where(Immersion.pathway_id == Pathway.id, happens())
        .correlate(Pathway)
        .scalar_subquery()
    )
    people: Listing = select(
        *WHO,
        Exit.left_on,
        Exit.kind,
        Exit.detail,
        done.label("immersions"),
    )
    return (
        with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id))
        .where(Pathway.action_id == action_id, Exit.left_on.between(first, last))
        .order_by(Prescription.number)
    )


def _immersions(action_id: UUID) -> Listing:
    conventions: Listing = select(
        *WHO,
        Company.name.label("company"),
        Immersion.trade,
        Immersion.starts_on,
        last_on().label("ends_on"),
        Immersion.weekly_minutes,
        Immersion.review,
        Immersion.purpose,
        Immersion.outcome.label("immersion_outcome"),
        Immersion.cause,
    )
    return (
        with_person(
            conventions.select_from(Immersion)
            .join(Company, Company.id == Immersion.company_id)
            .join(Pathway, Pathway.id == Immersion.pathway_id)
        )
        .where(Pathway.action_id == action_id)
        .order_by(Immersion.starts_on, Prescription.number)
    )
