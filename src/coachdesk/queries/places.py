"""Where and when the coach sits: her places, their openings and roads, the hours already taken."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import Connection, Date, bindparam, func, null, select, union_all

from coachdesk.domain.agenda import Calendar, Off, OffPeriod
from coachdesk.domain.attendance import Presence
from coachdesk.domain.conflicts import Engagement
from coachdesk.domain.travels import Travels
from coachdesk.models import (
    Appointment,
    DayOff,
    OutreachEvent,
    Place,
    Setting,
    TimeEntry,
    Workshop,
)
from coachdesk.models.base import Identifier
from coachdesk.queries.listing import Listing, alphabetical, records
from coachdesk.queries.place_lists import travel_lines, weekly_openings


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """How often a place was sat in on one date."""

    held_on: date
    place: str
    times: int


BASE_PLACE = "base_place"
"""The preference that holds the key of the place where her day begins and ends."""
_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_RETIRED = select(Place.name, Place.retired_on).where(Place.retired_on.is_not(None))


@cache  # made once: the search of a slot takes less time than to make its SELECTs
def _uses() -> Listing:
    return (
        select(Appointment.held_on, Place.name.label("place"), func.count().label("times"))
        .join(Place, Place.id == Appointment.place_id)
        .where(
            Appointment.held_on.between(_FIRST, _LAST), Appointment.presence != Presence.CANCELLED
        )
        .group_by(Appointment.held_on, Place.name)
    )


@cache
def _taken() -> Listing:
    stays = Appointment.id.not_in(bindparam("leaving_out", expanding=True, type_=Identifier()))
    alone: Listing = select(
        Appointment.id,
        Appointment.held_on,
        Appointment.start_minute,
        Appointment.end_minute,
        Appointment.place_id,
    ).where(
        Appointment.held_on.between(_FIRST, _LAST),
        Appointment.presence.in_((Presence.PLANNED, Presence.ATTENDED)),
        Appointment.workshop_id.is_(None),
        stays,
    )
    coming = select(Appointment.id).where(Appointment.workshop_id == Workshop.id)
    kept = coming.where(Appointment.presence != Presence.CANCELLED, stays)
    together: Listing = select(
        Workshop.id,
        Workshop.held_on,
        Workshop.start_minute,
        Workshop.end_minute,
        Workshop.place_id,
    ).where(Workshop.held_on.between(_FIRST, _LAST), kept.exists() | ~coming.exists())
    outside: Listing = select(
        OutreachEvent.id,
        OutreachEvent.held_on,
        OutreachEvent.start_minute,
        OutreachEvent.end_minute,
        OutreachEvent.place_id,
    ).where(
        OutreachEvent.held_on.between(_FIRST, _LAST),
        OutreachEvent.start_minute.is_not(None),
        OutreachEvent.end_minute.is_not(None),
    )
    other: Listing = select(
        TimeEntry.id,
        TimeEntry.held_on,
        TimeEntry.start_minute,
        (TimeEntry.start_minute + TimeEntry.minutes).label("end_minute"),
        null().label("place_id"),
    ).where(TimeEntry.held_on.between(_FIRST, _LAST), TimeEntry.start_minute.is_not(None))
    taken = union_all(alone, together, outside, other).subquery()
    return select(
        taken.c.id, taken.c.held_on, taken.c.start_minute, taken.c.end_minute,
        Place.name.label("place"),
    ).outerjoin(Place, Place.id == taken.c.place_id)  # fmt: skip


@cache
def _away() -> Listing:
    return (
        select(
            DayOff.starts_on,
            DayOff.ends_on,
            DayOff.start_minute,
            DayOff.end_minute,
            Place.name.label("place"),
            DayOff.label,
        )
        .outerjoin(Place, Place.id == DayOff.place_id)
        .where(DayOff.ends_on >= _FIRST)
        .order_by(DayOff.starts_on, DayOff.start_minute)
    )


def place_uses(connection: Connection, first: date, last: date) -> tuple[PlaceUse, ...]:
    """The places of each date of a period, cancelled rendez-vous aside."""
    return records(connection, PlaceUse, _uses(), {"first": first, "last": last})


def taken_hours(
    connection: Connection, first: date, last: date, leaving_out: Sequence[UUID] = ()
) -> tuple[Engagement, ...]:
    """The hours taken from ``first`` to ``last``, by whatever stands in the agenda."""
    values = {"first": first, "last": last, "leaving_out": tuple(leaving_out)}
    return records(connection, Engagement, _taken(), values)


def calendar(connection: Connection, first: date) -> Calendar:
    """When she sits where from ``first`` on: openings, absences, closures, retired places."""
    return Calendar(
        weekly_openings(connection),
        tuple(
            OffPeriod(starts_on, ends_on, Off(*off))
            for starts_on, ends_on, *off in connection.execute(_away(), {"first": first})
        ),
        {name: since for name, since in connection.execute(_RETIRED) if since is not None},
    )


def travels(connection: Connection) -> Travels:
    """How long it is between her places, where she said so."""
    lines = travel_lines(connection)
    return Travels(
        {frozenset((line.one, line.other)): line.minutes for line in lines},
        {
            frozenset((line.one, line.other)): line.metres
            for line in lines
            if line.metres is not None
        },
    )


def base_place(connection: Connection) -> str | None:
    """The name of the place where her day begins and ends; None when she did not say."""
    kept = connection.execute(select(Setting.value).where(Setting.key == BASE_PLACE)).scalar()
    key = None if kept is None else json.loads(kept)
    if not isinstance(key, str):
        return None
    name: str | None = connection.execute(select(Place.name).where(Place.id == UUID(key))).scalar()
    return name


def place_names(connection: Connection) -> tuple[str, ...]:
    """The places where people are met still, by name."""
    used = select(Place.name).where(Place.retired_on.is_(None))
    return alphabetical(connection.execute(used).scalars(), str)
