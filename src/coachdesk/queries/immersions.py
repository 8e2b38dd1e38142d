"""Immersions in progress or starting in a period, and how many each person who left had done."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Company, Exit, Immersion, Pathway, Prescription
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
    return _immersions(action_id).where(Immersion.starts_on <= last, last_on() >= first)


def starting(action_id: UUID, first: date, last: date) -> Listing:
    """Conventions that begin in the period."""
    return _immersions(action_id).where(Immersion.starts_on.between(first, last))


def of_people_who_left(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways ended in the period, with the number of their ``immersions`` whatever the year."""
    done = func.count(Immersion.id)
    people: Listing = select(
        *WHO,
        Exit.left_on,
        Exit.kind,
        Exit.detail,
        done.label("immersions"),
    )
    return (
        with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id))
        .outerjoin(Immersion, and_(Immersion.pathway_id == Pathway.id, happens()))
        .where(Pathway.action_id == action_id, Exit.left_on.between(first, last))
        .group_by(Exit.id)
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
    )
    return (
        with_person(
            conventions.select_from(Immersion)
            .join(Company, Company.id == Immersion.company_id)
            .join(Pathway, Pathway.id == Immersion.pathway_id)
        )
        .where(Pathway.action_id == action_id, happens())
        .order_by(Immersion.starts_on, Prescription.number)
    )
