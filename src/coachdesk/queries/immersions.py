"""Immersions in progress or starting in a period, and how many each person who left had done."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)

from coachdesk.domain.periods import Period, coming_to
from coachdesk.domain.pmsmp import ImmersionOutcome
from coachdesk.models import Company, Exit, Immersion, Pathway, Prescription
from coachdesk.queries.days import months_after
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_person

MOST_MONTHS = 60
"""How long a pathway is looked at by spans of months."""


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


def of_spans(action_id: UUID, period: Period, months: int, *, each: bool) -> Listing:
    """The first ``months`` of each pathway, or all there are, that end in the period.

    With ``each``, so are the months that follow, by as many, when they were whole. ``immersed`` is
    1 where an immersion began in them.
    """
    spans = [_span(period, months, rank) for rank in range(MOST_MONTHS // months if each else 1)]
    ranks = union_all(*(select(literal(rank).label("rank")) for rank in range(len(spans))))
    rank = ranks.subquery().c.rank
    starts = case({n: span.starts for n, span in enumerate(spans)}, value=rank)
    over = case({n: span.over for n, span in enumerate(spans)}, value=rank)
    began = select(Immersion.id).where(
        Immersion.pathway_id == Pathway.id,
        Immersion.starts_on >= starts,
        Immersion.starts_on < over,
        happens(),
    )
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        Exit.left_on,
        type_coerce(starts, Date).label("starts_on"),
        cast(began.correlate(Pathway, rank.table).exists(), Integer).label("immersed"),
    )
    cut_short = and_(
        Exit.left_on.between(period.first, period.last),
        Exit.left_on < over,
        or_(rank == 0, Exit.left_on == func.date(over, "-1 day")),
    )
    whole = [and_(rank == n, span.ended, _there_at(span.over)) for n, span in enumerate(spans)]
    return (
        with_person(people.select_from(Pathway).join(rank.table, true()))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, or_(cut_short, *whole))
        .order_by(Prescription.number, rank)
    )


class _Span(NamedTuple):
    """So many months of a pathway, not the first ones but for the first of them."""

    starts: ColumnElement[date]
    over: ColumnElement[date]
    """The day after."""
    ended: ColumnElement[bool]
    """Whether that day is in the period."""


def _span(period: Period, months: int, rank: int) -> _Span:
    entered = coming_to(period, (rank + 1) * months)
    return _Span(
        months_after(Pathway.entered_on, rank * months),
        months_after(Pathway.entered_on, (rank + 1) * months),
        Pathway.entered_on.between(entered.first, entered.last),
    )


def _there_at(over: ColumnElement[date]) -> ColumnElement[bool]:
    return or_(Exit.left_on.is_(None), Exit.left_on >= over)


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
