"""The suivis post-parcours of an action: those that come due in a period, and what they told."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Date, and_, literal, select, union_all

from coachdesk.domain.periods import Period, coming_to
from coachdesk.models import Exit, FollowUp, Pathway, Prescription
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person


def due(
    action_id: UUID, period: Period, months: Sequence[int], asked_of_none: Sequence[str]
) -> Listing:
    """One row for each milestone of ``months`` that comes in the period.

    Args:
        action_id: whose.
        period: in which the milestone comes, counted from the exit.
        months: the milestones, one at least.
        asked_of_none: the kinds of exit after which nothing is asked: a death.
    """
    milestones = union_all(*(_milestone(period, number) for number in months)).subquery()
    people: Listing = select(
        *WHO,
        Exit.left_on,
        Exit.kind,
        milestones.c.months.label("milestone"),
        FollowUp.done_on,
        FollowUp.outcome.label("follow_up"),
        FollowUp.employer,
    )
    return (
        with_person(
            people.select_from(milestones)
            .join(Exit, Exit.left_on.between(milestones.c.first, milestones.c.last))
            .join(Pathway, Pathway.id == Exit.pathway_id)
        )
        .outerjoin(
            FollowUp,
            and_(FollowUp.pathway_id == Pathway.id, FollowUp.milestone == milestones.c.months),
        )
        .where(Pathway.action_id == action_id, Exit.kind.not_in(asked_of_none))
        .order_by(Exit.left_on, Prescription.number, milestones.c.months)
    )


def _milestone(period: Period, months: int) -> Listing:
    """The milestone with the days of exit from which it comes in the period."""
    left_on = coming_to(period, months)
    return select(
        literal(months).label("months"),
        literal(left_on.first, Date).label("first"),
        literal(left_on.last, Date).label("last"),
    )
