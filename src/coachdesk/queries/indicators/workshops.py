"""Ateliers collectifs: held, who came, for how long."""

from sqlalchemy import ColumnElement, func, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Place, Prescription, Workshop
from coachdesk.queries.indicators.counting import Counting, Rows, Scope, Shares, Total
from coachdesk.queries.listing import Listing
from coachdesk.queries.people import WHO, with_met


def count_workshops(scope: Scope, title: str | None) -> Counting:
    """Those to which someone came."""
    return Rows(_held(scope, title))


def count_workshops_by(scope: Scope, by: str, title: str | None) -> Counting:
    """The same, by title or place."""
    return Shares(_held(scope, title), by)


def count_workshop_presences(scope: Scope, title: str | None) -> Counting:
    """Who came, once for each workshop."""
    return Rows(_presences(scope, title))


def count_workshop_people(scope: Scope, title: str | None) -> Counting:
    """Who came, each once."""
    each = _presences(scope, title).with_only_columns(*WHO, func.count().label("workshops"))
    return Rows(each.group_by(Prescription.id).order_by(None).order_by(Prescription.number))


def count_workshop_minutes(scope: Scope, title: str | None) -> Counting:
    """Their hours, of all together."""
    return Total(_presences(scope, title), "minutes")


def _held(scope: Scope, title: str | None) -> Listing:
    came = func.count(Appointment.id)
    return (
        select(
            Workshop.held_on,
            Workshop.title,
            Workshop.start_minute,
            Workshop.end_minute,
            Place.name.label("place"),
            came.label("people"),
        )
        .join(Appointment, Appointment.workshop_id == Workshop.id)
        .outerjoin(Place, Place.id == Workshop.place_id)
        .where(Appointment.presence == Presence.ATTENDED, *_of(scope, title))
        .group_by(Workshop.id)
        .order_by(Workshop.held_on, Workshop.start_minute, Workshop.id)
    )


def _presences(scope: Scope, title: str | None) -> Listing:
    people: Listing = select(
        *WHO,
        Workshop.held_on,
        Workshop.title,
        Place.name.label("place"),
        (Appointment.end_minute - Appointment.start_minute).label("minutes"),
    )
    return (
        with_met(
            people.select_from(Workshop).join(Appointment, Appointment.workshop_id == Workshop.id)
        )
        .outerjoin(Place, Place.id == Workshop.place_id)
        .where(Appointment.presence == Presence.ATTENDED, *_of(scope, title))
        .order_by(Workshop.held_on, Workshop.start_minute, Prescription.number)
    )


def _of(scope: Scope, title: str | None) -> list[ColumnElement[bool]]:
    found = [
        Workshop.action_id == scope.action_id,
        Workshop.held_on.between(scope.period.first, scope.period.last),
    ]
    return found if title is None else [*found, Workshop.title == title]


FUNCTIONS = {
    "workshops": count_workshops,
    "workshops_by": count_workshops_by,
    "workshop_presences": count_workshop_presences,
    "workshop_people": count_workshop_people,
    "workshop_minutes": count_workshop_minutes,
}
