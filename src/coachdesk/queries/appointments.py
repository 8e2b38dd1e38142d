"""Rendez-vous of a period, those attended, and who was absent too often."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, case, cast, func, or_, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import Period
from coachdesk.models import Appointment, Exit, Pathway, Place, Prescription
from coachdesk.queries.days import each_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


def of_another_action(action_id: UUID) -> ColumnElement[bool]:
    """Whether a rendez-vous is of another action than this one.

    A store has an action or two: most rendez-vous are looked for among a few people, or none.
    """
    pathways = select(Pathway.id).where(Pathway.action_id != action_id).correlate(None)
    dossiers = select(Prescription.id).where(Prescription.action_id != action_id).correlate(None)
    return case(
        (Appointment.pathway_id.is_not(None), Appointment.pathway_id.in_(pathways)),
        else_=Appointment.prescription_id.in_(dossiers),
    )


_WHEN = (
    Appointment.held_on,
    Appointment.start_minute,
    Appointment.end_minute,
    (Appointment.end_minute - Appointment.start_minute).label("minutes"),
)
_HOW = (
    Appointment.mode,
    Appointment.presence,
    cast(Appointment.presence == Presence.ATTENDED, Integer).label("came"),
)


def held(action_id: UUID, first: date, last: date) -> Listing:
    """All rendez-vous of the period, whatever became of them; ``minutes`` is their length."""
    listing: Listing = select(*_WHEN, Place.name.label("place"), *_HOW, *WHO)
    return (
        with_person(
            listing.select_from(Appointment)
            .join(Pathway, Pathway.id == Appointment.pathway_id)
            .outerjoin(Place, Place.id == Appointment.place_id)
        )
        .where(Pathway.action_id == action_id, Appointment.held_on.between(first, last))
        .order_by(Appointment.held_on, Appointment.start_minute, Prescription.number)
    )


def unnamed(action_id: UUID, first: date, last: date) -> Listing:
    """The same without who or where, in no order: a year of them is counted in one table."""
    return select(*_WHEN, *_HOW).where(
        Appointment.held_on.between(first, last),
        Appointment.pathway_id.is_not(None),
        ~of_another_action(action_id),
    )


def of_which(
    action_id: UUID,
    first: date,
    last: date,
    presences: Collection[str] | None,
    modes: Collection[str] | None,
) -> Listing:
    """The rendez-vous of the period of which one of these became, held in one of these ways."""
    listing = held(action_id, first, last)
    if presences is not None:
        listing = listing.where(Appointment.presence.in_([Presence(each) for each in presences]))
    if modes is not None:
        listing = listing.where(Appointment.mode.in_([Mode(each) for each in modes]))
    return listing


def attended(action_id: UUID, first: date, last: date) -> Listing:
    """The rendez-vous of the period at which the person was present."""
    return with_presence(action_id, first, last, Presence.ATTENDED)


def with_presence(action_id: UUID, first: date, last: date, presence: Presence) -> Listing:
    """The rendez-vous of the period of which this became."""
    return held(action_id, first, last).where(Appointment.presence == presence)


def attended_by(action_id: UUID, first: date, last: date, mode: Mode) -> Listing:
    """The rendez-vous of the period at which the person was present, held in this way."""
    return attended(action_id, first, last).where(Appointment.mode == mode)


def often_absent(action_id: UUID, first: date, last: date, more_than: int) -> Listing:
    """Pathways active in the period with more unexcused absences than allowed since their entry."""
    return often_absent_in(action_id, [Period(first, last)], more_than)


def often_absent_in(action_id: UUID, periods: Sequence[Period], more_than: int) -> Listing:
    """The same in each of these periods, of which ``followed_in`` is the first day.

    The absences of those followed in any of them are looked for once, in the index of each pathway;
    who they are only of the few that are found.
    """
    first, last = min(each.first for each in periods), max(each.last for each in periods)
    followed = (
        select(Pathway.id, Pathway.entered_on, Exit.left_on)
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(Pathway.action_id == action_id, active_between(first, last))
        .cte()
        .prefix_with("MATERIALIZED")
    )
    missed = (
        select(followed.c.id, followed.c.entered_on, followed.c.left_on, Appointment.held_on)
        .join(Appointment, Appointment.pathway_id == followed.c.id)
        .where(
            Appointment.presence == Presence.UNEXCUSED,
            Appointment.held_on.between(followed.c.entered_on, last),
        )
        .cte()
        .prefix_with("MATERIALIZED")
    )
    each = each_of(periods)
    absences = func.count()
    found = (
        select(
            missed.c.id,
            each.c.first,
            absences.label("absences"),
            func.max(missed.c.held_on).label("last_on"),
        )
        .select_from(missed)
        .join(each, missed.c.held_on <= each.c.last)
        .where(
            missed.c.entered_on <= each.c.last,
            or_(missed.c.left_on.is_(None), missed.c.left_on >= each.c.first),
        )
        .group_by(each.c.first, missed.c.id)
        .having(absences > more_than)
        .subquery()
    )
    people: Listing = select(
        *WHO,
        found.c.first.label("followed_in"),
        Pathway.entered_on,
        found.c.absences,
        found.c.last_on.label("last_absence_on"),
    )
    return with_person(people.select_from(found).join(Pathway, Pathway.id == found.c.id)).order_by(
        found.c.first, Prescription.number
    )


def people_met(
    action_id: UUID, first: date, last: date, modes: Collection[str] | None, *, by_place: bool
) -> Listing:
    """Who came to a rendez-vous of the period, once; or once in each place."""
    came = of_which(action_id, first, last, (Presence.ATTENDED,), modes)
    place = [Place.name.label("place")] if by_place else []
    each = came.with_only_columns(
        *WHO, *place, func.count(Appointment.id).label("appointments"), maintain_column_froms=True
    )
    by: list[SQLColumnExpression[Any]] = [Prescription.id, *([Place.id] if by_place else [])]
    return each.group_by(*by).order_by(None).order_by(Prescription.number, Place.name)


def leavers_met(action_id: UUID, first: date, last: date) -> Listing:
    """Pathways ended in the period, with how many ``appointments`` each came to."""
    came = (
        select(func.count(Appointment.id))
        .where(Appointment.pathway_id == Pathway.id, Appointment.presence == Presence.ATTENDED)
        .correlate(Pathway)
        .scalar_subquery()
    )
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        Exit.left_on,
        Exit.kind,
        Exit.detail,
        came.label("appointments"),
    )
    return (
        with_person(people.select_from(Exit).join(Pathway, Pathway.id == Exit.pathway_id))
        .where(Pathway.action_id == action_id, Exit.left_on.between(first, last))
        .order_by(Prescription.number)
    )


def months_met(
    action_id: UUID, months: Sequence[Period], least: int, modes: Collection[Mode] | None
) -> Listing:
    """The months that each pathway lasted from their first day to their last.

    ``often`` is 1 where she came to ``least`` rendez-vous at least.
    """
    return _met_in(action_id, months, least, modes, "followed_in")


def weeks_met(
    action_id: UUID, weeks: Sequence[Period], least: int, modes: Collection[Mode] | None
) -> Listing:
    """The same of weeks."""
    return _met_in(action_id, weeks, least, modes, "week_of")


def _met_in(
    action_id: UUID,
    spans: Sequence[Period],
    least: int,
    modes: Collection[Mode] | None,
    begins: str,
) -> Listing:
    each = each_of(spans)
    came = select(func.count(Appointment.id)).where(
        Appointment.pathway_id == Pathway.id,
        Appointment.held_on.between(each.c.first, each.c.last),
        Appointment.presence == Presence.ATTENDED,
        *([] if modes is None else [Appointment.mode.in_(modes)]),
    )
    number = came.correlate(Pathway, each).scalar_subquery()
    people: Listing = select(
        *WHO,
        each.c.first.label(begins),
        number.label("appointments"),
        cast(number >= least, Integer).label("often"),
    )
    return (
        with_person(people.select_from(each).join(Pathway, Pathway.entered_on <= each.c.first))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            or_(Exit.left_on.is_(None), Exit.left_on >= each.c.last),
        )
        .order_by(Prescription.number, each.c.first)
    )
