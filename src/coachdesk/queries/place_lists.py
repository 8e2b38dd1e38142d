"""The page of places: each with its openings, who is away when, the roads between."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from coachdesk.domain.agenda import WeeklyOpening
from coachdesk.domain.attendance import Presence
from coachdesk.models import Appointment, DayOff, Place, PlaceOpening, Travel
from coachdesk.queries.listing import Listing, alphabetical, records


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place, and how many rendez-vous are planned there."""

    id: UUID
    name: str
    address: str | None
    retired_on: date | None
    coming: int


@dataclass(frozen=True, slots=True)
class DayOffLine:
    """An absence or a closure, and how many rendez-vous are planned meanwhile."""

    id: UUID
    starts_on: date
    ends_on: date
    start_minute: int | None
    end_minute: int | None
    place: str | None
    label: str
    planned: int
    first_planned: date | None
    """The day of the first of them."""


@dataclass(frozen=True, slots=True)
class TravelLine:
    """How long and how far it is from one place to another."""

    one: str
    other: str
    minutes: int
    metres: int | None


def place_lines(connection: Connection, day: date) -> tuple[PlaceLine, ...]:
    """Every place, by name."""
    coming = (
        select(Appointment.place_id, func.count().label("coming"))
        .where(Appointment.held_on >= day, Appointment.presence == Presence.PLANNED)
        .group_by(Appointment.place_id)
        .subquery()
    )
    lines: Listing = select(
        Place.id,
        Place.name,
        Place.address,
        Place.retired_on,
        func.coalesce(coming.c.coming, 0).label("coming"),
    ).outerjoin(coming, coming.c.place_id == Place.id)
    return alphabetical(records(connection, PlaceLine, lines))


def weekly_openings(connection: Connection) -> tuple[WeeklyOpening, ...]:
    """Every permanence, through the week."""
    return records(connection, WeeklyOpening, _openings())


@cache
def _openings() -> Listing:
    return (
        select(
            Place.name.label("place"),
            PlaceOpening.weekday,
            PlaceOpening.start_minute,
            PlaceOpening.end_minute,
            PlaceOpening.weeks,
        )
        .join(Place, Place.id == PlaceOpening.place_id)
        .order_by(PlaceOpening.weekday, PlaceOpening.start_minute, PlaceOpening.weeks)
    )


def day_off_lines(connection: Connection, day: date) -> tuple[DayOffLine, ...]:
    """The absences and closures that are not over, the next one first."""
    meanwhile = and_(
        Appointment.held_on.between(DayOff.starts_on, DayOff.ends_on),
        Appointment.held_on >= day,
        Appointment.presence == Presence.PLANNED,
        or_(DayOff.place_id.is_(None), DayOff.place_id == Appointment.place_id),
        or_(
            DayOff.start_minute.is_(None),
            and_(
                Appointment.start_minute < DayOff.end_minute,
                Appointment.end_minute > DayOff.start_minute,
            ),
        ),
    )
    lines: Listing = (
        select(
            DayOff.id,
            DayOff.starts_on,
            DayOff.ends_on,
            DayOff.start_minute,
            DayOff.end_minute,
            Place.name.label("place"),
            DayOff.label,
            func.count(Appointment.id).label("planned"),
            func.min(Appointment.held_on).label("first_planned"),
        )
        .select_from(DayOff)
        .outerjoin(Place, Place.id == DayOff.place_id)
        .outerjoin(Appointment, meanwhile)
        .where(DayOff.ends_on >= day)
        .group_by(DayOff.id)
        .order_by(DayOff.starts_on, DayOff.start_minute)
    )
    return records(connection, DayOffLine, lines)


def travel_lines(connection: Connection) -> tuple[TravelLine, ...]:
    """Every road whose length is typed, by names."""
    return records(connection, TravelLine, _travels())


@cache
def _travels() -> Listing:
    one, other = aliased(Place), aliased(Place)
    return (
        select(one.name.label("one"), other.name.label("other"), Travel.minutes, Travel.metres)
        .join(one, one.id == Travel.from_place_id)
        .join(other, other.id == Travel.to_place_id)
        .order_by(one.name, other.name)
    )
