"""Pathways: file active, entries, exits, participants of a year, and who is still there.

Rules of design.md §4: a pathway is active in a period when it has at least one day inside it; the
last day of the pathway, that of its exit, is one of them.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    SQLColumnExpression,
    and_,
    cast,
    false,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from coachdesk.domain.periods import Period, coming_to
from coachdesk.models import Exit, FollowUp, Participant, Pathway, Prescription
from coachdesk.queries.days import days_between, months_after
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person


def active_between(
    first: date | ColumnElement[date], last: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """Whether the pathway, outer-joined to its exit, has a day from ``first`` to ``last``."""
    return and_(Pathway.entered_on <= last, or_(Exit.left_on.is_(None), Exit.left_on >= first))


def active_pathways(action_id: UUID, first: date, last: date) -> Listing:
    """The file active of a month; over a year, its participants.

    With what the yearly report shares them by, all as at entry.
    """
    return _with_exit(
        action_id,
        Participant.gender,
        _age(Participant.birth_date, Pathway.entered_on),
        Pathway.status,
        Pathway.training_level,
        Pathway.household,
        Pathway.main_obstacle,
        Pathway.employment,
    ).where(active_between(first, last))


def entered(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways that began in the period."""
    return _with_exit(action_id).where(Pathway.entered_on.between(first, last))


def left(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways that ended in the period: the exit as it was recorded, the days that they lasted."""
    return _with_exit(
        action_id,
        Exit.kind,
        Exit.detail,
        Exit.recommendation,
        Exit.job_starts_on,
        Exit.job_ends_on,
        (days_between(Pathway.entered_on, Exit.left_on) + 1).label("days"),
    ).where(Exit.left_on.between(first, last))


def left_as(action_id: UUID, first: date, last: date, kinds: Collection[str]) -> Listing:
    """Pathways that ended in the period by one of these kinds of exit: the positive ones, say."""
    return left(action_id, first, last).where(Exit.kind.in_(kinds))


def left_then(
    action_id: UUID,
    first: date,
    last: date,
    months: int,
    outcomes: Collection[str],
    kinds: Collection[str],
) -> Listing:
    """As ``left``; ``became`` says whether some ``months`` changed it after the exit.

    A contract begins in them, a follow-up of one of these milestones tells one of the ``outcomes``,
    or she came again and left by one of these ``kinds``.
    """
    until = months_after(Exit.left_on, months)
    followed = select(FollowUp.id).where(
        FollowUp.pathway_id == Pathway.id,
        FollowUp.milestone <= months,
        FollowUp.outcome.in_(outcomes),
    )
    later, its_exit = aliased(Pathway), aliased(Exit)
    again = (
        select(later.id)
        .join(its_exit, its_exit.pathway_id == later.id)
        .where(
            later.participant_id == Pathway.participant_id,
            later.action_id == action_id,
            later.entered_on > Exit.left_on,
            its_exit.left_on <= until,
            its_exit.kind.in_(kinds),
        )
    )
    became = or_(Exit.job_starts_on.between(Exit.left_on, until), followed.exists(), again.exists())
    return left(action_id, first, last).add_columns(func.coalesce(became, false()).label("became"))


def still_there(action_id: UUID, day: date) -> Listing:
    """Pathways that go on after ``day``: begun by then, and not ended on it or before."""
    return _with_exit(action_id).where(
        Pathway.entered_on <= day, or_(Exit.left_on.is_(None), Exit.left_on > day)
    )


def renewed(action_id: UUID, period: Period, months: int) -> Listing:
    """Pathways whose first ``months`` end in the period, and that are to last longer."""
    entered_on = coming_to(period, months)
    over = months_after(Pathway.entered_on, months)
    return _with_exit(action_id).where(
        Pathway.entered_on.between(entered_on.first, entered_on.last),
        Pathway.planned_end_on >= over,
        or_(Exit.left_on.is_(None), Exit.left_on >= over),
    )


def _with_exit(action_id: UUID, *more: SQLColumnExpression[object]) -> Listing:
    """Pathways of the action and their exit if any; who it is, then the columns asked for."""
    who: Listing = select(
        *WHO,
        Pathway.id.label("pathway_id"),
        Participant.commune,
        Pathway.entered_on,
        Pathway.planned_end_on,
        Exit.left_on,
        *more,
    )
    return (
        with_person(who.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id)
        .order_by(Prescription.number)
    )


def _age(birth: SQLColumnExpression[date], day: SQLColumnExpression[date]) -> Label[int]:
    """Full years lived on ``day``; who was born on 29 February turns on 1 March of other years."""

    def year(moment: SQLColumnExpression[date]) -> ColumnElement[int]:
        return cast(func.strftime("%Y", moment), Integer)

    before_birthday = func.strftime("%m-%d", day) < func.strftime("%m-%d", birth)
    return (year(day) - year(birth) - cast(before_birthday, Integer)).label("age")
