"""Rendez-vous of a period, those attended, and who was absent too often."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Integer, cast, func, or_, select

from coachdesk.domain.attendance import Mode, Presence
from coachdesk.domain.periods import Period
from coachdesk.models import Appointment, Exit, Pathway, Place, Prescription
from coachdesk.queries.days import each_of
from coachdesk.queries.listing import Listing
from coachdesk.queries.pathways import active_between
from coachdesk.queries.people import WHO, with_person


def held(action_id: UUID, first: date, last: date) -> Listing:
    """All rendez-vous of the period, whatever became of them; ``minutes`` is their length."""
    listing: Listing = select(
        *WHO,
        Appointment.held_on,
        Appointment.start_minute,
        Appointment.end_minute,
        (Appointment.end_minute - Appointment.start_minute).label("minutes"),
        Place.name.label("place"),
        Appointment.mode,
        Appointment.presence,
        cast(Appointment.presence == Presence.ATTENDED, Integer).label("came"),
    )
    return (
        with_person(
            listing.select_from(Appointment).join(Pathway, Pathway.id == Appointment.pathway_id)
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(Pathway.action_id == action_id, Appointment.held_on.between(first, last))
        .order_by(Appointment.held_on, Appointment.start_minute, Prescription.number)
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
    absences = func.count(Appointment.id)
    people: Listing = select(
        *WHO,
        Pathway.entered_on,
        absences.label("absences"),
        func.max(Appointment.held_on).label("last_absence_on"),
    )
    return (
        with_person(people.select_from(Pathway))
        .outerjoin(Exit, Exit.pathway_id == Pathway.id)
        .join(Appointment, Appointment.pathway_id == Pathway.id)
        .where(
            Pathway.action_id == action_id,
            active_between(first, last),
            Appointment.presence == Presence.UNEXCUSED,
            Appointment.held_on.between(Pathway.entered_on, last),
        )
        .group_by(Pathway.id)
        .having(absences > more_than)
        .order_by(Prescription.number)
    )


def months_met(
    action_id: UUID, months: Sequence[Period], least: int, modes: Collection[Mode] | None
) -> Listing:
    """The months that each pathway lasted from their first day to their last.

    ``often`` is 1 where she came to ``least`` rendez-vous at least.
    """
    each = each_of(months)
    came = select(func.count(Appointment.id)).where(
        Appointment.pathway_id == Pathway.id,
        Appointment.held_on.between(each.c.first, each.c.last),
        Appointment.presence == Presence.ATTENDED,
        *([] if modes is None else [Appointment.mode.in_(modes)]),
    )
    number = came.correlate(Pathway, each).scalar_subquery()
    people: Listing = select(
        *WHO,
        each.c.first.label("followed_in"),
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
