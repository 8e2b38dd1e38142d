"""Where and when the coach sits: her places by day of the week, and the hours already taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, func, select

from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, Place
from coachdesk.queries.listing import records


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """How often a place was sat in on one date."""

    held_on: date
    place: str
    times: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours that a rendez-vous takes, in minutes since midnight."""

    held_on: date
    start_minute: int
    end_minute: int
    place: str | None


def place_uses(connection: Connection, first: date, last: date) -> tuple[PlaceUse, ...]:
    """The places of each date of a period, cancelled rendez-vous aside."""
    uses = (
        select(Appointment.held_on, Place.name.label("place"), func.count().label("times"))
        .join(Place, Place.id == Appointment.place_id)
        .where(Appointment.held_on.between(first, last), Appointment.presence != Presence.CANCELLED)
        .group_by(Appointment.held_on, Place.name)
    )
    return records(connection, PlaceUse, uses)


def taken_hours(
    connection: Connection, first: date, last: date, leaving_out: Sequence[UUID] = ()
) -> tuple[Taken, ...]:
    """The hours taken by what is planned from ``first`` to ``last``."""
    taken = (
        select(
            Appointment.held_on,
            Appointment.start_minute,
            Appointment.end_minute,
            Place.name.label("place"),
        )
        .outerjoin(Place, Place.id == Appointment.place_id)
        .where(
            Appointment.held_on.between(first, last),
            Appointment.presence == Presence.PLANNED,
            Appointment.id.not_in(leaving_out),
        )
    )
    return records(connection, Taken, taken)


def place_names(connection: Connection) -> tuple[str, ...]:
    """Every place known, by name."""
    return tuple(connection.execute(select(Place.name).order_by(Place.name)).scalars())
